using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Surveys;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Tests.Surveys;

public sealed class OwnSurveysAndCounters(Site site) : IClassFixture<Site>
{
    private const string Script = "# การใช้ถนน\n1. ท่านใช้ถนนสายนี้หรือไม่\n- ไม่ใช้/ใช้\n2. สภาพถนนเป็นอย่างไร (ถ้าข้อ 1 = 2)\n- แย่\n- พอใช้\n- ดี\n3. อยากบอกอะไร (ข้อความ) (ไม่บังคับ)\n";

    [Fact]
    public void A_script_reads_as_it_was_written()
    {
        var form = FormScript.Read(Script);
        Assert.Empty(form.Problems());
        Assert.Equal(form.Cells, FormScript.Read(FormScript.Write(form)).Cells);
        Assert.Equal(FormScript.Write(form), FormScript.Write(FormScript.Read(FormScript.Write(form))));
        Assert.NotEmpty(FormScript.Read("1. ลอย ๆ").Problems());
        var scale = FormScript.Read("1. พอใจเพียงใด (มาตร) (ไม่บังคับ)");
        Assert.Empty(scale.Problems());
        Assert.Equal(["น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด"], scale.Questions.Single().Options);
        Assert.Equal("1. พอใจเพียงใด (ไม่บังคับ)\n- น้อยที่สุด\n- น้อย\n- ปานกลาง\n- มาก\n- มากที่สุด\n", FormScript.Write(scale));
        Assert.NotEmpty(FormScript.Read("1. ก (ถ้าข้อ 9 = 1)\n- ข/ค").Problems());
    }

