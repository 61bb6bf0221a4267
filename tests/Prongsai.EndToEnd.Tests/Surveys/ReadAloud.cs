using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Surveys;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;

namespace Prongsai.EndToEnd.Tests.Surveys;

/// <summary>
/// The survey as a reader of screens speaks it: what each thing is, what it is called, in which order, and that mistakes and progress are said.
/// And how long it takes: taps counted, waiting measured, reading estimated from the words (docs/how-to/run-a-survey.md says how).
/// </summary>
public sealed class ReadAloud(Browser browser) : BrowserTest(browser)
{
    /// <summary>Adults read that many words a minute silently (English non-fiction, 190 studies: Brysbaert 2019); for Thai no figure of such weight is known to us.</summary>
    private const double WordsPerMinute = 238;

    /// <summary>Making up one's mind and two taps, by the keystroke-level model: 1.35 s + 2 × 1.1 s.</summary>
    private const double SecondsPerChoice = 3.55;

    [Fact]
    public async Task Says_what_is_asked_what_can_be_chosen_what_is_wrong_and_how_far_one_is()
    {
        await using var site = new Site();
        await site.Ready();
        var survey = await Citizens(site);
        var questions = survey.Form.Questions.ToList();
        var phone = await Page(Browser.Phone);
        var page = phone.Playwright;
        await phone.Open($"{site.Address}/s/{survey.Link}");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "th");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(survey.Title);
        await page.GetByRole(AriaRole.Button, new() { Name = "เริ่มตอบ" }).ClickAsync();

        var waited = Stopwatch.StartNew();
        var taps = 1;
        for (var i = 0; i < questions.Count; i++)
        {
            // The title is the first thing said of a new page: where one is.
            await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(FormattableString.Invariant($"^ข้อ {i + 1} จาก {questions.Count} "), System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            var group = page.GetByRole(AriaRole.Group, new() { Name = questions[i].Text, Exact = true });
            await Assertions.Expect(group).ToHaveCountAsync(1);
            if (i == 0)
            {
                await AssertSpoken(page, questions);
                await AssertMistakeIsSaid(page, group, questions[i]);
                taps++;
            }
            await group.GetByRole(AriaRole.Radio).First.FocusAsync();
            await page.Keyboard.PressAsync(" ");
            await page.Keyboard.PressAsync("Enter");
            taps += 2;
        }
        await Assertions.Expect(page.GetByRole(AriaRole.Progressbar)).ToHaveAccessibleNameAsync(FormattableString.Invariant($"ตอบแล้ว {questions.Count} จาก {questions.Count} ข้อ"));
        await page.GetByRole(AriaRole.Button, new() { Name = "ส่งคำตอบ" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("ส่งคำตอบแล้ว ขอบคุณ");
        taps++;
        // One to start, two a question, one to send; and the one that was a mistake.
        Assert.Equal((2 * questions.Count) + 3, taps);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"EIT through the browser: {taps - 1} taps, {waited.Elapsed.TotalSeconds:0.0} s of waiting for pages, checks of this test included"));
        Assert.DoesNotContain(phone.Complaints, c => !c.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_short_enough()
    {
        await using var site = new Site();
        await site.Ready();
        var book = site.Services.GetRequiredService<RulebookSet>().Find(new(2567))!;
        var page = (await Page(Browser.Phone)).Playwright;
        await page.GotoAsync("about:blank");
        var (staff, citizens) = (await Time(page, SurveyForm.OfYear(book, "IIT")!), await Time(page, SurveyForm.OfYear(book, "EIT")!));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"IIT: {staff}\nEIT: {citizens}"));
        Assert.InRange(citizens.Everything, 30, 180);
        Assert.InRange(staff.NewOnly, 30, 180);
        // Who reads every option of every question of the staff's form takes longer than three minutes: the words are those of the rules. The page says so.
        Assert.InRange(staff.Everything, 180, 300);
    }

    /// <summary>Seconds for a form when everything is read, and when of options only the first scale of a kind is read and the rest recognised.</summary>
    private sealed record Seconds(int Words, double Everything, double NewOnly);

    private static async Task<Seconds> Time(IPage page, SurveyForm form)
    {
        var questions = form.Questions.ToList();
        var asked = await Words(page, questions.SelectMany(q => q.SubItems.Append(q.Text).Append(q.Note ?? "")));
        var options = await Words(page, questions.SelectMany(q => q.Options));
        var once = await Words(page, questions.GroupBy(q => q.Options.Count).SelectMany(g => g.First().Options));
        double Of(int words) => (words / WordsPerMinute * 60) + (questions.Count * SecondsPerChoice);
        return new(asked + options, Math.Round(Of(asked + options)), Math.Round(Of(asked + once)));
    }

    /// <summary>Thai writes no blanks between words; the browser's own dictionary finds them.</summary>
    private static Task<int> Words(IPage page, IEnumerable<string> texts) => page.EvaluateAsync<int>("""
        texts => { const words = new Intl.Segmenter("th", { granularity: "word" }); return texts.reduce((sum, t) => sum + [...words.segment(t)].filter(w => w.isWordLike).length, 0); }
        """, texts.ToArray());

    private static async Task AssertSpoken(IPage page, List<FormQuestion> questions)
    {
        var spoken = await page.Locator("main").AriaSnapshotAsync();
        string[] order = ["progressbar \"ตอบแล้ว 0 จาก", $"group \"{questions[0].Text}", .. questions[0].Options.Select(o => $"radio \"{o}\""), "button \"ข้อถัดไป\"", "link \"เรารักษาความลับอย่างไร\""];
        var at = -1;
        foreach (var part in order)
        {
            var found = spoken.IndexOf(part, at + 1, StringComparison.Ordinal);
            Assert.True(found > at, $"Not said, or not in its place: {part}\n{spoken}");
            at = found;
        }
        // The button a press of Enter means is for the keyboard, and is not said a second time.
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "ข้อถัดไป" })).ToHaveCountAsync(1);
    }

    private static async Task AssertMistakeIsSaid(IPage page, ILocator group, FormQuestion question)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "ข้อถัดไป" }).ClickAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^ข้อผิดพลาด: ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        var alert = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(alert).ToContainTextAsync("เลือกคำตอบ 1 ตัวเลือก");
        await Assertions.Expect(alert).ToBeFocusedAsync();
        await Assertions.Expect(group).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex("เลือกคำตอบ 1 ตัวเลือก", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await alert.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(group.GetByRole(AriaRole.Radio, new() { Name = question.Options[0], Exact = true })).ToBeFocusedAsync();
    }

    private static async Task<Survey> Citizens(Site site)
    {
        var office = await site.As("surveys.write");
        var made = await office.Post("/surveys/new", ("Kind", "external"), ("Year", "2567"));
        var opened = await office.Post(made.Location!, ("OpensOn.Day", "1"), ("OpensOn.Month", "4"), ("OpensOn.Year", "2568"), ("ClosesOn.Day", "30"), ("ClosesOn.Month", "6"), ("ClosesOn.Year", "2568"), ("Entry", "link"), ("Least", "5"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, opened.Status);
        return await site.Query(db => db.Surveys.SingleAsync());
    }
}
