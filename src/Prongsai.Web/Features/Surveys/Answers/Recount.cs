using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// Counts closed surveys of a whole installation again, of every organisation, from the rows that are kept and from nothing else. Nothing is
/// stored that could be counted from: this is what results are made of, only for one survey at a time.
/// </summary>
internal static class Recount
{
    /// <summary>How one year's closed surveys of a kind are spread.</summary>
    /// <param name="connection">Of the owner of the tables: it sees all organisations.</param>
    /// <param name="year">Of the surveys.</param>
    /// <param name="kind">Internal or external: their forms are the year's, so their rows have one width.</param>
    /// <param name="rulebook">Of which edition of the rules; surveys of another one had another form. Null for all.</param>
    /// <param name="cells">Of the form.</param>
    /// <param name="each">Given every survey's own tally; it is used again for the next, so what is wanted of it must be taken now.</param>
    /// <param name="stop">Ends the counting.</param>
    /// <returns>All of them together, and how many surveys they were.</returns>
    public static async Task<(Tally All, int Surveys)> Run(NpgsqlDataSource connection, FiscalYear year, SurveyKind kind, string? rulebook, int cells, Action<Guid, Tally>? each, CancellationToken stop)
    {
        var all = new Tally(cells);
        var own = new Tally(cells);
        var surveys = 0;
        await using var open = await connection.OpenConnectionAsync(stop);
        // The server reads while this side counts: two processors are busy with one connection.
        await using var command = new NpgsqlCommand("select b.survey_id, b.body from survey_blocks b join surveys s on s.id = b.survey_id where b.is_final and s.year = $1 and s.kind = $2 and ($3::text is null or s.rulebook_id = $3)", open);
        command.Parameters.Add(new() { Value = (short)year.Value });
        command.Parameters.Add(new() { Value = KebabCase<SurveyKind>.Write(kind) });
        command.Parameters.Add(new() { Value = (object?)rulebook ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await using var rows = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess, stop);
        var buffer = new byte[64 * 1024];
        while (await rows.ReadAsync(stop))
        {
            var survey = rows.GetGuid(0);
            var length = (int)rows.GetBytes(1, 0, null, 0, 0);
            if (buffer.Length < length)
            {
                buffer = new byte[length * 2];
            }
            rows.GetBytes(1, 0, buffer, 0, length);
            own.Clear();
            own.Add(buffer.AsSpan(0, length));
            all.Add(own);
            each?.Invoke(survey, own);
            surveys++;
        }
        return (all, surveys);
    }
}
