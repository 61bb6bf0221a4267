using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>The duties a person has by orders in force.</summary>
internal sealed class DutiesByOrder(AppDbContext db) : IHeldDuties
{
    public async Task<IReadOnlyList<HeldDuty>> Of(Guid personId, DateOnly on, CancellationToken stop)
    {
        var orders = await db.Orders.AsNoTracking().Include(o => o.Duties)
            .Where(o => o.StartsOn <= on && (o.EndsOn == null || o.EndsOn >= on) && (o.CancelledOn == null || o.CancelledOn > on) && o.Duties.Any(d => d.PersonId == personId))
            .OrderBy(o => o.StartsOn).ToListAsync(stop);
        return [.. orders.SelectMany(o => o.Duties.Where(d => d.PersonId == personId).Select(d => new HeldDuty($"{d.Duty} ตามคำสั่งที่ {o.Number}", $"/orders/{o.Id}")))];
    }
}
