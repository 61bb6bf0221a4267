using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Measures.Data;

namespace Prongsai.EndToEnd.Tests.Measures;

/// <summary>The plan of the worked example on a phone and at a desk: nothing sticks out, nothing fails axe, nothing is blocked.</summary>
public sealed class ThePlanOnAScreen(Browser browser, WorkedExample example) : BrowserTest(browser)
{
    public static TheoryData<string, string> Pages => new()
    {
        { "/measures/2568", "measures-list" },
        { "/measures/2568?view=time", "measures-time" },
        { "/measures/2568/proposals", "measures-proposals" },
        { "/measures/{id}", "measures-show" },
        { "/measures/{id}/edit", "measures-edit" },
        { "/measures/{id}/remove", "measures-remove" },
        { "/measures/2569/copy", "measures-copy" },
        { "/measures/2568/import", "measures-import" },
        { "/measures/library", "measures-library" },
        { "/measures/2568/document", "measures-document" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fits_the_window_and_passes_axe(string address, string picture)
    {
        var site = await example.Site();
        var measure = await site.QueryIn(await example.Organisation(), db => db.Measures.Where(m => m.Year == new FiscalYear(2568)).OrderBy(m => m.Number).Skip(3).Select(m => m.Id).FirstAsync());
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await example.SignIn(page, "measures.write", "assessment.read");
            await page.Open(site.Address + address.Replace("{id}", measure.ToString(), StringComparison.Ordinal));

            await page.Picture($"{picture}-{width}");
            await Browser.AssertFits(page.Playwright);
            await Browser.AssertAccessible(page.Playwright);
            Assert.Empty(page.Complaints);
        }
    }
}
