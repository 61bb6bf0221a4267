using Npgsql;
using NpgsqlTypes;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// Writes a batch of answers in one transaction, or nothing of it: receipts, codes, pools. However many surveys and organisations are in it, it
/// talks to the database three times (and once more in the first minute of a month), and everything is written inside its organisation's wall.
/// </summary>
internal sealed class AnswerTransaction(NpgsqlConnection connection, PoolKeys keys)
{
    private readonly Dictionary<Accepted, Refusal> refusals = new(ReferenceEqualityComparer.Instance);

    /// <summary>What of one organisation is in the batch.</summary>
    private sealed class Part(Guid organisation, List<Accepted> all)
    {
        public Guid Organisation => organisation;

        /// <summary>In the order of their hashes: all writers lock in one order, and no row shows who came first.</summary>
        public List<Accepted> All { get; } = all;

        public List<Accepted> WithCode { get; } = all.FindAll(a => a.Code is not null);

        /// <summary>Those not sent before.</summary>
        public List<Accepted> Fresh { get; } = [];

        public Dictionary<(Guid Survey, DateOnly Period), byte[]> Pools { get; } = [];

        /// <summary>Codes taken whose answer is not kept now.</summary>
        public List<(Guid Survey, byte[] Code)> ToGiveBack { get; } = [];

        public List<(Guid Survey, DateOnly Period)> Wanted() => [.. All.Select(a => (a.Survey.Id, a.Period)).Distinct().Order()];
    }

    /// <summary>Commits, and says of each refused answer why.</summary>
    public async Task<Dictionary<Accepted, Refusal>> Write(IEnumerable<Accepted> batch)
    {
        var parts = batch.GroupBy(a => a.Survey.OrganisationId).OrderBy(g => g.Key).Select(g =>
        {
            var all = g.ToList();
            all.Sort((a, b) => a.Receipt.AsSpan().SequenceCompareTo(b.Receipt));
            return new Part(g.Key, all);
        }).ToList();
        await using var transaction = await connection.BeginTransactionAsync();
        await Take(parts);
        await OpenPools(parts);
        await Put(parts);
        await transaction.CommitAsync();
        return refusals;
    }

