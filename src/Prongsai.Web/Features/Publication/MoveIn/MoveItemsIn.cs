using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.MoveIn;

/// <summary>What a list gives for one item of the year.</summary>
/// <param name="Item">In the rules of the year moved into.</param>
/// <param name="Addresses">Of the list; empty where it has none.</param>
/// <param name="IsFree">Nothing is written and nothing public yet: a draft is made.</param>
internal sealed record MovedItem(DisclosureItem Item, IReadOnlyList<FoundAddress> Addresses, bool IsFree);

/// <summary>What came of moving in.</summary>
internal sealed record MovedIn(int Drafts, int Redirects);

/// <summary>Turns a list of addresses of an old site into drafts of answers, and leads its old addresses to the items.</summary>
internal sealed class MoveItemsIn(AppDbContext db, ItemsOf items, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    private const string From = "ย้ายจากรายการที่อยู่ของเว็บไซต์เดิม";

    /// <param name="year">The year moved into.</param>
    /// <param name="listYear">The year whose numbers the list uses; joined by kind.</param>
    /// <param name="found">The list.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<IReadOnlyList<MovedItem>> Preview(FiscalYear year, FiscalYear listYear, IReadOnlyList<FoundAddress> found, CancellationToken stop)
    {
        if (rules.Find(year) is not { } book || rules.Find(listYear) is not { } list || await items.Of(year, stop) is not { } here)
        {
            return [];
        }
        var targets = found.Select(f => (Address: f, Number: year == listYear ? f.Number : list.Items.FirstOrDefault(i => i.Number == f.Number) is { } old ? book.ItemOfKind(old.Kind)?.Number : null)).ToLookup(f => f.Number, f => f.Address);
        return [.. book.Items.Select(i => new MovedItem(i, [.. targets[i.Number]], here.Find(i.Number) is not ({ HasAnswer: true } or { Public.Open.Count: > 0 })))];
    }

    /// <param name="year">The year moved into.</param>
    /// <param name="listYear">The year whose numbers the list uses.</param>
    /// <param name="found">The list.</param>
    /// <param name="lead">Also lead the old addresses to the items, for when the old site's name comes here.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<MovedIn> Do(FiscalYear year, FiscalYear listYear, IReadOnlyList<FoundAddress> found, bool lead, CancellationToken stop)
    {
        var moved = await Preview(year, listYear, found, stop);
        var now = clock.GetUtcNow();
        var drafts = 0;
        foreach (var (item, addresses, _) in moved.Where(m => m.IsFree && m.Addresses.Count > 0))
        {
            var work = await db.ItemWorks.Include(w => w.Files).FirstOrDefaultAsync(w => w.Year == year && w.Number == item.Number, stop);
            if (work is null)
            {
                work = new ItemWork { Year = year, Number = (short)item.Number, ChangedAt = now, ChangedBy = person.Position };
                db.ItemWorks.Add(work);
            }
            work.Links = [.. addresses.Take(ItemWork.MostLinks).Select((a, i) => new PublishedLink(a.Words.Length > 0 ? a.Words : addresses.Count == 1 ? item.Title : FormattableString.Invariant($"{item.Title} ({i + 1})"), a.Url))];
            (work.Summary, work.Origin) = (addresses.FirstOrDefault(a => a.Words.Length > 0)?.Words ?? "", From);
            (work.Version, work.ChangedAt, work.ChangedBy, work.ChangedById) = (work.Version + 1, now, person.Position, person.PersonId);
            db.Record("item.written", "item", KeepItem.Subject(year, item.Number), From, new { version = work.Version, links = work.Links.Count });
            drafts++;
        }
        var redirects = lead ? await Lead(year, moved, now, stop) : 0;
        await db.SaveChangesAsync(stop);
        return new MovedIn(drafts, redirects);
    }

    /// <summary>The site most of the addresses stand on: the old one.</summary>
    public static string? OldHost(IEnumerable<FoundAddress> found) =>
        found.Select(f => new Uri(f.Url).Host).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;

    private async Task<int> Lead(FiscalYear year, IReadOnlyList<MovedItem> moved, DateTimeOffset now, CancellationToken stop)
    {
        var host = OldHost(moved.SelectMany(m => m.Addresses));
        var wanted = moved.SelectMany(m => m.Addresses.Select(a => (Uri: new Uri(a.Url), To: PublicItem.AddressOf(year, m.Item.Number))))
            .Where(a => string.Equals(a.Uri.Host, host, StringComparison.OrdinalIgnoreCase))
            .Select(a => (From: Uri.UnescapeDataString(a.Uri.PathAndQuery), a.To))
            // The home page and what is an address here already are led nowhere.
            .Where(a => a.From.Length is > 1 and <= 1000 && SafeMarkdown.IsSafe(a.From) && !a.From.StartsWith("/ita/", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(a => a.From).ToList();
        var paths = wanted.Select(w => w.From).ToList();
        var known = (await db.Redirects.Where(r => paths.Contains(r.FromPath)).Select(r => r.FromPath).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);
        var added = wanted.Where(w => !known.Contains(w.From)).ToList();
        db.Redirects.AddRange(added.Select(a => new Redirect { FromPath = a.From, ToPath = a.To, AddedAt = now }));
        if (added.Count > 0)
        {
            db.Record("redirects.imported", "redirects", db.OrganisationId, From, new { added.Count });
        }
        return added.Count;
    }
}
