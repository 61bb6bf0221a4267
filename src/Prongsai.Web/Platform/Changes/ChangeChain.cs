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
    /// <returns>How many changes hold, and the first broken link of each organisation that has one.</returns>
    public static async Task<(long Holding, IReadOnlyList<BrokenLink> Broken)> Verify(string ownerConnection, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            select c.organisation_id, o.short_name, c.number, c.id, c.kind, c.subject_type, c.subject_id, c.actor_id, c.actor, c.at, c.reason, c.data::text, c.previous_hash, c.hash
            from changes c join organisations o on o.id = c.organisation_id
            order by c.organisation_id, c.number
            """,
            connection)
        { CommandTimeout = 0 };
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
        return (holding, broken);
    }
}
