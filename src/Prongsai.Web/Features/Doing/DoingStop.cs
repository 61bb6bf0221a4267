using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Doing;

/// <summary>Stop ๔ of the year: steps are done and proven, rounds are reported.</summary>
internal sealed class DoingStop(WorkOf work, RoundsOf rounds, CurrentPerson person) : ICycleStop, ITaskSource
{
    public string Permission => "doing.write";

    public int Number => 4;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var address = $"/follow-up/{workingYear}";
        var measures = await work.Of(workingYear, stop);
        if (measures.Count == 0)
        {
            return new(StopState.Wait, address, "รอแผน", "ติดตามได้เมื่อมีมาตรการ");
        }
        var meter = measures.Aggregate(ProofMeter.None, (sum, m) => sum.With(m.Meter));
        var late = measures.Sum(m => m.Steps.Count(s => s.Standing is StepStanding.Late));
        return meter.Proven == meter.Total
            ? new(StopState.Done, address, null, meter.ToString())
            : new(late > 0 ? StopState.Late : StopState.Now, address, late > 0 ? $"เลยกำหนด {late}" : null, meter.ToString());
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        var measures = await work.Of(workingYear, stop);
        var tasks = new List<NextTask>();
        var mine = measures.SelectMany(m => m.Steps.Select(s => (m, s))).Where(x => x.s.Standing is StepStanding.Late or StepStanding.Now or StepStanding.Done
            && (person.UnitId is null || x.s.Step.PersonId == person.PersonId || (x.s.Step.UnitId ?? x.m.Plan.Owner) == person.UnitId)).Select(x => x.s).ToList();
        var who = person.UnitId is null ? "?who=all" : "?who=mine";
        Add(StepStanding.Late, "ขั้นตอนที่เลยกำหนด", "late", "บันทึกผล หรือบอกว่าติดอะไร", 20);
        Add(StepStanding.Now, "ขั้นตอนที่ถึงเวลาทำ", "now", "เรียงตามวันครบกำหนด", 30);
        Add(StepStanding.Done, "ขั้นตอนที่เสร็จแล้วแต่ยังไม่มีหลักฐาน", "unproven", "แนบไฟล์ ภาพ หรือลิงก์", 35);
        tasks.AddRange((await rounds.Of(workingYear, measures, stop)).Where(r => r.IsOpen).Select(r => (Round: r, Owed: r.Rows.Count(x => x.Report is null && (person.UnitId is null || x.Unit == person.UnitId)))).Where(x => x.Owed > 0)
            .Select(x => new NextTask($"รายงาน{x.Round.Name} {x.Owed} มาตรการ", x.Round.Address, x.Round.Days.Deadline.Explanation is { Length: > 0 } moved ? moved : "ครบกำหนดส่งของทุกหน่วยงาน", x.Round.Days.Due, 15)));
        return tasks;

        void Add(StepStanding standing, string title, string state, string hint, int order)
        {
            var steps = mine.Where(s => s.Standing == standing).ToList();
            if (steps.Count > 0)
            {
                tasks.Add(new NextTask($"{title} {steps.Count} ขั้น", $"/my-work{who}&state={state}&year={workingYear}", hint, standing is StepStanding.Done ? null : steps.Min(s => s.Step.Until), order));
            }
        }
    }
}
