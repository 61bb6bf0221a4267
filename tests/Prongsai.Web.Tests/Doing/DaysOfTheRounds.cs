using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Doing;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Doing;

/// <summary>The days an office sets for its rounds and evidence, and counts that need no reading of the work.</summary>
public sealed class DaysOfTheRounds
{
    private static readonly FiscalYear Year = new(2568);

    [Fact]
    public async Task Are_set_from_a_year_on_with_a_reason_and_hold_everywhere()
    {
        await using var site = new Site();
        var (unit, _) = await Units(site);
        await Plan(site, "มาตรการเดียว", unit);
        var keeper = await site.As("doing.rounds");
        HtmlAssert.Shows(await keeper.Page("/follow-up/2568/rules"), "ค่าที่มากับระบบ");
        var silent = await keeper.Post("/follow-up/2568/rules", ("DueAfter", "5"), ("TakenFor", "3"), ("BackDatedAfter", "1"));
        Assert.Equal(HttpStatusCode.BadRequest, silent.Status);
        HtmlAssert.Shows(silent.Document, "บอกเหตุผล");
        Assert.Equal("5", silent.Document.QuerySelector("#DueAfter")!.GetAttribute("value"));
        HtmlAssert.Shows((await keeper.Post("/follow-up/2568/rules", ("DueAfter", "91"), ("TakenFor", "3"), ("BackDatedAfter", "1"), ("Reason", "ลอง"))).Document, "ต้องอยู่ระหว่าง 1 ถึง 90 วัน");
        Assert.Equal("/follow-up/2568/rules", (await keeper.Post("/follow-up/2568/rules", ("DueAfter", "5"), ("TakenFor", "3"), ("BackDatedAfter", "1"), ("Reason", "มติที่ประชุม"))).Location);
        HtmlAssert.Shows(await keeper.Page("/follow-up/2568/rules"), "มติที่ประชุม");
        // 31 March + 5 days is a Saturday, and the Monday after it Chakri day: the calendar moves it on.
        var round = (await site.Do(s => s.GetRequiredService<RoundsOf>().Find(Year, 6, CancellationToken.None)))!;
        Assert.True(round.Days.Due < RoundDays.Of(Year, RoundKind.SixMonths, site.Services.GetRequiredService<HolidayCalendar>(), FollowUpRules.Usual).Due);
        Assert.Equal(1, (await site.Do(s => s.GetRequiredService<WorkOf>().Of(Year, CancellationToken.None)))[0].Rules.BackDatedAfter);
        // Years before keep what they were judged by; later ones take it over.
        Assert.Equal(FollowUpRules.Usual, await site.Do(s => s.GetRequiredService<WorkOf>().Rules(Year.Previous, CancellationToken.None)));
        Assert.Equal(new FollowUpRules(5, 3, 1), await site.Do(s => s.GetRequiredService<WorkOf>().Rules(Year.Next, CancellationToken.None)));
        var change = await site.Query(db => db.Set<Web.Platform.Changes.Change>().SingleAsync(c => c.Kind == "follow-up-rules.changed"));
        Assert.Equal("มติที่ประชุม", change.Reason);
        var stale = await keeper.Post("/follow-up/2568/rules", ("Version", "0"), ("DueAfter", "7"), ("TakenFor", "3"), ("BackDatedAfter", "1"), ("Reason", "ของคนที่สอง"));
        HtmlAssert.Shows(stale.Document, "มีผู้กำหนดวันของปีนี้ระหว่างที่ท่านพิมพ์");
        var reader = await site.As("doing.read");
        Assert.Null((await reader.Page("/follow-up/2568/rules")).QuerySelector("#DueAfter"));
    }

    [Fact]
    public async Task Counts_agree_with_the_work_itself()
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        await FirstStart.Run(site.Services, CancellationToken.None);
        var organisation = (await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0];
        await using var scope = site.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentOrganisation>().Use(organisation);
        var (work, counts) = (services.GetRequiredService<WorkOf>(), services.GetRequiredService<WorkCounts>());
        var measures = await work.Of(Year, CancellationToken.None);
        var steps = measures.SelectMany(m => m.Steps.Select(s => (Measure: m, Step: s))).ToList();
        Agree(steps.Select(s => s.Step), await counts.Of(Year, work.Today, CancellationToken.None));
        Assert.True(steps.Count > 20);
        foreach (var unit in steps.SelectMany(s => s.Measure.Plan.Measure.UnitIds).Distinct())
        {
            Agree(steps.Where(s => s.Step.Step.UnitId is { } own ? own == unit : s.Measure.Plan.Measure.UnitIds.Contains(unit)).Select(s => s.Step), await counts.Of(Year, work.Today, null, unit, CancellationToken.None));
        }
    }

    private static void Agree(IEnumerable<StepNow> steps, StepCounts counted)
    {
        var all = steps.ToList();
        int Of(StepStanding standing) => all.Count(s => s.Standing == standing);
        Assert.Equal((all.Count, Of(StepStanding.Proven), Of(StepStanding.Done), Of(StepStanding.Late), Of(StepStanding.Now)), (counted.Total, counted.Proven, counted.Unproven, counted.Late, counted.Now));
        Assert.Equal(all.Where(s => s.Standing is StepStanding.Late).Select(s => (DateOnly?)s.Step.Until).Min(), counted.LateSince);
    }

    private static async Task<(Guid First, Guid Second)> Units(Site site) => await site.Query(async db =>
    {
        var (first, second) = (new Unit { Name = "สำนักปลัด", Sort = 1 }, new Unit { Name = "กองคลัง", Sort = 2 });
        db.Units.AddRange(first, second);
        await db.SaveChangesAsync();
        return (first.Id, second.Id);
    });

    private static async Task<Guid> Plan(Site site, string title, params Guid[] units)
    {
        var measure = new Measure { Year = Year, Title = title, From = Year.FirstDay, Until = Year.LastDay, UnitIds = units, FollowUps = [FollowUp.SixMonths], Steps = [new($"ขั้นแรกของ{title}", null, null, Year.FirstDay, new DateOnly(2025, 3, 31))] };
        return (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(Year, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
    }
}
