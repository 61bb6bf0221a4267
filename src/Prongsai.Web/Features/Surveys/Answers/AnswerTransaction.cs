using Npgsql;
using NpgsqlTypes;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// Writes a batch of answers in one transaction, or nothing of it: receipts, codes, pools. However many surveys and organisations are in it, it
/// talks to the database three times (and once more in the first minute of a month). The functions of migration 0104 do the writing; each takes
/// the organisation from the survey.
/// </summary>
internal sealed class AnswerTransaction(NpgsqlConnection connection, PoolKeys keys)
{
    private readonly Dictionary<Accepted, Refusal> refusals = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Guid Survey, DateOnly Period), byte[]> pools = [];

    /// <summary>Those not sent before, until they are refused.</summary>
    private readonly List<Accepted> fresh = [];

    /// <summary>Codes taken whose answer is not kept now.</summary>
    private readonly List<(Guid Survey, byte[] Code)> toGiveBack = [];

    /// <summary>Commits, and says of each refused answer why.</summary>
    public async Task<Dictionary<Accepted, Refusal>> Write(IReadOnlyList<Accepted> batch)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await Take(batch);
        await OpenPools(batch);
        await Put(batch);
        await transaction.CommitAsync();
        return refusals;
    }

    /// <summary>Notes receipts, spends codes, locks pools.</summary>
    private async Task Take(IReadOnlyList<Accepted> all)
    {
        var withCode = all.Where(a => a.Code is not null).ToList();
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "select * from survey_receipts_note($1, $2, $3)", Ids(all.Select(a => a.Survey.Id)), Bytes(all.Select(a => a.Receipt)), Days(all.Select(a => a.Day)));
        if (withCode.Count > 0)
        {
            Add(batch, "select * from survey_codes_spend($1, $2)", Ids(withCode.Select(a => a.Survey.Id)), Bytes(withCode.Select(a => a.Code!)));
        }
        AddLock(batch, Wanted(all));
        await batch.PrepareAsync();
        await using var rows = await batch.ExecuteReaderAsync();
        var noted = await Keys(rows);
        fresh.AddRange(all.Where(a => noted.Remove(Key(a.Survey.Id, a.Receipt))));
        await rows.NextResultAsync();
        if (withCode.Count > 0)
        {
            Spend(await Keys(rows));
            await rows.NextResultAsync();
        }
        await ReadPools(rows);
    }

    private void Spend(HashSet<(Guid Survey, string Hash)> spent)
    {
        foreach (var answer in fresh.Where(a => a.Code is not null && !spent.Remove(Key(a.Survey.Id, a.Code))).ToList())
        {
            refusals[answer] = new CodeIsSpent();
            fresh.Remove(answer);
        }
        // A form that was kept before, sent again with another code: that code is still good.
        toGiveBack.AddRange(spent.Select(s => (s.Survey, Convert.FromHexString(s.Hash))));
    }

    /// <summary>For the first answer of a month at a point of service. A survey that closed meanwhile gets none, and its answers are refused.</summary>
    private async Task OpenPools(IReadOnlyList<Accepted> all)
    {
        var absent = Wanted(all).FindAll(w => !pools.ContainsKey(w));
        if (absent.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        Add(batch, "select survey_pools_open($1, $2)", Ids(absent.Select(w => w.Survey)), Days(absent.Select(w => w.Period)));
        AddLock(batch, absent);
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await ReadPools(rows);
    }

    /// <summary>Rewrites the pools, releases blocks, takes back what was noted for answers that are refused.</summary>
    private async Task Put(IReadOnlyList<Accepted> all)
    {
        var written = new List<(Guid Survey, DateOnly Period, byte[] Body)>();
        var blocks = new List<(Guid Survey, DateOnly Period, int Count, byte[] Body)>();
        foreach (var group in fresh.GroupBy(a => (a.Survey.Id, a.Period)))
        {
            Mix([.. group], written, blocks);
        }
        ShareFate(all);
        var refused = all.Where(refusals.ContainsKey).ToList();
        await using var batch = new NpgsqlBatch(connection);
        if (blocks.Count > 0)
        {
            Add(batch, "select survey_blocks_put($1, $2, $3, $4, $5)", Ids(blocks.Select(_ => Guid.NewGuid())), Ids(blocks.Select(b => b.Survey)), Days(blocks.Select(b => b.Period)), new() { Value = blocks.Select(b => b.Count).ToArray() }, Bytes(blocks.Select(b => b.Body)));
        }
        if (written.Count > 0)
        {
            Add(batch, "select survey_pools_put($1, $2, $3)", Ids(written.Select(w => w.Survey)), Days(written.Select(w => w.Period)), Bytes(written.Select(w => w.Body)));
        }
        if (refused.Count > 0)
        {
            Add(batch, "select survey_receipts_drop($1, $2)", Ids(refused.Select(a => a.Survey.Id)), Bytes(refused.Select(a => a.Receipt)));
        }
        if (toGiveBack.Count > 0)
        {
            Add(batch, "select survey_codes_give_back($1, $2)", Ids(toGiveBack.Select(c => c.Survey)), Bytes(toGiveBack.Select(c => c.Code)));
        }
        if (batch.BatchCommands.Count > 0)
        {
            await batch.PrepareAsync();
            await batch.ExecuteNonQueryAsync();
        }
    }

    private void Mix(IReadOnlyList<Accepted> answers, List<(Guid, DateOnly, byte[])> written, List<(Guid, DateOnly, int, byte[])> blocks)
    {
        var (survey, period) = (answers[0].Survey, answers[0].Period);
        if (!pools.TryGetValue((survey.Id, period), out var body))
        {
            foreach (var answer in answers)
            {
                refusals[answer] = new SurveyIsClosed();
            }
            // A code whose answer came too late is as good as before.
            toGiveBack.AddRange(answers.Where(a => a.Code is not null).Select(a => (survey.Id, a.Code!)));
            return;
        }
        var width = AnswerRows.Width(survey.Cells);
        var pool = body.Length == 0 ? new Pool(width) : Pool.Read(keys.Open(survey.Id, period, body), width);
        foreach (var answer in answers)
        {
            pool.Add(answer);
        }
        if (pool.Release(survey.Least) is { } released)
        {
            blocks.Add((survey.Id, period, released.Count, keys.Seal(survey.Id, period, released.Write())));
        }
        written.Add((survey.Id, period, keys.Seal(survey.Id, period, pool.Write())));
    }

    /// <summary>The same form sent twice at the same moment is refused twice, or neither is.</summary>
    private void ShareFate(IReadOnlyList<Accepted> all)
    {
        if (refusals.Count == 0)
        {
            return;
        }
        var why = refusals.GroupBy(r => Key(r.Key.Survey.Id, r.Key.Receipt)).ToDictionary(g => g.Key, g => g.First().Value);
        foreach (var twin in all.Where(a => !refusals.ContainsKey(a)))
        {
            if (why.TryGetValue(Key(twin.Survey.Id, twin.Receipt), out var same))
            {
                refusals[twin] = same;
            }
        }
    }

    private static List<(Guid Survey, DateOnly Period)> Wanted(IEnumerable<Accepted> all) => [.. all.Select(a => (a.Survey.Id, a.Period)).Distinct()];

    private static void AddLock(NpgsqlBatch batch, List<(Guid Survey, DateOnly Period)> wanted) =>
        Add(batch, "select * from survey_pools_lock($1, $2)", Ids(wanted.Select(w => w.Survey)), Days(wanted.Select(w => w.Period)));

    private async Task ReadPools(NpgsqlDataReader rows)
    {
        while (await rows.ReadAsync())
        {
            pools[(rows.GetGuid(0), rows.GetFieldValue<DateOnly>(1))] = rows.GetFieldValue<byte[]>(2);
        }
    }

    private static async Task<HashSet<(Guid Survey, string Hash)>> Keys(NpgsqlDataReader rows)
    {
        var keys = new HashSet<(Guid, string)>();
        while (await rows.ReadAsync())
        {
            keys.Add(Key(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1)));
        }
        return keys;
    }

    private static (Guid Survey, string Hash) Key(Guid survey, byte[] hash) => (survey, Convert.ToHexString(hash));

    private static void Add(NpgsqlBatch batch, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }
        batch.BatchCommands.Add(command);
    }

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Days(IEnumerable<DateOnly> days) => new() { Value = days.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    private static NpgsqlParameter Bytes(IEnumerable<byte[]> bytes) => new() { Value = bytes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
