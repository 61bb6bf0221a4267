using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Domain.Surveys;
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
            await Expect(page, "ขอบคุณ เก็บความเห็นไว้ในเครื่องนี้แล้ว");
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
    public async Task Opens_again_without_a_line_and_drops_no_answer_silently()
    {
        await using var site = new Site();
        await site.Ready();
        var survey = await Counter(site, "either");
        var office = await site.As("surveys.write");
        var slips = await office.Post($"/surveys/{survey.Id}", [("Count", "1")], "form[action$=codes]");
        var code = slips.Document.QuerySelector(".slip__code")!.TextContent.Trim();
        var kiosk = await Page(810);
        var page = kiosk.Playwright;
        await kiosk.Open($"{site.Address}/s/{survey.Link}/kiosk");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-aside", "yes");
        var number = await page.Locator("[name=token]").InputValueAsync();

        await page.Context.SetOfflineAsync(true);
        // What the server would say now differs from what was put aside, so a page that came over the line would be noticed.
        await site.Query(db => db.Surveys.ExecuteUpdateAsync(s => s.SetProperty(x => x.Title, "ชื่อใหม่")));
        await page.ReloadAsync();
        await Expect(page, survey.Title);
        await kiosk.Picture("kiosk-offline-810");
        await Browser.AssertAccessible(page);
        Assert.NotEqual(number, await page.Locator("[name=token]").InputValueAsync());

        // A slip of the pen is told at once, and nothing chosen is lost.
        await Fill(page, code[..^1] + (code[^1] == '2' ? '3' : '2'));
        await Expect(page, "เทียบกับสลิปทีละตัว");
        await kiosk.Picture("kiosk-mistyped-810");
        // The screen says without a line what the server would say.
        foreach (var typed in new[] { "ฟหกด", "k7m0p-9qx4r", "K7M2P9QXO", "K7M2P-9QX4", "K7M2PP 9QX4R", "K7M2P9QX4", "K7-M2-P9", "-", "$&" })
        {
            await page.FillAsync("#code", typed);
            await Press(page);
            await Assertions.Expect(page.Locator("#kiosk-wrong")).ToHaveTextAsync(new CodeIsMistyped(SlipCode.MistakeIn(typed)).Text);
        }
        Assert.True(await page.Locator("#c0-5").IsCheckedAsync());
        await page.FillAsync("#code", code.ToLowerInvariant());
        await Press(page);
        await Expect(page, "เก็บความเห็นไว้ในเครื่องนี้แล้ว");
        // The same code once more cannot be known to be spent before the line is back.
        await Fill(page, code);
        await Expect(page, "รอส่ง 2");
        await page.ReloadAsync();
        await Expect(page, "รอส่ง 2");

        await page.Context.SetOfflineAsync(false);
        await page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Expect(page, "รอส่ง 0 ส่งไม่ได้ 1");
        Assert.Equal(1, await Accepted(site, survey));
        await page.GetByText("สำหรับเจ้าหน้าที่").ClickAsync();
        await Expect(page, "รหัสนี้ใช้ตอบไปแล้ว");
        await kiosk.Picture("kiosk-refused-810");
        await Browser.AssertFits(page);
        await Browser.AssertAccessible(page);
        Assert.DoesNotContain(code, await page.Locator("main").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        // Looking takes time, and after fifteen seconds the screen folds everything away.
        await page.EvaluateAsync("document.getElementById('kiosk-shelf').open = true");
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "ลบที่ส่งไม่ได้" }).ClickAsync();
        await Assertions.Expect(page.Locator("#kiosk-shelf")).ToBeHiddenAsync();

        // With a line, a code that is spent is said on this screen, which stays what it is.
        await Fill(page, code);
        await Expect(page, "รหัสนี้ใช้ตอบไปแล้ว");
        Assert.EndsWith("/kiosk", page.Url, StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("form[data-kiosk]")).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Expect(page, "ชื่อใหม่");

        // What is still on the device when the counter closes is told by its number and does not stay there.
        await page.EvaluateAsync("localStorage.setItem('prongsai-kiosk ' + location.href.replace('/kiosk', ''), '[\"go=send-all\"]')");
        await site.Query(db => db.Surveys.ExecuteUpdateAsync(s => s.SetProperty(x => x.State, SurveyState.Closed)));
        await page.ReloadAsync();
        await Expect(page, "คำตอบที่ส่งไม่ทันก่อนปิด 1 ชุด");
        Assert.DoesNotContain("prongsai", await page.EvaluateAsync<string>("Object.keys(localStorage).join()"), StringComparison.Ordinal);
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

    private static async Task Fill(IPage page, string code = "")
    {
        await Choose(page, 0, 5);
        await Choose(page, 1, 4);
        await Choose(page, 2, 3);
        if (code.Length > 0)
        {
            await page.FillAsync("#code", code);
        }
        await Press(page);
    }

    private static Task Press(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "ส่งความเห็น" }).ClickAsync();

    private static Task Choose(IPage page, int question, int option) => page.Locator(FormattableString.Invariant($"label[for=c{question}-{option}]")).ClickAsync();

    private static Task Expect(IPage page, string text) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(text);

    private static async Task<Survey> Counter(Site site, string entry = "link")
    {
        var office = await site.As("surveys.write");
        var made = await office.Post("/surveys/new", ("Kind", "service"), ("Year", "2568"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await office.Post(made.Location!, ("Entry", entry), ("Least", "5"))).Status);
        return await site.Query(db => db.Surveys.SingleAsync());
    }

    private static Task<int> Accepted(Site site, Survey survey) =>
        site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, survey.PeriodOf(new(2025, 4, 9)), default)).Accepted);
}
