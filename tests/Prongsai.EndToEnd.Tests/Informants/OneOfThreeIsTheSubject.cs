using Microsoft.Playwright;
using Prongsai.Testing;

namespace Prongsai.EndToEnd.Tests.Informants;

/// <summary>
/// An informant on a phone without scripts, and three officers at their desks of whom one is the subject: two read and answer, the third sees
/// what he saw before. A custodian agrees to the name.
/// </summary>
public sealed class OneOfThreeIsTheSubject(Browser browser) : BrowserTest(browser)
{
    private const string Passphrase = "ม้าเขียวกินดาวหกดวง";
    private static readonly string[] Posts = ["นิติกร", "นักวิชาการตรวจสอบภายใน", "เจ้าพนักงานพัสดุ", "หัวหน้าสำนักปลัด"];

    [Fact]
    public async Task Two_read_and_answer_and_the_subject_sees_nothing()
    {
        await using var site = new Site();
        await site.Ready();
        var manager = await site.As("informants.handle", "informants.manage");
        var visitors = new Dictionary<string, Visitor>(StringComparer.Ordinal);
        foreach (var (post, i) in Posts.Select((p, i) => (p, i)))
        {
            var person = await site.AddPerson(site.Organisation, $"r{i}", post, ["informants.handle"]);
            await manager.Post("/desk/recipients", [("PersonId", person.ToString("D")), ("OrderNumber", "12/2568"), ("Role", i == 3 ? "custodian" : "handler")], "main form:not([action])");
            var visitor = visitors[post] = await site.Anyone();
            await visitor.SignIn($"r{i}", Site.Password);
            if (i > 0)
            {
                HtmlAssert.Shows((await visitor.Post("/desk/key", ("Passphrase", Passphrase), ("Again", Passphrase))).Document, "แผ่นกู้กุญแจ พิมพ์เดี๋ยวนี้");
                await visitor.Post("/desk", ("Passphrase", Passphrase));
            }
        }
        // One officer makes the key in the browser, the others did the same by its forms.
        var desk = await As(site, visitors[Posts[0]]);
        await desk.Open(site.Address + "/desk/key");
        await desk.Playwright.FillAsync("[name=Passphrase]", Passphrase);
        await desk.Playwright.FillAsync("[name=Again]", Passphrase);
        await Check(desk);
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "สร้างกุญแจ" }).ClickAsync();
        await Expect(desk, "แผ่นกู้กุญแจ พิมพ์เดี๋ยวนี้");
        await desk.Playwright.GetByRole(AriaRole.Link, new() { Name = "พิมพ์แล้ว" }).ClickAsync();
        await desk.Playwright.FillAsync("[name=Passphrase]", Passphrase);
        await desk.Playwright.GetByRole(AriaRole.Button, new() { Name = "เปิดกุญแจ" }).ClickAsync();
        await Expect(desk, "ตามคำสั่ง 12/2568");
        var officers = new Dictionary<string, BrowserPage>(StringComparer.Ordinal) { [Posts[0]] = desk };
        foreach (var post in Posts[1..])
        {
            officers[post] = await As(site, visitors[post]);
        }
        var (first, second, subject, custodian) = (officers[Posts[0]], officers[Posts[1]], officers[Posts[2]], officers[Posts[3]]);
        var before = (await Text(site, subject, "/desk"), await Text(site, subject, "/notices"));

        // The informant: a phone, no scripts.
        var phone = await Page(Browser.Phone, scripts: false);
        await phone.Open(site.Address + "/n");
        await Browser.AssertFits(phone.Playwright);
        await phone.Playwright.GetByRole(AriaRole.Link, new() { Name = "เริ่มแจ้งเรื่อง" }).ClickAsync();
        await phone.Playwright.FillAsync("[name=What]", "เห็นรถหลวงขนทรายไปบ้านพัก");
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "ต่อไป" }).ClickAsync();
        await Browser.AssertFits(phone.Playwright);
        await phone.Playwright.GetByLabel(Posts[2]).CheckAsync(new() { Force = true });
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "ต่อไป" }).ClickAsync();
        await Browser.AssertFits(phone.Playwright);
        Assert.DoesNotContain(Posts[2], await phone.Playwright.Locator("main ul").First.InnerTextAsync(), StringComparison.Ordinal);
        await phone.Playwright.SetInputFilesAsync("[name=Files]", new FilePayload { Name = "จดไว้.txt", MimeType = "text/plain", Buffer = "ทะเบียน 1234"u8.ToArray() });
        await phone.Playwright.Locator("[name=Wish][value=now]").CheckAsync(new() { Force = true });
        await phone.Playwright.Locator("details summary").ClickAsync();
        await phone.Playwright.FillAsync("[name=PersonName]", "สมมติ ไม่มีจริง");
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "ส่งเรื่อง" }).ClickAsync();
        var code = (await phone.Playwright.Locator("p.big").InnerTextAsync()).Replace("\n", " ", StringComparison.Ordinal);
        await Browser.AssertFits(phone.Playwright);
        await phone.Playwright.FillAsync("[name=Code]", code);
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "ตรวจรหัส" }).ClickAsync();
        await Expect(phone, "รับเรื่องแล้ว");
        await Browser.AssertFits(phone.Playwright);
        await phone.Picture("informant-talk-390");

        // The first officer reads, answers, asks for the name; the custodian agrees.
        await first.Open(site.Address + "/desk");
        await first.Playwright.Locator("tbody a").ClickAsync();
        var path = new Uri(first.Playwright.Url).AbsolutePath;
        await Expect(first, "เห็นรถหลวงขนทรายไปบ้านพัก");
        await Check(first);
        await first.Playwright.FillAsync("[name=Reply]", "ขอทราบวันที่เห็น");
        await first.Playwright.GetByRole(AriaRole.Button, new() { Name = "ส่งถึงผู้แจ้ง" }).ClickAsync();
        await first.Playwright.GetByRole(AriaRole.Link, new() { Name = "เปิดสำเนาสะอาด" }).ClickAsync();
        await Expect(first, "ทะเบียน 1234");
        await Check(first);
        await first.Open(site.Address + path + "/dossier");
        await Check(first);
        await first.Open(site.Address + path + "/handle#ask");
        await first.Playwright.Locator("#ask summary").ClickAsync();
        await first.Playwright.FillAsync("[name=AskWhy]", "ต้องนัดรับหลักฐาน");
        await Check(first);
        await first.Playwright.GetByRole(AriaRole.Button, new() { Name = "ส่งคำขอ" }).ClickAsync();
        await custodian.Open(site.Address + "/desk/names");
        await Check(custodian);
        await custodian.Playwright.FillAsync("[name=Why]", "จำเป็น");
        await custodian.Playwright.GetByRole(AriaRole.Button, new() { Name = "ยินยอมให้เห็น" }).ClickAsync();
        await first.Open(site.Address + path);
        await first.Playwright.GetByRole(AriaRole.Button, new() { Name = "เปิดดูตัวตน" }).ClickAsync();
        await Expect(first, "สมมติ ไม่มีจริง");
        await second.Open(site.Address + path);
        await Expect(second, "ขอทราบวันที่เห็น");
        await Assertions.Expect(second.Playwright.Locator("body")).Not.ToContainTextAsync("สมมติ ไม่มีจริง");

        // The informant comes back with the code.
        await phone.Open(site.Address + "/n/b");
        await phone.Playwright.FillAsync("[name=Code]", code);
        await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "เปิด" }).ClickAsync();
        await Expect(phone, "ขอทราบวันที่เห็น");
        Assert.Empty(await phone.Playwright.Context.CookiesAsync());

        // The subject: the same words as before, and no such page.
        Assert.Equal(before, (await Text(site, subject, "/desk"), await Text(site, subject, "/notices")));
        Assert.Equal(404, (await subject.Open(site.Address + path))!.Status);

        // The same pages as axe sees them; the others of the desk were looked at on the way.
        var eyes = await Page(Browser.Phone);
        foreach (var page in new[] { "/n", "/n/p", "/n/w", "/n/b" })
        {
            await eyes.Open(site.Address + page);
            await Check(eyes);
        }
        foreach (var page in new[] { "/desk", "/desk/enter" })
        {
            await first.Open(site.Address + page);
            await Check(first);
        }
        Assert.Empty(phone.Complaints);
        Assert.Empty(eyes.Complaints);
        Assert.Empty(first.Complaints);
    }

    private static async Task<string> Text(Site site, BrowserPage page, string path)
    {
        await page.Open(site.Address + path);
        return await page.Playwright.Locator("main").InnerTextAsync();
    }

    private async Task<BrowserPage> As(Site site, Visitor visitor)
    {
        var page = await Page(Browser.Desk);
        await page.Playwright.Context.AddCookiesAsync(visitor.CookiesAt("/desk").Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = new Uri(site.Address).Host, Path = c.Path }));
        return page;
    }

    private static Task Expect(BrowserPage page, string text) => Assertions.Expect(page.Playwright.Locator("body")).ToContainTextAsync(text);

    private static async Task Check(BrowserPage page)
    {
        await Browser.AssertFits(page.Playwright);
        await Browser.AssertAccessible(page.Playwright);
    }
}
