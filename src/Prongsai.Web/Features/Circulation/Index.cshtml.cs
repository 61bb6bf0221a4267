using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

/// <summary>Every notice, what I have not read, how many have.</summary>
[Authorize("circulation.read")]
internal sealed class IndexModel(AppDbContext db, CurrentPerson person, TimeProvider clock) : PageModel
{
    public DateOnly Day => ThaiDate.InBangkok(clock.GetUtcNow());

    public PageOf<Row> Rows { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        var ask = Listing.Of(Request, ["-sent"]);
        var circulars = await db.Circulars.AsNoTracking().OrderBy(c => c.ClosedAt != null).ThenByDescending(c => c.SentAt).Skip(ask.Skip).Take(ask.Size).ToListAsync(stop);
        var ids = circulars.ConvertAll(c => c.Id);
        var receipts = (await db.CircularReceipts.AsNoTracking().Where(r => ids.Contains(r.CircularId)).ToListAsync(stop)).ToLookup(r => r.CircularId);
        var people = await db.People.AsNoTracking().Where(p => p.Active).ToListAsync(stop);
        var me = people.Find(p => p.Id == person.PersonId);
        Rows = new PageOf<Row>(
            circulars.ConvertAll(c =>
            {
                var readers = people.Where(c.IsFor).Select(p => p.Id).ToHashSet();
                return new Row(c, me is not null && c.IsFor(me), receipts[c.Id].FirstOrDefault(r => r.PersonId == person.PersonId)?.At, receipts[c.Id].Count(r => readers.Contains(r.PersonId)), readers.Count);
            }),
            ask, await db.Circulars.CountAsync(stop));
    }

    internal sealed record Row(Circular Circular, bool IsForMe, DateTimeOffset? Mine, int Read, int All);
}
