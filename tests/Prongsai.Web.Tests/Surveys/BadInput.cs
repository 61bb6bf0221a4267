using System.Globalization;
using System.Net;
using Prongsai.Domain.Surveys;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>What people, accidents and programs send that is no answer. A code used twice or mistyped, and a survey that closes meanwhile: <see cref="StaffSurvey"/>.</summary>
public sealed class BadInput(Site site) : IClassFixture<Site>
{
    private static readonly int[] Nine = [6, 6, 1, 6, 6, 6, 6, 6, 2];

    [Theory]
    [InlineData("7")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("๓")]
    [InlineData("6;drop table surveys")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task A_forged_option_is_refused_and_the_others_stay_chosen(string option)
    {
        var survey = await Setting.Open(site, "external", "link");
        using var person = new Respondent(new Uri(site.Address), "10.5.0.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "all");
        await person.Press(survey.Link, "send-all", [("c0", option), .. Nine.Skip(1).Select((o, i) => ($"c{i + 1}", o.ToString(CultureInfo.InvariantCulture)))]);
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        Assert.Equal(8, person.Page.QuerySelectorAll("input[type=radio][checked]").Length);
        Assert.Equal(0, await Accepted(survey));
    }

    [Fact]
    public async Task Options_forged_into_what_the_page_carries_are_refused()
    {
        var survey = await Setting.Open(site, "external", "link");
        using var person = new Respondent(new Uri(site.Address), "10.5.1.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "start");
        foreach (var given in new[] { "FFFFFFFFF", "777777777", "zzzzzzzzz", "66", new string('6', 5000) })
        {
            await person.Press(survey.Link, "send", ("given", given));
            Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        }
        Assert.Equal(0, await Accepted(survey));
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_refused_with_its_length_and_kept_as_far_as_anyone_types()
    {
        var survey = await Counter();
        using var person = new Respondent(new Uri(site.Address), "10.5.2.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "all");
        // A megabyte of Thai: three bytes each, nine once it stands in a form.
        await person.Press(survey.Link, "send-all", ("c0", "5"), ("c1", "5"), ("c2", "3"), ("t-s4", new string('ก', 250_000)));
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        HtmlAssert.Shows(person.Page, "ข้อความยาวได้ไม่เกิน 1000 ตัวอักษร ข้อความนี้ยาว 250000 ตัวอักษร");
        Assert.Equal(4 * SurveyForm.MostText, person.Page.QuerySelector("textarea")!.TextContent.Length);
        await person.Press(survey.Link, "send-all", ("t-s4", new string('a', 1_048_576)));
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        HtmlAssert.Shows(person.Page, "ข้อความนี้ยาว 1048576 ตัวอักษร");
        await person.Press(survey.Link, "send-all", ("t-s4", new string('ก', SurveyForm.MostText)));
        Assert.Equal(HttpStatusCode.Redirect, person.Status);
    }

    [Fact]
    public async Task More_than_a_form_can_hold_is_turned_away_before_it_is_read()
    {
        var survey = await Counter();
        // The server answers before the body is sent; a busy machine may take longer for it than the usual second.
        using var http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(60) });
        using var much = new ByteArrayContent(new byte[8 * 1024 * 1024]);
        much.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}/s/{survey.Link}") { Content = much };
        request.Headers.ExpectContinue = true;
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        HtmlAssert.Shows((await Answer.Of(answer)).Document, "ไฟล์หรือข้อความใหญ่เกินที่รับได้");
        using var fields = new FormUrlEncodedContent(Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"x{i}", "1")));
        using var many = await http.PostAsync(new Uri($"{site.Address}/s/{survey.Link}"), fields, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, many.StatusCode);
        Assert.Equal(0, await Accepted(survey));
    }

    [Fact]
    public async Task Thousands_from_one_place_are_held_back_and_lose_nothing()
    {
        var survey = await Setting.Open(site, "external", "link");
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        var statuses = new List<HttpStatusCode>();
        AngleSharp.Dom.IDocument? page = null;
        // Another browser each time, or the day's token would stop the second already.
        foreach (var chunk in Enumerable.Range(0, 2000).Chunk(50))
        {
            statuses.AddRange(await Task.WhenAll(chunk.Select(async i =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"{site.Address}/s/{survey.Link}")
                {
                    Content = new FormUrlEncodedContent(Nine.Select((o, c) => KeyValuePair.Create($"c{c}", o.ToString(CultureInfo.InvariantCulture))).Append(new("go", "send-all")).Append(new("token", Guid.NewGuid().ToString("N")))),
                };
                request.Headers.Add("X-Forwarded-For", "10.5.3.1");
                request.Headers.TryAddWithoutValidation("User-Agent", $"flood/{i}");
                using var answer = await http.SendAsync(request);
                page ??= answer.StatusCode is HttpStatusCode.TooManyRequests ? (await Answer.Of(answer)).Document : null;
                return answer.StatusCode;
            })));
        }
        Assert.Equal(Visitors.PerAddressAndHour, statuses.Count(s => s is HttpStatusCode.Redirect));
        Assert.Equal(2000 - Visitors.PerAddressAndHour, statuses.Count(s => s is HttpStatusCode.TooManyRequests));
        Assert.Equal(Visitors.PerAddressAndHour, await Accepted(survey));
        HtmlAssert.Shows(page!, "คำตอบของท่านยังอยู่ในหน้านี้");
        Assert.Equal(9, page!.QuerySelectorAll("input[type=radio][checked]").Length);
        // Someone elsewhere is not held back.
        using var other = new Respondent(new Uri(site.Address), "10.5.3.2");
        Assert.True(await other.Send(survey.Link, null, Nine));
    }

    [Fact]
    public async Task Guessing_codes_is_stopped_and_a_right_one_still_works_elsewhere()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var code = (await Setting.Codes(site, survey, 1))[0];
        var options = Enumerable.Repeat(1, 15).ToList();
        for (var i = 0; i <= Visitors.WrongCodesPerAddressAndHour; i++)
        {
            using var guess = new Respondent(new Uri(site.Address), "10.5.4.1");
            Assert.False(await guess.Send(survey.Link, SlipCode.New(), options));
            Assert.Equal(HttpStatusCode.BadRequest, guess.Status);
        }
        using var stopped = new Respondent(new Uri(site.Address), "10.5.4.1");
        Assert.False(await stopped.Send(survey.Link, SlipCode.New(), options));
        Assert.Equal(HttpStatusCode.TooManyRequests, stopped.Status);
        using var other = new Respondent(new Uri(site.Address), "10.5.4.2");
        Assert.True(await other.Send(survey.Link, code, options));
    }

    private async Task<Survey> Counter()
    {
        var office = await site.As("surveys.write");
        var made = await office.Post("/surveys/new", ("Kind", "service"), ("Year", "2568"));
        Assert.Equal(HttpStatusCode.Redirect, (await office.Post(made.Location!, ("Entry", "link"), ("Least", "5"))).Status);
        return await Setting.Of(site, Guid.Parse(made.Location!.Split('/')[^1]));
    }

    private Task<int> Accepted(Survey survey) =>
        site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, survey.PeriodOf(Prongsai.Domain.ThaiDate.InBangkok(site.Time.GetUtcNow())), default)).Accepted);
}
