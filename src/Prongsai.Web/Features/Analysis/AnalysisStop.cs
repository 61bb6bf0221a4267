using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Analysis;

/// <summary>Stop ๒ of the year: last year's result is analysed and its report issued.</summary>
internal sealed class AnalysisStop(AppDbContext db, IConfirmedResults results) : ICycleStop, ITaskSource
{
    public string Permission => "analysis.write";

    public int Number => 2;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var year = workingYear.Previous;
        var issued = await db.IssuedReports.AsNoTracking().Where(r => r.Year == year).OrderByDescending(r => r.Number).Select(r => new { r.Number, r.IssuedAt }).FirstOrDefaultAsync(stop);
        if (issued is not null)
        {
            return new(StopState.Done, $"/analysis/{year}", null, $"ออกรายงานแล้ว {ThaiDate.Short(ThaiDate.InBangkok(issued.IssuedAt))}");
        }
        return await results.Of(year, stop) is null
            ? new(StopState.Wait, "/analysis", "รอผล", $"เริ่มได้เมื่อยืนยันผลปี {year}")
            : new(StopState.Now, $"/analysis/{year}", null, "ร่างพร้อมให้ตรวจและแก้");
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        var year = workingYear.Previous;
        if (await results.Of(year, stop) is null || await db.IssuedReports.AnyAsync(r => r.Year == year, stop))
        {
            return [];
        }
        return
        [
            new NextTask($"ตรวจและแก้ร่างบทวิเคราะห์ผลปี {year}", $"/analysis/{year}", "ร่างจากตัวเลขที่ยืนยันแล้ว แก้ได้ทุกข้อความ", null, 20),
            new NextTask($"ออกรายงานการวิเคราะห์ผลปี {year}", $"/analysis/{year}/report", "ได้ไฟล์ Word และ PDF ตามแบบของปี", null, 30),
        ];
    }
}
