using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Manuals;
using Prongsai.Testing;
using Prongsai.Web.Features.Manuals;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;

namespace Prongsai.Web.Tests.Manuals;

/// <summary>Manuals from the first word to the counter: written, refused, published, changed, withdrawn.</summary>
public sealed class WritingManuals(Site site) : IClassFixture<Site>
{
    private static readonly (string, string)[] Whole =
    [
        ("Title", "ขอใช้สนามกีฬา"), ("Unit", "กองการศึกษา"),
        ("Steps[0].Kind", "Start"), ("Steps[0].Text", "ยื่นคำขอ"), ("Steps[0].Who", "ผู้ขอ"),
        ("Steps[1].Kind", "Decide"), ("Steps[1].Text", "สนามว่างหรือไม่"), ("Steps[1].Who", "ธุรการ"), ("Steps[1].Amount", "๑๕"), ("Steps[1].Unit", "Minute"), ("Steps[1].NoTo", "1"),
        ("Steps[2].Kind", "Do"), ("Steps[2].Text", "ออกใบอนุญาต"), ("Steps[2].Who", "ผู้อำนวยการ"), ("Steps[2].Amount", "1"), ("Steps[2].Unit", "WorkingDay"),
        ("Steps[3].Kind", "End"), ("Steps[3].Text", "รับใบอนุญาต"),
        ("Channels", "ที่ทำการ\nโทรศัพท์"), ("Laws", "ข้อบัญญัติสนามกีฬา"), ("Documents", "บัตรประชาชน"), ("Fees", ""),
    ];

