using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>An answer of the year before that may begin the item's answer of this year.</summary>
/// <param name="To">The item of this year.</param>
/// <param name="From">The item of the year before, of the same kind.</param>
/// <param name="IsFree">Nothing is written for this year yet.</param>
internal sealed record ItemToCopy(DisclosureItem To, OfficeItem From, bool IsFree);

/// <summary>Begins this year's answers from last year's: joined by kind, because numbers change every year.</summary>
internal sealed class CopyItems(AppDbContext db, ItemsOf items, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>What could be copied, in the order of this year's items.</summary>
    public async Task<IReadOnlyList<ItemToCopy>> Offers(FiscalYear year, CancellationToken stop)
    {
        if (rules.Find(year) is not { } book || await items.Of(year, stop) is not { } here || await items.Of(year.Previous, stop) is not { } before)
        {
            return [];
        }
        return [.. from item in book.Items
                   let old = before.Items.FirstOrDefault(i => i.Rule.Kind == item.Kind && i.HasAnswer) ?? before.Items.FirstOrDefault(i => i.HasAnswer && (item.AlsoKinds.Contains(i.Rule.Kind) || i.Rule.AlsoKinds.Contains(item.Kind)))
                   where old is not null
                   select new ItemToCopy(item, old, here.Find(item.Number) is not { HasAnswer: true })];
    }

    /// <summary>Copies those chosen and free; the number of drafts made.</summary>
    public async Task<int> Do(FiscalYear year, IReadOnlySet<int> chosen, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var made = 0;
        foreach (var offer in (await Offers(year, stop)).Where(o => o.IsFree && chosen.Contains(o.To.Number)))
        {
            var old = offer.From.Work!;
            var work = await db.ItemWorks.Include(w => w.Files).FirstOrDefaultAsync(w => w.Year == year && w.Number == offer.To.Number, stop);
            if (work is null)
            {
                work = new ItemWork { Year = year, Number = (short)offer.To.Number, ChangedAt = now, ChangedBy = person.Position };
                db.ItemWorks.Add(work);
            }
            // The title of the rules may be another one now; files and the day are last year's and must be given anew.
            (work.Summary, work.Body, work.Links, work.UnitId) = (old.Summary, old.Body, old.Links, work.UnitId ?? old.UnitId);
            work.Origin = FormattableString.Invariant($"คัดลอกจากข้อ {offer.From.Public.Code} ปี {year.Previous.Value}");
            (work.Version, work.ChangedAt, work.ChangedBy, work.ChangedById) = (work.Version + 1, now, person.Position, person.PersonId);
            if (work.HasAnswer)
            {
                db.Record("item.written", "item", KeepItem.Subject(year, offer.To.Number), work.Origin, new { version = work.Version });
                made++;
            }
        }
        await db.SaveChangesAsync(stop);
        return made;
    }
}
