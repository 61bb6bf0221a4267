using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Domain.Rules;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;

namespace Prongsai.EndToEnd.Tests.Surveys;

/// <summary>
/// A staff survey from its making to its score, through the pages alone: an officer at a desk makes it, opens it and prints 49 slips; 49 people
/// answer by phone, some in the browser with scripts and without, the others by the same forms; the score is the one a real paper prints.
/// </summary>
public sealed class AStaffSurveyOnPhones(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Goes_from_codes_to_the_printed_score()
    {
        await using var site = new Site();
        await site.Ready();
        var officer = await site.As("surveys.write", "surveys.texts");
        var desk = await Page();
        await desk.Playwright.Context.AddCookiesAsync(officer.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Address }));
        await desk.Open(site.Address + "/surveys/new");
        await Check(desk);
        await desk.Playwright.GetByLabel("IIT บุคลากรภายใน").CheckAsync(new() { Force = true });
        await desk.Playwright.SelectOptionAsync("#Year", "2567");
        await Press(desk, "สร้างแบบร่าง");
        var address = desk.Playwright.Url;
        await Check(desk);
        await desk.Open(address + "/preview");
        await Check(desk);
        await desk.Open(address);
        await desk.Playwright.FillAsync("#Population", "49");
        await Press(desk, "เปิดรับคำตอบ");
        await Expect(desk, "ขั้นต่อไป ออกสลิปรหัส");
        await desk.Picture("survey-open-1280");
        await Check(desk);
        await desk.Playwright.FillAsync("#Count", "49");
        await Press(desk, "ออกรหัสและเปิดหน้าพิมพ์");
        // The page comes in pieces on a slow machine.
        await Assertions.Expect(desk.Playwright.Locator(".slip__code")).ToHaveCountAsync(49);
        var codes = await desk.Playwright.Locator(".slip__code").AllInnerTextsAsync();
        await desk.Picture("survey-slips-1280");
        await Check(desk);
        Assert.Equal(49, codes.Distinct(StringComparer.Ordinal).Count());

        var survey = await site.Query(db => db.Surveys.SingleAsync());
        var answers = PrintedStaffSurvey.Answers(site.Services.GetRequiredService<RulebookSet>().Find(new(2567))!);
        var link = $"{site.Address}/s/{survey.Link}";
        await OneByOne(link, codes[0], answers[0], scripts: true, pictures: true);
        await OneByOne(link, codes[1], answers[1], scripts: false, pictures: false);
        await ByTheQrCode(link, codes[2], answers[2]);
        await AllAtOnce(link, codes[3], answers[3], scripts: true);
        await AllAtOnce(link, codes[4], answers[4], scripts: false);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        for (var person = 5; person < PrintedStaffSurvey.People; person++)
        {
            var fields = answers[person].Select((o, i) => KeyValuePair.Create(Cell(i), Number(o))).Append(new("go", "send-all")).Append(new("code", codes[person])).Append(new("token", Guid.NewGuid().ToString("N")));
            using var form = new FormUrlEncodedContent(fields);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, (await http.PostAsync(new Uri(link), form, TestContext.Current.CancellationToken)).StatusCode);
        }

        await desk.Open(address);
        await Expect(desk, "49 คน");
        await desk.Open(address + "/close");
        await Check(desk);
        await Press(desk, "ปิดรับคำตอบ");
        await Expect(desk, "จากคำตอบ 49 ชุด");
        await desk.Picture("survey-result-1280");
        await Check(desk);
        var shown = await desk.Playwright.Locator("main").InnerTextAsync();
        var scored = (await site.Query(db => db.Surveys.SingleAsync())).Scores!;
        foreach (var (target, score) in PrintedStaffSurvey.Scores)
        {
            Assert.Equal(score, Math.Round(scored[target], 2, MidpointRounding.AwayFromZero));
            Assert.Contains(score.ToString("0.00", CultureInfo.InvariantCulture), shown, StringComparison.Ordinal);
        }
        await desk.Open(address + "/report");
        await desk.Picture("survey-report-1280");
        await Check(desk);
        Assert.Empty(desk.Complaints);
    }

    /// <summary>One question a screen, with a step back in the middle and a question passed over.</summary>
    private async Task OneByOne(string link, string code, IReadOnlyList<int> options, bool scripts, bool pictures)
    {
        var phone = await Page(Browser.Phone, scripts);
        await phone.Open(link);
        await Look(phone, pictures ? "survey-start-390" : null, scripts);
        await phone.Playwright.FillAsync("#code", code[..^1] + (code[^1] == '2' ? '3' : '2'));
        await Press(phone, "เริ่มตอบ");
        await Expect(phone, "ไม่ตรงกับตัวตรวจท้ายรหัส");
        await Look(phone, pictures ? "survey-mistyped-390" : null, scripts);
        await phone.Playwright.FillAsync("#code", code.ToLowerInvariant());
        await Press(phone, "เริ่มตอบ");
        await Expect(phone, "ข้อ 1 จาก 15");
        await Look(phone, pictures ? "survey-question-390" : null, scripts);
        await AssertLargeTargets(phone.Playwright);
        await Next(phone);
        await Expect(phone, "เลือกคำตอบ 1 ตัวเลือก");
        for (var i = 0; i < options.Count; i++)
        {
            await Choose(phone, i, options[i]);
            await Next(phone);
            if (i == 6)
            {
                await phone.Playwright.GetByRole(AriaRole.Button, new() { Name = "ย้อนกลับ" }).ClickAsync();
                Assert.True(await phone.Playwright.Locator($"input[name={Cell(i)}][value='{Number(options[i])}']").IsCheckedAsync());
                await Next(phone);
            }
        }
        await Expect(phone, "ส่งแล้วแก้ไม่ได้");
        await Look(phone, pictures ? "survey-send-390" : null, scripts);
        await Press(phone, "ส่งคำตอบ");
        await Expect(phone, "ส่งคำตอบแล้ว ขอบคุณ");
        await Look(phone, pictures ? "survey-thanks-390" : null, scripts);
        Assert.Empty(await phone.Playwright.Context.CookiesAsync());
        // The way back leads to no second answer: the code is spent.
        await phone.Open(link);
        await phone.Playwright.FillAsync("#code", code);
        await Press(phone, "เริ่มตอบ");
        await Expect(phone, "รหัสนี้ใช้ตอบไปแล้ว");
    }

    /// <summary>The slip's QR code fills the code in; the code is not left in the address.</summary>
    private async Task ByTheQrCode(string link, string code, IReadOnlyList<int> options)
    {
        var phone = await Page(Browser.Phone);
        await phone.Open($"{link}#{code.Replace("-", "", StringComparison.Ordinal)}");
        Assert.Equal(link, phone.Playwright.Url);
        await Press(phone, "เริ่มตอบ");
        for (var i = 0; i < options.Count; i++)
        {
            // As with a keyboard or a reader: the radio itself, then Enter.
            await Choose(phone, i, options[i]);
            await phone.Playwright.Locator($"input[name={Cell(i)}][value='{Number(options[i])}']").PressAsync("Enter");
        }
        await Press(phone, "ส่งคำตอบ");
        await Expect(phone, "ส่งคำตอบแล้ว ขอบคุณ");
        Assert.Empty(phone.Complaints);
    }

    private async Task AllAtOnce(string link, string code, IReadOnlyList<int> options, bool scripts)
    {
        var phone = await Page(Browser.Phone, scripts);
        await phone.Open(link);
        await phone.Playwright.FillAsync("#code", code);
        await Press(phone, "ดูทุกข้อในหน้าเดียว");
        await Look(phone, scripts ? "survey-all-390" : null, scripts);
        for (var i = 0; i < options.Count; i++)
        {
            await Choose(phone, i, options[i]);
        }
        await Press(phone, "ส่งคำตอบ");
        await Expect(phone, "ส่งคำตอบแล้ว ขอบคุณ");
        await phone.Playwright.GetByRole(AriaRole.Link, new() { Name = "สิ่งที่เก็บไว้จากคำตอบของท่าน" }).ClickAsync();
        await Expect(phone, "ทั้งหมดที่เก็บไว้จากคำตอบหนึ่งชุด");
        await Look(phone, scripts ? "survey-privacy-390" : null, scripts);
    }

    private static Task Choose(BrowserPage phone, int question, int option) =>
        phone.Playwright.Locator($"input[name={Cell(question)}][value='{Number(option)}'] + label").ClickAsync();

    private static Task Next(BrowserPage phone) => phone.Playwright.Locator("main form button.btn--big").ClickAsync();

    private static Task Press(BrowserPage page, string name) => page.Playwright.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();

    private static Task Expect(BrowserPage page, string text) => Assertions.Expect(page.Playwright.Locator("main")).ToContainTextAsync(text);

    private static async Task Look(BrowserPage page, string? picture, bool scripts)
    {
        if (picture is not null)
        {
            await page.Picture(picture);
        }
        if (scripts)
        {
            await Check(page);
        }
    }

    private static async Task Check(BrowserPage page)
    {
        await Browser.AssertFits(page.Playwright);
        await Browser.AssertAccessible(page.Playwright);
    }

    /// <summary>Every answer and button is at least 44 px high, as wide fingers need.</summary>
    private static async Task AssertLargeTargets(IPage page)
    {
        var heights = await page.EvaluateAsync<double[]>("""[...document.querySelectorAll("main .choice, main .btn, main .back")].map(e => e.getBoundingClientRect().height)""");
        Assert.NotEmpty(heights);
        Assert.All(heights, h => Assert.True(h >= 44, $"A target is {h} px high."));
    }

    private static string Cell(int question) => string.Create(CultureInfo.InvariantCulture, $"c{question}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