    [Fact]
    public async Task Leads_from_a_draft_nobody_sees_to_a_page_files_and_data()
    {
        var writer = await site.As("manuals.publish");
        using var anyone = await site.Anyone();
        var saved = await writer.Post("/manuals/new", Whole);
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        var manual = await ByAddress(saved.Location!);
        foreach (var path in Paths(manual.Number))
        {
            var answer = await anyone.Get(path);
            Assert.DoesNotContain("ขอใช้สนามกีฬา", answer.Body, StringComparison.Ordinal);
        }

        var published = await writer.Post($"/manuals/{manual.Id}/publish");
        Assert.Equal($"/manuals/{manual.Id}", published.Location);
        var page = await anyone.Page($"/services/{manual.Number}");
        HtmlAssert.Heading(page, "ขอใช้สนามกีฬา");
        foreach (var words in new[] { "1 วันทำการ 15 นาที", "ไม่มีค่าธรรมเนียม", "บัตรประชาชน", "โทรศัพท์", "ข้อบัญญัติสนามกีฬา", "ไม่ครบ ไปขั้นที่ 1", "ฉบับที่ 1" })
        {
            HtmlAssert.Shows(page, words);
        }
        Assert.Contains("ถ้าไม่ครบไปขั้นที่ 1", page.QuerySelector("svg[role=img] desc")!.TextContent, StringComparison.Ordinal);
        foreach (var (kind, begins) in new[] { ("docx", "PK"), ("pdf", "%PDF") })
        {
            var file = await anyone.Get($"/services/{manual.Number}/editions/1/{kind}");
            Assert.StartsWith(begins, file.Body, StringComparison.Ordinal);
            Assert.StartsWith("attachment", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains("\"amount\": 15", (await anyone.Get($"/services/{manual.Number}.json")).Body, StringComparison.Ordinal);
        var sheet = await anyone.Page($"/services/{manual.Number}/sheet");
        Assert.NotNull(sheet.QuerySelector(".qr svg"));
        foreach (var list in new[] { "/services", "/info/manuals", "/services.json", "/sitemap.xml", "/search?q=สนามกีฬา" })
        {
            Assert.Contains($"/services/{manual.Number}", (await anyone.Get(list)).Body, StringComparison.Ordinal);
        }
        Assert.Equal(["manual.added", "manual.published"], await Changes(manual.Id));
        Assert.Equal(HttpStatusCode.MovedPermanently, (await anyone.Get($"/Services/{manual.Number}/")).Status);
    }

    [Fact]
    public async Task Tells_what_is_missing_and_publishes_nothing_until_it_is_there()
    {
        var writer = await site.As("manuals.publish");
        var saved = await writer.Post("/manuals/new", ("Title", "ขอใช้ห้องประชุม"));
        var manual = await ByAddress(saved.Location!);
        HtmlAssert.Shows(await writer.Page($"/manuals/{manual.Id}"), "ใส่ส่วนราชการเจ้าของเรื่อง");
        var ask = await writer.Page($"/manuals/{manual.Id}/publish");
        HtmlAssert.Shows(ask, "ขั้นที่ 2 ใส่ผู้รับผิดชอบ");
        Assert.Null(ask.QuerySelector("main form"));
        // A post past the page is refused by the deed itself.
        var refused = await site.Do(s => s.GetRequiredService<KeepManuals>().Publish(manual.Id, 1, null, TestContext.Current.CancellationToken));
        Assert.IsType<ManualIsNotWhole>(refused.Refusal);
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_it_is_wrong_or_someone_was_faster()
    {
        var writer = await site.As("manuals.write");
        var wrong = await writer.Post("/manuals/new", ("Title", ""), ("Unit", "กองคลัง"), ("Steps[1].Amount", "5000"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "ใส่ชื่อบริการ");
        HtmlAssert.Shows(wrong.Document, "เวลาต้องเป็น 1 ถึง 999");
        Assert.Equal("กองคลัง", wrong.Document.QuerySelector("#Unit")!.GetAttribute("value"));

        var saved = await writer.Post("/manuals/new", ("Title", "ขอเก็บขยะ"));
        Assert.Equal(HttpStatusCode.Redirect, (await writer.Post(saved.Location!, ("Title", "ขอเก็บขยะบ้านเรือน"))).Status);
        var late = await writer.Post(saved.Location!, ("Title", "ของคนหลัง"), ("Version", "1"));
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        HtmlAssert.Shows(late.Document, "มีผู้บันทึกก่อนท่าน");
        HtmlAssert.Shows(late.Document, "ขอเก็บขยะบ้านเรือน");
        Assert.Equal("ของคนหลัง", late.Document.QuerySelector("#Title")!.GetAttribute("value"));
        Assert.Equal("2", late.Document.QuerySelector("input[name=Version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Moves_steps_and_what_decisions_lead_to_without_saving()
    {
        var writer = await site.As("manuals.write");
        async Task<AngleSharp.Html.Dom.IHtmlDocument> Act(string act) => (await writer.Post("/manuals/new?handler=Rows", [.. Whole, ("act", act)])).Document;
        var inserted = await Act("add 0");
        Assert.Equal(["Start", "Do", "Decide", "Do", "End"], Kinds(inserted));
        Assert.Equal("1", inserted.QuerySelector("[name='Steps[2].NoTo']")!.GetAttribute("value"));
        var moved = await Act("down 0");
        Assert.Equal("2", moved.QuerySelector("[name='Steps[0].NoTo']")!.GetAttribute("value"));
        Assert.Equal("", (await Act("drop 0")).QuerySelector("[name='Steps[0].NoTo']")!.GetAttribute("value") ?? "");
        foreach (var nonsense in new[] { "", "drop 99", "drop -2", "fly 1", "drop x" })
        {
            Assert.Equal(4, Kinds(await Act(nonsense)).Count);
        }
        Assert.False(await site.Query(db => db.Manuals.AnyAsync(m => m.Title == "ขอใช้สนามกีฬา" && m.Content.Unit == "")));

        static List<string> Kinds(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll("select[name$='.Kind']").OfType<AngleSharp.Html.Dom.IHtmlSelectElement>().Select(s => s.Value!)];
    }

    [Fact]
    public async Task Asks_for_a_reason_for_further_editions_keeps_old_ones_readable_and_withdraws_with_one()
    {
        var writer = await site.As("manuals.publish");
        using var anyone = await site.Anyone();
        var saved = await writer.Post("/manuals/new", [.. Whole.Where(w => w.Item1 != "Title"), ("Title", "ขอยืมเต็นท์")]);
        var manual = await ByAddress(saved.Location!);
        await writer.Post($"/manuals/{manual.Id}/publish");
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post($"/manuals/{manual.Id}/publish", ("Reason", "อีกครั้ง"))).Status);
        await writer.Post(saved.Location!, ("Title", "ขอยืมเต็นท์และเก้าอี้"));
        Assert.DoesNotContain("เก้าอี้", (await anyone.Get($"/services/{manual.Number}")).Body, StringComparison.Ordinal);
        var noReason = await writer.Post($"/manuals/{manual.Id}/publish");
        HtmlAssert.Shows(noReason.Document, "ใส่เหตุผลที่เผยแพร่ฉบับใหม่");
        Assert.Equal(HttpStatusCode.Redirect, (await writer.Post($"/manuals/{manual.Id}/publish", ("Reason", "เพิ่มเก้าอี้"))).Status);
        Assert.Contains("เก้าอี้", (await anyone.Get($"/services/{manual.Number}")).Body, StringComparison.Ordinal);
        HtmlAssert.Shows(await anyone.Page($"/services/{manual.Number}/1"), "ท่านกำลังอ่านฉบับเก่า");

        HtmlAssert.Shows((await writer.Post($"/manuals/{manual.Id}/withdraw")).Document, "ใส่เหตุผลที่ถอน");
        await writer.Post($"/manuals/{manual.Id}/withdraw", ("Reason", "เลิกให้ยืม"));
        var gone = await anyone.Get($"/services/{manual.Number}");
        Assert.Equal(HttpStatusCode.Gone, gone.Status);
        HtmlAssert.Shows(gone.Document, "เลิกให้ยืม");
        Assert.DoesNotContain("ข้อบัญญัติสนามกีฬา", gone.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get($"/services/{manual.Number}/editions/2/pdf")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await anyone.Get($"/services/{manual.Number}.json")).Status);
        foreach (var list in new[] { "/services", "/info/manuals", "/services.json", "/sitemap.xml", "/search?q=ขอยืมเต็นท์" })
        {
            Assert.DoesNotContain($"/services/{manual.Number}\"", (await anyone.Get(list)).Body, StringComparison.Ordinal);
        }
        Assert.Equal(["manual.added", "manual.published", "manual.changed", "manual.published", "manual.withdrawn"], await Changes(manual.Id));
    }

    [Fact]
    public async Task Is_published_by_itself_on_the_day_that_was_set_unless_it_was_changed_since()
    {
        await using var own = new Site();
        var writer = await own.As("manuals.publish");
        using var anyone = await own.Anyone();
        var today = ThaiDate.InBangkok(own.Time.GetUtcNow());
        var (kept, changed, dropped) = (await Saved("ขอจองเมรุ"), await Saved("ขอจองศาลา"), await Saved("ขอจองหอประชุม"));
        HtmlAssert.Shows((await writer.Post($"/manuals/{kept}/publish", Day(today.AddDays(-1)))).Document, "เลือกวันที่ยังมาไม่ถึง");
        foreach (var manual in new[] { kept, changed, dropped })
        {
            Assert.Equal($"/manuals/{manual}", (await writer.Post($"/manuals/{manual}/publish", Day(today.AddDays(2)))).Location);
            HtmlAssert.Shows(await writer.Page($"/manuals/{manual}"), "ระบบจะเผยแพร่วันที่");
        }
        await writer.Post($"/manuals/{changed}", ("Title", "ขอจองศาลาประชาคม"));
        HtmlAssert.Shows(await writer.Page($"/manuals/{changed}"), "แก้หลังตั้งวันเผยแพร่");
        await writer.Post($"/manuals/{dropped}", [], form: "form[action*=Unplan]");
        await Publish();
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/services/1")).Status);

        own.Time.Advance(TimeSpan.FromDays(2));
        await Publish();
        HtmlAssert.Heading(await anyone.Page("/services/1"), "ขอจองเมรุ");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/services/2")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/services/3")).Status);
        Assert.Equal(["manual.added", "manual.planned", "manual.published"], await Kinds(kept));
        Assert.Equal(["manual.added", "manual.planned", "manual.changed", "manual.unplanned"], await Kinds(changed));
        Assert.Equal(["manual.added", "manual.planned", "manual.unplanned"], await Kinds(dropped));
        var told = await own.Query(db => db.Notices.Select(n => n.Text).ToListAsync());
        Assert.Contains("เผยแพร่คู่มือ “ขอจองเมรุ” ตามวันที่ตั้งไว้แล้ว", told);
        Assert.Contains("ไม่ได้เผยแพร่คู่มือ “ขอจองศาลาประชาคม” ตามวันที่ตั้งไว้ เพราะมีการแก้หลังตั้งวัน ตรวจแล้วตั้งใหม่", told);

        async Task<string> Saved(string title) => (await writer.Post("/manuals/new", [.. Whole.Where(w => w.Item1 != "Title"), ("Title", title)])).Location!.Split('/')[^1];
        Task<List<string>> Kinds(string manual) => own.Query(db => db.Changes.Where(c => c.SubjectId == manual).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.Kind).ToListAsync());
        Task Publish() => own.DoIn(own.Organisation, async s =>
        {
            await ActivatorUtilities.CreateInstance<PublishPlanned>(s).Run(new JobRun(new Job { Kind = "publish-planned-manuals", Arguments = "{}", CreatedAt = own.Time.GetUtcNow(), DueAt = own.Time.GetUtcNow() }, (_, _, _) => Task.CompletedTask), TestContext.Current.CancellationToken);
            return true;
        });
        static (string, string)[] Day(DateOnly day) => [("On.Day", Number(day.Day)), ("On.Month", Number(day.Month)), ("On.Year", Number(day.Year + 543))];
        static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Is_copied_listed_sorted_and_closed_to_those_without_permission()
    {
        var writer = await site.As("manuals.write");
        var saved = await writer.Post("/manuals/new", ("Title", "ขอใช้ลานตลาด"), ("Unit", "กองคลัง"));
        var copied = await writer.Post(saved.Location!, [], form: "form[action*=Copy]");
        Assert.Equal("ขอใช้ลานตลาด (สำเนา)", (await ByAddress(copied.Location!)).Title);
        var list = await writer.Page("/manuals?q=ลานตลาด&state=draft&unit=กองคลัง&sort=-changed");
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        var reader = await site.As("manuals.read");
        Assert.Equal(HttpStatusCode.OK, (await reader.Get(saved.Location!)).Status);
        Assert.Equal("/no-permission", (await reader.Get("/manuals/new")).Location?.Split('?')[0]);
        Assert.Equal("/no-permission", (await reader.Post(saved.Location!, ("Title", "ของผู้อ่าน"))).Location?.Split('?')[0]);
        Assert.Equal("/no-permission", (await writer.Get(saved.Location! + "/publish")).Location?.Split('?')[0]);
    }

    [Fact]
    public async Task Is_nothing_to_another_office()
    {
        // An installation of its own: with a second office the public addresses of the first begin with its name.
        await using var shared = new Site();
        var saved = await (await shared.As("manuals.write")).Post("/manuals/new", ("Title", "ขอใช้ลานตลาด"), ("Unit", "กองคลัง"));
        var other = await shared.AsIn(await shared.AddOrganisation("อบต.อื่น", "uen"), "manuals.publish");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(saved.Location!)).Status);
    }

    [Fact]
    public async Task Leaves_published_editions_as_they_are_even_to_who_holds_the_keys_of_the_web()
    {
        var edition = await site.Do(async s =>
        {
            var keep = s.GetRequiredService<KeepManuals>();
            var content = new ManualContent { Title = "งานที่ไม่เปลี่ยน", Unit = "กองช่าง", Channels = ["ก"], Laws = ["ข"], Steps = [new(StepKind.Start, "เริ่ม", "", null), new(StepKind.End, "จบ", "", null)] };
            var manual = (await keep.Save(null, 0, content, CancellationToken.None)).Value;
            return (await keep.Publish(manual.Id, 1, null, CancellationToken.None)).Value;
        });
        var refused = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlAsync($"update manual_editions set content = '{{}}' where id = {edition.Id}")));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private static string[] Paths(int number) =>
        ["/services", $"/services/{number}", $"/services/{number}/1", $"/services/{number}/sheet", $"/services/{number}.json", "/services.json", $"/services/{number}/editions/1/pdf", "/info/manuals", "/sitemap.xml", "/search?q=สนามกีฬา"];

    private Task<Manual> ByAddress(string address) => site.Query(db => db.Manuals.AsNoTracking().FirstAsync(m => m.Id == Guid.Parse(address.Split('/', StringSplitOptions.None).Last())));

    private Task<List<string>> Changes(Guid id) => site.Query(db => db.Set<Change>().Where(c => c.SubjectId == id.ToString()).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.Kind).ToListAsync());
}
