using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>What one unit owes of a measure in a round.</summary>
/// <param name="Unit">Null when no unit answers for the measure.</param>
/// <param name="Report">What the unit sent.</param>
/// <param name="InPlace">What another unit sent for all; null when the unit sent its own or nothing stands for it.</param>
/// <param name="Standing">Of the report, or of what stands in its place.</param>
internal sealed record ReportPart(Guid? Unit, RoundReport? Report, RoundReport? InPlace, ReportStanding Standing)
{
    public bool IsOwed => Report is null && InPlace is null;
}

/// <summary>One measure in one round, with a part for every unit that answers for it, in the order of the plan; units that sent one and no longer answer come last.</summary>
internal sealed record ReportRow(MeasureNow Measure, IReadOnlyList<ReportPart> Parts)
{
    /// <summary>Every unit that answers for the measure, in the order of the plan.</summary>
    public IReadOnlyList<Guid> Units => Measure.Plan.Measure.UnitIds;

    /// <summary>Every unit sent its part, or one told of all.</summary>
    public bool IsSent => Parts.All(p => !p.IsOwed);

    /// <summary>Of the part that is worst off: the measure is late while one unit is.</summary>
    public ReportStanding Standing => Parts.Select(p => p.Standing).MaxBy(s => s switch { ReportStanding.OnTime => 0, ReportStanding.Late => 1, ReportStanding.NotYet => 2, ReportStanding.Awaited => 3, ReportStanding.Overdue => 4, _ => 5 });

    public ReportPart? Part(Guid? unit) => Parts.FirstOrDefault(p => p.Unit == unit);

    /// <summary>A report is kept for each unit only where several answer.</summary>
    public bool IsShared => Parts.Count > 1;

    public static ReportRow Of(MeasureNow measure, IReadOnlyList<RoundReport> reports, Func<RoundReport?, ReportStanding> standing)
    {
        var units = measure.Plan.Measure.UnitIds.Select(u => (Guid?)u).DefaultIfEmpty().ToList();
        var former = reports.Where(r => !units.Contains(r.UnitId)).Select(r => r.UnitId);
        var whole = reports.Where(r => r.ForAll).MinBy(r => r.SentAt);
        if (measure.Plan.Measure.UnitIds.Count == 0 && reports.Count > 0)
        {
            units = [];
        }
        return new(measure, [.. units.Concat(former).Select(unit =>
        {
            var own = reports.FirstOrDefault(r => r.UnitId == unit);
            return new ReportPart(unit, own, own is null ? whole : null, standing(own ?? whole));
        })]);
    }
}

/// <summary>A round as it stands.</summary>
internal sealed record RoundNow(RoundDays Days, FollowUpRound? Decision, DateOnly Today, IReadOnlyList<ReportRow> Rows)
{
    public int Months => Days.Kind is RoundKind.SixMonths ? 6 : 12;

    public string Name => RoundDays.NameOf(Days.Kind);

    public string Address => $"/follow-up/{Days.Year}/{Months}";

    public bool Opened => Decision?.ByHand is RoundByHand.Open || Today >= Days.OpensOn;

    public bool Closed => Decision?.ByHand is { } hand ? hand is RoundByHand.Closed : Days.IsOverByCalendar(Today);

    public bool IsOpen => Opened && !Closed;

    public int Sent => Rows.Count(r => r.IsSent);

    public int Count(ReportStanding standing) => Rows.Count(r => r.Standing == standing);

    public string State => IsOpen ? "เปิดรับรายงาน" : Opened ? "ปิดแล้ว" : "ยังไม่เปิด";
}

/// <summary>A unit's line of the board.</summary>
internal sealed record BoardLine(Guid? Unit, string Name, int Measures, ProofMeter Meter, int LateSteps, int FailedSteps, int BackDated, IReadOnlyList<(RoundNow Round, int Sent, int All, int Late, int Missed)> Rounds);

/// <summary>Rounds of a year with their measures, and the board of units.</summary>
internal sealed class RoundsOf(AppDbContext db, WorkOf work, HolidayCalendar holidays) : IUseCase
{
    public DateOnly Today => work.Today;

    public Task<IReadOnlyList<RoundNow>> Of(FiscalYear year, CancellationToken stop) => Of(year, null, stop);

