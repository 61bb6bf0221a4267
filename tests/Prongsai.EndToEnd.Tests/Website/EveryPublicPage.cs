using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Prongsai.Testing;

namespace Prongsai.EndToEnd.Tests.Website;

/// <summary>
/// Every page of the public side that can be reached from its home, of the worked example: axe finds nothing, nothing sticks out, nothing needs a
/// script, and each keeps to the budget of a rural line. On a phone, at a desk and with scripts off each page that shows anything the pages before it
/// did not: of 28 items many differ in their words alone. All of them with PRONGSAI_LONG=1.
/// </summary>
public sealed partial class EveryPublicPage(Browser browser, WorkedExample example) : BrowserTest(browser)
{
    private const int FirstViewBytes = 50_000;
    private const int MostRequests = 14;
    private const int MostElements = 1500;

    /// <summary>Nobody linked to it, so the crawl does not find it: a year without data, an item not yet published, an address that is none.</summary>
    private static readonly string[] NotLinked = ["/ita/2569/o1", "/ita/2599"];

    /// <summary>Whole reports on one page, read at leisure: they may weigh more.</summary>
    private static readonly Regex Reports = WholeReports();

    [Fact]
    public async Task Is_accessible_fits_is_light_and_needs_no_script()
    {
        var site = await example.Site();
        var (pages, differing) = await Crawl(site);
        // Home, the sections, news, services with sheets and editions, disclosure items, search: fewer would mean that the crawl broke.
        Assert.True(pages.Count >= 40, $"Only {pages.Count} pages were found: {string.Join(' ', pages)}");
        var looked = Environment.GetEnvironmentVariable("PRONGSAI_LONG") is "1" ? pages : differing;
        Assert.InRange(looked.Count, 20, pages.Count);
        var wrong = await Task.WhenAll(Look(site, [.. looked, .. NotLinked], Browser.Phone), Look(site, looked, Browser.Desk), WithoutScripts(site, looked));
        Assert.True(wrong.All(w => w.Count == 0), string.Join('\n', wrong.SelectMany(w => w)));
    }

    private async Task<IReadOnlyList<string>> WithoutScripts(Site site, IReadOnlyList<string> pages)
    {
        var wrong = new List<string>();
        var plain = await Page(Browser.Phone, scripts: false);
        foreach (var path in pages)
        {
            await plain.Open(site.Address + path);
            if (!await plain.Playwright.Locator("main h1").First.IsVisibleAsync())
            {
                wrong.Add($"{path} shows no heading without scripts");
            }
        }
        await plain.Open(site.Address + "/home");
        await plain.Playwright.Locator("input[type=search]").First.FillAsync("ประปา");
        await plain.Playwright.Keyboard.PressAsync("Enter");
        await plain.Playwright.Locator(".hits li").First.WaitForAsync(new() { Timeout = 15_000 });
        return wrong;
    }

    private async Task<IReadOnlyList<string>> Look(Site site, IReadOnlyList<string> pages, int width)
    {
        var wrong = new List<string>();
        var page = await Page(width);
        var network = await page.Playwright.Context.NewCDPSessionAsync(page.Playwright);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var strangers = new List<string>();
        page.Playwright.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                strangers.Add(request.Url);
            }
        };
        foreach (var path in pages)
        {
            await page.Open(site.Address + path);
            try
            {
                await Browser.AssertAccessible(page.Playwright);
                await Browser.AssertFits(page.Playwright);
            }
            catch (Xunit.Sdk.XunitException trouble)
            {
                wrong.Add($"{path} at {width}: {trouble.Message}");
            }
            var weight = await page.Playwright.EvaluateAsync<double[]>("""[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce(([bytes, count], e) => [bytes + e.transferSize, count + 1], [0, 0])""");
            if (weight[0] > FirstViewBytes && !Reports.IsMatch(path))
            {
                wrong.Add($"{path} at {width}: its first view weighs {weight[0]} bytes");
            }
            if (weight[1] > MostRequests && !Reports.IsMatch(path))
            {
                wrong.Add($"{path} at {width}: {weight[1]} requests");
            }
            if (await page.Playwright.EvaluateAsync<int>("document.querySelectorAll('*').length") is > MostElements and var elements && !Reports.IsMatch(path))
            {
                wrong.Add($"{path} at {width}: {elements} elements");
            }
            var shift = await page.Playwright.EvaluateAsync<double>("""new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({ type: "layout-shift", buffered: true }); setTimeout(() => done(sum), 30); })""");
            if (shift > 0.1)
            {
                wrong.Add($"{path} at {width}: what is read moves by {shift}");
            }
        }
        wrong.AddRange(strangers.Select(s => $"A request to another site at {width}: {s}"));
        wrong.AddRange(page.Complaints.Where(c => !c.Contains("404", StringComparison.Ordinal)).Select(c => $"The browser complains at {width}: {c}"));
        wrong.AddRange((await page.Playwright.Context.CookiesAsync()).Select(c => $"A cookie at {width}: {c.Name}"));
        return wrong;
    }

    /// <summary>Every page below the same address that answers with HTML, and those of them that hold an element in a place no page before had it; of pages that differ only by their query, the first.</summary>
    private static async Task<(IReadOnlyList<string> All, IReadOnlyList<string> Differing)> Crawl(Site site)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        var parser = new HtmlParser();
        var (found, waiting) = (new SortedSet<string>(StringComparer.Ordinal) { "/" }, new Queue<string>(["/"]));
        var (pages, differing, seen) = (new List<string>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        while (waiting.TryDequeue(out var path))
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"A link of the public side leads to {path}, which answers {(int)answer.StatusCode}.");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }
            pages.Add(path);
            using var page = await parser.ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var before = seen.Count;
            seen.UnionWith(page.All.Select(e => $"{Kind(e.ParentElement)} > {Kind(e)}"));
            if (seen.Count > before)
            {
                differing.Add(path);
            }
            foreach (var link in page.QuerySelectorAll("a[href]"))
            {
                var address = link.GetAttribute("href")!.Split('#', '?')[0];
                // Behind the door of the office, and the channel of informants, which have tests of their own.
                if (address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !NotOfTheSite().IsMatch(address) && found.Add(address))
                {
                    waiting.Enqueue(address);
                }
            }
        }
        return (pages, differing);
    }

    /// <summary>An element without its words: what it is, how it is dressed, which attributes speak to assistive programs.</summary>
    private static string Kind(IElement? element) => element is null ? "" : $"{element.LocalName}.{element.ClassName}[{string.Join(' ', element.Attributes.Select(a => a.Name).Where(n => n is "role" or "tabindex" or "scope" or "type" or "lang" || n.StartsWith("aria-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))}]";

    [GeneratedRegex(@"^/ita/\d{4}/analysis(/|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WholeReports();

    [GeneratedRegex(@"^/(sign-in|link|n|s|desk|ui|verify)(/|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotOfTheSite();
}
