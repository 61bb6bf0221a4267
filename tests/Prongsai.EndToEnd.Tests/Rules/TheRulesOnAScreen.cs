using Prongsai.Testing;

namespace Prongsai.EndToEnd.Tests.Rules;

/// <summary>The pages of หลักเกณฑ์ประจำปี on a phone and at a desk: nothing sticks out, nothing fails axe, nothing is blocked.</summary>
public sealed class TheRulesOnAScreen(Browser browser, Site site) : BrowserTest(browser), IClassFixture<Site>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "/rules", "rules" },
        { "/rules/2567", "rules-year" },
        { "/rules/2567/items", "rules-items" },
        { "/rules/2567/questions", "rules-questions" },
        { "/rules/2566/questions", "rules-no-questions" },
        { "/rules/2567/issues", "rules-issues" },
        { "/rules/compare?from=2567&to=2568", "rules-compare" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fit_the_window_and_pass_axe(string address, string picture)
    {
        var visitor = await site.As();
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await page.Playwright.Context.AddCookiesAsync(visitor.Cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address }));
            await page.Open(site.Address + address);

            await page.Picture($"{picture}-{width}");
            await Browser.AssertFits(page.Playwright);
            await Browser.AssertAccessible(page.Playwright);
            Assert.Empty(page.Complaints);
        }
    }
}
