using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Search;

namespace Prongsai.Web.Features.Manuals;

/// <summary>What is known of an edition without its content; of a withdrawn one this is all the public is told.</summary>
internal sealed record ManualCard(
    Guid Id, Guid ManualId, int Manual, int Number, string Title, string Unit, byte[] Sha256, string? Reason, DateTimeOffset PublishedAt, Guid DocxFileId, Guid PdfFileId, DateTimeOffset? WithdrawnAt, string? WithdrawnReason)
{
    public bool IsWithdrawn => WithdrawnAt is not null;

    public DateTimeOffset ChangedAt => WithdrawnAt ?? PublishedAt;

    public string Address => Manuals.Manual.Address(Manual);
}

/// <summary>
/// The one way of the public to manuals: editions that were not withdrawn. Of a manual the newest edition stands at the address; when it is
/// withdrawn none does, whatever came before it.
/// </summary>
internal sealed class PublicManuals(AppDbContext db) : IUseCase, IPublicAddresses
{
    public const string SearchName = "manual";

    /// <summary>The section of the website that lists them.</summary>
    private const string Section = "manuals";

    private static IQueryable<ManualCard> Cards(IQueryable<ManualEdition> editions, IQueryable<Manual> manuals) =>
        editions.Join(manuals, e => e.ManualId, m => m.Id, (e, m) => new ManualCard(e.Id, m.Id, m.Number, e.Number, e.Title, e.Unit, e.ContentSha256, e.Reason, e.PublishedAt, e.DocxFileId, e.PdfFileId, e.WithdrawnAt, e.WithdrawnReason));

    /// <summary>The newest edition of every manual, by department and title; those withdrawn left out.</summary>
    public async Task<IReadOnlyList<ManualCard>> Standing(CancellationToken stop)
    {
        var cards = await Cards(ManualSets.Newest(db).Where(e => e.WithdrawnAt == null), db.Manuals).ToListAsync(stop);
        return [.. cards.OrderBy(c => c.Unit, Thai).ThenBy(c => c.Title, Thai)];
    }

    /// <summary>Every edition of a manual, newest first, also withdrawn ones.</summary>
    public async Task<IReadOnlyList<ManualCard>> Editions(int manual, CancellationToken stop) =>
        [.. (await Cards(db.ManualEditions.AsNoTracking(), db.Manuals.Where(m => m.Number == manual)).ToListAsync(stop)).OrderByDescending(c => c.Number)];

    /// <summary>The content of an edition; null when it was withdrawn.</summary>
    public async Task<ManualContent?> Content(ManualCard card, CancellationToken stop) =>
        await db.ManualEditions.AsNoTracking().Where(e => e.Id == card.Id && e.WithdrawnAt == null).Select(e => e.Content).FirstOrDefaultAsync(stop) is { } json ? Read(json) : null;

    public async Task<IReadOnlyDictionary<Guid, ManualContent>> Contents(IEnumerable<ManualCard> cards, CancellationToken stop)
    {
        var ids = cards.Select(c => c.Id).ToList();
        return (await db.ManualEditions.AsNoTracking().Where(e => ids.Contains(e.Id) && e.WithdrawnAt == null).Select(e => new { e.Id, e.Content }).ToListAsync(stop)).ToDictionary(e => e.Id, e => Read(e.Content));
    }

    /// <summary>A file of an edition that was not withdrawn.</summary>
    public async Task<StoredFile?> File(int manual, int edition, bool docx, CancellationToken stop)
    {
        if ((await Editions(manual, stop)).FirstOrDefault(e => e.Number == edition && !e.IsWithdrawn) is not { } card)
        {
            return null;
        }
        var id = docx ? card.DocxFileId : card.PdfFileId;
        return await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop);
    }

    async Task<IReadOnlyList<PublicEntry>> IPublicAddresses.All(CancellationToken stop)
    {
        var cards = await Standing(stop);
        var contents = await Contents(cards, stop);
        return [.. cards.Select(c => new PublicEntry(c.Address, c.Title, Section, contents[c.Id].Total() ?? "", c.PublishedAt))];
    }

    public static SearchDocument Found(Guid id, int number, ManualContent content, DateTimeOffset at) =>
        new(SearchName, id.ToString(), "manual", content.Title, Manual.Address(number), content.Words(), at);

    private static ManualContent Read(string json) => JsonSerializer.Deserialize<ManualContent>(json, JsonForm.Options) ?? throw new JsonException("An edition's content is not a manual.");

    private static StringComparer Thai => StringComparer.Create(Platform.Hosting.ThaiCulture.Instance, ignoreCase: false);
}
