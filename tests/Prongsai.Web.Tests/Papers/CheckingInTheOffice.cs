using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Papers.Checks;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Papers;

namespace Prongsai.Web.Tests.Papers;

/// <summary>A paper handed in is checked; a finding is dismissed with a reason, for this paper or for all, and brought back.</summary>
public sealed class CheckingInTheOffice(Site site) : IClassFixture<Site>
{
    private const string Slip = "จัดทำคู่มือโดยองค์รปกครองส่วนท้องถิ่น";

    [Fact]
    public async Task Tells_where_why_and_how_to_mend()
    {
        var address = await Check("แผนหนึ่ง", Slip);
        var page = await (await site.As("checks.read")).Page(address);
        HtmlAssert.Shows(page, "องค์กรปกครองส่วนท้องถิ่น");
        HtmlAssert.Shows(page, "อยู่ที่");
        HtmlAssert.Shows(page, "แก้เป็น");
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task A_file_about_something_else_is_said_not_to_be_checked()
    {
        var answer = await (await site.As("checks.write")).Post("/checks", [], files: ("Paper", "อาหาร.txt", Encoding.UTF8.GetBytes("รายการอาหารกลางวัน\n")));
        HtmlAssert.Shows(await (await site.As("checks.write")).Page(answer.Location!), "ไฟล์นี้ไม่ได้ตรวจ");
        var nothing = await (await site.As("checks.write")).Post("/checks");
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        HtmlAssert.Shows(nothing.Document, "เลือกไฟล์ที่จะตรวจ");
    }

    [Fact]
    public async Task Dismisses_with_a_reason_and_undoes()
    {
        var writer = await site.As("checks.write");
        var address = await Check("แผนสอง", Slip + "สอง");
        var key = await KeyOf(address);

        var silent = await writer.Post(address, [("Key", key), ("Reason", " ")], "form[action*=Dismiss]");
        Assert.Equal(HttpStatusCode.BadRequest, silent.Status);
        HtmlAssert.Shows(silent.Document, "บอกเหตุผลที่ไม่ต้องแก้");

        Assert.Equal(address, (await writer.Post(address, [("Key", key), ("Reason", "เป็นชื่อเฉพาะ")], "form[action*=Dismiss]")).Location);
        var after = await Standing(address);
        Assert.Equal("เป็นชื่อเฉพาะ", Assert.Single(after.Findings, f => f.Key == key).Dismissal!.Reason);
        Assert.DoesNotContain(after.Open, f => f.Key == key);
        var page = await writer.Page(address);
        HtmlAssert.Shows(page, "เป็นชื่อเฉพาะ");
        HtmlAssert.Shows(page, "ระบุว่าข้อที่พบไม่ต้องแก้");
        // The same words in another paper are still told.
        Assert.NotEmpty((await Standing(await Check("แผนสองครึ่ง", Slip + "สอง "))).Open);

        var id = Assert.Single(after.Findings, f => f.Key == key).Dismissal!.Id;
        Assert.Equal(address, (await writer.Post(address, [("Dismissal", id.ToString())], "form[action*=Undo]")).Location);
        Assert.Contains((await Standing(address)).Open, f => f.Key == key);
        Assert.True(await site.Query(db => db.Dismissals.AnyAsync(d => d.Id == id && d.UndoneAt != null)));
    }

    [Fact]
    public async Task Dismisses_the_same_words_in_every_paper_of_this_organisation_only()
    {
        var writer = await site.As("checks.write");
        var (first, second) = (await Check("แผนสาม", "ประชุมบุคคลากรทุกเดือน"), await Check("แผนสี่", "ประชุมบุคคลากรทุกเดือน เพิ่มเติม"));
        var key = await KeyOf(first, "misspelt-word");
        await writer.Post(first, [("Key", key), ("Reason", "ชื่อโครงการเดิม"), ("Everywhere", "true")], "form[action*=Dismiss]");
        Assert.DoesNotContain((await Standing(second)).Open, f => f.Finding.Rule == "misspelt-word");
        HtmlAssert.Shows(await writer.Page("/checks"), "ชื่อโครงการเดิม");

        var neighbour = await site.AddOrganisation("อบต.ข้างบ้าน", "next-door");
        var theirs = await site.DoIn(neighbour, async services =>
        {
            var db = services.GetRequiredService<Prongsai.Web.Platform.Persistence.AppDbContext>();
            var file = await services.GetRequiredService<FileStore>().Add(Encoding.UTF8.GetBytes(Paper("แผนสาม", "ประชุมบุคคลากรทุกเดือน")), "x.txt", "text/plain", CancellationToken.None);
            await db.SaveChangesAsync();
            return await services.GetRequiredService<IPaperCheck>().Of(file.Value.Id, CancellationToken.None);
        });
        Assert.Contains(theirs!.Open, f => f.Finding.Rule == "misspelt-word");
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.AsIn(neighbour, "checks.write")).Get(first)).Status);
    }

    [Fact]
    public async Task Runs_on_import_and_shows_there()
    {
        var writer = await site.As("assessment.write");
        var answer = await writer.Post("/assessment/import", [], files: ("Papers", "แผน.txt", Encoding.UTF8.GetBytes(Paper("แผนห้า", Slip + "ห้า"))));
        var page = await writer.Page(answer.Location!);
        HtmlAssert.Shows(page, "ตรวจทานเอกสาร");
        Assert.Null(page.QuerySelector("a[href^='/checks/']"));
        Assert.NotNull((await (await site.As("assessment.write", "checks.read")).Page(answer.Location!)).QuerySelector("a[href^='/checks/']"));
    }

    [Fact]
    public async Task A_file_nobody_had_checked_has_no_page()
    {
        var id = await site.Do(async services =>
        {
            var file = await services.GetRequiredService<FileStore>().Add(Encoding.UTF8.GetBytes("ลับ"), "x.txt", "text/plain", CancellationToken.None);
            await services.GetRequiredService<Prongsai.Web.Platform.Persistence.AppDbContext>().SaveChangesAsync();
            return file.Value.Id;
        });
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As("checks.read")).Get($"/checks/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As("checks.read")).Get($"/checks/{id}/file")).Status);
    }

    [Fact]
    public async Task Only_writers_hand_in_and_dismiss()
    {
        var address = await Check("แผนหก", Slip + "หก");
        var reader = await site.As("checks.read");
        Assert.Empty((await reader.Page("/checks")).QuerySelectorAll("main form"));
        Assert.StartsWith("/no-permission", (await (await site.As("assessment.read")).Get(address)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_dismissals_at_once_are_one()
    {
        var address = await Check("แผนเจ็ด", Slip + "เจ็ด");
        var (key, id) = (await KeyOf(address), Guid.Parse(address.Split('/')[^1]));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => site.Do(s => s.GetRequiredService<DismissFinding>().Do(id, key, "พร้อมกัน", everywhere: false, CancellationToken.None))));
        Assert.Single(both, b => b.IsOk);
        Assert.IsType<FindingIsDismissed>(both.Single(b => !b.IsOk).Refusal);
    }

    private static string Paper(string title, string step) =>
        $"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568\nองค์การบริหารส่วนตำบลทดสอบ\n\nมาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\n1. {title}\t1. {step}\tสำนักปลัด\t1 ต.ค. 2567 - 31 มี.ค. 2568\n";

    private async Task<string> Check(string title, string step) =>
        (await (await site.As("checks.write")).Post("/checks", [], files: ("Paper", title + ".txt", Encoding.UTF8.GetBytes(Paper(title, step))))).Location!;

    private Task<PaperCheck> Standing(string address) =>
        site.Do(async s => (await s.GetRequiredService<IPaperCheck>().Of(Guid.Parse(address.Split('/')[^1]), CancellationToken.None))!);

    private async Task<string> KeyOf(string address, string rule = "official-name-misspelt") => Assert.Single((await Standing(address)).Open, f => f.Finding.Rule == rule).Key;
}
