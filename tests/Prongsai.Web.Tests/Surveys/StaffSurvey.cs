using System.Globalization;
using System.Net;
using Npgsql;
using Prongsai.Domain.Rules;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>F1 from codes to score, with the figures that the paper S2 prints for its IIT of 2567 (49 answered; domain/ita.md 8.2).</summary>
public sealed class StaffSurvey(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Gives_exactly_the_figures_of_a_real_paper()
    {
        var survey = await Setting.Open(site, "internal", "codes", population: "49");
        var codes = await Setting.Codes(site, survey, 49);
        Assert.Equal(49, codes.Distinct(StringComparer.Ordinal).Count());
        var book = site.Services.GetRequiredService<RulebookSet>().Find(new(2567))!;
        var answers = PrintedStaffSurvey.Answers(book);

        for (var person = 0; person < 49; person++)
        {
            using var respondent = new Respondent(new Uri(site.Address), "10.0.0.1");
            var options = answers[person];
            // Most send the whole form; some go question by question.
            var sent = person % 10 == 0 ? await respondent.Answer(survey.Link, codes[person], options) : await respondent.Send(survey.Link, codes[person], options);
            Assert.True(sent, respondent.Page?.Body?.TextContent);
        }
        var page = await Setting.Close(site, survey);

        var scored = await Setting.Of(site, survey.Id);
        Assert.Equal(SurveyState.Scored, scored.State);
        Assert.All(PrintedStaffSurvey.Scores, p => Assert.Equal(p.Value, Math.Round(scored.Scores![p.Key], 2, MidpointRounding.AwayFromZero)));
        HtmlAssert.Shows(page, PrintedStaffSurvey.Scores["IIT"].ToString("0.00", CultureInfo.InvariantCulture));
        HtmlAssert.Shows(page, PrintedStaffSurvey.Scores["i1"].ToString("0.00", CultureInfo.InvariantCulture));
        Assert.Equal(49, await site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(scored, default)).Released));
    }

    [Fact]
    public async Task Takes_a_code_once_and_says_so_kindly()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var code = (await Setting.Codes(site, survey, 1))[0];
        var options = Enumerable.Repeat(2, 15).ToList();
        using var first = new Respondent(new Uri(site.Address), "10.0.1.1");
        Assert.True(await first.Send(survey.Link, code.ToLowerInvariant(), options));

        using var second = new Respondent(new Uri(site.Address), "10.0.1.2");
        Assert.False(await second.Send(survey.Link, code, options));
        HtmlAssert.Shows(second.Page, "รหัสนี้ใช้ตอบไปแล้ว");
        await second.Open(survey.Link);
        await second.Press(survey.Link, "start", ("code", code[..^1] + (code[^1] == 'Z' ? 'Y' : 'Z')));
        HtmlAssert.Shows(second.Page, "ไม่ตรงกับตัวตรวจท้ายรหัส");
        await second.Press(survey.Link, "start", ("code", "k7m0p-9qx4r"));
        Assert.Equal("ยังเริ่มตอบไม่ได้", second.Page.QuerySelector(".errors h2")!.TextContent.Trim());
        // Told at the field, which keeps what was typed and says so to who hears the page.
        var field = second.Page.GetElementById("code")!;
        Assert.Contains("กลุ่มแรก ตัวที่ 4 พิมพ์เป็น “0”", second.Page.GetElementById("code-e")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("k7m0p-9qx4r", "true", "code-e code-h"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid"), field.GetAttribute("aria-describedby")));
    }

    [Fact]
    public async Task A_code_refused_at_the_last_button_can_be_mended_there()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var codes = await Setting.Codes(site, survey, 2);
        var options = Enumerable.Repeat(2, 15).ToList();
        using var slow = new Respondent(new Uri(site.Address), "10.0.8.1");
        await slow.Open(survey.Link);
        await slow.Press(survey.Link, "start", ("code", codes[0]));
        for (var i = 0; i < 15; i++)
        {
            await slow.Press(survey.Link, "next", ($"c{i}", "2"));
        }
        using var quick = new Respondent(new Uri(site.Address), "10.0.8.2");
        Assert.True(await quick.Send(survey.Link, codes[0], options));

        await slow.Press(survey.Link, "send");
        Assert.Equal(HttpStatusCode.BadRequest, slow.Status);
        Assert.Equal("ยังส่งคำตอบไม่ได้", slow.Page.QuerySelector(".errors h2")!.TextContent.Trim());
        HtmlAssert.Shows(slow.Page, "รหัสนี้ใช้ตอบไปแล้ว");
        Assert.Equal("text", (slow.Page.QuerySelector("input[name=code]") as AngleSharp.Html.Dom.IHtmlInputElement)!.Type);
        Assert.Single(slow.Page.QuerySelectorAll("input[name=code]"));
        await slow.Press(survey.Link, "send", ("code", codes[1]));
        Assert.EndsWith("/thanks", slow.Location, StringComparison.Ordinal);
        Assert.Equal(2, await Accepted(survey));
    }

    [Fact]
    public async Task Counts_once_what_is_sent_again_and_keeps_nothing_of_what_is_refused()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var code = (await Setting.Codes(site, survey, 1))[0];
        using var person = new Respondent(new Uri(site.Address), "10.0.2.1");
        var token = Guid.NewGuid().ToString("N");
        var options = Enumerable.Repeat(1, 15).ToList();
        Assert.False(await person.Send(survey.Link, code, [9, .. options[1..]], token));
        HtmlAssert.Shows(person.Page, "เลือกคำตอบจากตัวเลือกที่มีให้");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var again = new Respondent(new Uri(site.Address), "10.0.2.1");
            return await again.Send(survey.Link, code, options, token);
        }));
        Assert.All(all, Assert.True);
        Assert.Equal(1, await Accepted(survey));
    }

    [Fact]
    public async Task Goes_back_and_forward_and_loses_nothing()
    {
        var survey = await Setting.Open(site, "external", "link");
        using var person = new Respondent(new Uri(site.Address), "10.0.3.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "start");
        HtmlAssert.Shows(person.Page, "ข้อ 1 จาก 9");
        await person.Press(survey.Link, "next");
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        HtmlAssert.Shows(person.Page, "เลือกคำตอบ 1 ตัวเลือก");
        await person.Press(survey.Link, "next", ("c0", "4"));
        await person.Press(survey.Link, "back");
        Assert.Equal("4", person.Page.QuerySelector("input[name=c0][checked]")?.GetAttribute("value"));
    }

    [Fact]
    public async Task Keeps_what_was_typed_when_it_closes_meanwhile()
    {
        var survey = await Setting.Open(site, "external", "link");
        using var person = new Respondent(new Uri(site.Address), "10.0.4.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "start");
        await person.Press(survey.Link, "next", ("c0", "6"));
        await Setting.Close(site, survey);
        for (var i = 1; i < 9; i++)
        {
            await person.Press(survey.Link, "next", ($"c{i}", "2"));
        }
        await person.Press(survey.Link, "send");
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        HtmlAssert.Shows(person.Page, "แบบสำรวจปิดรับคำตอบระหว่างที่ท่านตอบอยู่");
        Assert.Equal("622222222", person.Page.QuerySelector("input[name=given]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Takes_one_answer_a_day_from_a_device_by_an_open_link_and_stops_a_flood()
    {
        var survey = await Setting.Open(site, "external", "link");
        var options = Enumerable.Repeat(2, 9).ToList();
        using var person = new Respondent(new Uri(site.Address), "10.0.5.1");
        Assert.True(await person.Send(survey.Link, null, options));
        Assert.False(await person.Send(survey.Link, null, options));
        HtmlAssert.Shows(person.Page, "เครื่องนี้ส่งคำตอบของแบบสำรวจนี้ไปแล้ววันนี้");
        Assert.Equal(1, await Accepted(survey));
        using var context = new HttpClient();
        var visitors = new Visitors(site.Time);
        var http = new DefaultHttpContext();
        Assert.All(Enumerable.Range(0, Visitors.PerAddressAndHour), _ => Assert.True(visitors.MaySend(http)));
        Assert.False(visitors.MaySend(http));
    }

    [Fact]
    public async Task Shows_nothing_of_fewer_than_the_least_and_never_a_difference_of_fewer()
    {
        var survey = await Setting.Open(site, "external", "link");
        var shown = new List<int>();
        for (var i = 0; i < 23; i++)
        {
            using var person = new Respondent(new Uri(site.Address), $"10.0.6.{i + 1}");
            Assert.True(await person.Send(survey.Link, null, [1 + i % 6, 2, 1, 2, 3, 4, 5, 6, 1]));
            shown.Add(await site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, default)).Tally?.Respondents ?? 0));
        }
        await Setting.Close(site, survey);
        var last = await Setting.Of(site, survey.Id);
        shown.Add(await site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(last, default)).Tally?.Respondents ?? 0));
        var steps = shown.Zip(shown.Skip(1), (a, b) => b - a).Where(d => d != 0).ToList();
        Assert.All(steps, d => Assert.True(d >= 5, $"{d}"));
        Assert.Equal(23, shown[^1]);
    }

    [Fact]
    public async Task Destroys_the_answers_of_too_few()
    {
        var survey = await Setting.Open(site, "external", "link");
        for (var i = 0; i < 4; i++)
        {
            using var person = new Respondent(new Uri(site.Address), $"10.0.7.{i + 1}");
            Assert.True(await person.Send(survey.Link, null, Enumerable.Repeat(1, 9).ToList()));
        }
        var page = await Setting.Close(site, survey);
        HtmlAssert.Shows(page, "น้อยกว่า 5");
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select (select count(*) from survey_blocks where survey_id = $1) + (select count(*) from survey_pools where survey_id = $1) + (select count(*) from survey_receipts where survey_id = $1)", connection) { Parameters = { new() { Value = survey.Id } } };
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    private Task<int> Accepted(Survey survey) => site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, default)).Accepted);
}
