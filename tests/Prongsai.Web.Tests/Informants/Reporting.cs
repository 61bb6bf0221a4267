using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Prongsai.Informants.Format;
using Prongsai.Testing;

namespace Prongsai.Web.Tests.Informants;

/// <summary>As an informant without account, cookie or script, and as three officers of whom one is the subject.</summary>
public sealed class Reporting(Site site) : IClassFixture<Site>
{
    private const string Secret = "ความลับที่ปลูกไว้ซื้อดินลูกรังเกินราคา";
    private const string FileSecret = "PLANTED-FILE-SECRET-55210";
    private const string Passphrase = "ม้าเขียวกินดาวหกดวง";

    [Fact]
    public async Task Reaches_two_officers_and_tells_the_third_who_is_its_subject_nothing()
    {
        var (first, second, subject) = await Officers();
        using var informant = await site.Anyone();
        var code = await Report(informant, subject.Person);

        var empty = await subject.Visitor.Page("/desk");
        HtmlAssert.Shows(empty, "ไม่มีเรื่องที่ท่านถือกุญแจ");
        HtmlAssert.Shows(await subject.Visitor.Page("/notices"), "ไม่มีแจ้งเตือน");

        var path = (await first.Visitor.Page("/desk")).QuerySelector("tbody a")!.GetAttribute("href")!;
        HtmlAssert.Shows(await first.Visitor.Page(path), Secret);
        HtmlAssert.Shows(await second.Visitor.Page(path), Secret);
        // The page of a report one holds no key to answers as that of an id nobody has, to the letter.
        var closed = await subject.Visitor.Get(path);
        var unknown = await subject.Visitor.Get($"/desk/{Guid.NewGuid():D}");
        Assert.Equal(404, (int)closed.Status);
        Assert.Equal((unknown.Status, unknown.Text), (closed.Status, closed.Text));

        await first.Visitor.Post(path, [("Reply", "ขอทราบวันที่เพิ่มเติม")], "main form:not([action])");
        await first.Visitor.Post(path, [("Said", "หารือภายในเท่านั้น")], "main form[action*='handler=desk']");
        await first.Visitor.Post(path + "/handle", [("Turn", "looking")], "main form[action*='handler=turn']");
        var talk = await informant.Post("/n/b", ("Code", DigitCode.Show(code)));
        HtmlAssert.Heading(talk.Document, "กำลังพิจารณาเบื้องต้น");
        HtmlAssert.Shows(talk.Document, "ขอทราบวันที่เพิ่มเติม");
        Assert.DoesNotContain("หารือภายในเท่านั้น", talk.Text, StringComparison.Ordinal);
        HtmlAssert.Shows(await second.Visitor.Page(path), "หารือภายในเท่านั้น");
        HtmlAssert.Shows(await second.Visitor.Page(path), "ตอบผู้แจ้ง");
        Assert.Empty(informant.Cookies);

        await Holds_no_secret(code);
    }

    [Fact]
    public async Task Sends_to_the_outside_and_stores_nothing_when_the_head_is_named()
    {
        await Officers();
        var head = await site.AddPerson(site.Organisation, "head-" + Guid.NewGuid().ToString("N")[..6], "นายกองค์การบริหารส่วนตำบลทดสอบ", []);
        var before = await Count("reports");
        using var informant = await site.Anyone();
        var who = await informant.Post("/n/w", ("What", Secret), ("Step", "1"));
        var end = await Next(informant, who, ("Named", head.ToString("N")));
        HtmlAssert.Heading(end.Document, "เรื่องนี้ควรแจ้งหน่วยงานภายนอก");
        HtmlAssert.Shows(end.Document, "1205");
        HtmlAssert.Shows(end.Document, Secret);
        Assert.Equal(before, await Count("reports"));
    }

    [Fact]
    public async Task Makes_one_report_of_a_form_sent_twice()
    {
        var (_, _, subject) = await Officers();
        using var informant = await site.Anyone();
        var send = await Next(informant, await informant.Post("/n/w", ("What", "ส่งสองครั้ง"), ("Step", "1")), ("Named", subject.Person.ToString("N")));
        var before = await Count("reports");
        var one = Code(await Next(informant, send));
        var two = Code(await Next(informant, send));
        Assert.Equal(one, two);
        Assert.Equal(before + 1, await Count("reports"));
    }

