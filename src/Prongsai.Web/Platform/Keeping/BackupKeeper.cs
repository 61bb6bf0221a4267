using System.Text.Json;
using Npgsql;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>Where backups that are made by themselves lie. Null: PRONGSAI_BACKUPS is "off".</summary>
/// <param name="Path">PRONGSAI_BACKUPS, or backups/ in the data folder, which a broken disk would take along.</param>
/// <param name="IsElsewhere">Somebody chose another place.</param>
internal sealed record BackupFolder(string? Path, bool IsElsewhere)
{
    public static BackupFolder Of(string dataDirectory) => Environment.GetEnvironmentVariable("PRONGSAI_BACKUPS") switch
    {
        "off" => new(null, false),
        { Length: > 0 } named => new(System.IO.Path.GetFullPath(named), true),
        _ => new(System.IO.Path.Combine(dataDirectory, "backups"), false),
    };
}

/// <summary>What the keeper did last; kept beside the backups.</summary>
internal sealed record KeepingState(KeepingDeed? Backup = null, KeepingDeed? Drill = null, KeepingDeed? Far = null, KeepingDeed? Chain = null);

/// <summary>One backup or drill: when it ended, whether it held, of which file, how much; the words are English, for the log of the machine.</summary>
internal sealed record KeepingDeed(DateTimeOffset At, bool Ok, string File, long Bytes, int Files, long Changes, string Words);

/// <summary>
/// Backs up every night after one o'clock in Bangkok, keeps the newest few, and once in thirty days restores the newest into a scratch
/// cluster to see that it can be. One process does so, however many there are.
/// </summary>
internal sealed class BackupKeeper(BackupFolder folder, string dataDirectory, string ownerConnection, TimeProvider clock, IReadOnlyList<string> scratchSettings)
{
    public const int Kept = 7;
    private const long Lock = 0x50726F6E67736162;
    private const string Suffix = ".backup";
    private static readonly TimeSpan DrillEvery = TimeSpan.FromDays(30);

    /// <summary>What is known of the last night; empty before the first.</summary>
    public static KeepingState State(BackupFolder folder)
    {
        var path = folder.Path is null ? null : System.IO.Path.Combine(folder.Path, "state.json");
        try
        {
            return path is not null && File.Exists(path) ? JsonSerializer.Deserialize<KeepingState>(File.ReadAllBytes(path), JsonSerializerOptions.Web) ?? new() : new();
        }
        catch (JsonException)
        {
            // Damaged from outside: what the last night brought is unknown, and the officer reads that there was none; the next night writes it anew.
            return new();
        }
    }

