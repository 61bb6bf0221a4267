using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Bench.Surveys;

/// <summary>
/// A generated national year: organisations with one closed survey each, whose answers stand as the product keeps them; the same answers as a
/// plain table of one row a person, and as a file for the peer. Sizes follow real ones: many small organisations, few large.
/// </summary>
internal sealed class National(NpgsqlDataSource owner, int organisations, int respondents)
{
    public const int Year = 2568;

    /// <summary>24 questions: those of IIT and EIT of 2567, the last year whose questions the rules hold in full.</summary>
    public static SurveyForm Form { get; } = MakeForm();

    public static int Cells => Form.Cells;

    public int Organisations => organisations;

    public int Respondents => respondents;

    public async Task Generate(string csv)
    {
        await using var connection = await owner.OpenConnectionAsync();
        await Do(connection, "delete from surveys; delete from organisations; drop table if exists plain_answers; create table plain_answers (organisation integer not null, " + string.Join(", ", Enumerable.Range(1, 24).Select(q => FormattableString.Invariant($"q{q} smallint not null"))) + ")");
        var ids = await Organise(connection, organisations);
        await Surveys(connection, ids, "closed", "internal", null);
        var sizes = Sizes();
        var dice = new Random(2568);
        await Blocks(connection, ids, sizes, dice);
        await Plain(connection, sizes, csv);
        await Do(connection, "vacuum analyze survey_blocks");
        await Do(connection, "vacuum analyze plain_answers");
    }

    /// <summary>Surveys that are open by a link, one in each of so many organisations; their addresses.</summary>
    public static async Task<IReadOnlyList<string>> Open(NpgsqlConnection connection, int many, string data)
    {
        await Do(connection, "delete from surveys; delete from organisations");
        var ids = await Organise(connection, many);
        await Surveys(connection, ids, "open", "own", "link");
        await Do(connection, $"insert into survey_pools (organisation_id, survey_id, period, body) select organisation_id, id, '2000-01-01', '' from surveys");
        var keys = new PoolKeys(new FileFolder(Path.Combine(data, "files")));
        foreach (var id in ids)
        {
            keys.Prepare(id, Survey.Whole);
        }
        return [.. Enumerable.Range(0, many).Select(i => FormattableString.Invariant($"/org-{i}/s/{Link(i)}"))];
    }

    public static string Link(int i) => FormattableString.Invariant($"sv{i:000000}");

    public static async Task Do(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Guid[]> Organise(NpgsqlConnection connection, int many)
    {
        var ids = Enumerable.Range(0, many).Select(_ => Guid.NewGuid()).ToArray();
        await using var command = new NpgsqlCommand("insert into organisations (id, name, short_name, kind, size, slug, created_at) select id, 'องค์กร ' || n, 'องค์กร ' || n, 'subdistrict', 'medium', 'org-' || (n - 1), now() from unnest($1) with ordinality as x(id, n)", connection);
        command.Parameters.Add(new() { Value = ids });
        await command.ExecuteNonQueryAsync();
        return ids;
    }

    private static async Task Surveys(NpgsqlConnection connection, Guid[] organisations, string state, string kind, string? entry)
    {
        await using var command = new NpgsqlCommand("insert into surveys (id, organisation_id, year, kind, title, form, state, entry, link, opens_on, closes_on, least) select id, id, $2, $3, 'แบบวัด', $4::jsonb, $5, $6, 'sv' || to_char(n - 1, 'FM000000'), '2020-01-01', '2099-01-01', 5 from unnest($1) with ordinality as x(id, n)", connection);
        foreach (var value in new object[] { organisations, (short)Year, kind, JsonSerializer.Serialize(Form, JsonForm.Options), state, entry ?? "codes" })
        {
            command.Parameters.Add(new() { Value = value });
        }
        await command.ExecuteNonQueryAsync();
    }

    private int[] Sizes()
    {
        var dice = new Random(8300);
        var weights = Enumerable.Range(0, organisations).Select(_ => Math.Exp((dice.NextDouble() + dice.NextDouble() + dice.NextDouble() - 1.5) * 1.2)).ToArray();
        var sum = weights.Sum();
        var sizes = weights.Select(w => Math.Max(5, (int)(w / sum * respondents))).ToArray();
        sizes[0] += Math.Max(0, respondents - sizes.Sum());
        return sizes;
    }

    /// <summary>The same answers come out of the same dice, here packed and in <see cref="Plain"/> one by one.</summary>
    private static async Task Blocks(NpgsqlConnection connection, Guid[] organisations, int[] sizes, Random dice)
    {
        var width = AnswerRows.Width(Cells);
        await using var copy = await connection.BeginBinaryImportAsync("copy survey_blocks (id, organisation_id, survey_id, period, is_final, respondents, paper, hasty, bursts, body) from stdin (format binary)");
        for (var i = 0; i < organisations.Length; i++)
        {
            var body = new byte[sizes[i] * width];
            for (var person = 0; person < sizes[i]; person++)
            {
                AnswerRows.Pack(Person(dice)).CopyTo(body, person * width);
            }
            await copy.StartRowAsync();
            await copy.WriteAsync(Guid.NewGuid(), NpgsqlDbType.Uuid);
            await copy.WriteAsync(organisations[i], NpgsqlDbType.Uuid);
            await copy.WriteAsync(organisations[i], NpgsqlDbType.Uuid);
            await copy.WriteAsync(new DateOnly(2000, 1, 1), NpgsqlDbType.Date);
            await copy.WriteAsync(true, NpgsqlDbType.Boolean);
            await copy.WriteAsync(sizes[i], NpgsqlDbType.Integer);
            await copy.WriteAsync(0, NpgsqlDbType.Integer);
            await copy.WriteAsync(0, NpgsqlDbType.Integer);
            await copy.WriteAsync(0, NpgsqlDbType.Integer);
            await copy.WriteAsync(body, NpgsqlDbType.Bytea);
        }
        await copy.CompleteAsync();
    }

    private static async Task Plain(NpgsqlConnection connection, int[] sizes, string csv)
    {
        var dice = new Random(2568);
        await using (var file = new StreamWriter(csv))
        {
            for (var organisation = 0; organisation < sizes.Length; organisation++)
            {
                for (var person = 0; person < sizes[organisation]; person++)
                {
                    file.Write(organisation);
                    foreach (var option in Person(dice))
                    {
                        file.Write(',');
                        file.Write((char)('0' + option));
                    }
                    file.Write('\n');
                }
            }
        }
        await using var copy = await connection.BeginTextImportAsync("copy plain_answers from stdin (format csv)");
        using var lines = new StreamReader(csv);
        var buffer = new char[1 << 16];
        for (int read; (read = await lines.ReadAsync(buffer)) > 0;)
        {
            await copy.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    private static byte[] Person(Random dice)
    {
        var cells = new byte[Cells];
        foreach (var (question, cell) in Form.Layout)
        {
            for (var sub = 0; sub < question.Cells; sub++)
            {
                var most = question.Options.Count;
                // The better of two draws: answers gather at one end, as they do.
                cells[cell + sub] = (byte)(1 + Math.Max(dice.Next(most), dice.Next(most)));
            }
        }
        return cells;
    }

    private static SurveyForm MakeForm()
    {
        var book = RulebookStore.Load().Find(new(2567))!;
        var form = new SurveyForm([.. SurveyForm.OfYear(book, "IIT")!.Sections, .. SurveyForm.OfYear(book, "EIT")!.Sections]);
        return form.Cells == 24 ? form : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The year's forms have {form.Cells} cells."));
    }
}
