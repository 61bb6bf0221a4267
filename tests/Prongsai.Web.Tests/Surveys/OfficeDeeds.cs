using System.Globalization;
using System.Net;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Jobs;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>What an officer does besides opening and closing: typing in paper, putting up posters, moving the last day, letting the calendar close.</summary>
public sealed class OfficeDeeds(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Answers_on_paper_are_typed_in_and_counted_apart()
    {
        var survey = await Setting.Open(site, "external", "link");
        var office = await site.As("surveys.write", "surveys.texts");
        var address = $"/surveys/{survey.Id}/paper";
        var nothing = await office.Post(address);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        HtmlAssert.Shows(nothing.Document, "ยังไม่ได้เลือกคำตอบข้อใดเลย");
        for (var i = 0; i < 6; i++)
        {
            // The last question was left open on the sheet; paper cannot be told to fill it in.
            Assert.Equal(HttpStatusCode.Redirect, (await office.Post(address, [.. Enumerable.Range(0, 8).Select(c => ($"c{c}", "1"))])).Status);
        }
        using var person = new Respondent(new Uri(site.Address), "10.6.0.1");
        Assert.True(await person.Send(survey.Link, null, [1, 1, 1, 1, 1, 1, 1, 1, 1]));
        var page = await Setting.Close(site, survey);
        HtmlAssert.Shows(page, "6 ชุด (85%)");
        // One person alone answered the last question: what he said is not shown, and counts in no score.
        HtmlAssert.DoesNotShow(page, "ผู้ตอบ 1 คน");
        // Nor does the paper say that nobody chose the options of a question it may not show.
        var report = await office.Page($"/surveys/{survey.Id}/report");
        HtmlAssert.Shows(report, "ผู้ตอบข้อนี้น้อยกว่า");
        Assert.Equal("–", report.QuerySelectorAll(".sheet table tr")[^1].Children[^1].TextContent.Trim());
        Assert.DoesNotContain("e9", (await Setting.Of(site, survey.Id)).Scores!.Keys);
        var kept = await site.DoIn(site.Organisation, async s => await s.GetRequiredService<KeptAnswers>().Of(await Setting.Of(site, survey.Id), default));
        Assert.Equal((7, 6), (kept.Released, kept.Paper));
        Assert.Equal([6, 1], kept.Tally!.Of(8)[..2]);
        var late = await office.Get(address);
        Assert.NotEqual(HttpStatusCode.InternalServerError, late.Status);
    }

    [Theory]
    [InlineData("external", "2568", "จึงเทียบกับปี 2567")]
    [InlineData("external", "2567", "แบบวัด EIT ส่วนที่ 1 ไม่น้อยกว่า")]
    [InlineData("internal", "2567", "นับจากผู้มีสิทธิตอบทั้งหมด")]
    public async Task Says_how_many_ought_to_answer_and_how_sure_that_is(string kind, string year, string words)
    {
        var survey = await Setting.Open(site, kind, "link", year, population: "46");
        var page = await (await site.As("surveys.read")).Page($"/surveys/{survey.Id}");
        HtmlAssert.Shows(page, words);
        Assert.NotNull(page.QuerySelector("main progress, main [role=progressbar], main .progress"));
    }

    [Fact]
    public async Task A_poster_shows_the_address_and_its_picture()
    {
        var survey = await Setting.Open(site, "external", "link");
        var poster = await (await site.As("surveys.read")).Page($"/surveys/{survey.Id}/poster");
        HtmlAssert.Shows(poster, $"/s/{survey.Link}");
        Assert.NotNull(poster.QuerySelector("svg.qr path"));
        HtmlAssert.Shows(poster, "ไม่ถามชื่อ ไม่เก็บหมายเลขเครื่อง");
    }

    [Fact]
    public async Task The_last_day_can_be_moved_but_not_into_the_past()
    {
        var survey = await Setting.Open(site, "external", "link");
        var office = await site.As("surveys.write");
        const string Form = "form[action*=Extend], form[action*=extend]";
        var past = await office.Post($"/surveys/{survey.Id}", [("ClosesOn.Day", "1"), ("ClosesOn.Month", "1"), ("ClosesOn.Year", "2568")], Form);
        Assert.Equal(HttpStatusCode.BadRequest, past.Status);
        HtmlAssert.Shows(past.Document, "ใส่วันปิดที่ไม่ก่อนวันนี้");
        Assert.Equal(HttpStatusCode.Redirect, (await office.Post($"/surveys/{survey.Id}", [("ClosesOn.Day", "31"), ("ClosesOn.Month", "7"), ("ClosesOn.Year", "2568")], Form)).Status);
        Assert.Equal(new DateOnly(2025, 7, 31), (await Setting.Of(site, survey.Id)).ClosesOn);
    }

    [Fact]
    public async Task The_calendar_closes_and_scores()
    {
        var survey = await Setting.Open(site, "external", "link");
        for (var i = 0; i < 6; i++)
        {
            using var person = new Respondent(new Uri(site.Address), string.Create(CultureInfo.InvariantCulture, $"10.6.1.{i + 1}"));
            Assert.True(await person.Send(survey.Link, null, [6, 6, 1, 6, 6, 6, 6, 6, 2]));
        }
        var then = site.Time.Now;
        site.Time.Now = new DateTimeOffset(2025, 7, 1, 1, 0, 0, TimeSpan.FromHours(7));
        await site.DoIn(site.Organisation, async s =>
        {
            await ActivatorUtilities.CreateInstance<TidySurveys>(s).Run(new JobRun(new Job { Kind = "tidy-surveys", Arguments = "{}", CreatedAt = then, DueAt = then }, (_, _, _) => Task.CompletedTask), default);
            return 0;
        });
        site.Time.Now = then;
        var closed = await Setting.Of(site, survey.Id);
        Assert.Equal(SurveyState.Scored, closed.State);
        Assert.Equal(100m, closed.Scores!["EIT"]);
        Assert.Empty(Directory.GetFiles(Path.Combine(site.DataDirectory, "survey-keys"), $"{survey.Id:N}*"));
    }
}
