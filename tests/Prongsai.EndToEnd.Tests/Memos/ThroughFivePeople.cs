using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Domain.Approval;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Memos;

/// <summary>A memorandum in the browser: written at a desk, decided on phones without scripts by five people of whom one acts for another and one refuses first, then checked by a citizen.</summary>
public sealed class ThroughFivePeople(Browser browser) : BrowserTest(browser)
{
    private static readonly string[] Posts = ["หัวหน้าสำนักปลัด", "ผู้อำนวยการกองคลัง", "ปลัดองค์การบริหารส่วนตำบล", "นายกองค์การบริหารส่วนตำบล"];

    [Fact]
    public async Task A_memo_is_refused_mended_approved_and_verified()
    {
        await using var site = new Site();
        await site.Ready();
        var people = new Dictionary<string, (Guid Id, Visitor Visitor)>(StringComparer.Ordinal);
        foreach (var (post, i) in Posts.Prepend("นิติกร").Select((p, i) => (p, i)))
        {
            var id = await site.AddPerson(site.Organisation, $"p{i}", post, i == 0 ? ["memos.manage"] : ["memos.read"]);
            var visitor = await site.Anyone();
            await visitor.SignIn($"p{i}", Site.Password);
            people[post] = (id, visitor);
        }
        await site.Query(async db =>
        {
            var unit = new Unit { Name = "สำนักปลัด", Sort = 1 };
            db.Units.Add(unit);
            db.Add(new MemoCode { UnitId = unit.Id, Code = "ทส 70001" });
            db.Acting.Add(new ActingAppointment { Kind = ActingKind.Acting, Post = "รองปลัดองค์การบริหารส่วนตำบล", PersonId = people["ผู้อำนวยการกองคลัง"].Id, OrderNumber = "12/2568", StartsOn = new DateOnly(2025, 4, 1), CreatedAt = site.Time.GetUtcNow() });
            return await db.SaveChangesAsync();
        });

        var desk = await PageOf(people["นิติกร"].Visitor, site, Browser.Desk);
        await desk.Open(site.Address + "/memos/new");
        await Check(desk);
        await desk.Playwright.GetByRole(AriaRole.Link, new() { Name = "รายงานผลการดำเนินการ" }).ClickAsync();
        await Check(desk);
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "บันทึกร่าง" }).ClickAsync();
        await Check(desk);
        var memo = new Uri(desk.Playwright.Url).AbsolutePath;
        await desk.Playwright.GetByRole(AriaRole.Link, new() { Name = "เสนอเรื่อง" }).ClickAsync();
        await Expect(desk, "รักษาราชการแทน ตามคำสั่งที่ 12/2568");
        await Check(desk);
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "เสนอเรื่อง" }).ClickAsync();
        await Expect(desk, "ทส 70001/1");

        await Decide(site, people[Posts[0]].Visitor, memo, "Refused", "ขอตัวเลขรายไตรมาส", "memo-decide");
        await desk.Open(site.Address + memo);
        await Expect(desk, "ขอตัวเลขรายไตรมาส");
        await desk.Playwright.GetByRole(AriaRole.Link, new() { Name = "แก้ไข" }).ClickAsync();
        await desk.Playwright.FillAsync("#Sections_1__Text", "ไตรมาสที่ 1 ทำ 3 เรื่อง ไตรมาสที่ 2 ทำ 4 เรื่อง");
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "บันทึก", Exact = true }).ClickAsync();
        await desk.Playwright.GetByRole(AriaRole.Link, new() { Name = "เสนอใหม่" }).ClickAsync();
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "เสนอเรื่อง" }).ClickAsync();
        foreach (var post in Posts)
        {
            await Decide(site, people[post].Visitor, memo, "Agreed", null, null);
        }
        await site.RunJobs();
        await desk.Open(site.Address + memo);
        await Expect(desk, "อนุมัติแล้ว");
        await desk.Picture("memo-approved-1280");
        await Check(desk);
        var pdf = await (await desk.Playwright.Context.APIRequest.GetAsync(site.Address + memo + "?handler=Pdf")).BodyAsync();
        await File.WriteAllBytesAsync(Path.Combine(Browser.Artifacts("pictures"), "memo.pdf"), pdf, TestContext.Current.CancellationToken);
        var address = (await site.Query(db => db.Memos.Select(m => m.VerifyAddress).SingleAsync()))!;

        var citizen = await Page(Browser.Phone);
        await citizen.Open(address);
        await Expect(citizen, "บันทึกนี้ได้รับอนุมัติแล้ว");
        await citizen.Picture("memo-verify-390");
        await Browser.AssertFits(citizen.Playwright);
        await Browser.AssertAccessible(citizen.Playwright);
        await Send(citizen, pdf);
        await Expect(citizen, "ไฟล์ตรงกับบันทึกที่ออกจากระบบ");
        pdf[pdf.Length / 2] ^= 1;
        await Send(citizen, pdf);
        await Expect(citizen, "ไฟล์ไม่ตรงกับฉบับของหน่วยงาน");
        Assert.Empty(citizen.Complaints);
        Assert.Empty(desk.Complaints);
        foreach (var (_, visitor) in people.Values)
        {
            visitor.Dispose();
        }
    }

    private async Task Decide(Site site, Visitor visitor, string memo, string choice, string? remark, string? picture)
    {
        if (picture is not null)
        {
            var looked = await PageOf(visitor, site, Browser.Phone);
            await looked.Open(site.Address + memo + "/decide");
            await looked.Picture(picture + "-390");
            await Check(looked);
        }
        var phone = await PageOf(visitor, site, Browser.Phone, scripts: false);
        await phone.Open(site.Address + "/memos");
        await phone.Playwright.Locator("tbody a").First.ClickAsync();
        await phone.Playwright.Locator($"input[name=Choice][value={choice}]").CheckAsync(new() { Force = true });
        await phone.Playwright.FillAsync("#Remark", remark ?? "");
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "บันทึกความเห็น" }).ClickAsync();
        await Expect(phone, "บันทึกความเห็นแล้ว");
    }

    private static async Task Send(BrowserPage page, byte[] pdf)
    {
        await page.Playwright.SetInputFilesAsync("#Copy", new FilePayload { Name = "memo.pdf", MimeType = "application/pdf", Buffer = pdf });
        await page.Playwright.GetByRole(AriaRole.Button, new() { Name = "เทียบไฟล์" }).ClickAsync();
    }

    private static Task Expect(BrowserPage page, string text) => Assertions.Expect(page.Playwright.Locator("body")).ToContainTextAsync(text);

    private static async Task Check(BrowserPage page)
    {
        await Browser.AssertFits(page.Playwright);
        await Browser.AssertAccessible(page.Playwright);
    }
}
