using Microsoft.Playwright;
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

    [Theory]
    [InlineData(Browser.Phone, true)]
    [InlineData(Browser.Phone, false)]
    [InlineData(Browser.Desk, false)]
    public async Task A_wrong_form_comes_back_with_its_errors_first_and_each_leads_to_its_field(int width, bool scripts)
    {
        var page = (await Page(width, scripts)).Playwright;
        await page.GotoAsync(gallery.Host.Address + "/gallery");
        await page.FillAsync("#Name", "");
        await page.FillAsync("#EffectiveOn_Month", "13");
        await page.ClickAsync("#field .actions .btn");
        await page.WaitForSelectorAsync("main > .errors");
        Assert.StartsWith("ข้อผิดพลาด:", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(["ใส่ชื่อมาตรการ", "วันที่มีผลของหลักฐาน: เดือนต้องเป็น 1 ถึง 12 เช่น 30 9 2568"], await page.Locator("main > .errors a").AllInnerTextsAsync());
        await page.ClickAsync("main > .errors a >> nth=1");
        Assert.Equal("13", await page.InputValueAsync("#EffectiveOn_Month"));
        Assert.Equal("EffectiveOn", await page.Locator(":focus").GetAttributeAsync("id"));
        if (scripts)
        {
            await Browser.AssertAccessible(page);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_phone_menu_opens_and_closes_with_and_without_scripts(bool scripts)
    {
        var opened = await Page(Browser.Phone, scripts);
        var page = opened.Playwright;
        await page.GotoAsync(gallery.Host.Address + "/gallery");
        Assert.False(await page.Locator("#menu").IsVisibleAsync());
        await page.ClickAsync(".top__row .menu-btn");
        Assert.True(await page.Locator("#menu").IsVisibleAsync());
        Assert.True(await page.Locator("#menu form .link").IsVisibleAsync());
        await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Artifacts("pictures"), "menu-390.png") });
        if (scripts)
        {
            await Browser.AssertAccessible(page);
        }
        await page.ClickAsync("#menu .menu-btn");
        Assert.False(await page.Locator("#menu").IsVisibleAsync());
    }

    [Fact]
    public async Task The_account_menu_opens_at_the_desk()
    {
        var page = (await Page(Browser.Desk)).Playwright;
        await page.GotoAsync(gallery.Host.Address + "/gallery");
        await page.ClickAsync(".top__me");
        Assert.True(await page.Locator("#account .link").IsVisibleAsync());
        await page.ScreenshotAsync(new() { Path = Path.Combine(Browser.Artifacts("pictures"), "account-1280.png") });
        await Browser.AssertAccessible(page);
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("#account").IsVisibleAsync());
    }

    [Fact]
    public async Task A_date_is_understood_while_it_is_typed()
    {
        var page = (await Page(Browser.Desk)).Playwright;
        await page.GotoAsync(gallery.Host.Address + "/gallery");
        await page.FillAsync("#EffectiveOn", "๕");
        await page.FillAsync("#EffectiveOn_Month", "ม.ค.");
        await page.FillAsync("#EffectiveOn_Year", "๖๘");
        Assert.Equal("อ่านว่า 5\u00A0มกราคม\u00A02568", await page.Locator("#field .understood").TextContentAsync());
        await page.FillAsync("#EffectiveOn", "32");
        Assert.Equal("", await page.Locator("#field .understood").TextContentAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_is_sent_and_the_next_page_says_so(bool scripts)
    {
        var opened = await Page(Browser.Desk, scripts);
        var page = opened.Playwright;
        await page.GotoAsync(gallery.Host.Address + "/gallery");
        await page.SetInputFilesAsync("#Document", new FilePayload { Name = "ผล.csv", MimeType = "text/csv", Buffer = "ข้อ,คะแนน\n"u8.ToArray() });
        await page.ClickAsync("#field .actions .btn");
        await page.WaitForSelectorAsync("[role=status] .note");
        Assert.Contains("บันทึกแล้ว", await page.Locator("main > [role=status]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(opened.Complaints);
    }
}
