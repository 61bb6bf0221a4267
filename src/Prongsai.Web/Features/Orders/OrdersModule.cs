using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>Orders: who has which duty, by which order, and who is responsible today (system D3).</summary>
internal sealed class OrdersModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("orders.read", "ดูคำสั่งและผู้รับผิดชอบ", impliedBy: "orders.write")
        .Permission("orders.write", "บันทึกและยกเลิกคำสั่ง")
        .Change("order.added", "บันทึกคำสั่ง")
        .Change("order.cancelled", "ยกเลิกคำสั่ง")
        .Menu("คำสั่ง", "/orders", "orders.read", order: 62, group: MenuGroup.Papers)
        .Services(services => services.AddScoped<IDutyHolders, DutyHolders>().AddScoped<IHeldDuties, DutiesByOrder>().AddScoped<IOrderRegister>(s => s.GetRequiredService<OrderRegister>()))
        .Endpoints(endpoints => endpoints.MapGet("/orders/{id:guid}/file", File).RequireAuthorization("orders.read"))
        .Example<ExampleOrder>();

    private static async Task<IResult> File(Guid id, AppDbContext db, FileStore store, HttpResponse response, CancellationToken stop) =>
        await db.Orders.AsNoTracking().Where(o => o.Id == id && o.FileId != null).Join(db.Files, o => o.FileId, f => f.Id, (_, f) => f).FirstOrDefaultAsync(stop) is { } file && store.Has(file)
            ? store.Download(file, response) : Results.NotFound();
}
