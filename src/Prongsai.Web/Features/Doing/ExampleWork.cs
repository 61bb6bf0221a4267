using System.Text;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Features.Doing.Proof;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing;

/// <summary>The example's year 2568: most steps done and proven, one without evidence, one not successful, and the six-month round reported.</summary>
internal sealed class ExampleWork(AppDbContext db, IPlannedWork plans, RecordWork record, AddEvidence add, TimeProvider clock) : IExampleLoader
{
    private const string Reporter = "นักวิเคราะห์นโยบายและแผน";

    public async Task Load(CancellationToken stop)
    {
        var year = new FiscalYear(2568);
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var measures = await plans.Of(year, stop);
        for (var m = 0; m < measures.Count; m++)
        {
            var plan = measures[m];
            for (var s = 0; s < plan.StepIds.Count; s++)
            {
                await Step(plan, m, s, today, stop);
            }
            if (m < 4 && year.LastDay <= today)
            {
                await Must(record.Do(plan.Id, null, 0, new Said(null, false, null, "", "", $"ดำเนินการ “{plan.Measure.Title}” ครบตามแผน", plan.Measure.Output, "ผู้เกี่ยวข้องทำงานตามขั้นตอนเดียวกันและตรวจสอบได้", "ทำต่อเนื่องในปีหน้า และเริ่มเร็วขึ้นหนึ่งเดือน"), null, stop));
            }
        }
        await Report(year, measures, stop);
    }

    private async Task Step(PlannedWork plan, int m, int s, DateOnly today, CancellationToken stop)
    {
        var step = plan.Measure.Steps[s];
        if (step.Until > today || (m + s) % 7 == 6)
        {
            return;
        }
        if (m == 5 && s == 1)
        {
            await Must(record.Do(plan.Id, plan.StepIds[s], 0, new Said(null, true, null, "", "ผู้เกี่ยวข้องติดราชการตลอดช่วง จึงจัดไม่ได้ตามกำหนด", "", "", "", ""), null, stop));
            return;
        }
        var counted = (m + s) % 3 == 0;
        await Must(record.Do(plan.Id, plan.StepIds[s], 0, new Said(step.Until, false, counted ? 12 + m + s : null, counted ? "คน" : "", "", $"{step.Text} แล้วเสร็จตามกำหนด", "", "", ""), null, stop));
        if ((m + s) % 5 == 4)
        {
            return;
        }
        var paper = Encoding.UTF8.GetBytes($"บันทึกตัวอย่างสำหรับทดลองใช้\nมาตรการที่ {plan.Number} ขั้นที่ {s + 1}\n{step.Text}\nวันที่ {ThaiDate.Long(step.Until)}\n");
        using var content = new MemoryStream(paper);
        await Must(add.File(new EvidenceTarget(plan.Id, plan.StepIds[s], step.Until, $"บันทึกการดำเนินการขั้นที่ {s + 1}"), content, $"หลักฐาน-{plan.Number}-{s + 1}.txt", stop));
    }

    /// <summary>Reports as they were sent at the time: the clock of today stands after the round, so the rows are written as past ones.</summary>
    private async Task Report(FiscalYear year, IReadOnlyList<PlannedWork> measures, CancellationToken stop)
    {
        for (var m = 0; m < measures.Count; m++)
        {
            if (!RoundDays.Includes(measures[m].Measure.FollowUps, RoundKind.SixMonths) || m == 7)
            {
                continue;
            }
            var sent = new DateTimeOffset(year.HalfYearDay.AddDays(m == 6 ? 25 : 5 + m).ToDateTime(new TimeOnly(3, 30)), TimeSpan.Zero);
            if (sent > clock.GetUtcNow())
            {
                continue;
            }
            db.RoundReports.Add(new RoundReport
            {
                Year = year,
                Kind = RoundKind.SixMonths,
                MeasureId = measures[m].Id,
                UnitId = measures[m].Owner,
                ForAll = true,
                State = m == 5 ? ProgressState.Failed : m % 4 == 3 ? ProgressState.Finished : ProgressState.Going,
                Words = "ดำเนินการตามขั้นตอนที่ครบกำหนดในหกเดือนแรก พร้อมแนบหลักฐานรายขั้น",
                Problems = m == 5 ? "ผู้เกี่ยวข้องติดราชการ จึงจัดตามกำหนดไม่ได้" : "",
                SentAt = sent,
                SentBy = Reporter,
                UpdatedAt = sent,
                UpdatedBy = Reporter,
                Version = 1,
            });
            db.Record("round-report.sent", "work", measures[m].Id, "รายงานตัวอย่างสำหรับทดลองใช้");
        }
        await db.SaveChangesAsync(stop);
    }

    private static async Task Must<T>(Task<Result<T>> deed) => _ = (await deed).Value;
}
