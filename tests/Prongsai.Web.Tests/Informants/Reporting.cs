using System.Text;
using Prongsai.Informants.Format;
using Prongsai.Testing;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>As an informant without account, cookie or script, and as three officers of whom one is the subject.</summary>
public sealed class Reporting(Channel channel) : IClassFixture<Channel>
{
    private const string Secret = "ความลับที่ปลูกไว้ซื้อดินลูกรังเกินราคา";
    private const string FileSecret = "PLANTED-FILE-SECRET-55210";

    [Fact]
    public async Task Reaches_two_officers_and_tells_the_third_who_is_its_subject_nothing()
    {
        var (deskBefore, noticesBefore) = ((await channel.Subject.Visitor.Get("/desk")).Text, (await channel.Subject.Visitor.Get("/notices")).Text);
        var code = await channel.Report(Secret, [channel.Subject.Person], null, (FileSecret + ".zip", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(FileSecret, 8000)))));
        // Not a count, not a gap in a number, not a notification: his pages are what they were, to the letter.
        Assert.Equal(deskBefore, (await channel.Subject.Visitor.Get("/desk")).Text);
        Assert.Equal(noticesBefore, (await channel.Subject.Visitor.Get("/notices")).Text);

        var path = (await Find(channel.First, Secret))!;
        HtmlAssert.Shows(await channel.Second.Visitor.Page(path), Secret);
        // The page of a report one holds no key to answers as that of an id nobody has, to the letter.
        var closed = await channel.Subject.Visitor.Get(path);
        var unknown = await channel.Subject.Visitor.Get($"/desk/{Guid.NewGuid():D}");
        Assert.Equal(404, (int)closed.Status);
        Assert.Equal((unknown.Status, unknown.Text), (closed.Status, closed.Text));

        await channel.First.Visitor.Post(path, [("Reply", "ขอทราบวันที่เพิ่มเติม")], "main form:not([action])");
        await channel.First.Visitor.Post(path, [("Said", "หารือภายในเท่านั้น")], "main form[action*='handler=desk']");
        await channel.First.Visitor.Post(path + "/handle", [("Turn", "looking")], "main form[action*='handler=turn']");
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, DigitCode.Show(code));
        HtmlAssert.Heading(talk.Document, "กำลังพิจารณาเบื้องต้น");
        HtmlAssert.Shows(talk.Document, "ขอทราบวันที่เพิ่มเติม");
        Assert.DoesNotContain("หารือภายในเท่านั้น", talk.Text, StringComparison.Ordinal);
        var shown = await channel.Second.Visitor.Page(path);
        HtmlAssert.Shows(shown, "หารือภายในเท่านั้น");
        HtmlAssert.Shows(shown, "ตอบผู้แจ้ง");
        Assert.Empty(informant.Cookies);
        Assert.Equal(deskBefore, (await channel.Subject.Visitor.Get("/desk")).Text);
        await channel.HoldsNone(Secret, FileSecret, code, DigitCode.Show(code), "ขอทราบวันที่เพิ่มเติม", "หารือภายในเท่านั้น");
    }

    [Fact]
    public async Task Sends_to_the_outside_and_stores_nothing_when_the_head_is_named()
    {
        var head = await channel.Site.AddPerson(channel.Site.Organisation, "head-" + Guid.NewGuid().ToString("N")[..6], "นายกองค์การบริหารส่วนตำบลทดสอบ", []);
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", Secret)]);
        var before = await channel.Count("reports");
        var end = await Submit(informant, "/n/w", who.Document, "main form", [("Named", head.ToString("N"))]);
        HtmlAssert.Heading(end.Document, "เรื่องนี้ควรแจ้งหน่วยงานภายนอก");
        HtmlAssert.Shows(end.Document, "1205");
        HtmlAssert.Shows(end.Document, Secret);
        foreach (var (kind, type) in new[] { ("pdf", "application/pdf"), ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document") })
        {
            var paper = await Submit(informant, "/n/w", end.Document, "form[action*='handler=paper']", [("kind", kind)]);
            Assert.Equal(type, paper.Response.Content.Headers.ContentType!.MediaType);
        }
        Assert.Equal(before, await channel.Count("reports"));
        await channel.HoldsNone(Secret);
    }

    [Fact]
    public async Task Makes_one_report_of_a_form_sent_twice()
    {
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "ส่งสองครั้ง")]);
        var send = await Submit(informant, "/n/w", who.Document, "main form", [("Named", channel.Subject.Person.ToString("N"))]);
        var one = CodeOf(await Submit(informant, "/n/w", send.Document, "main form", []));
        var two = CodeOf(await Submit(informant, "/n/w", send.Document, "main form", []));
        Assert.Equal(one, two);
        Assert.Equal(0, await channel.Ask<long>("select count(*) - count(distinct lookup) from informants.reports"));
    }

    [Fact]
    public async Task Asks_for_the_code_once_more_and_shows_it_again_after_a_slip()
    {
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "พิมพ์รหัสกลับ")]);
        var send = await Submit(informant, "/n/w", who.Document, "main form", [("Named", channel.Subject.Person.ToString("N"))]);
        var sent = await Submit(informant, "/n/w", send.Document, "main form", []);
        var slip = await Submit(informant, "/n/b", sent.Document, "form[action='/n/b']", [("Code", DigitCode.New(DigitCode.ReceiptLength))]);
        HtmlAssert.Heading(slip.Document, "รหัสที่พิมพ์ไม่ตรงกับรหัสของท่าน");
        Assert.Equal(CodeOf(sent), CodeOf(slip));
        HtmlAssert.Heading((await Submit(informant, "/n/b", slip.Document, "form[action='/n/b']", [("Code", CodeOf(slip))])).Document, "รับเรื่องแล้ว");
    }

    [Fact]
    public async Task Says_the_same_of_a_code_that_is_wrong_and_of_one_that_is_not_a_code()
    {
        using var informant = await channel.Site.Anyone();
        var wrong = await informant.Post("/n/b", ("Code", DigitCode.New(DigitCode.ReceiptLength)));
        var nonsense = await informant.Post("/n/b", ("Code", "สวัสดี"));
        Assert.Equal(400, (int)wrong.Status);
        HtmlAssert.Shows(wrong.Document, "รหัสนี้เปิดเรื่องใดไม่ได้");
        Assert.Equal(wrong.Text, nonsense.Text);
    }

    [Fact]
    public async Task Takes_a_message_after_closing_and_refuses_a_hundred_files_without_losing_the_text()
    {
        var code = await channel.Report("ร้อยไฟล์", [channel.Subject.Person]);
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, code);
        var refused = await Submit(informant, "/n/b", talk.Document, "form[action*='handler=say']", [("Text", "ข้อความที่พิมพ์ไว้")], [.. Enumerable.Range(0, 100).Select(i => ($"f{i}.bin", new byte[] { 1, 2, 3 }))]);
        Assert.Equal(400, (int)refused.Status);
        HtmlAssert.Shows(refused.Document, "ไม่เกิน 10 ไฟล์");
        HtmlAssert.Shows(refused.Document, "ข้อความที่พิมพ์ไว้");

        var path = (await Find(channel.First, "ร้อยไฟล์"))!;
        await channel.First.Visitor.Post(path + "/handle", [("Turn", "finished"), ("Words", "ตรวจแล้วพบว่าเป็นจริง")], "main form[action*='handler=turn']");
        var more = await Submit(informant, "/n/b", talk.Document, "form[action*='handler=say']", [("Text", "ข้อมูลใหม่หลังปิด")]);
        HtmlAssert.Shows(more.Document, "ข้อมูลใหม่หลังปิด");
        HtmlAssert.Heading(more.Document, "เสร็จสิ้น");
        var paper = await Submit(informant, "/n/b", more.Document, "form[action*='handler=paper']", [("kind", "docx")]);
        Assert.Equal("attachment", paper.Response.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task Gives_fifty_at_once_a_code_each()
    {
        var codes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => channel.Report($"ห้าสิบเรื่องพร้อมกัน {i}", [channel.Subject.Person])));
        Assert.Equal(50, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Shows_an_administrator_with_every_permission_nothing()
    {
        await channel.Report("ผู้ดูแลระบบอ่านไม่ได้", [channel.Subject.Person]);
        var administrator = await channel.Manager();
        HtmlAssert.Shows(await administrator.Page("/desk"), "สิทธิ์ผู้ดูแลระบบเปิดไม่ได้");
        Assert.Equal(404, (int)(await administrator.Get($"/desk/{await channel.Ask<Guid>("select id from informants.reports limit 1"):D}")).Status);
    }

    [Fact]
    public async Task Locks_the_key_after_twenty_minutes_and_opens_it_again_by_the_recovery_sheet()
    {
        await using var own = new Channel();
        await own.InitializeAsync();
        var wrong = await own.First.Visitor.Post("/desk/key", ("Digits", "1234"), ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"), ("Again", "วลีใหม่ที่ยาวพอแล้ว"));
        HtmlAssert.Shows(wrong.Document, "ตัวเลขไม่ครบ");
        var anothers = await own.First.Visitor.Post("/desk/key", ("Digits", own.Second.Sheet), ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"), ("Again", "วลีใหม่ที่ยาวพอแล้ว"));
        HtmlAssert.Shows(anothers.Document, "แผ่นนี้ไม่ใช่ของกุญแจที่ท่านใช้อยู่");
        var done = await own.First.Visitor.Post("/desk/key", ("Digits", own.First.Sheet), ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"), ("Again", "วลีใหม่ที่ยาวพอแล้ว"));
        Assert.Equal("/desk", done.Location);
        own.Site.Time.Advance(TimeSpan.FromMinutes(21));
        HtmlAssert.Shows(await own.First.Visitor.Page("/desk"), "กุญแจของท่านล็อกอยู่");
        Assert.Equal(400, (int)(await own.First.Visitor.Post("/desk", ("Passphrase", Passphrase))).Status);
        Assert.Equal("/desk", (await own.First.Visitor.Post("/desk", ("Passphrase", "วลีใหม่ที่ยาวพอแล้ว"))).Location);
    }
}
