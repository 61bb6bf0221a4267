using Microsoft.Playwright;
using Prongsai.Testing;

namespace Prongsai.EndToEnd.Tests.Assessment;

/// <summary>An officer's whole way from last year's paper to an issued report, with scripts at a desk and without on a phone.</summary>
public sealed class FromPaperToReport(Browser browser) : BrowserTest(browser)
{
    private static readonly string[] MayWork = ["assessment.write", "assessment.confirm", "analysis.write", "analysis.issue"];

    [Theory]
    [InlineData(true, Browser.Desk)]
    [InlineData(false, Browser.Phone)]
    public async Task Reads_corrects_confirms_analyses_and_issues(bool scripts, int width)
    {
        await using var site = new Site();
        var visitor = await site.As(MayWork);
        var page = await Page(width, scripts);
        var p = page.Playwright;
        await SignIn(page, visitor, site);
        var paper = Path.Combine(AppContext.BaseDirectory, "examples", "thungtawan-2567.txt");

        await page.Open(site.Address + "/");
        await p.GetByRole(AriaRole.Link, new() { Name = "นำเข้าเอกสารผลการประเมิน" }).ClickAsync();
        await p.SetInputFilesAsync("#Papers", paper);
        await p.GetByRole(AriaRole.Button, new() { Name = "อ่านเอกสาร" }).ClickAsync();
        await p.WaitForURLAsync("**/assessment/drafts/*");
        await Seen(page, scripts, $"draft-{width}");

        await p.GetByRole(AriaRole.Button, new() { Name = "ใช้ค่าที่เลือก" }).ClickAsync();
        await Assertions.Expect(p.GetByText("ตัวเลขตรงกัน")).ToBeVisibleAsync();
        await p.GetByRole(AriaRole.Link, new() { Name = "กรอกหรือแก้ทุกค่าในหน้าเดียว" }).ClickAsync();
        await Seen(page, scripts, $"figures-{width}");
        await p.GoBackAsync();
        await p.GetByRole(AriaRole.Link, new() { Name = "ยืนยันเป็นผลของปี 2567" }).ClickAsync();
        await Seen(page, scripts, $"confirm-{width}");
        await p.GetByRole(AriaRole.Button, new() { Name = "ยืนยันผลปี 2567" }).ClickAsync();
        await p.WaitForURLAsync("**/assessment/2567");
        await Seen(page, scripts, $"result-{width}");

        await p.GetByRole(AriaRole.Link, new() { Name = "เปิดบทวิเคราะห์" }).First.ClickAsync();
        await Seen(page, scripts, $"analysis-{width}");
        await page.Open(site.Address + "/analysis/2567/issues/4");
        await Seen(page, scripts, $"issue-{width}");
        await p.GetByRole(AriaRole.Link, new() { Name = "แก้ไขและดูประวัติ" }).First.ClickAsync();
        await p.FillAsync("#Words", "กองคลังจะเทียบทะเบียนยืมพัสดุกับของจริงทุกไตรมาส");
        await p.FillAsync("#Reason", "ตกลงในที่ประชุม");
        await Seen(page, scripts, $"text-{width}");
        await p.GetByRole(AriaRole.Button, new() { Name = "บันทึกข้อความ" }).ClickAsync();
        await Assertions.Expect(p.GetByText("กองคลังจะเทียบทะเบียนยืมพัสดุกับของจริงทุกไตรมาส")).ToBeVisibleAsync();

        await p.GetByRole(AriaRole.Link, new() { Name = "ทำรายงาน" }).First.ClickAsync();
        await Seen(page, scripts, $"report-{width}");
        await p.GetByRole(AriaRole.Button, new() { Name = "ออกรายงานฉบับใหม่" }).ClickAsync();
        await Assertions.Expect(p.GetByText("ฉบับที่ 1").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var word = await p.RunAndWaitForDownloadAsync(() => p.GetByRole(AriaRole.Link, new() { Name = "Word", Exact = true }).ClickAsync());
        Assert.EndsWith(".docx", word.SuggestedFilename, StringComparison.Ordinal);

        await page.Open(site.Address + "/");
        await Seen(page, scripts, $"start-{width}");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Every_other_page_fits_both_widths_and_passes_axe()
    {
        await using var site = new Site();
        var visitor = await site.As(MayWork);
        await site.Do(async services =>
        {
            await Microsoft.Extensions.DependencyInjection.ActivatorUtilities.CreateInstance<Web.Features.Assessment.ExampleResults>(services).Load(CancellationToken.None);
            return true;
        });
        var import = (await visitor.Page("/assessment/imports")).QuerySelector("a[href^='/assessment/imports/']")!.GetAttribute("href")!;
        string[] addresses =
        [
            "/assessment", "/assessment/import", "/assessment/imports", import, "/assessment/new", "/assessment/templates", "/assessment/compare", "/assessment/2566",
            "/analysis", "/analysis/2567/tools", "/analysis/2566/indicators", "/analysis/2567/thresholds", "/analysis/advice", "/analysis/advice/indicator-duty-1", "/analysis/advice/add",
        ];
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await SignIn(page, visitor, site);
            foreach (var address in addresses)
            {
                await page.Open(site.Address + address);
                await Seen(page, scripts: true, $"{address.Trim('/').Replace('/', '-').Split("-01")[0]}-{width}");
            }
            Assert.Empty(page.Complaints);
        }
    }

    private static async Task SignIn(BrowserPage page, Visitor visitor, Site site) =>
        await page.Playwright.Context.AddCookiesAsync(visitor.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Address }));

    private static async Task Seen(BrowserPage page, bool scripts, string picture)
    {
        await page.Picture(picture);
        if (scripts)
        {
            await Browser.AssertFits(page.Playwright);
            await Browser.AssertAccessible(page.Playwright);
        }
    }
}
