using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Features.Reports.Moves;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Reports;

/// <summary>The plan and the result report as issued papers, and whether measures moved what they aimed at (systems C5, C6).</summary>
internal sealed class ReportsModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("reports.read", "ดูรายงานผลตามมาตรการ", impliedBy: "reports.write")
        .Permission("reports.write", "แก้ถ้อยคำในรายงานผล", impliedBy: "reports.issue")
        .Permission("reports.issue", "ออกแผนมาตรการและรายงานผล")
        .Change("paper.issued", "ออกเอกสาร")
        .Change("report-words.changed", "แก้ถ้อยคำในรายงานผล")
        .Change("report-words.restored", "กลับไปใช้ถ้อยคำเดิมของแบบ")
        .Menu("รายงานผล", "/reports", "reports.read", order: 55, group: MenuGroup.Year)
        .Services(services =>
        {
            services
                .AddSingleton(_ => ResultReportLayout.ReadAll(Path.Combine(AppContext.BaseDirectory, "rules", "documents", "result-report")))
                .AddScoped<ICycleStop, ReportStop>().AddScoped<ITaskSource, ReportStop>()
                .AddScoped<IPublishable, PublishablePlan>().AddScoped<IPublishable, PublishableResultReport>()
                .AddScoped<IEnclosureSource, IssuedPaperEnclosures>()
                .AddScoped<ILibraryRecords, LibraryRecords>();
        })
        .Example<ExampleReport>()
        .Endpoints(Map);

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/reports/issued/{id:guid}/{kind:regex(^(docx|pdf)$)}", async (Guid id, string kind, HttpResponse response, AppDbContext db, FileStore files, CancellationToken stop) =>
        {
            var paper = await db.IssuedPapers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop);
            var fileId = kind == "docx" ? paper?.DocxFileId : paper?.PdfFileId;
            return fileId is not null && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId, stop) is { } file ? files.Download(file, response) : Results.NotFound();
        }).RequireAuthorization("reports.read");
        MovesExport.Map(endpoints);
    }
}
