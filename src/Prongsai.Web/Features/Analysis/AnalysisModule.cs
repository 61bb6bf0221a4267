using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Features.Analysis.Reports;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Analysis;

/// <summary>What a result means: strengths, weaknesses, seven issues, advice, and the report (systems B1–B4).</summary>
internal sealed class AnalysisModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("analysis.read", "ดูบทวิเคราะห์", impliedBy: "analysis.write")
        .Permission("analysis.write", "แก้บทวิเคราะห์ เกณฑ์ และคลังข้อแนะนำ", impliedBy: "analysis.issue")
        .Permission("analysis.issue", "ออกรายงานการวิเคราะห์")
        .Change("text.edited", "แก้ข้อความในบทวิเคราะห์")
        .Change("text.draft-taken", "ใช้ร่างใหม่แทนข้อความเดิม")
        .Change("text.own-kept", "คงข้อความเดิมแทนร่างใหม่")
        .Change("text.restored", "กลับไปใช้ข้อความฉบับก่อน")
        .Change("thresholds.set", "ตั้งเกณฑ์จุดแข็งและจุดอ่อน")
        .Change("advice.reworded", "แก้ถ้อยคำในคลังข้อแนะนำ")
        .Change("advice.added", "เพิ่มข้อแนะนำ")
        .Change("advice.hidden", "ซ่อนข้อแนะนำ")
        .Change("advice.restored", "คืนข้อแนะนำตามเดิม")
        .Change("report.issued", "ออกรายงานการวิเคราะห์")
        .Command<AnalyseCommand>()
        .Menu("วิเคราะห์ผล", "/analysis", "analysis.read", order: 30, group: MenuGroup.Year)
        .Services(services => services
            .AddSingleton(_ => AdviceStore.Load())
            .AddSingleton(_ => AnalysisLayout.ReadAll(Path.Combine(AppContext.BaseDirectory, "rules", "documents", "analysis")))
            .AddSingleton<IPdfPrinter>(_ => new ChromiumPdfPrinter())
            .AddScoped<IYearAnalyses, YearAnalyses>()
            .AddScoped<ICycleStop, AnalysisStop>().AddScoped<ITaskSource, AnalysisStop>()
            .AddScoped<IPublishable, PublishableReport>()
            .AddScoped<IEnclosureSource, ReportEnclosures>())
        .Endpoints(Map);

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/analysis/reports/{id:guid}/{kind:regex(^(docx|pdf)$)}", async (Guid id, string kind, HttpResponse response, AppDbContext db, FileStore files, CancellationToken stop) =>
        {
            var report = await db.IssuedReports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop);
            var fileId = kind == "docx" ? report?.DocxFileId : report?.PdfFileId;
            return fileId is not null && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId, stop) is { } file ? files.Download(file, response) : Results.NotFound();
        }).RequireAuthorization("analysis.read");
    }
}
