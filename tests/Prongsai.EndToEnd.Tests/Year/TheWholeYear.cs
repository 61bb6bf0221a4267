using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Year;

/// <summary>
/// A whole year in the browser, as a new office walks it: last year's analysis handed in, measures planned, steps done and shown, the six-month
/// round reported, the result report issued, a memorandum with it enclosed taken through five people of whom one acts for another and one
/// refuses first, and what was approved put before the public. Every page fits a desk and a phone; axe looks at those that stand so only here
/// (<see cref="EveryPageOfTheYear"/> shows it the others).
/// </summary>
public sealed class TheWholeYear(Browser browser) : BrowserTest(browser)
{
    private const string Officer = "นักวิเคราะห์นโยบายและแผน";
    private const string Head = "หัวหน้าสำนักปลัด";
    private const string Treasurer = "ผู้อำนวยการกองคลัง";
    private const string Deputy = "รองปลัดองค์การบริหารส่วนตำบล";
    private const string Clerk = "ปลัดองค์การบริหารส่วนตำบล";
    private const string Mayor = "นายกองค์การบริหารส่วนตำบล";

    private static readonly string[] MayWork =
    [
        "assessment.write", "assessment.confirm", "analysis.write", "measures.write", "doing.rounds", "reports.issue", "memos.manage", "orders.write", "checks.write", "publication.publish",
    ];

    private readonly Dictionary<string, Visitor> visitors = new(StringComparer.Ordinal);
    private Site site = null!;
    private int seen;

    [Fact]
    public async Task Is_walked_from_the_analysis_to_the_public_page()
    {
        await using var house = site = new Site();
        await Office();
        var page = await As(Officer, Browser.Desk);
        await Analysis(page, Path.Combine(AppContext.BaseDirectory, "Year", "papers", "analysis-2567.txt"));
        await Plan(page);
        await OwnLibrary(page);
        await ActByOrder(page);
        await Work(page);
        await SixMonths(page);
        await Report(page);
        await Memo(page);
        await Publish(page);
        Assert.Empty(page.Complaints);
        foreach (var visitor in visitors.Values)
        {
            visitor.Dispose();
        }
    }

    /// <summary>The real paper whose figures the walk uses, where it is at hand: handed in as it is, it becomes the same result and analysis.</summary>
    [Fact]
    public async Task Begins_as_well_with_the_real_paper()
    {
        if (Seed("002") is not { } paper)
        {
            Assert.Skip("The real papers are not at hand: set PRONGSAI_SEEDS to their folder.");
            return;
        }
        await using var house = site = new Site();
        await Office();
        var page = await As(Officer, Browser.Desk);
        await Analysis(page, paper);
        await page.Open(site.Address + "/measures/2568/import");
        await Link(page.Playwright, Path.GetFileName(paper)).ClickAsync();
        await Button(page.Playwright, "นำเข้าที่เลือก").ClickAsync();
        await page.Playwright.WaitForURLAsync("**/measures/2568");
        await See(page, "seed-measures");
        Assert.Empty(page.Complaints);
    }

