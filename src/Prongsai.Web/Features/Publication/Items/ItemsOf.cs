using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>How an item stands in the office.</summary>
internal enum ItemState
{
    [Display(Name = "ยังไม่เริ่ม")]
    Empty,

    [Display(Name = "กำลังจัดทำ")]
    Preparing,

    /// <summary>A second person confirmed what is written; it is not public yet.</summary>
    [Display(Name = "ตรวจแล้ว รอเผยแพร่")]
    Checked,

    [Display(Name = "เผยแพร่แล้ว")]
    Published,

    /// <summary>Public, and the office has something newer, or changed it since it was confirmed.</summary>
    [Display(Name = "เผยแพร่แล้ว แต่ต้องดูใหม่")]
    Stale,
}

/// <summary>An item of a year as the office sees it: what is public, what is written, what the product itself offers for it.</summary>
/// <param name="Public">What the public sees.</param>
/// <param name="Rule">The item in the year's rules.</param>
/// <param name="Work">Null when nobody began.</param>
/// <param name="Files">Of the answer being written, in order.</param>
/// <param name="Feeds">Work inside the product that answers this item.</param>
/// <param name="Unit">The owner's name; "" where there is none.</param>
internal sealed record OfficeItem(PublicItem Public, DisclosureItem Rule, ItemWork? Work, IReadOnlyList<StoredFile> Files, IReadOnlyList<Standing> Feeds, string Unit)
{
    public int Number => Public.Number;

    public FiscalYear Year => Public.Year;

    public string Href => FormattableString.Invariant($"/items/{Year.Value}/{Number}");

    /// <summary>The title of the answer.</summary>
    public string Title => Work is { Title.Length: > 0 } own ? own.Title : Rule.Title;

    public bool HasAnswer => Work?.HasAnswer == true;

    /// <summary>The fingerprint the answer would have as an edition; null where there is none.</summary>
    public byte[]? Mark => Work is { HasAnswer: true } work ? AnswerContent.Fingerprint(work, Title, Files) : null;

    /// <summary>The newest edition written for this item itself, withdrawn or not.</summary>
    public EditionCard? Own => Public.Standing.FirstOrDefault(e => e.Kind == PublishedKinds.Item(Number)) ?? Public.History.FirstOrDefault(e => e.Kind == PublishedKinds.Item(Number));

    /// <summary>What is written is what the public sees.</summary>
    public bool IsPublic => Mark is { } mark && Own is { IsWithdrawn: false } own && own.Sha256.AsSpan().SequenceEqual(mark);

    /// <summary>There is something written that the public does not see.</summary>
    public bool HasNewer => HasAnswer && !IsPublic;

    /// <summary>Fingerprint of all an assessor would find: the answer as it is written, and every other edition that stands; null where there is nothing.</summary>
    public byte[]? Seen
    {
        get
        {
            var own = PublishedKinds.Item(Number);
            List<byte[]> parts = [.. (Mark ?? (Own is { IsWithdrawn: false } edition ? edition.Sha256 : null)) is { } mine ? [mine] : Array.Empty<byte[]>(), .. Public.Open.Where(e => e.Kind != own).OrderBy(e => e.Id).Select(e => e.Sha256)];
            return parts.Count == 0 ? null : SeenOf(parts);
        }
    }

    /// <summary>What is confirmed: the fingerprints of all there is, the own answer first.</summary>
    public static byte[] SeenOf(IEnumerable<byte[]> fingerprints) => SHA256.HashData([.. fingerprints.SelectMany(p => p)]);

    public bool IsConfirmed => Work?.ConfirmedMark is { } confirmed && Seen is { } seen && confirmed.AsSpan().SequenceEqual(seen);

    /// <summary>It was confirmed once, and what an assessor would find is another thing now.</summary>
    public bool ChangedSinceConfirmed => Work?.ConfirmedMark is not null && !IsConfirmed;

    public ItemState State => Public.State is PublicItemState.Published
        ? HasNewer || ChangedSinceConfirmed || Feeds.Any(f => f.State is PublicationState.Outdated) ? ItemState.Stale : ItemState.Published
        : HasAnswer || Feeds.Any(f => f.State is PublicationState.Waiting) ? (IsConfirmed ? ItemState.Checked : ItemState.Preparing) : ItemState.Empty;