    [Fact]
    public async Task Says_the_same_of_a_code_that_is_wrong_and_of_one_that_is_not_a_code()
    {
        await Officers();
        using var informant = await site.Anyone();
        var wrong = await informant.Post("/n/b", ("Code", DigitCode.New(DigitCode.ReceiptLength)));
        var nonsense = await informant.Post("/n/b", ("Code", "สวัสดี"));
        Assert.Equal(400, (int)wrong.Status);
        HtmlAssert.Shows(wrong.Document, "รหัสนี้เปิดเรื่องใดไม่ได้");
        Assert.Equal(wrong.Text, nonsense.Text);
    }

    [Fact]
    public async Task Takes_a_message_after_closing_and_refuses_a_hundred_files_without_losing_the_text()
    {
        var (first, _, subject) = await Officers();
        using var informant = await site.Anyone();
        var code = await Report(informant, subject.Person);
        var talk = await informant.Post("/n/b", ("Code", code));
        var key = talk.Document.QuerySelector("input[name=Key]")!.GetAttribute("value")!;
        using var many = new MultipartFormDataContent { { new StringContent(key), "Key" }, { new StringContent("ข้อความที่พิมพ์ไว้"), "Text" } };
        for (var i = 0; i < 100; i++)
        {
            many.Add(new ByteArrayContent([1, 2, 3]), "Files", $"f{i}.bin");
        }
        var refused = await Answer.Of(await informant.Http.PostAsync(new Uri("/n/b?handler=say", UriKind.Relative), many));
        Assert.Equal(400, (int)refused.Status);
        HtmlAssert.Shows(refused.Document, "ไม่เกิน 10 ไฟล์");
        HtmlAssert.Shows(refused.Document, "ข้อความที่พิมพ์ไว้");

        var path = (await first.Visitor.Page("/desk")).QuerySelector("tbody a")!.GetAttribute("href")!;
        await first.Visitor.Post(path + "/handle", [("Turn", "finished"), ("Words", "ตรวจแล้วพบว่าเป็นจริง")], "main form[action*='handler=turn']");
        using var more = new FormUrlEncodedContent([new("Key", key), new("Text", "ข้อมูลใหม่หลังปิด")]);
        HtmlAssert.Shows((await Answer.Of(await informant.Http.PostAsync(new Uri("/n/b?handler=say", UriKind.Relative), more))).Document, "ข้อมูลใหม่หลังปิด");
    }

