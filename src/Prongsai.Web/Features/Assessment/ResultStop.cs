using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Stop ๑ of the year: last year's result is in and confirmed.</summary>
internal sealed class ResultStop(AppDbContext db) : ICycleStop, ITaskSource
{
    public string Permission => "assessment.write";

    public int Number => 1;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var year = workingYear.Previous;
        var total = await db.Assessments.Where(a => a.Year == year && a.State == AssessmentState.Current).Select(a => new { a.Total }).FirstOrDefaultAsync(stop);
        if (total is not null)
        {
            return new(StopState.Done, $"/assessment/{year}", null, $"ผลปี {year} ยืนยันแล้ว {Numbers.Score(total.Total)}");
        }
        var draft = await db.Drafts.Where(d => d.Year == year && d.State == DraftState.Open).OrderByDescending(d => d.UpdatedAt).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop);
        return draft is null
            ? new(StopState.Due, "/assessment", "รอนำเข้า", $"ยังไม่มีผลปี {year}")
            : new(StopState.Now, $"/assessment/drafts/{draft}", "กำลังตรวจ", $"ผลปี {year} รอยืนยัน");
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        var year = workingYear.Previous;
        var tasks = (await db.Drafts.AsNoTracking().Where(d => d.State == DraftState.Open).OrderByDescending(d => d.UpdatedAt).Take(5).Select(d => new { d.Id, d.Year, d.OrganisationRead, d.UpdatedAt }).ToListAsync(stop))
            .Select(d => new NextTask($"ตรวจและยืนยันผลปี {d.Year}", $"/assessment/drafts/{d.Id}", $"{(d.OrganisationRead is null ? "" : d.OrganisationRead + " · ")}แก้ล่าสุด {ThaiDate.ShortWithTime(d.UpdatedAt)} เมื่อยืนยันแล้ว ระบบร่างบทวิเคราะห์ให้ทันที", null, 10)).ToList();
        if (tasks.Count == 0 && !await db.Assessments.AnyAsync(a => a.Year == year && a.State == AssessmentState.Current, stop))
        {
            tasks.Add(new NextTask($"นำเข้าผลการประเมินปี {year}", "/assessment/import", "ใช้เอกสารที่มีอยู่ ระบบอ่านตัวเลขให้", null, 5));
        }
        return tasks;
    }
}
