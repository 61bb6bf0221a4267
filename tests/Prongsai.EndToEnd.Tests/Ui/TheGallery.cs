using Prongsai.Testing;

namespace Prongsai.EndToEnd.Tests.Ui;

/// <summary>The Ui alone on a port, for a browser.</summary>
public sealed class GalleryOnAPort : IAsyncLifetime
{
    public UiHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await UiHost.Start(onPort: true);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

public sealed class TheGallery(Browser browser, GalleryOnAPort gallery) : BrowserTest(browser), IClassFixture<GalleryOnAPort>
{
    public static TheoryData<string, int> PagesAndWidths
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var page in new[] { "/gallery", "/gallery/confirm", "/gallery/job?state=Running", "/gallery/job?state=Done", "/gallery/job?state=Failed", "/gallery/public", "/gallery/slim", "/gallery/paper" })
            {
                all.Add(page, Browser.Phone);
                all.Add(page, Browser.Desk);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(PagesAndWidths))]
    public async Task Is_accessible_fits_and_breaks_no_rule_of_the_policy(string address, int width)
    {
        var page = await Page(width);
        await page.Open(gallery.Host.Address + address);
        await page.Picture($"{address.Trim('/').Replace('/', '-').Replace("?state=", "-", StringComparison.Ordinal)}-{width}");
        Assert.Empty(page.Complaints);
        await Browser.AssertFits(page.Playwright);
        await Browser.AssertAccessible(page.Playwright);
    }
}