    /// <param name="year">The fiscal year.</param>
    /// <param name="measures">The measures of the year if they are known already.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<IReadOnlyList<RoundNow>> Of(FiscalYear year, IReadOnlyList<MeasureNow>? measures, CancellationToken stop)
    {
        measures ??= await work.Of(year, stop);
        var decisions = await db.FollowUpRounds.AsNoTracking().Where(r => r.Year == year).ToListAsync(stop);
        var reports = (await db.RoundReports.AsNoTracking().Where(r => r.Year == year).ToListAsync(stop)).ToLookup(r => (r.Kind, r.MeasureId));
        var today = Today;
        var rules = await work.Rules(year, stop);
        return [.. Enum.GetValues<RoundKind>().Select(kind =>
        {
            var bare = new RoundNow(RoundDays.Of(year, kind, holidays, rules), decisions.Find(d => d.Kind == kind), today, []);
            return bare with
            {
                Rows = [.. measures.Where(m => RoundDays.Includes(m.Plan.Measure.FollowUps, kind)).Select(m => ReportRow.Of(
                    m, [.. reports[(kind, m.Plan.Id)]], report => Standing.Of(bare.Opened, bare.Closed, bare.Days.Due, report is null ? null : ThaiDate.InBangkok(report.SentAt), today)))],
            };
        })];
    }

    /// <summary>The rounds with their days and what was decided of them, without their measures.</summary>
    public async Task<IReadOnlyList<RoundNow>> Bare(FiscalYear year, CancellationToken stop) => await Of(year, [], stop);

    public async Task<RoundNow?> Find(FiscalYear year, int months, CancellationToken stop) =>
        months is 6 or 12 ? (await Of(year, stop)).First(r => r.Months == months) : null;

    /// <summary>
    /// How each unit that answers for measures stands, in the order of units; measures without a unit come last. A measure of several units
    /// stands in the line of each.
    /// </summary>
    public static IReadOnlyList<BoardLine> Board(IReadOnlyList<MeasureNow> measures, IReadOnlyList<RoundNow> rounds, Names names)
    {
        var order = names.Units.Select(u => (Guid?)u.Id).ToList();
        return [.. measures.SelectMany(m => m.Plan.Measure.UnitIds.Select(u => (Guid?)u).DefaultIfEmpty(), (m, unit) => (Measure: m, Unit: unit)).GroupBy(x => x.Unit, x => x.Measure).OrderBy(g => order.IndexOf(g.Key) is var at && at < 0 ? int.MaxValue : at).Select(g =>
        {
            var steps = g.SelectMany(m => m.Steps).ToList();
            return new BoardLine(g.Key, names[g.Key], g.Count(), ProofMeter.Of(steps.Select(s => s.Standing)), steps.Count(s => s.Standing is StepStanding.Late), steps.Count(s => s.Standing is StepStanding.Failed), g.Sum(m => m.BackDated),
                [.. rounds.Select(r =>
                {
                    var mine = r.Rows.Select(x => x.Part(g.Key)).OfType<ReportPart>().ToList();
                    return (r, mine.Count(x => !x.IsOwed), mine.Count, mine.Count(x => x.Standing is ReportStanding.Late or ReportStanding.Overdue), mine.Count(x => x.Standing is ReportStanding.Missed));
                })]);
        })];
    }
}

/// <summary>Reports a unit, or everyone, still owes in rounds that are open.</summary>
internal static class OwedReports
{
    public static IReadOnlyList<TaskItem> Of(IReadOnlyList<RoundNow> rounds, Guid? unit) =>
    [
        .. rounds.Where(r => r.IsOpen).Select(r => (Round: r, Owed: r.Rows.Where(x => x.Parts.Any(p => p.IsOwed && (unit is null || p.Unit == unit))).ToList())).Where(x => x.Owed.Count > 0)
            .Select(x => new TaskItem(
                string.Create(CultureInfo.InvariantCulture, $"รายงาน{x.Round.Name} {x.Owed.Count} มาตรการ"),
                x.Round.Address + (unit is { } id ? $"?unit={id}" : ""),
                x.Round.Today > x.Round.Days.Due ? StopState.Late : StopState.Due,
                x.Round.Today > x.Round.Days.Due ? "เลยกำหนด" : $"ครบ {ThaiDate.Short(x.Round.Days.Due)}",
                x.Round.Days.Deadline.IsMoved ? x.Round.Days.Deadline.Explanation : null)),
    ];
}
