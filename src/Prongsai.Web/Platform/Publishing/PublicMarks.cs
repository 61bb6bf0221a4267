using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// Which state of an organisation's public side this is: changes in the transaction of whatever the public sees change, and by the clock
/// where something begins or ends by its date. The database is asked after every question that came before, never out of memory, so nobody is
/// shown what was withdrawn; but questions that come together share one answer.
/// </summary>
internal sealed class PublicMarks(NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Gate> gates = new();

    /// <summary>One line of text, the same in every process of the installation.</summary>
    public async ValueTask<string> Of(Guid organisation, CancellationToken stop)
    {
        var gate = gates.GetOrAdd(organisation, _ => new Gate());
        var version = await Version(organisation, gate, stop);
        var moments = gate.Moments;
        if (moments is null || moments.Version != version)
        {
            gate.Moments = moments = new Clockwork(version, await Moments(organisation, stop));
        }
        var now = clock.GetUtcNow();
        // A page may say "today": another one on another day of Bangkok.
        return string.Create(CultureInfo.InvariantCulture, $"{version} {moments.Last(now)?.UtcTicks} {ThaiDate.InBangkok(now).DayNumber}");
    }

    public void Dispose()
    {
        foreach (var gate in gates.Values)
        {
            gate.Dispose();
        }
    }

    /// <summary>The answer to a question that was asked after this call began: the one under way may be too old, so who comes meanwhile waits for the next.</summary>
    private async Task<long> Version(Guid organisation, Gate gate, CancellationToken stop)
    {
        var mine = Interlocked.Increment(ref gate.Asked);
        await gate.Door.WaitAsync(stop);
        try
        {
            if (gate.Answered < mine)
            {
                var covers = Interlocked.Read(ref gate.Asked);
                await using var command = database.CreateCommand("select public_mark($1)");
                command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
                gate.Version = (long)(await command.ExecuteScalarAsync(stop))!;
                gate.Answered = covers;
            }
            return gate.Version;
        }
        finally
        {
            gate.Door.Release();
        }
    }

    private async Task<DateTimeOffset[]> Moments(Guid organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select public_moments($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = organisation });
        await using var rows = await command.ExecuteReaderAsync(stop);
        var moments = new List<DateTimeOffset>();
        while (await rows.ReadAsync(stop))
        {
            moments.Add(await rows.GetFieldValueAsync<DateTimeOffset>(0, stop));
        }
        return [.. moments];
    }

    private sealed record Clockwork(long Version, DateTimeOffset[] Moments)
    {
        /// <summary>The last time the clock alone changed something.</summary>
        public DateTimeOffset? Last(DateTimeOffset now)
        {
            var at = Array.BinarySearch(Moments, now);
            var last = at >= 0 ? at : ~at - 1;
            return last < 0 ? null : Moments[last];
        }
    }

    private sealed class Gate : IDisposable
    {
        public readonly SemaphoreSlim Door = new(1, 1);
        public long Asked;
        public long Answered;
        public long Version;
        public volatile Clockwork? Moments;

        public void Dispose() => Door.Dispose();
    }
}
