using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>How many write side by side, and how many answers one of them commits at once.</summary>
internal sealed record WriterPace(int Writers, int MostAtOnce)
{
    public static readonly WriterPace Usual = new(2, 512);
}

/// <summary>
/// The only door by which answers are kept. What arrives together is written in one transaction and acknowledged after its commit. In that
/// transaction a code is deleted, a receipt noted, and the pool rewritten; nothing tells which of the three belong together.
/// </summary>
internal sealed class AnswerWriter : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly PoolKeys keys;
    private readonly ILogger<AnswerWriter> log;
    private readonly Channel<Accepted> arriving = Channel.CreateBounded<Accepted>(new BoundedChannelOptions(20_000) { SingleReader = false });
    private readonly CancellationTokenSource ending = new();
    private readonly Task[] working;
    private readonly WriterPace pace;

    public AnswerWriter(NpgsqlDataSource database, PoolKeys keys, WriterPace pace, ILogger<AnswerWriter> log)
    {
        (this.database, this.keys, this.pace, this.log) = (database, keys, pace, log);
        working = [.. Enumerable.Range(0, pace.Writers).Select(_ => Task.Run(Work))];
    }

    /// <summary>Keeps an answer. Null when it is durably kept, now or by an earlier sending of the same form; else why not.</summary>
    public async Task<Refusal?> Keep(Accepted answer, CancellationToken stop)
    {
        await arriving.Writer.WriteAsync(answer, stop);
        return await answer.Kept.Task.WaitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        arriving.Writer.TryComplete();
        await ending.CancelAsync();
        await Task.WhenAll(working);
        ending.Dispose();
    }

    private async Task Work()
    {
        var batch = new List<Accepted>(pace.MostAtOnce);
        try
        {
            while (await arriving.Reader.WaitToReadAsync(ending.Token))
            {
                while (batch.Count < pace.MostAtOnce && arriving.Reader.TryRead(out var next))
                {
                    batch.Add(next);
                }
                if (batch.Count > 0)
                {
                    await Write(batch);
                    batch.Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends; what was not acknowledged was not kept.
        }
        while (arriving.Reader.TryRead(out var left))
        {
            left.Kept.TrySetResult(new CouldNotKeep());
        }
    }

    private async Task Write(List<Accepted> batch)
    {
        try
        {
            var refusals = await Transact(batch);
            foreach (var answer in batch)
            {
                answer.Kept.TrySetResult(refusals.GetValueOrDefault(answer));
            }
        }
        catch (Exception fault) when (IsTrouble(fault))
        {
            var surveys = batch.GroupBy(a => a.Survey.Id).ToList();
            if (surveys.Count > 1)
            {
                // One survey's lost key must not hold up the others. Nothing of this batch was committed, or its receipts say so.
                foreach (var alone in surveys)
                {
                    await Write([.. alone]);
                }
                return;
            }
            // No part of an answer or code is in these messages.
            log.LogError("{Count} survey answers could not be kept: {Why}", batch.Count, Why(fault));
            foreach (var answer in batch)
            {
                answer.Kept.TrySetResult(new CouldNotKeep());
            }
        }
        catch (Exception fault)
        {
            foreach (var answer in batch)
            {
                answer.Kept.TrySetException(fault);
            }
        }
    }

    /// <summary>What the world does, not a mistake of ours: database or disk in trouble, a key that is not there.</summary>
    private static bool IsTrouble(Exception fault) => fault is NpgsqlException or IOException or UnauthorizedAccessException or TimeoutException or System.Security.Cryptography.CryptographicException;

    private static string Why(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the disk of the database is full",
        FileNotFoundException => "the key of the survey is not in the folder survey-keys; restore that folder",
        IOException => "the folder survey-keys cannot be written; is the disk full?",
        PostgresException postgres => $"the database refused ({postgres.SqlState})",
        NpgsqlException => "the database cannot be reached",
        _ => fault.GetType().Name,
    };

    private async Task<Dictionary<Accepted, Refusal>> Transact(List<Accepted> batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var refusals = new Dictionary<Accepted, Refusal>(ReferenceEqualityComparer.Instance);
        // One commit for all who came together, whatever their organisation; each is written inside its own wall, in one order for all writers.
        foreach (var group in batch.GroupBy(a => a.Survey.OrganisationId).OrderBy(g => g.Key))
        {
            await OrganisationScope.Enter(connection, group.Key, CancellationToken.None);
            await Take(connection, group.Key, [.. group], refusals);
        }
        await transaction.CommitAsync();
        return refusals;
    }

    private async Task Take(NpgsqlConnection connection, Guid organisation, List<Accepted> batch, Dictionary<Accepted, Refusal> refusals)
    {
        // In the order of their hashes: two writers lock in one order, and no row shows who came first.
        batch.Sort((a, b) => a.Receipt.AsSpan().SequenceCompareTo(b.Receipt));
        var fresh = await Fresh(connection, organisation, batch);
        if (fresh.Count == 0)
        {
            return;
        }
        await SpendCodes(connection, fresh, refusals);
        fresh.RemoveAll(refusals.ContainsKey);
        await Add(connection, organisation, fresh, refusals);
        var refused = batch.Where(refusals.ContainsKey).ToList();
        if (refused.Count == 0)
        {
            return;
        }
        await Execute(connection, "delete from survey_receipts r using unnest($1, $2) as x(s, h) where r.survey_id = x.s and r.hash = x.h", Ids(refused.Select(a => a.Survey.Id)), Bytes(refused.Select(a => a.Receipt)));
        await GiveBack(connection, organisation, refused.Where(a => refusals[a] is SurveyIsClosed && a.Code is not null).ToList());
        // The same form sent twice at the same moment shares its fate.
        foreach (var twin in batch.Where(a => !refusals.ContainsKey(a)).ToList())
        {
            if (refused.Find(r => r.Survey.Id == twin.Survey.Id && r.Receipt.AsSpan().SequenceEqual(twin.Receipt)) is { } same)
            {
                refusals[twin] = refusals[same];
            }
        }
    }

    /// <summary>Those not sent before.</summary>
    private static async Task<List<Accepted>> Fresh(NpgsqlConnection connection, Guid organisation, List<Accepted> batch)
    {
        await using var command = new NpgsqlCommand("insert into survey_receipts (organisation_id, survey_id, hash, day) select $1, s, h, d from unnest($2, $3, $4) as x(s, h, d) on conflict do nothing returning survey_id, hash", connection);
        command.Parameters.Add(new() { Value = organisation });
        command.Parameters.Add(Ids(batch.Select(a => a.Survey.Id)));
        command.Parameters.Add(Bytes(batch.Select(a => a.Receipt)));
        command.Parameters.Add(new() { Value = batch.Select(a => a.Day).ToArray() });
        var inserted = await Keys(command);
        return [.. batch.Where(a => inserted.Remove((a.Survey.Id, Convert.ToHexString(a.Receipt))))];
    }

    private static async Task SpendCodes(NpgsqlConnection connection, List<Accepted> fresh, Dictionary<Accepted, Refusal> refusals)
    {
        var withCode = fresh.Where(a => a.Code is not null).OrderBy(a => Convert.ToHexString(a.Code!), StringComparer.Ordinal).ToList();
        if (withCode.Count == 0)
        {
            return;
        }
        await using var command = new NpgsqlCommand("delete from survey_codes c using unnest($1, $2) as x(s, h) where c.survey_id = x.s and c.hash = x.h returning c.survey_id, c.hash", connection);
        command.Parameters.Add(Ids(withCode.Select(a => a.Survey.Id)));
        command.Parameters.Add(Bytes(withCode.Select(a => a.Code!)));
        var spent = await Keys(command);
        foreach (var answer in withCode.Where(a => !spent.Remove((a.Survey.Id, Convert.ToHexString(a.Code!)))))
        {
            refusals[answer] = new CodeIsSpent();
        }
    }

    /// <summary>A code whose answer came too late is as good as before.</summary>
    private static async Task GiveBack(NpgsqlConnection connection, Guid organisation, List<Accepted> late)
    {
        if (late.Count > 0)
        {
            await Execute(connection, "insert into survey_codes (organisation_id, survey_id, hash) select $1, s, h from unnest($2, $3) as x(s, h) on conflict do nothing", new NpgsqlParameter { Value = organisation }, Ids(late.Select(a => a.Survey.Id)), Bytes(late.Select(a => a.Code!)));
        }
    }

    private async Task Add(NpgsqlConnection connection, Guid organisation, List<Accepted> fresh, Dictionary<Accepted, Refusal> refusals)
    {
        if (fresh.Count == 0)
        {
            return;
        }
        var groups = fresh.GroupBy(a => (a.Survey, a.Period)).OrderBy(g => g.Key.Survey.Id).ThenBy(g => g.Key.Period).ToList();
        var pools = await Locked(connection, groups.Select(g => (g.Key.Survey.Id, g.Key.Period)).ToList());
        var absent = groups.Where(g => !pools.ContainsKey((g.Key.Survey.Id, g.Key.Period))).ToList();
        if (absent.Count > 0)
        {
            // The first answer of a month at a point of service, or a survey that closed meanwhile: then there is no open survey to make a pool for.
            await Execute(
                connection,
                "insert into survey_pools (organisation_id, survey_id, period, body) select $1, s.id, x.p, '' from unnest($2, $3) as x(s, p) join surveys s on s.id = x.s and s.state = 'open' and s.kind = 'service' on conflict do nothing",
                new NpgsqlParameter { Value = organisation }, Ids(absent.Select(g => g.Key.Survey.Id)), new NpgsqlParameter { Value = absent.Select(g => g.Key.Period).ToArray() });
            foreach (var (key, body) in await Locked(connection, absent.Select(g => (g.Key.Survey.Id, g.Key.Period)).ToList()))
            {
                pools[key] = body;
            }
        }
        var written = new List<(Guid Survey, DateOnly Period, byte[] Body)>();
        foreach (var group in groups)
        {
            var (survey, period) = group.Key;
            if (!pools.TryGetValue((survey.Id, period), out var body))
            {
                foreach (var answer in group)
                {
                    refusals[answer] = new SurveyIsClosed();
                }
                continue;
            }
            var width = AnswerRows.Width(survey.Cells);
            var pool = body.Length == 0 ? new Pool(width) : Pool.Read(keys.Open(survey.Id, period, body), width);
            foreach (var answer in group)
            {
                pool.Add(answer);
            }
            if (pool.Release(survey.Least) is { } released)
            {
                await Insert(connection, organisation, survey.Id, period, released);
            }
            written.Add((survey.Id, period, keys.Seal(survey.Id, period, pool.Write())));
        }
        if (written.Count > 0)
        {
            await Execute(
                connection,
                "update survey_pools p set body = x.b from unnest($1, $2, $3) as x(s, d, b) where p.survey_id = x.s and p.period = x.d",
                Ids(written.Select(w => w.Survey)), new NpgsqlParameter { Value = written.Select(w => w.Period).ToArray() }, Bytes(written.Select(w => w.Body)));
        }
    }

    private async Task Insert(NpgsqlConnection connection, Guid organisation, Guid survey, DateOnly period, Pool released) =>
        await Execute(
            connection,
            "insert into survey_blocks (id, organisation_id, survey_id, period, is_final, respondents, paper, hasty, bursts, body) values ($1, $2, $3, $4, false, $5, 0, 0, 0, $6)",
            new NpgsqlParameter { Value = Guid.NewGuid() }, new NpgsqlParameter { Value = organisation }, new NpgsqlParameter { Value = survey }, new NpgsqlParameter { Value = period },
            new NpgsqlParameter { Value = released.Count }, new NpgsqlParameter { Value = keys.Seal(survey, period, released.Write()) });

    private static async Task<Dictionary<(Guid, DateOnly), byte[]>> Locked(NpgsqlConnection connection, List<(Guid Survey, DateOnly Period)> wanted)
    {
        await using var command = new NpgsqlCommand("select p.survey_id, p.period, p.body from survey_pools p join unnest($1, $2) as x(s, d) on p.survey_id = x.s and p.period = x.d order by p.survey_id, p.period for update of p", connection);
        command.Parameters.Add(Ids(wanted.Select(w => w.Survey)));
        command.Parameters.Add(new() { Value = wanted.Select(w => w.Period).ToArray() });
        await using var rows = await command.ExecuteReaderAsync();
        var found = new Dictionary<(Guid, DateOnly), byte[]>();
        while (await rows.ReadAsync())
        {
            found[(rows.GetGuid(0), rows.GetFieldValue<DateOnly>(1))] = rows.GetFieldValue<byte[]>(2);
        }
        return found;
    }

    private static async Task<HashSet<(Guid, string)>> Keys(NpgsqlCommand command)
    {
        var keys = new HashSet<(Guid, string)>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            keys.Add((rows.GetGuid(0), Convert.ToHexString(rows.GetFieldValue<byte[]>(1))));
        }
        return keys;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Bytes(IEnumerable<byte[]> bytes) => new() { Value = bytes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
