using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Papers.Checks;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Papers;

/// <summary>Papers on the command line, read without a database; and the document check in the office (system C7).</summary>
internal sealed class PapersModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("checks.read", "ดูผลตรวจทานเอกสาร", impliedBy: "checks.write")
        .Permission("checks.write", "ตรวจทานเอกสารและระบุข้อที่ไม่ต้องแก้")
        .Change("paper.checked", "ส่งเอกสารมาตรวจทาน")
        .Change("finding.dismissed", "ระบุว่าข้อที่พบไม่ต้องแก้")
        .Change("finding.restored", "นำข้อที่พบกลับมา")
        .Menu("ตรวจทานเอกสาร", "/checks", "checks.read", order: 65, group: MenuGroup.Papers)
        .Services(services => services
            .AddSingleton(s => CheckRules.Of(CheckDataStore.Load(), s.GetRequiredService<RulebookSet>()))
            .AddScoped<IPaperCheck>(s => s.GetRequiredService<PaperChecks>()))
        .Endpoints(Map)
        .Command<ReadCommand>()
        .Command<AssessCommand>()
        .Command<CheckCommand>();

    // Only what was handed in for checking, not any file of the organisation.
    private static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/checks/{id:guid}/file", async (Guid id, HttpResponse response, AppDbContext db, FileStore files, CancellationToken stop) =>
            await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id && db.Set<KeptCheck>().Any(c => c.FileSha256 == f.Sha256), stop) is { } file ? files.Download(file, response) : Results.NotFound())
            .RequireAuthorization("checks.read");
}
