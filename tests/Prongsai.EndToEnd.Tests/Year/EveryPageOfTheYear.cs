using System.Text;
using System.Text.RegularExpressions;

namespace Prongsai.EndToEnd.Tests.Year;

/// <summary>
/// Every page of the year's work that can be reached by links, as it stands after the first start: plan, doing, follow-up, reports, memoranda,
/// orders, circulation, papers. One page of each address; at a desk and on a phone, without scripts on a phone.
/// </summary>
public sealed partial class EveryPageOfTheYear(Browser browser, WorkedExample example) : BrowserTest(browser)
{
    private static readonly string[] Areas = ["/measures", "/my-work", "/doing", "/follow-up", "/reports", "/memos", "/orders", "/circulation", "/checks"];

    private static readonly string[] May =
        ["measures.write", "doing.write", "doing.rounds", "reports.issue", "memos.manage", "orders.write", "circulation.write", "checks.write", "publication.publish", "assessment.read"];

    [Fact]
    public async Task Fits_its_window_passes_axe_and_works_without_scripts()
    {
        var site = await example.Site();
        var officer = await site.AsIn(await example.Organisation(), May);
        const string paper = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568\nองค์การบริหารส่วนตำบลทุ่งตะวัน\nองค์การบริหารส่วนตำบลทุ่งตะวันน\n\nมาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\n1. ทำทะเบียนยืม\t1. แจ้งบุคคลากร 2. ตรวจนับ\tกองคลัง\t1 ต.ค. 2566 - 31 มี.ค. 2567\n";
        await officer.Post("/checks", [], files: ("Paper", "แผนที่มีข้อพลาด.txt", Encoding.UTF8.GetBytes(paper)));
        await officer.Post("/memos/new?template=approve-measures", []);

        var (desk, bare) = (await PageOf(officer, site), await PageOf(officer, site, Browser.Phone, scripts: false));
        var troubles = new List<string>();
        var (open, seen) = (new Queue<string>(Areas.Where(a => a != "/doing").Append("/measures/library/add").Append("/memos/signature").Append("/measures/2568/removed")), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryDequeue(out var address))
        {
            if (!seen.Add(Kind(address)))
            {
                continue;
            }
            await Look(desk, bare, site.Address + address, address, troubles);
            foreach (var link in await desk.Playwright.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map(a => a.getAttribute('href'))"))
            {
                var path = link.Split('#')[0];
                if (Areas.Any(a => path == a || path.StartsWith(a + "/", StringComparison.Ordinal) || path.StartsWith(a + "?", StringComparison.Ordinal)) && !Bytes().IsMatch(path))
                {
                    open.Enqueue(path);
                }
            }
        }
        Assert.True(troubles.Count == 0, $"{seen.Count} pages:\n" + string.Join("\n", troubles));
        Assert.InRange(seen.Count, 40, 120);
    }

    private static async Task Look(BrowserPage desk, BrowserPage bare, string url, string address, List<string> troubles)
    {
        foreach (var page in new[] { desk, bare })
        {
            var answer = await page.Open(url);
            if (answer?.Status != 200 || await page.Playwright.Locator("h1").CountAsync() != 1)
            {
                troubles.Add($"{address}: {answer?.Status}, {await page.Playwright.Locator("h1").CountAsync()} h1");
                return;
            }
            foreach (var width in page == desk ? [Browser.Phone, Browser.Desk] : new[] { Browser.Phone })
            {
                await page.Playwright.SetViewportSizeAsync(width, 844);
                await Try(() => Browser.AssertFits(page.Playwright), width);
                if (page == desk)
                {
                    await TheWholeYear.Picture(page, FormattableString.Invariant($"all{NotInAName().Replace(Kind(address), "-")}-{width}"));
                    // The frame at a desk is that of every page there; what differs from page to page is seen on a phone too.
                    if (width == Browser.Phone || address == Areas[0])
                    {
                        await Try(() => Browser.AssertAccessible(page.Playwright), width);
                    }
                }
            }
        }
        if (await desk.Playwright.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)") is { Length: > 0 } twice)
        {
            troubles.Add($"{address}: ids twice: {string.Join(" ", twice)}");
        }

        async Task Try(Func<Task> look, int width)
        {
            try
            {
                await look();
            }
            catch (Xunit.Sdk.XunitException trouble)
            {
                troubles.Add(FormattableString.Invariant($"{address} at {width}: {trouble.Message}"));
            }
        }
    }

    /// <summary>The address without what differs from thing to thing.</summary>
    private static string Kind(string address) => Number().Replace(Id().Replace(address.Split('?')[0], "{id}"), "{year}") is var path && path.StartsWith("/reports/{year}/words/", StringComparison.Ordinal) ? "/reports/{year}/words"
        : path.StartsWith("/measures/library/own-", StringComparison.Ordinal) ? "/measures/library/{own}" : path;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.None, 1000)]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<=/)25\d\d(?=/|$)", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"handler=|/(?:file|pdf|docx|html|csv|xlsx|preview|scan)(?:\?|/|$)", RegexOptions.None, 1000)]
    private static partial Regex Bytes();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex NotInAName();
}
