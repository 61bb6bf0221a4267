using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
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
        .Change("paper.recognition-asked", "สั่งอ่านภาพสแกน")
        .Change("paper.recognised", "อ่านภาพสแกนแล้ว")
        .Change("draft.started", "เริ่มตรวจตัวเลข")
        .Change("draft.corrected", "แก้ตัวเลขในร่าง")
        .Change("draft.level-set", "แก้ระดับในร่าง")
        .Change("draft.year-set", "เปลี่ยนปีของร่าง")
        .Change("draft.discarded", "ทิ้งร่าง")
        .Change("assessment.confirmed", "ยืนยันผลการประเมิน")
        .Job<RecogniseScan>("recognise-scan", "อ่านภาพสแกน (OCR)")
        .Menu("ผลการประเมิน", "/assessment", "assessment.read", order: 20, group: MenuGroup.Year)
        .Services(services => services.AddScoped<IConfirmedResults, ConfirmedResults>().AddScoped<IReadPapers, ReadPapers>().AddScoped<ICycleStop, ResultStop>().AddScoped<ITaskSource, ResultStop>().AddScoped<IPublishable, PublishableResult>())
        .Example<ExampleResults>()
        .Endpoints(Map);

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assessment/imports/{id:guid}/file", async (Guid id, HttpResponse response, AppDbContext db, FileStore files, CancellationToken stop) =>
            await db.Imports.AsNoTracking().Where(i => i.Id == id).Join(db.Files, i => i.FileId, f => f.Id, (_, f) => f).FirstOrDefaultAsync(stop) is { } file ? files.Download(file, response) : Results.NotFound())
            .RequireAuthorization("assessment.read");
        endpoints.MapGet("/assessment/templates/{year:int}.xlsx", async (int year, HttpResponse response, RulebookSet rules, IConfirmedResults results, CurrentOrganisation organisation, CancellationToken stop) =>
        {
            if (year is < 2500 or > 2700 || rules.Find(new FiscalYear(year)) is not { } rulebook)
            {
                return Results.NotFound();
            }
            var standing = await results.Of(rulebook.Year, stop);
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers.ContentDisposition = FileStore.Disposition($"แบบกรอกผล ITA {year}.xlsx", inline: false);
            return Results.Bytes(ResultTemplate.Write(rulebook, organisation.Card.Name, standing?.Verification.Figures.Scores, standing?.LevelPrinted), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }).RequireAuthorization("assessment.write");
    }
}
