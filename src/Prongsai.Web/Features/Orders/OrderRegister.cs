using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>Shows the register to other areas.</summary>
internal sealed class OrderRegister(AppDbContext db) : IOrderRegister, IUseCase
{
    public async Task<IReadOnlyList<OrderCard>> InForce(DateOnly from, CancellationToken stop) =>
        [.. (await db.Orders.AsNoTracking().Include(o => o.Duties).Where(o => o.CancelledOn == null && (o.EndsOn == null || o.EndsOn >= from)).OrderByDescending(o => o.IssuedOn).ThenByDescending(o => o.CreatedAt).Take(200).ToListAsync(stop)).Select(Card)];

    public async Task<OrderCard?> Find(Guid id, CancellationToken stop) =>
        await db.Orders.AsNoTracking().Include(o => o.Duties).FirstOrDefaultAsync(o => o.Id == id, stop) is { } order ? Card(order) : null;

    private static OrderCard Card(Order order) => new(
        order.Id, order.Number, order.Subject, order.StartsOn, order.EndsOn, order.CancelledOn is not null, [.. order.Duties.OrderBy(d => d.Sort).Select(d => new OrderAssignment(d.Id, d.PersonId, d.Duty))]);
}
