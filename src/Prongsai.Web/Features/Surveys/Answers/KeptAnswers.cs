using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>What may be known of a survey's answers now.</summary>
/// <param name="Tally">Of answers that were mixed and released; never of fewer than the least number.</param>
/// <param name="Released">How many were mixed and released.</param>
/// <param name="Waiting">How many wait to be mixed. Nothing else is known of them.</param>
/// <param name="Paper">How many were typed in from paper; 0 until closing.</param>
/// <param name="Hasty">How many came faster than the questions can be read; 0 until closing.</param>
/// <param name="Bursts">How many came in bursts; 0 until closing.</param>
internal sealed record Kept(Tally? Tally, int Released, int Waiting, int Paper, int Hasty, int Bursts)
{
    public int Accepted => Released + Waiting;

    /// <summary>Everything was mixed for the last time: the survey, or this month of it, is closed.</summary>
    public bool IsSealed { get; init; }

    /// <summary>Groups of identical rows, the largest first; only their sizes. Empty until closing.</summary>
    public IReadOnlyList<int> Identical { get; init; } = [];

    /// <summary>The same of texts, letter for letter but for case and blanks.</summary>
    public IReadOnlyList<int> IdenticalTexts { get; init; } = [];
}

/// <summary>Counts answers, and seals them at closing.</summary>
internal sealed class KeptAnswers(AppDbContext db, PoolKeys keys) : IUseCase
{
    public Task<Kept> Of(Survey survey, CancellationToken stop) => Of(survey, Survey.Whole, stop);

    public async Task<Kept> Of(Survey survey, DateOnly period, CancellationToken stop)
    {
        var cells = survey.Form.Cells;
        var width = AnswerRows.Width(cells);
        var tally = new Tally(cells);
        var (released, waiting, paper, hasty, bursts) = (0, 0, 0, 0, 0);
        IReadOnlyList<int> identical = [], identicalTexts = [];
        var isSealed = false;
        foreach (var block in await Blocks(survey.Id, period, stop))
        {
            released += block.Respondents;
            if (block.IsFinal)
            {
                tally.Add(block.Body);
                isSealed = true;
                (paper, hasty, bursts) = (paper + block.Paper, hasty + block.Hasty, bursts + block.Bursts);
                identical = Groups(block.Body, width);
                identicalTexts = Groups(block.Texts);
            }
            else
            {
                tally.Add(Pool.Read(keys.Open(survey.Id, period, block.Body), width).Rows());
            }
        }
        foreach (var body in await Bodies("select body from survey_pools where survey_id = $1 and period = $2 and body <> ''", survey.Id, period, stop))
        {
            waiting += Pool.Read(keys.Open(survey.Id, period, body), width).Count;
        }
        return new(released >= survey.Least ? tally : null, released, waiting, paper, hasty, bursts) { IsSealed = isSealed, Identical = identical, IdenticalTexts = identicalTexts };
    }

    /// <summary>Months of a point of service that hold answers, newest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> Periods(Guid survey, CancellationToken stop)
    {
        await using var command = await Command("select period from survey_blocks where survey_id = $1 union select period from survey_pools where survey_id = $1 order by 1 desc", stop, survey);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var periods = new List<DateOnly>();
        while (await rows.ReadAsync(stop))
        {
            periods.Add(rows.GetFieldValue<DateOnly>(0));
        }
        return periods;
    }

    /// <summary>Months of a point of service that are over and sealed, with enough answers to be shown; oldest first.</summary>
    public async Task<IReadOnlyList<DateOnly>> SealedPeriods(Survey survey, CancellationToken stop)
    {
        await using var command = await Command("select period from survey_blocks where survey_id = $1 and is_final and respondents >= $2 order by period", stop, survey.Id, survey.Least);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var periods = new List<DateOnly>();
        while (await rows.ReadAsync(stop))
        {
            periods.Add(rows.GetFieldValue<DateOnly>(0));
        }
        return periods;
    }

    /// <summary>What people wrote, after closing: in random order each time, and only where at least the least number answered.</summary>
    public async Task<IReadOnlyList<WrittenText>> Texts(Survey survey, DateOnly period, CancellationToken stop)
    {
        await using var command = await Command("select texts from survey_blocks where survey_id = $1 and period = $2 and is_final and texts is not null and respondents >= $3", stop, survey.Id, period, survey.Least);
        var text = (string?)await command.ExecuteScalarAsync(stop);
        var texts = text is null ? [] : Read(text);
        System.Security.Cryptography.RandomNumberGenerator.Shuffle(texts.AsSpan());
        return texts;
    }