    /// <summary>Required elements nobody has ticked.</summary>
    public IReadOnlyList<ItemElement> Missing => [.. Rule.Elements.Where(e => Work is null || !Work.Ticks.Any(t => t.Element == e.Text))];

    /// <summary>What the program found wrong.</summary>
    public IReadOnlyList<ItemCheck> Faults => [.. (Work?.Checks ?? []).Where(c => c.State is ItemCheckState.Bad)];

    /// <summary>As an assessor decides, as far as the office knows: null where it is public and nobody has confirmed it.</summary>
    public bool? IsComplete => Public.State is not PublicItemState.Published || Faults.Count > 0 || (Missing.Count > 0 && Work is { Ticks.Count: > 0 }) ? false : IsConfirmed && Missing.Count == 0 ? true : null;

    /// <summary>Why it is not complete; "" where it is.</summary>
    public string Lacks => Public.State is not PublicItemState.Published
        ? Public.State is PublicItemState.Withdrawn ? "ถอนการเผยแพร่แล้ว" : State is ItemState.Empty ? "ยังไม่เริ่มจัดทำ" : "ยังไม่เผยแพร่"
        : string.Join(" · ", Faults.Select(f => f.Found).Concat(Missing.Count > 0 ? [$"ยังไม่ยืนยันองค์ประกอบ {Missing.Count} ข้อ"] : Array.Empty<string>())
            .Concat(ChangedSinceConfirmed ? ["เปลี่ยนหลังยืนยัน"] : IsConfirmed ? [] : ["ยังไม่มีผู้ตรวจคนที่สอง"]));

    public bool IsLate(DateOnly today) => Public.State is not PublicItemState.Published && Work?.DueOn < today;
}

/// <summary>Every item of a year as the office sees it.</summary>
internal sealed record OfficeYear(Rulebook Rules, IReadOnlyList<OfficeItem> Items)
{
    /// <summary>Someone has begun: an answer, an owner, an edition.</summary>
    public bool IsInUse => Items.Any(i => i.Work is not null || i.Public.Standing.Any(e => e.IsItem));

    public OfficeItem? Find(int number) => Items.FirstOrDefault(i => i.Number == number);
}

/// <summary>Puts rules, editions, drafts and the product's own work together, item by item.</summary>
internal sealed class ItemsOf(AppDbContext db, RulebookSet rules, PublicEditions editions, Standings standings) : IUseCase
{
    /// <summary>Null where the rules of the year are not known.</summary>
    public async Task<OfficeYear?> Of(FiscalYear year, CancellationToken stop)
    {
        if (rules.Find(year) is not { } book)
        {
            return null;
        }
        var works = await db.ItemWorks.AsNoTracking().Include(w => w.Files).Where(w => w.Year == year).ToDictionaryAsync(w => (int)w.Number, stop);
        var ids = works.Values.SelectMany(w => w.Files.Select(f => f.FileId)).ToList();
        var files = await db.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, stop);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, stop);
        var feeds = (await standings.All(stop)).Where(s => PublicItems.ItemFor(s.Kind, s.Year, rules)?.Year == year).ToLookup(s => PublicItems.ItemFor(s.Kind, s.Year, rules)!.Value.Item.Number);
        var seen = PublicItems.Of(year, book, await editions.Cards(stop));
        return new OfficeYear(book, [.. book.Items.Select(rule =>
        {
            var work = works.GetValueOrDefault(rule.Number);
            return new OfficeItem(
                seen.First(p => p.Number == rule.Number),
                rule,
                work,
                [.. work?.Files.OrderBy(f => f.Sort).Select(f => files[f.FileId]) ?? []],
                [.. feeds[rule.Number].OrderBy(f => PublishedKinds.Order(f.Kind))],
                work?.UnitId is { } unit ? units.GetValueOrDefault(unit, "") : "");
        })]);
    }

    public async Task<OfficeItem?> Find(FiscalYear year, int number, CancellationToken stop) => (await Of(year, stop))?.Find(number);
}
