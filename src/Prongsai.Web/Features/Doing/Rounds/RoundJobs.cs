using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>
/// Each day: writes down that a round was opened or closed by the calendar, and tells those whose unit owes a report of the opening. Looks at
/// the year it is and the one before, whose last round ends in the new one. Told once: the row of the round keeps when.
/// </summary>
internal sealed class FollowCalendar(AppDbContext db, RoundsOf rounds, Notices notices, TimeProvider clock) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var thisYear = FiscalYear.Of(rounds.Today);
        foreach (var year in new[] { thisYear.Previous, thisYear })
        {
            foreach (var round in (await rounds.Of(year, stop)).Where(r => r.Rows.Count > 0))
            {
                await Tell(round, stop);
            }
        }
        await db.SaveChangesAsync(stop);
    }

    private async Task Tell(RoundNow round, CancellationToken stop)
    {
        var (opens, closes) = (round.Opened && round.Decision?.OpeningToldAt is null, round.Closed && round.Opened && round.Decision?.ClosingToldAt is null);
        if (!opens && !closes)
        {
            return;
        }
        var row = await KeepRounds.Row(db, round.Days.Year, round.Days.Kind, stop);
        if (opens)
        {
            row.OpeningToldAt = clock.GetUtcNow();
            db.Record("round.opened", "round", row.Id, row.ByHand is null ? "ถึงวันเปิดตามปฏิทิน" : row.Because, new { year = round.Days.Year.Value, round.Months });
        }
        if (closes)
        {
            row.ClosingToldAt = clock.GetUtcNow();
            db.Record("round.closed", "round", row.Id, row.ByHand is null ? "พ้นวันรับรายงานตามปฏิทิน" : row.Because, new { year = round.Days.Year.Value, round.Months, missed = round.Count(ReportStanding.Missed) });
        }
        if (opens && round.IsOpen)
        {
            var owing = round.Rows.SelectMany(r => r.Parts).Where(p => p.IsOwed).Select(p => p.Unit).OfType<Guid>().ToHashSet();
            foreach (var person in await db.People.AsNoTracking().Where(p => p.Active && p.AccountId != null && p.UnitId != null && owing.Contains(p.UnitId.Value)).Select(p => new { p.Id, p.UnitId }).ToListAsync(stop))
            {
                notices.Tell(person.Id, $"เปิดรับรายงาน{round.Name} ปี {round.Days.Year} ครบกำหนด {ThaiDate.Short(round.Days.Due)}", $"{round.Address}?unit={person.UnitId}");
            }
        }
    }
}

/// <summary>Each week: tells everyone who owes something, in the product and by mail, what is overdue, what falls due within two weeks, and which reports are owed.</summary>
internal sealed class WeeklyDigest(AppDbContext db, WorkOf work, RoundsOf rounds, CycleTrack cycle, Notices notices, MailQueue mail, CurrentOrganisation organisation) : IJob
{
    private const int DaysAhead = 14;

    /// <summary>Lines of each kind in the mail; the rest is counted.</summary>
    private const int Shown = 10;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var year = await cycle.UsualYear(stop);
        var measures = await work.Of(year, stop);
        var inRounds = await rounds.Of(year, measures, stop);
        var people = await db.People.AsNoTracking().Where(p => p.Active && p.AccountId != null).Select(p => new { p.Id, p.UnitId, p.AccountId }).ToListAsync(stop);
        var told = 0;
        foreach (var person in people)
        {
            var steps = measures.SelectMany(m => m.Steps.Select(s => (Measure: m, Step: s))).Where(x => x.Step.Step.PersonId == person.Id
                || (x.Step.Step.PersonId is null && x.Measure.Plan.Measure.PersonIds.Contains(person.Id))
                || (person.UnitId is { } unit && (x.Step.Step.UnitId is { } own ? own == unit : x.Measure.Plan.Measure.UnitIds.Contains(unit)))).Select(x => x.Step).ToList();
            var late = steps.Where(s => s.Standing is StepStanding.Late).OrderBy(s => s.Step.Until).ToList();
            var soon = steps.Where(s => s.Standing is StepStanding.Now or StepStanding.Ahead && s.Step.Until <= work.Today.AddDays(DaysAhead)).OrderBy(s => s.Step.Until).ToList();
            var reports = person.UnitId is null ? [] : OwedReports.Of(inRounds, person.UnitId);
            if (late.Count + soon.Count + reports.Count == 0)
            {
                continue;
            }
            var summary = Summary(late.Count, soon.Count, reports.Count);
            notices.Tell(person.Id, summary, $"/my-work?who=mine&year={year}");
            mail.Add(person.AccountId!.Value, $"งานประจำสัปดาห์ {organisation.Card.ShortName}", Letter(year, summary, late, soon, reports));
            told++;
        }
        await db.SaveChangesAsync(stop);
        await run.Report(100, string.Create(CultureInfo.InvariantCulture, $"แจ้งแล้ว {told} คน"), stop);
    }

    private static string Summary(int late, int soon, int reports) => "งานสัปดาห์นี้: " + string.Join(" · ", new[]
    {
        late > 0 ? string.Create(CultureInfo.InvariantCulture, $"เลยกำหนด {late} ขั้นตอน") : "",
        soon > 0 ? string.Create(CultureInfo.InvariantCulture, $"ครบกำหนดใน {DaysAhead} วัน {soon} ขั้นตอน") : "",
        reports > 0 ? "มีรายงานรอบติดตามที่ยังไม่ส่ง" : "",
    }.Where(s => s.Length > 0));

    private static string Letter(FiscalYear year, string summary, IReadOnlyList<StepNow> late, IReadOnlyList<StepNow> soon, IReadOnlyList<Prongsai.Ui.TaskItem> reports)
    {
        var text = new StringBuilder().Append(summary).Append('\n');
        Part("เลยกำหนด", late);
        Part("ใกล้ครบกำหนด", soon);
        foreach (var report in reports)
        {
            text.Append('\n').Append(report.Title).Append(" (").Append(report.Words).Append(')');
        }
        return text.Append("\n\nเปิดระบบแล้วเลือก “งานของฉัน” เพื่อบันทึกผลและแนบหลักฐานของปี ").Append(year).Append('\n').ToString();

        void Part(string title, IReadOnlyList<StepNow> steps)
        {
            if (steps.Count == 0)
            {
                return;
            }
            text.Append('\n').Append(title).Append('\n');
            foreach (var step in steps.Take(Shown))
            {
                text.Append("- ").Append(step.Step.Text).Append(" (").Append(ThaiDate.Short(step.Step.Until)).Append(")\n");
            }
            if (steps.Count > Shown)
            {
                text.Append(CultureInfo.InvariantCulture, $"และอีก {steps.Count - Shown} ขั้นตอน\n");
            }
        }
    }
}
