using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Measures;

/// <summary>The plan of the worked example on a phone and at a desk: nothing sticks out, nothing fails axe, nothing is blocked.</summary>
public sealed class ThePlanOnAScreen(Browser browser, ThePlanOnAScreen.Example example) : BrowserTest(browser), IClassFixture<ThePlanOnAScreen.Example>
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

    /// <summary>The product as it is after its first start.</summary>
    public sealed class Example : IAsyncLifetime
    {
        internal Site Site { get; } = new(withOrganisation: false);

        internal Guid Organisation { get; private set; }

        internal Guid Measure { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Site.Ready();
            await FirstStart.Run(Site.Services, CancellationToken.None);
            Organisation = (await Site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0].Id;
            Measure = await Site.QueryIn(Organisation, db => db.Measures.Where(m => m.Year == new FiscalYear(2568)).OrderBy(m => m.Number).Skip(3).Select(m => m.Id).FirstAsync());
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Fits_the_window_and_passes_axe(string address, string picture)
    {
        var visitor = await example.Site.AsIn(example.Organisation, "measures.write", "assessment.read");
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await page.Playwright.Context.AddCookiesAsync(visitor.Cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = example.Site.Address }));
            await page.Open(example.Site.Address + address.Replace("{id}", example.Measure.ToString(), StringComparison.Ordinal));

            await page.Picture($"{picture}-{width}");
            await Browser.AssertFits(page.Playwright);
            await Browser.AssertAccessible(page.Playwright);
            Assert.Empty(page.Complaints);
        }
    }
}