    /// <summary>Notes receipts, spends codes, locks pools.</summary>
    private async Task Take(List<Part> parts)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var part in parts)
        {
            batch.BatchCommands.Add(OrganisationScope.Entering(part.Organisation));
            Add(batch, "insert into survey_receipts (organisation_id, survey_id, hash, day) select $1, s, h, d from unnest($2, $3, $4) as x(s, h, d) on conflict do nothing returning survey_id, hash",
                Id(part.Organisation), Ids(part.All.Select(a => a.Survey.Id)), Bytes(part.All.Select(a => a.Receipt)), Days(part.All.Select(a => a.Day)));
            if (part.WithCode.Count > 0)
            {
                Add(batch, "delete from survey_codes c using unnest($1, $2) as x(s, h) where c.survey_id = x.s and c.hash = x.h returning c.survey_id, c.hash",
                    Ids(part.WithCode.Select(a => a.Survey.Id)), Bytes(part.WithCode.Select(a => a.Code!)));
            }
            AddLock(batch, part.Wanted());
        }
        await batch.PrepareAsync();
        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var part in parts)
        {
            await rows.NextResultAsync();
            var noted = await Keys(rows);
            part.Fresh.AddRange(part.All.Where(a => noted.Remove(Key(a.Survey.Id, a.Receipt))));
            await rows.NextResultAsync();
            if (part.WithCode.Count > 0)
            {
                Spend(part, await Keys(rows));
                await rows.NextResultAsync();
            }
            await ReadPools(rows, part);
            await rows.NextResultAsync();
        }
    }

    private void Spend(Part part, HashSet<(Guid Survey, string Hash)> spent)
    {
        foreach (var answer in part.Fresh.Where(a => a.Code is not null && !spent.Remove(Key(a.Survey.Id, a.Code))).ToList())
        {
            refusals[answer] = new CodeIsSpent();
            part.Fresh.Remove(answer);
        }
        // A form that was kept before, sent again with another code: that code is still good.
        part.ToGiveBack.AddRange(spent.Select(s => (s.Survey, Convert.FromHexString(s.Hash))));
    }

    /// <summary>For the first answer of a month at a point of service. A survey that closed meanwhile gets none, and its answers are refused.</summary>
    private async Task OpenPools(List<Part> parts)
    {
        var without = parts.Select(p => (Part: p, Absent: p.Wanted().FindAll(w => !p.Pools.ContainsKey(w)))).Where(p => p.Absent.Count > 0).ToList();
        if (without.Count == 0)
        {
            return;
        }
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (part, absent) in without)
        {
            batch.BatchCommands.Add(OrganisationScope.Entering(part.Organisation));
            Add(batch, "insert into survey_pools (organisation_id, survey_id, period, body) select $1, s.id, x.p, '' from unnest($2, $3) as x(s, p) join surveys s on s.id = x.s and s.state = 'open' and s.kind = 'service' on conflict do nothing",
                Id(part.Organisation), Ids(absent.Select(w => w.Survey)), Days(absent.Select(w => w.Period)));
            AddLock(batch, absent);
        }
        await using var rows = await batch.ExecuteReaderAsync();
        foreach (var (part, _) in without)
        {
            await rows.NextResultAsync();
            await ReadPools(rows, part);
            await rows.NextResultAsync();
        }
    }

    /// <summary>Rewrites the pools, releases blocks, takes back what was noted for answers that are refused.</summary>
    private async Task Put(List<Part> parts)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var part in parts)
        {
            var written = new List<(Guid Survey, DateOnly Period, byte[] Body)>();
            var blocks = new List<(Guid Survey, DateOnly Period, int Count, byte[] Body)>();
            foreach (var group in part.Fresh.GroupBy(a => (a.Survey, a.Period)))
            {
                Mix(part, group.Key.Survey, group.Key.Period, [.. group], written, blocks);
            }
            ShareFate(part);
            batch.BatchCommands.Add(OrganisationScope.Entering(part.Organisation));
            if (blocks.Count > 0)
            {
                Add(batch, "insert into survey_blocks (id, organisation_id, survey_id, period, is_final, respondents, paper, hasty, bursts, body) select i, $1, s, p, false, n, 0, 0, 0, b from unnest($2, $3, $4, $5, $6) as x(i, s, p, n, b)",
                    Id(part.Organisation), Ids(blocks.Select(_ => Guid.NewGuid())), Ids(blocks.Select(b => b.Survey)), Days(blocks.Select(b => b.Period)), new() { Value = blocks.Select(b => b.Count).ToArray() }, Bytes(blocks.Select(b => b.Body)));
            }
            if (written.Count > 0)
            {
                Add(batch, "update survey_pools p set body = x.b from unnest($1, $2, $3) as x(s, d, b) where p.survey_id = x.s and p.period = x.d",
                    Ids(written.Select(w => w.Survey)), Days(written.Select(w => w.Period)), Bytes(written.Select(w => w.Body)));
            }
            if (part.All.FindAll(refusals.ContainsKey) is { Count: > 0 } refused)
            {
                Add(batch, "delete from survey_receipts r using unnest($1, $2) as x(s, h) where r.survey_id = x.s and r.hash = x.h", Ids(refused.Select(a => a.Survey.Id)), Bytes(refused.Select(a => a.Receipt)));
            }
            if (part.ToGiveBack.Count > 0)
            {
                Add(batch, "insert into survey_codes (organisation_id, survey_id, hash) select $1, s, h from unnest($2, $3) as x(s, h) on conflict do nothing", Id(part.Organisation), Ids(part.ToGiveBack.Select(c => c.Survey)), Bytes(part.ToGiveBack.Select(c => c.Code)));
            }
        }
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }

    private void Mix(Part part, SurveyCard survey, DateOnly period, List<Accepted> answers, List<(Guid, DateOnly, byte[])> written, List<(Guid, DateOnly, int, byte[])> blocks)
    {
        if (!part.Pools.TryGetValue((survey.Id, period), out var body))
        {
            foreach (var answer in answers)
            {
                refusals[answer] = new SurveyIsClosed();
            }
            // A code whose answer came too late is as good as before.
            part.ToGiveBack.AddRange(answers.Where(a => a.Code is not null).Select(a => (survey.Id, a.Code!)));
            return;
        }
        var width = Prongsai.Domain.Surveys.AnswerRows.Width(survey.Cells);
        var pool = body.Length == 0 ? new Pool(width) : Pool.Read(keys.Open(survey.Id, period, body), width);
        answers.ForEach(pool.Add);
        if (pool.Release(survey.Least) is { } released)
        {
            blocks.Add((survey.Id, period, released.Count, keys.Seal(survey.Id, period, released.Write())));
        }
        written.Add((survey.Id, period, keys.Seal(survey.Id, period, pool.Write())));
    }

    /// <summary>The same form sent twice at the same moment is refused twice, or neither is.</summary>
    private void ShareFate(Part part)
    {
        var refused = part.All.FindAll(refusals.ContainsKey);
        foreach (var twin in part.All.Where(a => refused.Count > 0 && !refusals.ContainsKey(a)).ToList())
        {
            if (refused.Find(r => r.Survey.Id == twin.Survey.Id && r.Receipt.AsSpan().SequenceEqual(twin.Receipt)) is { } same)
            {
                refusals[twin] = refusals[same];
            }
        }
    }

    private static void AddLock(NpgsqlBatch batch, List<(Guid Survey, DateOnly Period)> wanted) =>
        Add(batch, "select p.survey_id, p.period, p.body from survey_pools p join unnest($1, $2) as x(s, d) on p.survey_id = x.s and p.period = x.d order by p.survey_id, p.period for update of p",
            Ids(wanted.Select(w => w.Survey)), Days(wanted.Select(w => w.Period)));

    private static async Task ReadPools(NpgsqlDataReader rows, Part part)
    {
        while (await rows.ReadAsync())
        {
            part.Pools[(rows.GetGuid(0), rows.GetFieldValue<DateOnly>(1))] = rows.GetFieldValue<byte[]>(2);
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

    private static NpgsqlParameter Id(Guid id) => new() { Value = id };

    private static NpgsqlParameter Ids(IEnumerable<Guid> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    private static NpgsqlParameter Days(IEnumerable<DateOnly> days) => new() { Value = days.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    private static NpgsqlParameter Bytes(IEnumerable<byte[]> bytes) => new() { Value = bytes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
