using System.Text;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>
/// The attacker holds the whole database with its system columns and old versions of rows, every file the product wrote, the list of codes with
/// the person each was given to, the log of the web server, and the order in which people came. Each answers something only he would answer,
/// so a right guess can be told. No way of joining may do better than chance.
/// </summary>
public sealed class TheAttack(Site site) : IClassFixture<Site>
{
    private const int People = 40;

    [Fact]
    public async Task Joins_nobody_to_an_answer_better_than_chance()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var codes = await Setting.Codes(site, survey, People);
        var answers = new List<List<int>>();
        for (var person = 0; person < People; person++)
        {
            // A fingerprint: the person's number in the first two of the six-option questions.
            List<int> options = [1 + person % 6, 1 + person / 6 % 6, 1, 1 + person / 36, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
            answers.Add(options);
            using var respondent = new Respondent(new Uri(site.Address), "10.1.0.1");
            Assert.True(await respondent.Send(survey.Link, codes[person], options));
        }
        await Setting.Close(site, survey);

        var rows = await Kept(survey);
        Assert.Equal(People, rows.Count);
        var truth = answers.Select(Packed).ToList();
        Assert.Equal(truth.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));

        // Guess by place: the nth row is of the nth who came. By chance one of them is right; eight or more happen once in a hundred thousand times.
        Assert.InRange(Hits(rows, truth), 0, 7);
        Assert.InRange(Hits([.. rows.AsEnumerable().Reverse()], truth), 0, 7);
        Assert.InRange(Neighbours(rows, truth), 0, 9);
        // By the order of the codes' hashes, as an index would hold them.
        var byHash = codes.Select((c, i) => (Hash: Convert.ToHexString(Features.Surveys.Answers.Hashes.OfCode(survey.Id, c)), i)).OrderBy(x => x.Hash, StringComparer.Ordinal).Select(x => truth[x.i]).ToList();
        Assert.InRange(Hits(rows, byHash), 0, 7);
    }

    [Fact]
    public async Task Finds_no_key_that_any_two_tables_share()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var codes = await Setting.Codes(site, survey, 14);
        for (var person = 0; person < 14; person++)
        {
            using var respondent = new Respondent(new Uri(site.Address), "10.1.0.2");
            Assert.True(await respondent.Send(survey.Link, codes[person], Enumerable.Repeat(1 + person % 2, 15).ToList()));
        }
        // While it is open: blocks hold at least five and are sealed, one pool is left, of the last transaction only, and codes are gone.
        Assert.Equal([], await Rows("select c.hash::text from survey_codes c where c.survey_id = $1", survey.Id));
        var blocks = await Rows("select respondents::text || ' ' || length(body)::text from survey_blocks where survey_id = $1 and not is_final", survey.Id);
        Assert.All(blocks, b => Assert.True(int.Parse(b.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) >= 5, b));
        await Setting.Close(site, survey);

        Assert.Equal([], await Rows("select 'left' from survey_pools where survey_id = $1 union all select 'left' from survey_receipts where survey_id = $1 union all select 'left' from survey_codes where survey_id = $1", survey.Id));
        // All answers bear one transaction, that of closing, and no row has a column finer than what is said here.
        Assert.Single(await Rows("select xmin::text from survey_blocks where survey_id = $1", survey.Id));
        Assert.Equal(
            ["body", "bursts", "hasty", "id", "is_final", "organisation_id", "paper", "period", "respondents", "survey_id", "texts"],
            await Rows("select attname::text from pg_attribute where attrelid = 'survey_blocks'::regclass and attnum > 0 and $1::uuid is not null order by 1", survey.Id));
        Assert.Empty(await Rows("select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and table_name like 'survey%' and data_type in ('timestamp with time zone', 'timestamp without time zone', 'time without time zone', 'inet') and $1::uuid is not null", survey.Id));
    }

    [Fact]
    public async Task Leaves_no_readable_answer_in_old_pages_logs_or_files()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var codes = await Setting.Codes(site, survey, 12);
        // Twelve rows of eight bytes that occur nowhere by chance.
        var random = new Random(7);
        var answers = Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, 15).Select(i => i is 2 or 8 ? 1 + random.Next(2) : 1 + random.Next(6)).ToList()).ToList();
        for (var person = 0; person < 12; person++)
        {
            using var respondent = new Respondent(new Uri(site.Address), "10.1.0.3");
            Assert.True(await respondent.Send(survey.Link, codes[person], answers[person]));
        }
        // Everything on the disk while it is open: heap with dead versions, and the write-ahead log.
        var before = await Disk();
        Assert.All(answers, a => Assert.False(Contains(before, Bytes(a)), "An answer stands readable on the disk before closing."));
        Assert.All(codes, c => Assert.False(Contains(before, Encoding.ASCII.GetBytes(c)), "A code stands readable on the disk."));
        var keys = Directory.GetFiles(Path.Combine(site.DataDirectory, "survey-keys"), $"{survey.Id:N}*");
        Assert.Single(keys);
        var key = await File.ReadAllBytesAsync(keys[0]);
        await Setting.Close(site, survey);

        Assert.Empty(Directory.GetFiles(Path.Combine(site.DataDirectory, "survey-keys"), $"{survey.Id:N}*"));
        var after = await Disk();
        Assert.False(Contains(after, key), "The key got into the database.");
        // They do stand there now: together, in one shuffled block.
        Assert.All(answers, a => Assert.True(Contains(after, Bytes(a))));
        foreach (var file in Directory.GetFiles(site.DataDirectory, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            Assert.All(answers, a => Assert.False(Contains(bytes, Bytes(a))));
            Assert.All(codes, c => Assert.False(Contains(bytes, Encoding.ASCII.GetBytes(c))));
        }
    }

    private static int Hits(List<string> rows, List<string> truth) => rows.Zip(truth).Count(p => p.First == p.Second);

    /// <summary>How many people who came one after the other stand one after the other.</summary>
    private static int Neighbours(List<string> rows, List<string> truth)
    {
        var order = rows.ConvertAll(truth.IndexOf);
        return order.Zip(order.Skip(1)).Count(p => p.Second == p.First + 1);
    }

    private static byte[] Bytes(List<int> options) => Domain.Surveys.AnswerRows.Pack([.. options.Select(o => (byte)o)]);

    private static string Packed(List<int> options) => Convert.ToHexString(Bytes(options));

    private static bool Contains(byte[] all, byte[] wanted) => all.AsSpan().IndexOf(wanted) >= 0;

    /// <summary>Every file of the database's cluster: tables with dead rows, indexes, write-ahead log, server log.</summary>
    private async Task<byte[]> Disk()
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using (var checkpoint = new NpgsqlCommand("checkpoint", connection))
        {
            await checkpoint.ExecuteNonQueryAsync();
        }
        await using var where = new NpgsqlCommand("select current_setting('data_directory') || '|' || pg_relation_filepath('survey_pools')", connection);
        var parts = ((string)(await where.ExecuteScalarAsync())!).Split('|');
        var database = Path.GetDirectoryName(Path.Combine(parts[0], parts[1]))!;
        using var all = new MemoryStream();
        foreach (var file in Directory.GetFiles(database).Concat(Directory.GetFiles(Path.Combine(parts[0], "pg_wal"))))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            await open.CopyToAsync(all);
        }
        return all.ToArray();
    }

    private async Task<List<string>> Kept(Survey survey)
    {
        var body = Convert.FromHexString((await Rows("select encode(body, 'hex') from survey_blocks where survey_id = $1", survey.Id))[0]);
        var width = Domain.Surveys.AnswerRows.Width(survey.Form.Cells);
        return [.. Enumerable.Range(0, body.Length / width).Select(i => Convert.ToHexString(body, i * width, width))];
    }

    private async Task<List<string>> Rows(string sql, Guid survey)
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = survey } } };
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await rows.ReadAsync())
        {
            all.Add(rows.GetString(0));
        }
        return all;
    }
}
