using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Prongsai.Bench.Website;

/// <summary>Makes an installation large: made-up organisations, and made-up documents of the example's.</summary>
internal static class Fill
{
    private const int Vocabulary = 20_000;
    private const string Consonants = "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวสหอ";
    private static readonly string[] Vowels = ["ะ", "า", "ิ", "ี", "ุ", "ู", "ำ", "อ"];

    /// <summary>Words of the language, which the search keeps whole; they take the smallest numbers and stand in most documents.</summary>
    private static readonly string[] Common = ["ประชาชน", "โครงการ", "ตำบล", "ประกาศ", "รายงาน", "ประชุม"];

    /// <summary>A word, another for every number, made up from <c>Common.Length</c> on so that it reads like Thai; small numbers are common in the documents.</summary>
    public static string Word(int number)
    {
        if (number < Common.Length)
        {
            return Common[number];
        }
        var n = (number % Vocabulary * 7919) + 104729;
        var word = "";
        for (var i = 0; i < 3; i++)
        {
            word += Consonants[n % Consonants.Length] + Vowels[n / Consonants.Length % Vowels.Length];
            n = (n / 3) + (i * 31) + number;
        }
        return word;
    }

    /// <summary>The title of a document with one letter wrong.</summary>
    public static string Misspelt(int document)
    {
        var title = Title(new Random(document), document);
        return title[..5] + "ฮ" + title[6..];
    }

    public static async Task Organisations(NpgsqlDataSource owner, int count)
    {
        await using var command = owner.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            insert into organisations (id, name, short_name, kind, size, slug, created_at)
            select gen_random_uuid(), 'องค์การบริหารส่วนตำบลที่ ' || n, 'อบต.ที่ ' || n, 'subdistrict', 'small', 'org-' || n, now() from generate_series(1, {count}) n;
            insert into contents (id, organisation_id, number, kind, section, title, summary, body, state, year, day, details, version, changed_at, changed_by, published_at)
            select gen_random_uuid(), o.id, c.number, c.kind, c.section, c.title, c.summary, c.body, c.state, c.year, c.day, c.details, 1, c.changed_at, c.changed_by, c.published_at
            from organisations o, contents c where o.slug like 'org-%' and c.organisation_id = (select id from organisations where is_example);
            insert into search_entries (organisation_id, source, source_id, kind, title, plain, address, text, words, year, at)
            select o.id, s.source, gen_random_uuid()::text, s.kind, s.title, s.plain, s.address, s.text, s.words, s.year, s.at
            from organisations o, search_entries s where o.slug like 'org-%' and s.organisation_id = (select id from organisations where is_example);
            """));
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task Search(NpgsqlDataSource owner, int documents)
    {
        await using var connection = await owner.OpenConnectionAsync();
        await using var one = new NpgsqlCommand("select id from organisations where is_example", connection);
        var organisation = (Guid)(await one.ExecuteScalarAsync())!;
        await using (var writer = await connection.BeginBinaryImportAsync("copy search_entries (organisation_id, source, source_id, kind, title, plain, address, text, words, year, at) from stdin (format binary)"))
        {
            for (var i = 0; i < documents; i++)
            {
                var random = new Random(i);
                var title = Title(random, i);
                // Few words stand nearly everywhere, most stand in few documents.
                string[] words = [.. Enumerable.Range(0, 120).Select(_ => Word((int)(Vocabulary * Math.Pow(random.NextDouble(), 4)))).Concat(title.Split(' ')).Distinct(StringComparer.Ordinal)];
                await writer.StartRowAsync();
                await writer.WriteAsync(organisation, NpgsqlDbType.Uuid);
                await writer.WriteAsync("bench", NpgsqlDbType.Text);
                await writer.WriteAsync(i.ToString(CultureInfo.InvariantCulture), NpgsqlDbType.Text);
                await writer.WriteAsync(i % 3 == 0 ? "news" : "document", NpgsqlDbType.Text);
                await writer.WriteAsync(title, NpgsqlDbType.Text);
                await writer.WriteAsync(title, NpgsqlDbType.Text);
                await writer.WriteAsync(FormattableString.Invariant($"/documents/{i}"), NpgsqlDbType.Text);
                await writer.WriteAsync(string.Join(' ', words), NpgsqlDbType.Text);
                await writer.WriteAsync(words, NpgsqlDbType.Array | NpgsqlDbType.Text);
                await writer.WriteAsync((short)(2560 + (i % 9)), NpgsqlDbType.Smallint);
                await writer.WriteAsync(DateTime.UtcNow.AddMinutes(-i), NpgsqlDbType.TimestampTz);
            }
            await writer.CompleteAsync();
        }
        await using var settle = new NpgsqlCommand("vacuum analyze search_entries", connection) { CommandTimeout = 600 };
        await settle.ExecuteNonQueryAsync();
    }

    private static string Title(Random random, int document) =>
        string.Join(' ', Enumerable.Range(0, 6).Select(_ => Word((int)(Vocabulary * Math.Pow(random.NextDouble(), 3)))).Append(document.ToString(CultureInfo.InvariantCulture)));
}
