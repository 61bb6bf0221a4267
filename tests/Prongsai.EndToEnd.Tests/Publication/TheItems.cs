using System.Globalization;
using Microsoft.Playwright;
using Prongsai.Testing;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Publication;

/// <summary>The example's whole list of 2568 as an assessor and as the office see it: phone and desk, axe, and what a first view costs.</summary>
public sealed class TheItems(Browser browser, TheItems.Example example) : BrowserTest(browser), IClassFixture<TheItems.Example>
{
    /// <summary>Of a first view without its fonts, as it goes over the line: the design's bound.</summary>
    private const int MostBytes = 50_000;
    private const int MostRequests = 12;
    private const int MostElements = 1500;
    private const double MostShift = 0.1;

    private static readonly string[] Addresses = ["/ita/2568", .. Enumerable.Range(1, 28).Select(n => FormattableString.Invariant($"/ita/2568/o{n}")), "/ita/2569/o1", "/data"];

    public sealed class Example : IAsyncLifetime
    {
        internal Site Site { get; } = new(withOrganisation: false);

        internal Guid Organisation { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Site.Ready();
            await FirstStart.Run(Site.Services, CancellationToken.None);
            Organisation = (await Site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0].Id;
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Fact]
    public async Task Are_all_public_accessible_and_light()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PRONGSAI_LONG") is "1", "A long journey, run apart: set PRONGSAI_LONG=1.");
        var page = await Page(Browser.Phone);
        var look = page.Playwright;
        foreach (var address in Addresses)
        {
            var (bytes, requests) = await Cost(look, example.Site.Address + address);
            Assert.True(bytes < MostBytes, $"The first view of {address} is {bytes} bytes without fonts.");
            Assert.True(requests <= MostRequests, $"{address} asks {requests} times.");
            var elements = await look.EvaluateAsync<int>("document.querySelectorAll('*').length");
            Assert.True(elements < MostElements, $"{address} has {elements} elements.");
            var shift = await look.EvaluateAsync<double>("new Promise(done => { let sum = 0; new PerformanceObserver(l => { for (const e of l.getEntries()) sum += e.value; }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 50); })");
            Assert.True(shift < MostShift, $"{address} moves under the reader: {shift.ToString(CultureInfo.InvariantCulture)}.");
            await Browser.AssertFits(look);
            await Browser.AssertAccessible(look);
        }
        Assert.Empty(page.Complaints);
        Assert.Empty(await look.Context.CookiesAsync());
    }

    [Theory]
    [InlineData("/ita/2568", "items-year")]
    [InlineData("/ita/2568/o1", "items-structure")]
    [InlineData("/ita/2568/o11", "items-statistics")]
    [InlineData("/ita/2568/o28", "items-report")]
    [InlineData("/ita/2569/o1", "items-not-yet")]
    [InlineData("/data", "items-data")]
    public async Task Read_well_on_a_phone_and_at_a_desk_without_scripts(string address, string picture)
    {
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width, scripts: false);
            await page.Open(example.Site.Address + address);
            Assert.True(await page.Playwright.Locator("main h1").IsVisibleAsync());
            await page.Picture($"{picture}-{width}");
        }
        var desk = await Page(Browser.Desk);
        await desk.Open(example.Site.Address + address);
        await Browser.AssertFits(desk.Playwright);
        await Browser.AssertAccessible(desk.Playwright);
    }

    [Fact]
    public async Task Are_worked_on_in_the_office_on_a_phone_and_at_a_desk()
    {
        await example.Site.RunPeriodicJobs();
        var officer = await example.Site.AsIn(example.Organisation, "items.read", "items.write", "items.confirm", "publication.read", "publication.publish");
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await page.Playwright.Context.AddCookiesAsync(officer.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = example.Site.Address }));
            foreach (var (address, picture) in new[]
            {
                ("/items/2568", "items-office"), ("/items/2568/1", "items-office-one"), ("/items/2568/28", "items-office-fed"), ("/items/2568/11/edit", "items-office-edit"), ("/items/2568/11/preview", "items-office-preview"),
                ("/items/2569/copy", "items-office-copy"), ("/items/2569/move-in", "items-office-move-in"), ("/items/2568/watch", "items-office-watch"), ("/items/2568/watch?handler=Certificate", "items-office-certificate"),
            })
            {
                await page.Open(example.Site.Address + address);
                await page.Picture(FormattableString.Invariant($"{picture}-{width}"));
                await Browser.AssertFits(page.Playwright);
                await Browser.AssertAccessible(page.Playwright);
            }
            Assert.Empty(page.Complaints);
        }
    }

    /// <summary>Bytes over the line without fonts, and how often was asked, for a view with nothing kept from before.</summary>
    private static async Task<(int Bytes, int Requests)> Cost(IPage look, string address)
    {
        var asked = new List<IRequest>();
        void Finished(object? _, IRequest request) => asked.Add(request);
        look.RequestFinished += Finished;
        var session = await look.Context.NewCDPSessionAsync(look);
        await session.SendAsync("Network.clearBrowserCache");
        await look.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        look.RequestFinished -= Finished;
        await session.DetachAsync();
        var bytes = 0;
        foreach (var request in asked.Where(r => r.ResourceType is not "font"))
        {
            var sizes = await request.SizesAsync();
            bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }
        return (bytes, asked.Count);
    }
}
