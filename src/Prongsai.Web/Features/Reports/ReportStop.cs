using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports;

/// <summary>Stop ๕ of the year: what came of the measures is reported.</summary>
internal sealed class ReportStop(AppDbContext db, IMeasureResults results, TimeProvider clock) : ICycleStop, ITaskSource
{
    /// <summary>Days before the end of the fiscal year from which the report is asked for.</summary>
    private const int AskedBefore = 60;

    public string Permission => "reports.issue";

    public int Number => 5;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var href = $"/reports/{workingYear}";
        var issued = await db.IssuedPapers.AsNoTracking().Where(p => p.Kind == PaperKind.MeasuresResult && p.Year == workingYear).OrderByDescending(p => p.Number).Select(p => new { p.Number, p.IssuedAt }).FirstOrDefaultAsync(stop);
        if (issued is not null)
        {
            return new(StopState.Done, href, null, $"ออกฉบับที่ {issued.Number} แล้ว {ThaiDate.Short(ThaiDate.InBangkok(issued.IssuedAt))}");
        }
        var measures = await results.Of(workingYear, stop);
        var said = measures.Count(m => !m.Words.IsEmpty || m.StepsDone > 0);
        return measures.Count == 0 ? new(StopState.Wait, href, "รอมาตรการ", "ทำได้เมื่อมีมาตรการและผล")
            : IsAskedFor(workingYear) ? new(StopState.Due, href, "ยังไม่ออก", $"มีผลแล้ว {said} จาก {measures.Count} มาตรการ")
            : said > 0 ? new(StopState.Now, href, null, $"มีผลแล้ว {said} จาก {measures.Count} มาตรการ")
            : new(StopState.Wait, href, "รอผล", $"มาตรการ {measures.Count} รายการยังไม่มีผล");
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop) =>
        IsAskedFor(workingYear) && !await db.IssuedPapers.AnyAsync(p => p.Kind == PaperKind.MeasuresResult && p.Year == workingYear, stop) && (await results.Of(workingYear, stop)).Count > 0
            ? [new NextTask($"ออกรายงานผลตามมาตรการปี {workingYear}", $"/reports/{workingYear}", "ทำจากแผนและผลที่บันทึกไว้แล้ว", workingYear.LastDay, 60)]
            : [];

    private bool IsAskedFor(FiscalYear year) => ThaiDate.InBangkok(clock.GetUtcNow()) >= year.LastDay.AddDays(-AskedBefore);
}
