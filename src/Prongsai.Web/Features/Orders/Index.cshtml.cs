using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>Who is responsible today, and every order.</summary>
[Authorize("orders.read")]
internal sealed class IndexModel(AppDbContext db, TimeProvider clock) : PageModel
{
    public DateOnly Day => ThaiDate.InBangkok(clock.GetUtcNow());

    public IReadOnlyList<DutyToday> Today { get; private set; } = [];

    public PageOf<Order> Rows { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        var day = Day;
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Position, stop);
        var inForce = await db.Orders.AsNoTracking().Include(o => o.Duties).Where(o => o.StartsOn <= day && (o.EndsOn == null || o.EndsOn >= day) && (o.CancelledOn == null || o.CancelledOn > day)).ToListAsync(stop);
        Today = [.. inForce.SelectMany(o => o.Duties.Select(d => (Order: o, Duty: d))).GroupBy(x => x.Duty.DutyKey, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new DutyToday(
            g.First().Duty.Duty, [.. g.OrderBy(x => x.Duty.Sort).Select(x => $"{people[x.Duty.PersonId]} {x.Duty.Place}".TrimEnd()).Distinct()], [.. g.Select(x => (x.Order.Id, x.Order.Number)).Distinct()]))];
        var ask = Listing.Of(Request, ["-issued"]);
        Rows = new PageOf<Order>(await db.Orders.AsNoTracking().OrderByDescending(o => o.IssuedOn).ThenByDescending(o => o.Number).Skip(ask.Skip).Take(ask.Size).ToListAsync(stop), ask, await db.Orders.CountAsync(stop));
    }

    internal sealed record DutyToday(string Duty, IReadOnlyList<string> People, IReadOnlyList<(Guid Id, string Number)> Orders);
}
