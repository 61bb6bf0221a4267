using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Results: handed in or typed, checked, confirmed, set side by side (systems A2–A5).</summary>
internal sealed class AssessmentModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("assessment.read", "ดูผลการประเมิน", impliedBy: "assessment.write")
        .Permission("assessment.write", "นำเข้า กรอก และแก้ไขตัวเลขผลการประเมิน")
        .Permission("assessment.confirm", "ยืนยันผลการประเมิน")
        .Change("paper.imported", "นำเข้าเอกสาร")
        .Change("draft.started", "เริ่มตรวจตัวเลข")
        .Change("draft.corrected", "แก้ตัวเลขในร่าง")
        .Change("draft.level-set", "แก้ระดับในร่าง")
        .Change("draft.year-set", "เปลี่ยนปีของร่าง")
        .Change("draft.discarded", "ทิ้งร่าง")
        .Change("assessment.confirmed", "ยืนยันผลการประเมิน")
        .Menu("ผลการประเมิน", "/assessment", "assessment.read", order: 20)
        .Services(services => services.AddScoped<IConfirmedResults, ConfirmedResults>().AddScoped<IReadPapers, ReadPapers>().AddScoped<ICycleStop, ResultStop>().AddScoped<ITaskSource, ResultStop>().AddScoped<IPublishable, PublishableResult>())
        .Example<ExampleResults>()
        .Endpoints(Map);

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assessment/imports/{id:guid}/file", async (Guid id, HttpResponse response, AppDbContext db, FileStore files, CancellationToken stop) =>
            await db.Imports.AsNoTracking().Where(i => i.Id == id).Join(db.Files, i => i.FileId, f => f.Id, (_, f) => f).FirstOrDefaultAsync(stop) is { } file ? files.Download(file, response) : Results.NotFound())
            .RequireAuthorization("assessment.read");
    }
}
