using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Tests.Doing;

/// <summary>A measure for which two units answer: each reports its part, and the first may tell of both.</summary>
public sealed class EachUnitReportsItsPart : IAsyncLifetime
{
    private static readonly FiscalYear Year = new(2568);

    private readonly Site site = new();

    private Guid first;
    private Guid second;
    private Guid measure;

    public async ValueTask InitializeAsync()
    {
        (first, second) = await site.Query(async db =>
        {
            var (clerks, treasury) = (new Unit { Name = "สำนักปลัด", Sort = 1 }, new Unit { Name = "กองคลัง", Sort = 2 });
            db.Units.AddRange(clerks, treasury);
            await db.SaveChangesAsync();
            return (clerks.Id, treasury.Id);
        });
        measure = await Plan("มาตรการร่วม", first, second);
        At(2025, 4, 9);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_measure_counts_as_reported_when_the_last_of_them_has_sent()
    {
        using var treasurer = await Of(second, "เจ้าพนักงานพัสดุ");
        HtmlAssert.Shows(await treasurer.Page("/my-work?year=2568"), "รายงานรอบ 6 เดือน 1 มาตรการ");
        HtmlAssert.Shows(await treasurer.Page(Address), "ส่วนของ กองคลัง");
        Assert.Equal("/follow-up/2568/6", (await treasurer.Post(Address, ("State", "Going"), ("Words", "เบิกครบสามงวด"))).Location);
        var page = await treasurer.Page("/follow-up/2568/6");
        HtmlAssert.Shows(page, "ยังรอส่วนของ สำนักปลัด");
        HtmlAssert.Shows(page, "ส่งแล้ว 0 จาก 1 มาตรการ");
        Assert.Equal(["รอรายงาน", "ส่งตรงเวลา"], page.QuerySelectorAll("tbody tr td[data-label=รายงาน] .tag").Select(t => t.TextContent.Trim()));
        // The treasurer owes nothing more, and whoever belongs to no unit still sees that somebody does.
        Assert.DoesNotContain("รายงานรอบ 6 เดือน", (await treasurer.Page("/my-work?year=2568")).Body!.TextContent, StringComparison.Ordinal);
        var clerk = await site.As("doing.write");
        HtmlAssert.Shows(await clerk.Page("/my-work?who=all&year=2568"), "รายงานรอบ 6 เดือน 1 มาตรการ");

        // Opened by somebody of no unit, the form is that of the part still owed, beside what the other said.
        page = await clerk.Page(Address);
        HtmlAssert.Shows(page, "ส่วนของ สำนักปลัด");
        HtmlAssert.Shows(page, "เบิกครบสามงวด");
        // A session does not outlast a day.
        At(2025, 4, 25);
        clerk = await site.As("doing.write", "measures.read");
        Assert.Equal("/follow-up/2568/6", (await clerk.Post(Address, ("State", "Finished"), ("Words", "อบรมครบทุกกอง"))).Location);
        page = await clerk.Page("/follow-up/2568/6");
        HtmlAssert.Shows(page, "ส่งแล้ว 1 จาก 1 มาตรการ");
        Assert.Equal(["ส่งช้า", "ส่งตรงเวลา"], page.QuerySelectorAll("tbody tr td[data-label=รายงาน] .tag").Select(t => t.TextContent.Trim()));
        Assert.Equal(ReportStanding.Late, (await Row()).Standing);
        Assert.Equal([first, second], await site.Query(db => db.Set<Web.Features.Doing.Data.RoundReport>().OrderByDescending(r => r.SentAt).Select(r => r.UnitId!.Value).ToListAsync()));

        var result = Assert.Single(await site.Do(s => s.GetRequiredService<IMeasureResults>().Of(Year, CancellationToken.None)));
        Assert.Equal([("สำนักปลัด", "อบรมครบทุกกอง"), ("กองคลัง", "เบิกครบสามงวด")], result.Rounds.Select(r => (r.Unit, r.Words)));
        HtmlAssert.Shows(await (await site.As("reports.read")).Page("/reports/2568"), "กองคลัง: เบิกครบสามงวด");
    }

    [Fact]
    public async Task One_that_sends_nothing_has_missed_it_and_the_other_has_not()
    {
        Assert.Equal(ReportStanding.OnTime, (await Send(second, 0)).Value);
        At(2025, 7, 1);
        Assert.Equal([ReportStanding.Missed, ReportStanding.OnTime], (await Row()).Parts.Select(p => p.Standing));
        Assert.Equal(ReportStanding.Missed, (await Row()).Standing);
        var board = await (await site.As("doing.read")).Page("/follow-up/2568");
        var lines = board.QuerySelectorAll("[aria-labelledby=board] tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("ไม่ได้ส่ง 1", lines[0], StringComparison.Ordinal);
        Assert.Contains("1/1", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("ไม่ได้ส่ง", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_may_tell_of_all_and_only_the_first()
    {
        Assert.True((await Send(second, 0, forAll: true)).IsOk);
        Assert.False((await Row()).IsSent);
        var writer = await site.As("doing.write");
        Assert.Null((await writer.Page($"{Address}?unit={second}")).QuerySelector("#ForAll"));
        Assert.Equal("/follow-up/2568/6", (await writer.Post($"{Address}?unit={first}", ("State", "Going"), ("Words", "ทุกหน่วยงานทำแล้ว"), ("ForAll", "true"))).Location);
        Assert.True((await Row()).IsSent);

        var joint = await Plan("มาตรการร่วมที่สอง", first, second);
        Assert.True((await site.Do(s => s.GetRequiredService<KeepRounds>().Send(Year, 6, joint, first, 0, new Reported(ProgressState.Going, "รวมแล้ว", "", true), null, CancellationToken.None))).IsOk);
        var page = await writer.Page($"/follow-up/2568/6?unit={second}");
        HtmlAssert.Shows(page, "อยู่ในรายงานรวมของ สำนักปลัด");
        Assert.DoesNotContain("เขียนรายงาน", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page($"/follow-up/2568/6/report/{joint}?unit={second}"), "อยู่ในรายงานรวมของ สำนักปลัด");
    }

    [Fact]
    public async Task A_unit_that_does_not_answer_for_it_has_no_part()
    {
        var stranger = await site.Query(async db =>
        {
            var unit = new Unit { Name = "กองช่าง", Sort = 3 };
            db.Units.Add(unit);
            await db.SaveChangesAsync();
            return unit.Id;
        });
        Assert.Equal(new UnitDoesNotAnswer(), (await Send(stranger, 0)).Refusal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.As("doing.write")).Get($"{Address}?unit={stranger}")).Status);
    }

    /// <summary>The unit of a measure may change after its report was sent; that makes no report missing.</summary>
    [Fact]
    public async Task What_the_only_unit_sent_holds_when_another_takes_the_measure_over()
    {
        var alone = await Plan("มาตรการเดี่ยว", first);
        Assert.True((await site.Do(s => s.GetRequiredService<KeepRounds>().Send(Year, 6, alone, first, 0, new Reported(ProgressState.Going, "ทำแล้ว", ""), null, CancellationToken.None))).IsOk);
        await site.Query(db => db.Database.ExecuteSqlAsync($"update measures set unit_ids = array[{second}] where id = {alone}"));
        var row = await Row(alone);
        Assert.True(row.IsSent);
        Assert.Equal(ReportStanding.OnTime, row.Standing);
        Assert.Equal([second, first], row.Parts.Select(p => p.Unit!.Value));
    }

    private string Address => $"/follow-up/2568/6/report/{measure}";

    private void At(int year, int month, int day) => site.Time.Now = new DateTimeOffset(year, month, day, 3, 0, 0, TimeSpan.Zero);

    private async Task<ReportRow> Row(Guid? of = null) =>
        (await site.Do(s => s.GetRequiredService<RoundsOf>().Find(Year, 6, CancellationToken.None)))!.Rows.Single(r => r.Measure.Plan.Id == (of ?? measure));

    private Task<Result<ReportStanding>> Send(Guid unit, int seen, bool forAll = false) =>
        site.Do(s => s.GetRequiredService<KeepRounds>().Send(Year, 6, measure, unit, seen, new Reported(ProgressState.Going, "เล่าแล้ว", "", forAll), null, CancellationToken.None));

    private async Task<Visitor> Of(Guid unit, string position)
    {
        var person = await site.AddPerson(site.Organisation, "of-a-unit", position, ["doing.write"]);
        await site.Query(async db =>
        {
            (await db.People.FirstAsync(p => p.Id == person)).UnitId = unit;
            return await db.SaveChangesAsync();
        });
        var visitor = await site.Anyone();
        await visitor.SignIn("of-a-unit", Site.Password);
        return visitor;
    }

    private async Task<Guid> Plan(string title, params Guid[] units)
    {
        var planned = new Measure { Year = Year, Title = title, From = Year.FirstDay, Until = Year.LastDay, UnitIds = units, FollowUps = [FollowUp.SixMonths], Steps = [new($"ขั้นแรกของ{title}", null, null, Year.FirstDay, new DateOnly(2025, 9, 30))] };
        return (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(Year, [new NewMeasure(planned)], "measure.added", null, CancellationToken.None))).Value[0];
    }
}