    [Fact]
    public async Task Skips_what_is_not_asked_and_shows_texts_only_after_closing()
    {
        var office = await site.As("surveys.write", "surveys.texts");
        var made = await office.Post("/surveys/new", ("Kind", "own"), ("Year", "2568"), ("Name", "ถนนหน้าวัด"));
        var address = made.Location!;
        Assert.Equal(HttpStatusCode.Redirect, (await office.Post(address + "/edit", ("Name", "ถนนหน้าวัด"), ("Script", Script))).Status);
        var opened = await office.Post(address, ("ClosesOn.Day", "30"), ("ClosesOn.Month", "6"), ("ClosesOn.Year", "2568"), ("Entry", "link"), ("Least", "5"));
        Assert.True(opened.Status is HttpStatusCode.Redirect, opened.Text);
        var survey = await Setting.Of(site, Guid.Parse(address.Split('/')[^1]));

        using var person = new Respondent(new Uri(site.Address), "10.2.0.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "start");
        await person.Press(survey.Link, "next", ("c0", "1"));
        HtmlAssert.Shows(person.Page, "อยากบอกอะไร");
        await person.Press(survey.Link, "next", ("t-q3", "<script>alert(1)</script> ขอไฟส่องสว่าง"));
        await person.Press(survey.Link, "send");
        Assert.Equal(HttpStatusCode.Redirect, person.Status);
        for (var i = 0; i < 6; i++)
        {
            using var other = new Respondent(new Uri(site.Address), $"10.2.1.{i + 1}");
            Assert.True(await other.Send(survey.Link, null, [2, 3]));
        }

        var before = await office.Page($"{address}/texts");
        HtmlAssert.DoesNotShow(before, "ขอไฟส่องสว่าง");
        await Setting.Close(site, survey);
        var after = await office.Page($"{address}/texts");
        HtmlAssert.Shows(after, "<script>alert(1)</script> ขอไฟส่องสว่าง");
        Assert.Empty(after.QuerySelectorAll("main script"));
        var reader = await site.As("surveys.read");
        Assert.Equal("/no-permission", new Uri(new Uri(site.Address), (await reader.Get($"{address}/texts")).Location!).AbsolutePath);
        var kept = await site.DoIn(site.Organisation, async s => await s.GetRequiredService<KeptAnswers>().Of(await s.GetRequiredService<AppDbContext>().Surveys.SingleAsync(x => x.Id == survey.Id), default));
        Assert.Equal([1, 0, 0, 6], kept.Tally!.Of(1)[..4]);
        foreach (var form in new[] { "csv", "xlsx", "json" })
        {
            var file = await reader.Get($"{address}/results.{form}");
            Assert.Equal(HttpStatusCode.OK, file.Status);
        }
        HtmlAssert.Shows(await reader.Page($"{address}/report"), "มีผู้ตอบ");
    }

    [Fact]
    public async Task Counts_a_counter_by_the_month_and_seals_what_is_over()
    {
        var survey = await Counter();
        var visitor = await site.Anyone();
        HtmlAssert.Shows(await visitor.Page($"/s/{survey.Link}/kiosk"), "เจ้าหน้าที่ที่ให้บริการไม่เห็นคำตอบนี้");
        for (var i = 0; i < 7; i++)
        {
            using var person = new Respondent(new Uri(site.Address), "10.2.3.1");
            Assert.True(await person.Send(survey.Link, null, [4, 5, 3]), person.Page?.Body?.TextContent);
        }
        var office = await site.As("surveys.read");
        HtmlAssert.Shows(await office.Page($"/surveys/{survey.Id}/results"), "ยังไม่มีผลให้แสดง");
        var then = site.Time.Now;
        site.Time.Now = then.AddMonths(1);
        await site.DoIn(site.Organisation, async s =>
        {
            await ActivatorUtilities.CreateInstance<TidySurveys>(s).Run(new JobRun(new Job { Kind = "tidy-surveys", Arguments = "{}", CreatedAt = then, DueAt = then }, (_, _, _) => Task.CompletedTask), default);
            return 0;
        });
        site.Time.Now = then;
        HtmlAssert.Shows(await office.Page($"/surveys/{survey.Id}/results"), "จากคำตอบ 7 ชุด");
        HtmlAssert.Shows(await office.Page($"/surveys/{survey.Id}/report"), "นับครบทั้งเดือนแล้ว");
        Assert.Empty(Directory.GetFiles(Path.Combine(site.DataDirectory, "survey-keys"), $"{survey.Id:N}*"));

        // The month is over: it is offered to the public, and what was written stays in the office.
        var publisher = await site.As("publication.publish", "publication.read");
        var year = Domain.FiscalYear.Of(Domain.ThaiDate.InBangkok(then));
        HtmlAssert.Shows(await publisher.Page($"/publication/{year}/{PublishedKinds.Satisfaction}/publish"), "ผลรวมรายเดือนของ 1 จุดบริการ 1 เดือน จากคำตอบ 7 ชุด");
        Assert.Equal(HttpStatusCode.Redirect, (await publisher.Post($"/publication/{year}/{PublishedKinds.Satisfaction}/publish")).Status);
        var page = await visitor.Page($"/ita/{year}/satisfaction");
        HtmlAssert.Shows(page, "ความพึงพอใจต่อการให้บริการ");
        Assert.Equal(["๗", "๗๕.๐๐", "๑๐๐.๐๐", "๑๐๐.๐๐"], page.QuerySelectorAll("main .sheet table tbody tr")[0].QuerySelectorAll("td").TakeLast(4).Select(c => c.TextContent.Trim()));
        Assert.Contains("\"respondents\": 7", (await visitor.Get($"/ita/{year}/satisfaction.json")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_on_a_receipt_lets_one_person_answer_once()
    {
        var survey = await Counter("codes");
        var codes = await Setting.Codes(site, survey, 3);
        var visitor = await site.Anyone();
        HtmlAssert.Shows(await visitor.Page($"/s/{survey.Link}/kiosk"), "รหัสบนบัตรคิวหรือใบเสร็จ");
        using var first = new Respondent(new Uri(site.Address), "10.2.4.1");
        Assert.True(await first.Send(survey.Link, codes[0], [5, 4, 3]));
        // Everybody at the counter uses the same device.
        Assert.True(await first.Send(survey.Link, codes[1], [1, 1, 1]));
        Assert.False(await first.Send(survey.Link, codes[0], [1, 1, 1]));
        HtmlAssert.Shows(first.Page, "รหัสนี้ใช้ตอบไปแล้ว");
        Assert.False(await first.Send(survey.Link, "", [5, 5, 3]));
        var today = Domain.ThaiDate.InBangkok(site.Time.GetUtcNow());
        Assert.Equal(2, await site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(survey, survey.PeriodOf(today), default)).Accepted));
        // Slips of a counter are issued all year, as many as there are receipts.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(KeepSurveys.MostCodes, (await Setting.Codes(site, survey, KeepSurveys.MostCodes)).Count);
        }
    }

    private async Task<Survey> Counter(string entry = "link")
    {
        var office = await site.As("surveys.write", "surveys.texts");
        var made = await office.Post("/surveys/new", ("Kind", "service"), ("Year", "2568"));
        var opened = await office.Post(made.Location!, ("Entry", entry), ("Least", "5"));
        Assert.True(opened.Status is HttpStatusCode.Redirect, opened.Text);
        return await Setting.Of(site, Guid.Parse(made.Location!.Split('/')[^1]));
    }
}
