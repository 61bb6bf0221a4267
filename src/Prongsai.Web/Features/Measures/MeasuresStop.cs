using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures;

/// <summary>Stop ๓ of the year: measures are chosen and answer every issue.</summary>
internal sealed class MeasuresStop(AppDbContext db, PlanOf plans, IConfirmedResults results) : ICycleStop, ITaskSource
{
    public string Permission => "measures.write";

    public int Number => 3;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var (count, answered, all) = await Covered(workingYear, stop);
        if (count > 0)
        {
            return answered == all
                ? new(StopState.Done, $"/measures/{workingYear}", null, all == 0 ? $"{count} มาตรการ" : $"{count} มาตรการ ครบ {all} ประเด็น")
                : new(StopState.Now, $"/measures/{workingYear}", null, $"{count} มาตรการ ตอบ {answered} จาก {all} ประเด็น");
        }
        return await results.Of(workingYear.Previous, stop) is null
            ? new(StopState.Wait, $"/measures/{workingYear}", "รอผล", $"เสนอได้เมื่อยืนยันผลปี {workingYear.Previous}")
            : new(StopState.Due, $"/measures/{workingYear}", "ยังไม่มี", "ระบบเสนอมาตรการจากผลให้เลือก");
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        var (count, answered, all) = await Covered(workingYear, stop);
        if (count > 0)
        {
            return answered < all ? [new NextTask($"เพิ่มมาตรการปี {workingYear} ให้ครบ {all} ประเด็น", $"/measures/{workingYear}#coverage", $"ยังขาด {all - answered} ประเด็น", null, 45)] : [];
        }
        return await results.Of(workingYear.Previous, stop) is null ? [] : [new NextTask($"เลือกมาตรการของปี {workingYear}", $"/measures/{workingYear}/proposals", "เรียงตามคะแนนที่ต่ำ พร้อมเหตุผล", null, 40)];
    }

    private async Task<(int Count, int Answered, int All)> Covered(FiscalYear year, CancellationToken stop)
    {
        var answers = await db.Measures.AsNoTracking().Where(m => m.Year == year).Select(m => m.Answers).ToListAsync(stop);
        var coverage = Coverage.Of([.. answers.Select(a => (IReadOnlyList<Answer>)[.. a.Select(Answer.Parse).OfType<Answer>()])], plans.RulesOf(year), null);
        return (answers.Count, coverage.IssuesAnswered, coverage.Issues.Count);
    }
}
