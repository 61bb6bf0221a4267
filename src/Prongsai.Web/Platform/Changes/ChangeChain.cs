using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Prongsai.Web.Platform.Changes;

/// <summary>The first place where a chain does not hold.</summary>
/// <param name="Organisation">Short name of the organisation.</param>
/// <param name="Number">Of the change.</param>
/// <param name="Why">What is wrong with it, in English.</param>
internal sealed record BrokenLink(string Organisation, long Number, string Why);

/// <summary>Walks the chains of all organisations and finds the first link that does not hold.</summary>
internal static class ChangeChain
{
    /// <param name="ownerConnection">Of the owner, who sees every organisation.</param>
    /// <param name="stop">Ends the walk.</param>
    /// <param name="anchors">Links that were noted outside the database: a chain must still have them, or its end was cut off.</param>
    /// <returns>How many changes hold, and the first broken link of each organisation that has one.</returns>
    public static async Task<(long Holding, IReadOnlyList<BrokenLink> Broken)> Verify(string ownerConnection, CancellationToken stop, IReadOnlyList<ChainAnchor>? anchors = null)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        var (holding, _, broken) = await Walk(connection, null, stop);
        return (holding, anchors is { Count: > 0 } ? [.. broken, .. await CutOff(connection, anchors, broken, stop)] : broken);
    }

    /// <summary>Walks one chain, or all.</summary>
    /// <returns>Also the hash of the last link that holds, hexadecimal; of one chain it says how it ends.</returns>
    public static async Task<(long Holding, string Last, IReadOnlyList<BrokenLink> Broken)> Walk(NpgsqlConnection connection, Guid? only, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select c.organisation_id, o.short_name, c.number, c.id, c.kind, c.subject_type, c.subject_id, c.actor_id, c.actor, c.at, c.reason, c.data::text, c.previous_hash, c.hash
            from changes c join organisations o on o.id = c.organisation_id
            where $1::uuid is null or c.organisation_id = $1
            order by c.organisation_id, c.number
            """,
            connection)
        { CommandTimeout = 0, Parameters = { new() { Value = only is { } id ? id : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid } } };
        await using var row = await command.ExecuteReaderAsync(stop);
        var broken = new List<BrokenLink>();
        long holding = 0, expected = 0;
        Guid? organisation = null;
        var previous = ChangeHash.Beginning;
        var whole = true;
        while (await row.ReadAsync(stop))
        {
            if (row.GetGuid(0) != organisation)
            {
                organisation = row.GetGuid(0);
                previous = ChangeHash.Beginning;
                expected = 0;
                whole = true;
            }
            expected++;
            if (!whole)
            {
                continue;
            }
            var number = row.GetInt64(2);
            var hash = row.GetFieldValue<byte[]>(13);
            var computed = ChangeHash.Of(
                row.GetGuid(0), number, row.GetGuid(3), row.GetString(4), row.GetString(5), row.GetString(6), row.IsDBNull(7) ? null : row.GetGuid(7), row.GetString(8),
                row.GetFieldValue<DateTimeOffset>(9), row.IsDBNull(10) ? null : row.GetString(10), row.GetString(11), row.GetFieldValue<byte[]>(12));
            var why = number != expected ? $"change {expected} is missing"
                : !row.GetFieldValue<byte[]>(12).AsSpan().SequenceEqual(previous) ? "it does not follow the change before it"
                : !hash.AsSpan().SequenceEqual(computed) ? "its content was altered after it was written"
                : null;
            if (why is not null)
            {
                broken.Add(new BrokenLink(row.GetString(1), number, why));
                whole = false;
                continue;
            }
            previous = hash;
            holding++;
        }
        return (holding, holding == 0 ? "" : Convert.ToHexStringLower(previous), broken);
    }

    /// <summary>The newest link of every chain of a real organisation, to be noted where who alters the database does not reach.</summary>
    public static async Task<IReadOnlyList<ChainAnchor>> Newest(string ownerConnection, DateTimeOffset now, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            select o.id, c.number, encode(c.hash, 'hex') from organisations o
            cross join lateral (select number, hash from changes where organisation_id = o.id order by number desc limit 1) c
            where not o.is_example order by o.id
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync(stop);
        var all = new List<ChainAnchor>();
        while (await row.ReadAsync(stop))
        {
            all.Add(new(now, row.GetGuid(0), row.GetInt64(1), row.GetString(2)));
        }
        return all;
    }

    private static async Task<List<BrokenLink>> CutOff(NpgsqlConnection connection, IReadOnlyList<ChainAnchor> anchors, IReadOnlyList<BrokenLink> broken, CancellationToken stop)
    {
        var found = new List<BrokenLink>();
        foreach (var anchor in anchors.GroupBy(a => a.Organisation).Select(g => g.MaxBy(a => a.Number)!))
        {
            await using var ask = new NpgsqlCommand(
                """
                select coalesce((select short_name from organisations where id = $1), ''),
                  (select encode(hash, 'hex') from changes where organisation_id = $1 and number = $2),
                  coalesce((select max(number) from changes where organisation_id = $1), 0),
                  exists (select from changes where kind = 'organisation.removed' and subject_id = $1::text)
                """,
                connection)
            { Parameters = { new() { Value = anchor.Organisation }, new() { Value = anchor.Number } } };
            await using var row = await ask.ExecuteReaderAsync(stop);
            await row.ReadAsync(stop);
            var (name, hash, last) = (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2));
            if (string.Equals(hash, anchor.Hash, StringComparison.Ordinal) || (name.Length == 0 && row.GetBoolean(3)) || broken.Any(b => b.Organisation == name))
            {
                continue;
            }
            found.Add(name.Length == 0 ? new(anchor.Organisation.ToString(), anchor.Number, "the whole chain is gone, and nothing says that the organisation was removed")
                : hash is null ? new(name, last + 1, $"the end was cut off: change {anchor.Number} was there on {anchor.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}")
                : new(name, anchor.Number, $"it is not the change that was noted on {anchor.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: the chain was written anew"));
        }
        return found;
    }
}

/// <summary>A link as it was noted outside the database.</summary>
/// <param name="At">When it was noted.</param>
/// <param name="Organisation">Whose chain.</param>
/// <param name="Number">Of the change.</param>
/// <param name="Hash">Hexadecimal.</param>
internal sealed record ChainAnchor(DateTimeOffset At, Guid Organisation, long Number, string Hash)
{
    private const string FileName = "chain-anchors.jsonl";

    /// <summary>Those noted beside the data, oldest first; a line that was damaged is an anchor lost, not an error.</summary>
    public static async Task<IReadOnlyList<ChainAnchor>> Read(string dataDirectory, CancellationToken stop)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            return [];
        }
        var all = new List<ChainAnchor>();
        await foreach (var line in File.ReadLinesAsync(path, stop))
        {
            try
            {
                if (JsonSerializer.Deserialize<ChainAnchor>(line, JsonSerializerOptions.Web) is { } anchor)
                {
                    all.Add(anchor);
                }
            }
            catch (JsonException)
            {
                // Half a line, of a machine that lost power while it was written.
                continue;
            }
        }
        return all;
    }

    /// <summary>Adds those that are newer than what is noted.</summary>
    public static async Task Note(string dataDirectory, IReadOnlyList<ChainAnchor> newest, CancellationToken stop)
    {
        var known = (await Read(dataDirectory, stop)).GroupBy(a => a.Organisation).ToDictionary(g => g.Key, g => g.Max(a => a.Number));
        var lines = newest.Where(a => a.Number > known.GetValueOrDefault(a.Organisation)).Select(a => JsonSerializer.Serialize(a, JsonSerializerOptions.Web)).ToList();
        if (lines.Count > 0)
        {
            await File.AppendAllLinesAsync(Path.Combine(dataDirectory, FileName), lines, stop);
        }
    }
}
