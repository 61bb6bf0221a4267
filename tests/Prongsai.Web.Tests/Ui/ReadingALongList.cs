using Prongsai.Testing;
using Prongsai.Ui;

namespace Prongsai.Web.Tests.Ui;

public sealed class ReadingALongList(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private readonly UiHost host = gallery.Host;

    [Fact]
    public async Task Pages_keep_filters_and_order()
    {
        var page = await host.Page("/gallery?sort=-title&unit=" + Uri.EscapeDataString(""));
        Assert.Equal("แสดง 1–4 จาก 9 มาตรการ", page.QuerySelector("#table caption .soft")!.TextContent);
        var next = page.QuerySelector("#table .pages [rel=next]")!.GetAttribute("href")!;
        Assert.Contains("sort=-title", next, StringComparison.Ordinal);
        Assert.Contains("page=2", next, StringComparison.Ordinal);
        var second = await host.Page(next);
        Assert.Equal("แสดง 5–8 จาก 9 มาตรการ", second.QuerySelector("#table caption .soft")!.TextContent);
        Assert.DoesNotContain("page=", second.QuerySelector("#table .pages [rel=prev]")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_sorts_and_says_so_and_goes_back_to_the_first_page()
    {
        var page = await host.Page("/gallery?page=2&sort=due");
        var header = page.QuerySelector("#table th[aria-sort]")!;
        Assert.Equal("ascending", header.GetAttribute("aria-sort"));
        Assert.Equal("ครบกำหนด", header.TextContent);
        Assert.Equal("/gallery?sort=-due", header.QuerySelector("a")!.GetAttribute("href"));
        var turned = await host.Page("/gallery?sort=-due");
        Assert.Equal("descending", turned.QuerySelector("#table th[aria-sort]")!.GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task A_filter_keeps_the_order_is_shown_and_can_be_cleared()
    {
        var page = await host.Page("/gallery?sort=-due&page=2&q=%E0%B8%81%E0%B8%B3%E0%B8%81%E0%B8%B1%E0%B8%9A");
        Assert.Equal("กำกับ", page.QuerySelector("#filter-q")!.GetAttribute("value"));
        Assert.Equal("-due", page.QuerySelector(".filter input[type=hidden]")!.GetAttribute("value"));
        Assert.Equal("/gallery?sort=-due", page.QuerySelector(".filter a")!.GetAttribute("href"));
        Assert.Null((await host.Page("/gallery?sort=due")).QuerySelector(".filter a"));
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=abc")]
    [InlineData("?page=-5&sort=nothing")]
    [InlineData("?page=99999999999")]
    public async Task An_order_that_cannot_be_is_the_first_page(string query) =>
        Assert.Equal("1", (await host.Page("/gallery" + query)).QuerySelector("#table .pages [aria-current]")!.TextContent);

    [Theory]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 20, "1 2 … 20")]
    [InlineData(10, 20, "1 … 9 10 11 … 20")]
    [InlineData(20, 20, "1 … 19 20")]
    public void The_bar_shows_the_ends_and_the_neighbours(int number, int pages, string shown) =>
        Assert.Equal(shown, string.Join(' ', PageBar.Around(number, pages).Select(n => n?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "…")));
}