    /// <summary>
    /// Mixes all answers of a survey (or one month of it) into one block of plain rows and takes everything else away. Part of the transaction
    /// of the context. Fewer than the least number are not kept: they could not be shown, only found out. Call <see cref="Forget"/> after the commit.
    /// </summary>
    /// <returns>How many answers were kept, and how many there were.</returns>
    public async Task<(int Kept, int Were)> Seal(Survey survey, DateOnly period, CancellationToken stop)
    {
        var width = AnswerRows.Width(survey.Form.Cells);
        var all = new Pool(width);
        foreach (var body in await Bodies("select body from survey_pools where survey_id = $1 and period = $2 and body <> '' for update", survey.Id, period, stop))
        {
            all.Add(Pool.Read(keys.Open(survey.Id, period, body), width));
        }
        foreach (var block in (await Blocks(survey.Id, period, stop)).Where(b => !b.IsFinal))
        {
            all.Add(Pool.Read(keys.Open(survey.Id, period, block.Body), width));
        }
        await Execute("delete from survey_pools where survey_id = $1 and period = $2", stop, survey.Id, period);
        await Execute("delete from survey_blocks where survey_id = $1 and period = $2 and not is_final", stop, survey.Id, period);
        if (all.Count < survey.Least)
        {
            return (0, all.Count);
        }
        var texts = all.Texts.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(all.Texts, JsonForm.Options);
        await Execute(
            "insert into survey_blocks (id, organisation_id, survey_id, period, is_final, respondents, paper, hasty, bursts, body, texts) values ($1, $2, $3, $4, true, $5, $6, $7, $8, $9, $10::jsonb)",
            stop, Guid.NewGuid(), survey.OrganisationId, survey.Id, period, all.Count, all.Paper, all.Hasty, all.Bursts, all.Rows(), (object?)texts ?? DBNull.Value);
        return (all.Count, all.Count);
    }

    /// <summary>Destroys the key under which answers waited.</summary>
    public void Forget(Survey survey, DateOnly period) => keys.Destroy(survey.Id, period);

    /// <summary>Codes nobody used and receipts have no meaning after closing.</summary>
    public async Task TakeAwayKeysOfEntry(Guid survey, CancellationToken stop)
    {
        await Execute("delete from survey_codes where survey_id = $1", stop, survey);
        await Execute("delete from survey_receipts where survey_id = $1", stop, survey);
    }

    /// <summary>A place for answers to wait in, and the key they wait under, on the disk before the first of them comes.</summary>
    public async Task OpenPool(Survey survey, DateOnly period, CancellationToken stop)
    {
        keys.Prepare(survey.Id, period);
        await Execute("insert into survey_pools (organisation_id, survey_id, period, body) values ($1, $2, $3, '') on conflict do nothing", stop, survey.OrganisationId, survey.Id, period);
    }

    public async Task AddCodes(Survey survey, IEnumerable<string> codes, CancellationToken stop) =>
        await Execute("insert into survey_codes (organisation_id, survey_id, hash) select $1, $2, h from unnest($3) h order by h", stop, survey.OrganisationId, survey.Id, codes.Select(c => Hashes.OfCode(survey.Id, c)).ToArray());

    public async Task<int> CodesLeft(Guid survey, CancellationToken stop)
    {
        await using var command = await Command("select count(*)::int from survey_codes where survey_id = $1", stop, survey);
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    public async Task<bool> HasCode(Guid survey, string code, CancellationToken stop)
    {
        await using var command = await Command("select count(*)::int from survey_codes where survey_id = $1 and hash = $2", stop, survey, Hashes.OfCode(survey, code));
        return (int)(await command.ExecuteScalarAsync(stop))! > 0;
    }

    /// <summary>Receipts die: after the day on which they were given and the next.</summary>
    public async Task SweepReceipts(DateOnly today, CancellationToken stop) => await Execute("delete from survey_receipts where day < $1", stop, today.AddDays(-1));

    private static List<int> Groups(byte[] rows, int width) =>
        width == 0 ? [] : [.. Enumerable.Range(0, rows.Length / width).GroupBy(i => Convert.ToHexString(rows, i * width, width), StringComparer.Ordinal).Select(g => g.Count()).OrderDescending()];

    private static List<int> Groups(string? texts) =>
        texts is null ? [] : [.. Read(texts).GroupBy(t => string.Concat(t.Text.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant(), StringComparer.Ordinal).Select(g => g.Count()).OrderDescending()];

    private static WrittenText[] Read(string texts) => System.Text.Json.JsonSerializer.Deserialize<WrittenText[]>(texts, JsonForm.Options)!;

    private sealed record Block(bool IsFinal, int Respondents, int Paper, int Hasty, int Bursts, byte[] Body, string? Texts);

    private async Task<List<Block>> Blocks(Guid survey, DateOnly period, CancellationToken stop)
    {
        await using var command = await Command("select is_final, respondents, paper, hasty, bursts, body, texts from survey_blocks where survey_id = $1 and period = $2", stop, survey, period);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var blocks = new List<Block>();
        while (await rows.ReadAsync(stop))
        {
            blocks.Add(new(rows.GetBoolean(0), rows.GetInt32(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt32(4), rows.GetFieldValue<byte[]>(5), await rows.IsDBNullAsync(6, stop) ? null : rows.GetString(6)));
        }
        return blocks;
    }

    private async Task<List<byte[]>> Bodies(string sql, Guid survey, DateOnly period, CancellationToken stop)
    {
        await using var command = await Command(sql, stop, survey, period);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var bodies = new List<byte[]>();
        while (await rows.ReadAsync(stop))
        {
            bodies.Add(rows.GetFieldValue<byte[]>(0));
        }
        return bodies;
    }

    private async Task Execute(string sql, CancellationToken stop, params object[] values)
    {
        await using var command = await Command(sql, stop, values);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>On the connection of the context, inside its transaction when there is one; opened by EF, so the organisation is set.</summary>
    private async Task<NpgsqlCommand> Command(string sql, CancellationToken stop, params object[] values)
    {
        if (db.Database.CurrentTransaction is null && db.Database.GetDbConnection().State is not System.Data.ConnectionState.Open)
        {
            await db.Database.OpenConnectionAsync(stop);
        }
        var command = ((NpgsqlConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }
        return command;
    }
}
