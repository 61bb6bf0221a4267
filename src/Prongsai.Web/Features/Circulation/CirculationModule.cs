using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

/// <summary>Notices and manuals that go round, and who has read them (system D4).</summary>
internal sealed class CirculationModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("circulation.read", "อ่านและรับทราบเรื่องเวียน", impliedBy: "circulation.write")
        .Permission("circulation.write", "ส่งเรื่องเวียนและดูว่าใครยังไม่อ่าน")
        .Change("circular.sent", "ส่งเรื่องเวียน")
        .Change("circular.acknowledged", "รับทราบเรื่องเวียน")
        .Change("circular.reminded", "เตือนผู้ที่ยังไม่รับทราบ")
        .Change("circular.closed", "ปิดเรื่องเวียน")
        .Menu("แจ้งเวียน", "/circulation", "circulation.read", order: 64, group: MenuGroup.Papers)
        .Periodic<RemindReaders>("remind-readers", "เตือนผู้ที่ยังไม่รับทราบเรื่องเวียน", TimeSpan.FromDays(1))
        .Services(services => services.AddScoped<ITaskSource, CircularTasks>())
        .Endpoints(endpoints => endpoints.MapGet("/circulation/{id:guid}/file", File).RequireAuthorization("circulation.read"))
        .Example<ExampleCircular>();

    private static async Task<IResult> File(Guid id, AppDbContext db, FileStore store, HttpResponse response, CancellationToken stop) =>
        await db.Circulars.AsNoTracking().Where(c => c.Id == id && c.FileId != null).Join(db.Files, c => c.FileId, f => f.Id, (_, f) => f).FirstOrDefaultAsync(stop) is { } file && store.Has(file)
            ? store.Download(file, response) : Results.NotFound();
}
