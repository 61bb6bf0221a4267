using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing;

/// <summary>Stop ๔ of the year: steps are done and proven, rounds are reported. It counts in the database; nothing of the work itself is read.</summary>
internal sealed class DoingStop(AppDbContext db, WorkOf work, WorkCounts counts, RoundsOf rounds, IPlannedWork plans, CurrentPerson person) : ICycleStop, ITaskSource
{
    public string Permission => "doing.write";

    public int Number => 4;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var address = $"/follow-up/{workingYear}";
        var all = await counts.Of(workingYear, work.Today, stop);
        if (all.Total == 0)
        {
            return new(StopState.Wait, address, "รอแผน", "ติดตามได้เมื่อมีมาตรการ");
        }
        return all.Proven == all.Total
            ? new(StopState.Done, address, null, all.Meter.ToString())
            : new(all.Late > 0 ? StopState.Late : StopState.Now, address, all.Late > 0 ? $"เลยกำหนด {all.Late}" : null, all.Meter.ToString());
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        var everyone = person.UnitId is null;
        var mine = everyone ? await counts.Of(workingYear, work.Today, stop) : await counts.Of(workingYear, work.Today, person.PersonId, person.UnitId, stop);
        var tasks = new List<NextTask>();
        Add(mine.Late, "ขั้นตอนที่เลยกำหนด", "late", "บันทึกผล หรือบอกว่าติดอะไร", mine.LateSince, 20);
        Add(mine.Now, "ขั้นตอนที่ถึงเวลาทำ", "now", "เรียงตามวันครบกำหนด", mine.NowUntil, 30);
        Add(mine.Unproven, "ขั้นตอนที่เสร็จแล้วแต่ยังไม่มีหลักฐาน", "unproven", "แนบไฟล์ ภาพ หรือลิงก์", null, 35);
        foreach (var round in (await rounds.Bare(workingYear, stop)).Where(r => r.IsOpen))
        {
            if (await Owed(round, stop) is > 0 and var owed)
            {
                tasks.Add(new NextTask($"รายงาน{round.Name} {owed} มาตรการ", round.Address, round.Days.Deadline.Explanation is { Length: > 0 } moved ? moved : "ครบกำหนดส่งของทุกหน่วยงาน", round.Days.Due, 15));
            }
        }
        return tasks;

        void Add(int steps, string title, string state, string hint, DateOnly? due, int order)
        {
            if (steps > 0)
            {
                tasks.Add(new NextTask($"{title} {steps} ขั้น", $"/my-work?who={(everyone ? "all" : "mine")}&state={state}&year={workingYear}", hint, due, order));
            }
        }
    }

    /// <summary>Measures of the round of which the person's unit, or for somebody without one any unit, still owes its part.</summary>
    private async Task<int> Owed(RoundNow round, CancellationToken stop)
    {
        var reported = (await db.RoundReports.AsNoTracking().Where(r => r.Year == round.Days.Year && r.Kind == round.Days.Kind).Select(r => new { r.MeasureId, r.UnitId, r.ForAll }).ToListAsync(stop)).ToLookup(r => r.MeasureId);
        return (await plans.Outline(round.Days.Year, stop)).Count(m => RoundDays.Includes(m.FollowUps, round.Days.Kind) && !reported[m.Id].Any(r => r.ForAll || m.UnitIds.Count == 0)
            && (person.UnitId is { } unit ? m.UnitIds.Contains(unit) && reported[m.Id].All(r => r.UnitId != unit) : m.UnitIds.Count == 0 || m.UnitIds.Any(u => reported[m.Id].All(r => r.UnitId != u))));
    }
}