    /// <summary>Looks every ten minutes, until stopped. What goes wrong is in the state and on the page of the officer.</summary>
    public async Task Run(TextWriter stderr, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(10));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await Try(stderr, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The product is stopping.
        }
    }

    /// <summary>Does what is due now, or says why it could not: the database is being started again, the disk of the backups is not there, or is full. It must never be the last time.</summary>
    internal async Task Try(TextWriter stderr, CancellationToken stop)
    {
        try
        {
            await Look(stop);
        }
        catch (Exception trouble) when (trouble is NpgsqlException or IOException or UnauthorizedAccessException or InstallationException)
        {
            await stderr.WriteLineAsync($"Backups could not be looked after now, and are looked at again in ten minutes: {trouble.Message}");
        }
    }

    /// <summary>Does what is due now.</summary>
    public async Task Look(CancellationToken stop)
    {
        await ChainAnchor.Note(dataDirectory, await ChangeChain.Newest(ownerConnection, clock.GetUtcNow(), stop), stop);
        if (folder.Path is not { } place)
        {
            return;
        }
        await using var alone = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
        await alone.OpenAsync(stop);
        await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", alone);
        if (await take.ExecuteScalarAsync(stop) is not true)
        {
            return;
        }
        Directory.CreateDirectory(place);
        var now = clock.GetUtcNow();
        var local = now.ToOffset(TimeSpan.FromHours(7));
        var name = System.IO.Path.Combine(place, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"prongsai-{local:yyyy-MM-dd}{Suffix}"));
        SweepLeftOvers(place);
        BackupKey key;
        try
        {
            key = await BackupKey.Of(dataDirectory, stop);
        }
        catch (InstallationException damaged)
        {
            await Keep(place, () => Task.FromException<KeptReport>(damaged), (s, d) => s with { Backup = d }, name, now);
            return;
        }
        if (!File.Exists(name) && (local.Hour >= 1 || !Newest(place, name).Any()))
        {
            await Keep(place, async () => await Backup.Write(ownerConnection, System.IO.Path.Combine(dataDirectory, "files"), key, name, now, stop), (s, d) => s with { Backup = d }, name, now);
            if (FarPlace.Repository is { } repository && File.Exists(name))
            {
                await Keep(place, () => FarPlace.Send(repository, dataDirectory, name, stop), (s, d) => s with { Far = d }, name, now);
            }
            await Keep(place, () => Walked(stop), (s, d) => s with { Chain = d }, name, now);
            foreach (var old in Newest(place, name).Skip(Kept))
            {
                File.Delete(old);
            }
        }
        // A drill of a day to come was held while the clock was wrong, and says nothing of when the next is due.
        if (Newest(place, name).FirstOrDefault() is { } newest && (State(folder).Drill is not { } last || last.At > now + TimeSpan.FromDays(1) || now - last.At >= DrillEvery || (!last.Ok && now - last.At >= TimeSpan.FromDays(1))))
        {
            await Keep(place, async () => await Restore.Drill(newest, await BackupKey.ThatOpens(newest, dataDirectory, stop), System.IO.Path.GetTempPath(), scratchSettings, stop), (s, d) => s with { Drill = d }, newest, now);
        }
    }

    private async Task<KeptReport> Walked(CancellationToken stop)
    {
        var (holding, broken) = await ChangeChain.Verify(ownerConnection, stop, await ChainAnchor.Read(dataDirectory, stop));
        return broken.Count == 0 ? new(dataDirectory, 0, 0, holding) : throw new InstallationException($"{broken[0].Organisation}: change {broken[0].Number}: {broken[0].Why}");
    }

    /// <summary>Newest first. Those named after a day to come were made while the clock was wrong: they come last, or they would push out every backup made since.</summary>
    private static IEnumerable<string> Newest(string place, string today) => Directory.GetFiles(place, "prongsai-*" + Suffix)
        .OrderBy(f => string.CompareOrdinal(f, today) > 0).ThenByDescending(f => f, StringComparer.Ordinal);

    /// <summary>What a process that was killed at it left behind: half a backup, and the dump it was made from, which is not sealed.</summary>
    private static void SweepLeftOvers(string place)
    {
        foreach (var half in Directory.GetFiles(place, "prongsai-*" + Suffix + ".unfinished").Concat(Directory.GetFiles(place, "prongsai-*" + Suffix + ".dump")))
        {
            File.Delete(half);
        }
    }

    private async Task Keep(string place, Func<Task<KeptReport>> deed, Func<KeepingState, KeepingDeed, KeepingState> end, string file, DateTimeOffset now)
    {
        KeepingDeed done;
        try
        {
            var report = await deed();
            done = new(now, true, System.IO.Path.GetFileName(file), report.Bytes, report.Files, report.Changes, "every hash and every chain holds");
        }
        catch (Exception trouble) when (trouble is InstallationException or IOException or NpgsqlException or UnauthorizedAccessException)
        {
            done = new(now, false, System.IO.Path.GetFileName(file), 0, 0, 0, trouble.Message);
        }
        var path = System.IO.Path.Combine(place, "state.json");
        await PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(end(State(folder), done), JsonSerializerOptions.Web), replace: true, CancellationToken.None);
    }
}