    private static string? Seed(string number)
    {
        var folder = Environment.GetEnvironmentVariable("PRONGSAI_SEEDS") ?? Path.Combine(Browser.Artifacts("pictures"), "..", "..", "..", "shared", "seeds");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, number + "_*.txt").SingleOrDefault() : null;
    }

    private async Task Office()
    {
        await site.Ready();
        var (clerks, treasury) = (new Unit { Name = "สำนักปลัด", Sort = 1 }, new Unit { Name = "กองคลัง", Sort = 2 });
        await site.Query(async db =>
        {
            db.Units.AddRange(clerks, treasury);
            db.Add(new MemoCode { UnitId = clerks.Id, Code = "ตย 70001" });
            return await db.SaveChangesAsync();
        });
        foreach (var (post, i) in new[] { Officer, Head, Treasurer, Clerk, Mayor }.Select((p, i) => (p, i)))
        {
            var id = await site.AddPerson(site.Organisation, $"y{i}", post, post == Officer ? MayWork : ["memos.read", "checks.read"]);
            await site.Query(db => db.Set<Web.Platform.Identity.Person>().Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.UnitId, post == Treasurer ? treasury.Id : clerks.Id).SetProperty(p => p.Sort, i)));
            visitors[post] = await site.Anyone();
            await visitors[post].SignIn($"y{i}", Site.Password);
        }
    }

    /// <summary>The paper is read; its figures are those of S2, with the question scores that do not roll up.</summary>
    private async Task Analysis(BrowserPage page, string paper)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/");
        await See(page, "start-empty", onlyHere: true);
        await Link(p, "นำเข้าเอกสารผลการประเมิน").ClickAsync();
        await p.SetInputFilesAsync("#Papers", paper);
        await Button(p, "อ่านเอกสาร").ClickAsync();
        await p.WaitForURLAsync("**/assessment/drafts/*");
        await See(page, "draft", onlyHere: true);
        await Button(p, "ใช้ค่าที่เลือก").ClickAsync();
        await Expect(page, "ตัวเลขตรงกัน");
        await Link(p, "ยืนยันเป็นผลของปี 2567").ClickAsync();
        await See(page, "confirm", onlyHere: true);
        await Button(p, "ยืนยันผลปี 2567").ClickAsync();
        await p.WaitForURLAsync("**/assessment/2567");
        await Expect(page, "99.59");
        await Link(p, "เปิดบทวิเคราะห์").First.ClickAsync();
        await See(page, "analysis");
    }

    private async Task Plan(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/");
        await See(page, "start-analysed");
        await page.Open(site.Address + "/measures");
        await See(page, "measures-empty", onlyHere: true);
        await Link(p, "เลือกจากข้อเสนอ").ClickAsync();
        await See(page, "proposals");
        await p.Locator("input[name=Chosen]").Nth(0).CheckAsync(new() { Force = true });
        await p.Locator("input[name=Chosen]").Nth(1).CheckAsync(new() { Force = true });
        await Button(p, "เพิ่มมาตรการที่เลือก").ClickAsync();
        await p.WaitForURLAsync("**/measures/2568");
        // The measures that stood in the paper come in beside the proposed ones.
        await Link(p, "นำเข้าจากเอกสารหรือตาราง").ClickAsync();
        await Link(p, "analysis-2567.txt").ClickAsync();
        await See(page, "measures-import", onlyHere: true);
        await Button(p, "นำเข้าที่เลือก").ClickAsync();
        await p.WaitForURLAsync("**/measures/2568");
        await Expect(page, "4 มาตรการ");
        await See(page, "measures");
        await Link(p, "ตรวจหลักฐานการเบิก").First.ClickAsync();
        await See(page, "measure");
    }

    /// <summary>A spreadsheet with a wrong cell: what is right is taken, what is not is told where it stands.</summary>
    private async Task OwnLibrary(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/measures/library");
        await Link(p, "นำเข้าหลายมาตรการจากตาราง").ClickAsync();
        await See(page, "library-import");
        const string sheet = "มาตรการ,ขั้นตอน,หน่วยงานหลัก,เดือนที่ทำ,ประเด็นที่ตอบ\nติดบัญชีของบริจาคไว้หน้าที่ทำการ,1) ลงบัญชี 2) ติดประกาศ,กองคลัง,ต.ค. - มี.ค.,5\nพาประชาชนตรวจรับงานก่อสร้าง,ประกาศวันตรวจ,กองโยธา,,9\n";
        await p.SetInputFilesAsync("#Paper", [new FilePayload { Name = "มาตรการของเรา.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(sheet) }]);
        await Button(p, "อ่านไฟล์").ClickAsync();
        await Expect(page, "ใช้ได้ 1 ต้องแก้ 1");
        await See(page, "library-faults", onlyHere: true);
        var mend = await p.RunAndWaitForDownloadAsync(() => Button(p, "ดาวน์โหลดเฉพาะแถวที่ต้องแก้ (Excel)").ClickAsync());
        Assert.Equal("มาตรการที่ต้องแก้.xlsx", mend.SuggestedFilename);
        await Button(p, "เพิ่มในคลัง").ClickAsync();
        await Expect(page, "เพิ่ม 1 มาตรการในคลังแล้ว");
    }

    private async Task ActByOrder(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/orders/new");
        await p.FillAsync("#Number", "45/2568");
        await p.FillAsync("#Subject", "ให้ผู้อำนวยการกองคลังรักษาราชการแทนรองปลัด");
        await Date(p, "IssuedOn", 1, 4);
        await Date(p, "From", 1, 4);
        await Date(p, "Until", 30, 9);
        await p.Locator("[name='People[0].Person']").SelectOptionAsync(new SelectOptionValue { Label = Treasurer });
        await p.Locator("[name='People[0].Duty']").FillAsync($"รักษาราชการแทน{Deputy}");
        await See(page, "order-new");
        await Button(p, "บันทึกคำสั่ง").ClickAsync();
        await Expect(page, "บันทึกคำสั่งแล้ว");
        await See(page, "order");
        await Link(p, "ตั้งเป็นผู้แทนตำแหน่ง").ClickAsync();
        await Expect(page, "45/2568 ให้ผู้อำนวยการกองคลัง");
        await See(page, "acting-add", onlyHere: true);
        await Button(p, "เพิ่มผู้แทน").ClickAsync();
        await Expect(page, "มีผลวันนี้");
        await See(page, "acting");
    }

    private async Task Work(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/my-work?year=2568");
        await See(page, "my-work");
        for (var step = 0; step < 2; step++)
        {
            await page.Open(site.Address + "/my-work?year=2568&who=all");
            await p.Locator("main a[href*='/result/']").First.ClickAsync();
            await Date(p, "DoneOn", 1 + step, 4);
            await p.FillAsync("#Quantity", "45");
            await p.FillAsync("#QuantityUnit", "ฉบับ");
            await p.FillAsync("#Note", "ทำครบตามขั้นตอนและแจ้งในที่ประชุมแล้ว");
            if (step == 0)
            {
                await See(page, "step");
            }
            await Button(p, "บันทึก แล้วแนบหลักฐาน").ClickAsync();
            await p.WaitForURLAsync("**/evidence/add?step=*");
            if (step == 0)
            {
                await See(page, "evidence");
            }
            await p.SetInputFilesAsync("#Files", [new FilePayload { Name = $"หลักฐาน{step}.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("%PDF-1.4\n" + new string('x', 100_000 + step)) }]);
            await p.Locator("main form button.btn").ClickAsync();
            await p.WaitForURLAsync(u => !u.Contains("evidence", StringComparison.Ordinal));
            await Expect(page, $"หลักฐาน{step}.pdf");
        }
        await See(page, "doing");
        foreach (var id in await Measures(page))
        {
            await page.Open($"{site.Address}/doing/{id}/result");
            await p.FillAsync("#Result", "ทำตามขั้นตอนที่กำหนดในหกเดือนแรก");
            await p.FillAsync("#Output", "แบบตรวจหนึ่งแบบ ใช้แล้ว 45 ฉบับ");
            await p.FillAsync("#Outcome", "ไม่พบการเบิกที่หลักฐานไม่ครบ");
            await p.FillAsync("#Suggestion", "ใช้แบบเดียวกันต่อในปีหน้า");
            await Button(p, "บันทึกผล").ClickAsync();
            await Expect(page, "บันทึกผลแล้ว");
        }
        await See(page, "doing-summed");
    }

    private async Task SixMonths(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/follow-up/2568");
        await See(page, "board");
        await Link(p, "รอบ 6 เดือน").First.ClickAsync();
        await See(page, "round");
        while (await p.Locator("main a", new() { HasTextString = "เขียนรายงาน" }).CountAsync() > 0)
        {
            await p.Locator("main a", new() { HasTextString = "เขียนรายงาน" }).First.ClickAsync();
            await p.Locator("input[name=State][value=Going]").CheckAsync(new() { Force = true });
            await p.FillAsync("#Words", "ทำตามแผนของหกเดือนแรก หลักฐานแนบรายขั้นแล้ว");
            await p.Locator("main form button.btn").ClickAsync();
            await p.WaitForURLAsync("**/follow-up/2568/6");
        }
        // The second proposed measure is looked at every month and after twelve; of the first each of two units sent its part.
        await Expect(page, "ส่งแล้ว 3 จาก 3 มาตรการ");
        await See(page, "round-reported");
    }

    private async Task Report(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/reports");
        await See(page, "report");
        Assert.Equal("result-2567", await p.Locator("#Layout").InputValueAsync());
        await Expect(page, "ประเด็น");
        await Button(p, "ออกฉบับใหม่").ClickAsync();
        await Expect(page, "ฉบับที่ 1");
        await Expect(page, "ยังไม่มีบันทึกอนุมัติ");
        await See(page, "report-issued");
        var pdf = await p.RunAndWaitForDownloadAsync(() => p.Locator("#issued tbody tr").First.GetByText("PDF").ClickAsync());
        File.Copy((await pdf.PathAsync())!, Path.Combine(Browser.Artifacts("pictures"), "year-report.pdf"), overwrite: true);
    }

    private async Task Memo(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/memos/new");
        await See(page, "memo-new");
        await Link(p, "รายงานผลการดำเนินการ").ClickAsync();
        await See(page, "memo-form");
        await Button(p, "บันทึกร่าง").ClickAsync();
        await p.Locator("#Offer").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await Button(p, "แนบเอกสารในระบบ").ClickAsync();
        await Expect(page, "ฉบับที่ 1 (PDF)");
        await See(page, "memo-draft");
        var memo = new Uri(p.Url).AbsolutePath;
        await Link(p, "เสนอเรื่อง").ClickAsync();
        await Expect(page, "รักษาราชการแทน ตามคำสั่งที่ 45/2568");
        await Expect(page, "ตรวจทานเอกสาร");
        await See(page, "memo-send");
        await Button(p, "เสนอเรื่อง").ClickAsync();
        await Expect(page, "ตย 70001/1");

        await Decide(Head, memo, "Refused", "เพิ่มจำนวนฉบับที่ตรวจในข้อเท็จจริง");
        await page.Open(site.Address + "/");
        await See(page, "start-returned", onlyHere: true);
        await page.Open(site.Address + memo);
        await Expect(page, "เพิ่มจำนวนฉบับที่ตรวจในข้อเท็จจริง");
        await See(page, "memo-returned", onlyHere: true);
        await Link(p, "แก้ไข").ClickAsync();
        await p.FillAsync("#Sections_1__Text", "ตรวจหลักฐานการเบิกแล้ว 45 ฉบับ ไม่พบฉบับที่ไม่ครบ");
        await Button(p, "บันทึก").ClickAsync();
        await Link(p, "เสนอใหม่").ClickAsync();
        await Button(p, "เสนอเรื่อง").ClickAsync();
        foreach (var post in new[] { Head, Treasurer, Clerk, Mayor })
        {
            await Decide(post, memo, "Agreed", null);
        }
        await site.RunJobs();
        await page.Open(site.Address + memo);
        await Expect(page, "อนุมัติแล้ว");
        await See(page, "memo-approved");
        var pdf = await (await p.Context.APIRequest.GetAsync(site.Address + memo + "?handler=Pdf")).BodyAsync();
        await File.WriteAllBytesAsync(Path.Combine(Browser.Artifacts("pictures"), "year-memo.pdf"), pdf, TestContext.Current.CancellationToken);
        var steps = await site.Query(db => db.MemoSteps.Where(s => s.Round == 2 && s.State == StepState.Agreed).OrderBy(s => s.Sort).Select(s => s.ActingOrder).ToListAsync());
        Assert.Equal([null, "45/2568", null, null], steps);
    }

    private async Task Publish(BrowserPage page)
    {
        var p = page.Playwright;
        await page.Open(site.Address + "/publication");
        await See(page, "publication");
        await page.Open(site.Address + "/publication/2568/measures-result");
        await Expect(page, "อนุมัติแล้ว");
        await See(page, "publication-result");
        await p.GetByRole(AriaRole.Link, new() { Name = "เผยแพร่", Exact = true }).Last.ClickAsync();
        await Expect(page, $"{Mayor} เมื่อ");
        await Expect(page, "ตรวจทานเอกสาร");
        await See(page, "publish", onlyHere: true);
        await Button(p, "เผยแพร่ให้ประชาชนเห็น").ClickAsync();
        await Expect(page, "ประชาชนเห็น");
        var citizen = await Page(Browser.Phone, scripts: false);
        await citizen.Open(site.Address + "/ita/2568/report");
        await Expect(citizen, "รายงานผล");
        await citizen.Picture("year-public-390");
        await Browser.AssertFits(citizen.Playwright);
        await page.Open(site.Address + "/");
        await See(page, "start-published");
    }

    /// <summary>On a phone without scripts, from the list of what waits.</summary>
    private async Task Decide(string post, string memo, string choice, string? remark)
    {
        if (post == Treasurer)
        {
            var looked = await As(post, Browser.Phone);
            await looked.Open(site.Address + memo + "/decide");
            await Expect(looked, "ตามคำสั่งที่ 45/2568");
            await See(looked, "memo-decide");
        }
        var phone = await As(post, Browser.Phone, scripts: false);
        await phone.Open(site.Address + "/");
        await Link(phone.Playwright, "ลงความเห็น").First.ClickAsync();
        await phone.Playwright.Locator($"input[name=Choice][value={choice}]").CheckAsync(new() { Force = true });
        await phone.Playwright.FillAsync("#Remark", remark ?? "");
        await Button(phone.Playwright, "บันทึกความเห็น").ClickAsync();
        await Expect(phone, "บันทึกความเห็นแล้ว");
    }

    private static async Task<IReadOnlyList<string>> Measures(BrowserPage page)
    {
        await page.Open(new Uri(new Uri(page.Playwright.Url), "/follow-up/2568/6").ToString());
        return await page.Playwright.EvaluateAsync<string[]>("[...new Set([...document.querySelectorAll('main a[href^=\"/doing/\"]')].map(a => a.getAttribute('href').split('/').pop()))]");
    }

    private Task<BrowserPage> As(string post, int width, bool scripts = true) => PageOf(visitors[post], site, width, scripts);

    /// <summary>The page at both widths: pictures where they are asked for, nothing sticks out.</summary>
    private async Task See(BrowserPage page, string name, bool onlyHere = false)
    {
        seen++;
        var p = page.Playwright;
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            await p.SetViewportSizeAsync(width, width == Browser.Phone ? 844 : 900);
            await Picture(page, FormattableString.Invariant($"year-{seen:00}-{name}-{width}"));
            await Browser.AssertFits(p);
        }
        if (onlyHere)
        {
            await Browser.AssertAccessible(p);
        }
    }

    /// <summary>Where PRONGSAI_PICTURES is set: whole pages take their time.</summary>
    internal static Task Picture(BrowserPage page, string name) =>
        Environment.GetEnvironmentVariable("PRONGSAI_PICTURES") is { Length: > 0 } ? page.Picture(name) : Task.CompletedTask;

    private static async Task Date(IPage p, string field, int day, int month)
    {
        await p.FillAsync($"#{field}", day.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await p.FillAsync($"#{field}_Month", month.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await p.FillAsync($"#{field}_Year", "2568");
    }

    private static ILocator Link(IPage p, string name) => p.Locator("main").GetByRole(AriaRole.Link, new() { Name = name });

    private static ILocator Button(IPage p, string name) => p.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task Expect(BrowserPage page, string text) => Assertions.Expect(page.Playwright.Locator("body")).ToContainTextAsync(text);
}
