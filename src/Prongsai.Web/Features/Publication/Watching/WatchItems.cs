using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Watching;

/// <summary>
/// The monitor: once an hour it asks for the public address of every published item, as a citizen would, and writes down what it found. Whoever may
/// publish is told when an item that was there is there no more, once, and once more when it is back.
/// </summary>
internal sealed class WatchItems(AppDbContext db, PublicEditions editions, RulebookSet rules, OutsideAddress outside, CurrentOrganisation organisation, Notices notices, TimeProvider clock) : IJob
{
    private const int AtOnce = 4;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        if (outside.Base is null)
        {
            await run.Report(100, $"ไม่ได้ถาม ยังไม่รู้ที่อยู่ภายนอกของระบบ ({OutsideAddress.Setting})", stop);
            return;
        }
        var items = Watched(await editions.Cards(stop), rules);
        var found = new ConcurrentBag<(PublicItem Item, Visit Visit)>();
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (item, token) =>
        {
            var visit = await Visit(item, token);
            // A hiccup of the line is not a page that is gone: what fails is asked for once more.
            found.Add((item, visit.Answered ? visit : await Visit(item, token)));
        });
        await Keep([.. found.OrderBy(f => f.Item.Year).ThenBy(f => f.Item.Number)], stop);
        await run.Report(100, FormattableString.Invariant($"ถาม {found.Count} ข้อ เปิดได้ {found.Count(f => f.Visit.Answered)} ข้อ"), stop);
    }

    /// <summary>What is asked for: every item that is public now, of every year, for an address that was given out is promised for good.</summary>
    public static IReadOnlyList<PublicItem> Watched(IReadOnlyList<EditionCard> cards, RulebookSet rules) =>
        [.. rules.Years.OrderDescending().SelectMany(y => PublicItems.Of(y, rules.Find(y), cards).Where(i => i.State is PublicItemState.Published))];

    private Task<Visit> Visit(PublicItem item, CancellationToken stop) => outside.Ask(organisation.Card, item.Address, stop, item.Address);

    private async Task Keep(IReadOnlyList<(PublicItem Item, Visit Visit)> found, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var local = now.ToOffset(TimeSpan.FromHours(7));
        var day = DateOnly.FromDateTime(local.DateTime);
        var years = found.Select(f => f.Item.Year).Distinct().ToList();
        var kept = await db.ItemWatches.Where(w => w.Day == day && years.Contains(w.Year)).ToDictionaryAsync(w => (w.Year, w.Number), stop);
        var since = now - TimeSpan.FromHours(1.5);
        var failing = (await db.ItemFailures.AsNoTracking().Where(f => f.At > since && years.Contains(f.Year)).Select(f => new { f.Year, f.Number }).ToListAsync(stop)).Select(f => (f.Year, f.Number)).ToHashSet();
        foreach (var (item, visit) in found)
        {
            var key = (item.Year, (short)item.Number);
            if (!kept.TryGetValue(key, out var watch))
            {
                watch = new ItemWatch { Year = item.Year, Number = (short)item.Number, Day = day };
                db.ItemWatches.Add(watch);
            }
            watch.Enter(local.Hour, visit.Answered, visit.Milliseconds);
            if (!visit.Answered)
            {
                db.ItemFailures.Add(new ItemFailure { Year = item.Year, Number = (short)item.Number, At = now, Status = (short?)visit.Status, Why = visit.Why });
            }
        }
        await Tell(
            [.. found.Where(f => !f.Visit.Answered && !failing.Contains((f.Item.Year, (short)f.Item.Number))).Select(f => f.Item)],
            [.. found.Where(f => f.Visit.Answered && failing.Contains((f.Item.Year, (short)f.Item.Number))).Select(f => f.Item)],
            stop);
        await db.SaveChangesAsync(stop);
    }

    private async Task Tell(IReadOnlyList<PublicItem> gone, IReadOnlyList<PublicItem> back, CancellationToken stop)
    {
        if (gone.Count + back.Count == 0)
        {
            return;
        }
        var roles = await db.Roles.AsNoTracking().ToListAsync(stop);
        var may = roles.Where(r => r.Permissions.Contains("publication.publish", StringComparer.Ordinal) || r.Permissions.Contains(Product.Everything, StringComparer.Ordinal)).Select(r => r.Id).ToList();
        var people = await (from held in db.PersonRoles.AsNoTracking() where may.Contains(held.RoleId) join person in db.People.AsNoTracking() on held.PersonId equals person.Id where person.Active select person.Id).Distinct().ToListAsync(stop);
        foreach (var person in people)
        {
            if (gone.Count > 0)
            {
                notices.Tell(person, gone.Count == 1 ? $"ข้อ {gone[0].Code} ปี {gone[0].Year} เปิดจากภายนอกไม่ได้" : $"ข้อ OIT {gone.Count} ข้อเปิดจากภายนอกไม่ได้", $"/items/{gone[0].Year}/watch");
            }
            if (back.Count > 0)
            {
                notices.Tell(person, back.Count == 1 ? $"ข้อ {back[0].Code} ปี {back[0].Year} กลับมาเปิดได้แล้ว" : $"ข้อ OIT {back.Count} ข้อกลับมาเปิดได้แล้ว", $"/items/{back[0].Year}/watch");
            }
        }
    }
}