    [Fact]
    public async Task Gives_fifty_at_once_a_code_each()
    {
        var (_, _, subject) = await Officers();
        var codes = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var one = await site.Anyone();
            return await Report(one, subject.Person);
        }));
        Assert.Equal(50, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Locks_the_key_after_twenty_minutes_and_opens_it_again_by_the_recovery_sheet()
    {
        var visitor = await Appointed("ผู้ตรวจ " + Guid.NewGuid().ToString("N")[..6]);
        var wrong = await visitor.Visitor.Post("/desk/key", ("Digits", "1234"), ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"), ("Again", "วลีใหม่ที่ยาวพอแล้ว"));
        HtmlAssert.Shows(wrong.Document, "ตัวเลขไม่ครบ");
        var done = await visitor.Visitor.Post("/desk/key", ("Digits", visitor.Sheet), ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"), ("Again", "วลีใหม่ที่ยาวพอแล้ว"));
        Assert.Equal("/desk", done.Location);
        site.Time.Advance(TimeSpan.FromMinutes(21));
        HtmlAssert.Shows(await visitor.Visitor.Page("/desk"), "กุญแจของท่านล็อกอยู่");
        Assert.Equal(400, (int)(await visitor.Visitor.Post("/desk", ("Passphrase", Passphrase))).Status);
        Assert.Equal("/desk", (await visitor.Visitor.Post("/desk", ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"))).Location);
    }

    [Fact]
    public async Task Shows_an_administrator_with_every_permission_nothing()
    {
        var (_, _, subject) = await Officers();
        using var informant = await site.Anyone();
        await Report(informant, subject.Person);
        var administrator = await site.As("informants.handle", "informants.manage", "organisation.read");
        HtmlAssert.Shows(await administrator.Page("/desk"), "สิทธิ์ผู้ดูแลระบบเปิดไม่ได้");
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var ids = new NpgsqlCommand("select id from informants.reports limit 1", connection);
        Assert.Equal(404, (int)(await administrator.Get($"/desk/{await ids.ExecuteScalarAsync():D}")).Status);
    }

    private sealed record Officer(Visitor Visitor, Guid Person, string Sheet);

    private (Officer First, Officer Second, Officer Subject)? officers;

    private async Task<(Officer First, Officer Second, Officer Subject)> Officers() =>
        officers ??= (await Appointed("นิติกร " + Guid.NewGuid().ToString("N")[..6]), await Appointed("นักวิชาการตรวจสอบภายใน " + Guid.NewGuid().ToString("N")[..6]), await Appointed("เจ้าพนักงานพัสดุ " + Guid.NewGuid().ToString("N")[..6]));

    private async Task<Officer> Appointed(string position)
    {
        var name = "o" + Guid.NewGuid().ToString("N")[..10];
        await site.Ready();
        var person = await site.AddPerson(site.Organisation, name, position, ["informants.handle"]);
        await (await site.As("informants.handle", "informants.manage", "organisation.read")).Post("/desk/recipients", [("PersonId", person.ToString("D")), ("OrderNumber", "12/2569")], "main form:not([action])");
        var visitor = await site.Anyone();
        await visitor.SignIn(name, Site.Password);
        var made = await visitor.Post("/desk/key", ("Passphrase", Passphrase), ("Again", Passphrase));
        var sheet = Regex.Match(made.Text, @"(\d{4} ){9}\d{4}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        Assert.NotEmpty(sheet);
        await visitor.Post("/desk", ("Passphrase", Passphrase));
        return new Officer(visitor, person, sheet);
    }

    private static async Task<string> Report(Visitor informant, Guid subject)
    {
        var who = await informant.Post("/n/w", ("What", Secret), ("Where", Secret + "ที่หมู่ 9"), ("Step", "1"));
        HtmlAssert.Heading(who.Document, "เกี่ยวกับใคร");
        var send = await Next(informant, who, ("Named", subject.ToString("N")));
        HtmlAssert.Heading(send.Document, "ตรวจว่าใครจะเปิดอ่านได้ แล้วส่ง");
        var state = send.Document.QuerySelector("input[name=State]")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(state), "State" },
            { new StringContent("3"), "Step" },
            { new ByteArrayContent(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(FileSecret, 8000)))), "Files", FileSecret + ".zip" },
        };
        return Code(await Answer.Of(await informant.Http.PostAsync(new Uri("/n/w", UriKind.Relative), content)));
    }

    private static async Task<Answer> Next(Visitor informant, Answer page, params (string Name, string Value)[] values)
    {
        var hidden = page.Document.QuerySelectorAll("main input[type=hidden]").Select(i => (Name: i.GetAttribute("name")!, Value: i.GetAttribute("value")!));
        using var content = new FormUrlEncodedContent(hidden.Concat(values).Select(v => KeyValuePair.Create(v.Name, v.Value)));
        return await Answer.Of(await informant.Http.PostAsync(new Uri("/n/w", UriKind.Relative), content));
    }

    private static string Code(Answer answer)
    {
        HtmlAssert.Heading(answer.Document, "ส่งเรื่องแล้ว จดรหัสนี้ไว้");
        return DigitCode.Read(answer.Document.QuerySelector("p.big")!.TextContent);
    }

    private async Task<long> Count(string table)
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from informants.{table}", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every row of every table as text, every file of the data directory and what the framework keeps of uploads: no planted secret, and no code.</summary>
    private async Task Holds_no_secret(string code)
    {
        string[] secrets = [Secret, FileSecret, code, DigitCode.Show(code), "ขอทราบวันที่เพิ่มเติม", "หารือภายในเท่านั้น"];
        var needles = secrets.SelectMany(s => new[] { s, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)) }).ToList();
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand("select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname in ('public', 'informants')", connection))
        await using (var names = await list.ExecuteReaderAsync())
        {
            while (await names.ReadAsync())
            {
                tables.Add(names.GetString(0));
            }
        }
        Assert.Contains("informants.items", tables);
        foreach (var table in tables)
        {
            await using var dump = new NpgsqlCommand($"select coalesce(string_agg(t::text, E'\\n'), '') from {table} t", connection);
            var text = (string)(await dump.ExecuteScalarAsync())!;
            Assert.All(needles, needle => Assert.False(text.Contains(needle, StringComparison.Ordinal), $"{table} holds a planted secret"));
        }
        var temporary = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath();
        foreach (var file in Directory.EnumerateFiles(site.DataDirectory, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(temporary, "ASPNETCORE_*")))
        {
            var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), "a file holds a planted secret"));
        }
    }
}
