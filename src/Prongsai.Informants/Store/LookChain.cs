using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Prongsai.Informants.Store;

/// <summary>Who looked or did what on which day, without content: a chain for each report, so that none tells how many others there are.</summary>
internal sealed class LookChain(InformantsDatabase database, TimeProvider clock)
{
    /// <summary>Before the first line.</summary>
    private static readonly byte[] Beginning = new byte[32];

    public async Task Note(Guid report, Guid? recipient, string kind, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Run("select pg_advisory_xact_lock(hashtextextended($1::text, 1))", stop, report);
        var (number, previous) = (0, Beginning);
        await using (var last = new NpgsqlCommand("select number, hash from informants.looks where report_id = $1 order by number desc limit 1", connection) { Parameters = { new() { Value = report } } })
        await using (var reader = await last.ExecuteReaderAsync(stop))
        {
            if (await reader.ReadAsync(stop))
            {
                (number, previous) = (reader.GetInt32(0) + 1, reader.Bytes(1));
            }
        }
        await connection.Run("insert into informants.looks (report_id, number, on_day, recipient_id, kind, previous, hash) values ($1, $2, $3, $4, $5, $6, $7)", stop,
            report, number, today, recipient ?? Sql.NoId, kind, previous, Hash(previous, report, number, today, recipient, kind));
        await transaction.CommitAsync(stop);
    }

    public Task<IReadOnlyList<(DateOnly On, Guid? Recipient, string Kind)>> Of(Guid report, CancellationToken stop) =>
        database.List("select on_day, recipient_id, kind from informants.looks where report_id = $1 order by number desc limit 50", r => (r.Day(0), r.IdOrNull(1), r.GetString(2)), stop, report);

    /// <summary>What a line of the chain is bound by.</summary>
    public static byte[] Hash(byte[] previous, Guid report, int number, DateOnly day, Guid? recipient, string kind) =>
        SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{report:N}|{number}|{day:yyyy-MM-dd}|{recipient:N}|{kind}"))]);

    /// <summary>Walks every chain as the owner of the database.</summary>
    /// <returns>How many lines hold, and what does not, in English and without naming a report.</returns>
    public static async Task<(long Holding, IReadOnlyList<string> Broken)> Verify(string ownerConnection, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        await using var command = new NpgsqlCommand(
            """
            select l.report_id, l.number, l.on_day, l.recipient_id, l.kind, l.previous, l.hash from informants.looks l order by l.report_id, l.number
            """,
            connection)
        { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(stop);
        var (holding, broken, report, expected, previous) = (0L, new List<string>(), Guid.Empty, 0, Beginning);
        while (await row.ReadAsync(stop))
        {
            if (row.GetGuid(0) != report)
            {
                (report, expected, previous) = (row.GetGuid(0), 0, Beginning);
            }
            var why = row.GetInt32(1) != expected ? "a line is missing"
                : !row.Bytes(5).AsSpan().SequenceEqual(previous) ? "a line does not follow the one before it"
                : !row.Bytes(6).AsSpan().SequenceEqual(Hash(previous, report, row.GetInt32(1), row.Day(2), row.IdOrNull(3), row.GetString(4))) ? "a line was altered"
                : null;
            if (why is null)
            {
                holding++;
            }
            else if (broken.Count < 100)
            {
                broken.Add($"informants, chain {report.ToString("N")[..6]}: {why}");
            }
            (expected, previous) = (row.GetInt32(1) + 1, row.Bytes(6));
        }
        return (holding, broken);
    }
}
