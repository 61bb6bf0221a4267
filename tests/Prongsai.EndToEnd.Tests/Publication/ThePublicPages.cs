using Prongsai.Testing;
using Prongsai.Web.Platform.Examples;

namespace Prongsai.EndToEnd.Tests.Publication;

/// <summary>The public pages of the worked example on a phone and at a desk: readable with scripts off, nothing sticks out, nothing fails axe.</summary>
public sealed class ThePublicPages(Browser browser) : BrowserTest(browser)
{
    private static readonly (string Address, string Picture)[] Pages =
    [
        ("/", "public-home"), ("/ita", "public-ita"), ("/ita/2566", "public-year"), ("/ita/2566/result", "public-result"), ("/ita/2599", "public-not-here"),
    ];

    [Fact]
    public async Task Fit_the_window_pass_axe_and_need_no_script()
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        await FirstStart.Run(site.Services, TestContext.Current.CancellationToken);
        foreach (var (address, picture) in Pages)
        {
            foreach (var width in new[] { Browser.Phone, Browser.Desk })
            {
                var plain = await Page(width, scripts: false);
                await plain.Open(site.Address + address);
                await plain.Picture($"{picture}-{width}");
                Assert.True(await plain.Playwright.Locator("main h1").IsVisibleAsync());
                // axe itself is a script; the page has none.
                var page = await Page(width);
                await page.Open(site.Address + address);
                await Browser.AssertFits(page.Playwright);
                await Browser.AssertAccessible(page.Playwright);
                Assert.DoesNotContain(page.Complaints, c => address != "/ita/2599" || !c.Contains("404", StringComparison.Ordinal));
                Assert.Empty(await page.Playwright.Context.CookiesAsync());
            }
        }
    }
}
