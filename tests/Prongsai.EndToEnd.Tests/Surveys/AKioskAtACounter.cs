using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;

namespace Prongsai.EndToEnd.Tests.Surveys;

/// <summary>A screen at a counter: it forgets a half-filled answer after fifteen seconds, and what is given without a line is sent when the line is back, once.</summary>
public sealed class AKioskAtACounter(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Empties_itself_works_without_a_line_and_sends_later()
    {
        await using var site = new Site();
        await site.Ready();
        var survey = await Counter(site);
        var kiosk = await Page(810);
        var page = kiosk.Playwright;
        await page.Clock.InstallAsync();
        await kiosk.Open($"{site.Address}/s/{survey.Link}/kiosk");
        await kiosk.Picture("kiosk-810");
        await Browser.AssertFits(page);
        await Browser.AssertAccessible(page);

        await Choose(page, 0, 4);
        await page.Clock.FastForwardAsync(14_000);
        Assert.True(await page.Locator("#c0-4").IsCheckedAsync());
        await page.Clock.FastForwardAsync(2_000);
        Assert.False(await page.Locator("#c0-4").IsCheckedAsync());

        await Fill(page);
        await Expect(page, "ขอบคุณ ได้รับความเห็นแล้ว");
        Assert.Equal(1, await Accepted(site, survey));
        Assert.False(await page.Locator("#c0-4").IsCheckedAsync());

        await page.Context.SetOfflineAsync(true);
        for (var i = 0; i < 3; i++)
        {
            await page.Clock.FastForwardAsync(16_000);
            await Fill(page);
            await Expect(page, "ขอบคุณ ได้รับความเห็นแล้ว");
        }
        Assert.Equal(1, await Accepted(site, survey));
        await page.Context.SetOfflineAsync(false);
        await page.Clock.FastForwardAsync(20_000);
        for (var i = 0; i < 100 && await Accepted(site, survey) < 4; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Equal(4, await Accepted(site, survey));
        // The device holds nothing any more, and another round sends nothing again.
        await Assertions.Expect(page.Locator("body")).ToHaveJSPropertyAsync("isConnected", true);
        await page.WaitForFunctionAsync("""[...Object.keys(localStorage)].every(k => JSON.parse(localStorage[k]).length === 0)""");
        await page.Clock.FastForwardAsync(20_000);
        Assert.Equal(4, await Accepted(site, survey));
    }

    [Fact]
    public async Task Is_a_form_like_any_other_without_scripts()
    {
        await using var site = new Site();
        await site.Ready();
        var survey = await Counter(site);
        var kiosk = await Page(Browser.Phone, scripts: false);
        await kiosk.Open($"{site.Address}/s/{survey.Link}/kiosk");
        await kiosk.Picture("kiosk-390");
        await Fill(kiosk.Playwright);
        await Expect(kiosk.Playwright, "ส่งคำตอบแล้ว ขอบคุณ");
        Assert.Equal(1, await Accepted(site, survey));
    }

    private static async Task Fill(IPage page)
    {
        await Choose(page, 0, 5);
        await Choose(page, 1, 4);
        await Choose(page, 2, 3);
        await page.GetByRole(AriaRole.Button, new() { Name = "ส่งความเห็น" }).ClickAsync();
    }

    private static Task Choose(IPage page, int question, int option) => page.Locator(FormattableString.Invariant($"label[for=c{question}-{option}]")).ClickAsync();

    private static Task Expect(IPage page, string text) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);

    private static async Task<Survey> Counter(Site site)
    {
        var office = await site.As("surveys.write");
        var made = await office.Post("/surveys/new", ("Kind", "service"), ("Year", "2568"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await office.Post(made.Location!, ("Entry", "link"), ("Least", "5"))).Status);
        return await site.Query(db => db.Surveys.SingleAsync());
    }

    private static Task<int> Accepted(Site site, Survey survey) =>
        site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, survey.PeriodOf(new(2025, 4, 9)), default)).Accepted);
}
