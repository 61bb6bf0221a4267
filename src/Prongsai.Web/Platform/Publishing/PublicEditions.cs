using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>What is known of an edition without its content. Of a withdrawn one this is all the public is told.</summary>
internal sealed record EditionCard(
    Guid Id,
    FiscalYear Year,
    string Kind,
    int Number,
    string Title,
    string SourceId,
    byte[] Sha256,
    string? Reason,
    DateTimeOffset PublishedAt,
    string PublishedBy,
    DateTimeOffset? WithdrawnAt,
    string? WithdrawnReason,
    short[] Items,
    string Summary)
{
    /// <summary>Written as the answer to an item, not made inside the product.</summary>
    public bool IsItem => Items.Length > 0;


    public bool IsWithdrawn => WithdrawnAt is not null;

    public string Fingerprint => Convert.ToHexStringLower(Sha256);

    /// <summary>When what the public sees of it last changed.</summary>
    public DateTimeOffset ChangedAt => WithdrawnAt ?? PublishedAt;
}

/// <summary>An edition the public may see, with its content.</summary>
internal sealed record EditionContent(EditionCard Card, string Data, string? Html, IReadOnlyList<StoredFile> Files);

/// <summary>
/// The one rule of what the public sees, asked by pages, machine forms, files and caches alike: content that was published and was not
/// withdrawn. Of a kind in a year the newest edition stands at the address; when it is withdrawn none does, whatever came before it.
/// </summary>
internal sealed class PublicEditions(AppDbContext db) : IUseCase
{
    private IQueryable<Edition> Open => db.Editions.AsNoTracking().Where(e => e.WithdrawnAt == null);

    /// <summary>Every edition there ever was, newest first, without content.</summary>
    public async Task<IReadOnlyList<EditionCard>> Cards(CancellationToken stop) =>
        await db.Editions.AsNoTracking().OrderByDescending(e => e.Year).ThenBy(e => e.Kind).ThenByDescending(e => e.Number)
            .Select(e => new EditionCard(e.Id, e.Year, e.Kind, e.Number, e.Title, e.SourceId, e.ContentSha256, e.Reason, e.PublishedAt, e.PublishedBy, e.WithdrawnAt, e.WithdrawnReason, e.Items, e.Summary))
            .ToListAsync(stop);

    /// <summary>The editions that stand at the addresses: the newest of every kind and year, withdrawn ones too.</summary>
    public static IReadOnlyList<EditionCard> Standing(IEnumerable<EditionCard> cards) =>
        [.. cards.GroupBy(c => (c.Year, c.Kind)).Select(g => g.MaxBy(c => c.Number)!)];

    /// <summary>The content of an edition; null when it was withdrawn.</summary>
    public async Task<EditionContent?> Content(EditionCard card, CancellationToken stop)
    {
        var found = await Open.Where(e => e.Id == card.Id).Select(e => new { e.Data, e.Html }).FirstOrDefaultAsync(stop);
        if (found is null)
        {
            return null;
        }
        var files = await db.EditionFiles.AsNoTracking().Where(f => f.EditionId == card.Id).OrderBy(f => f.Sort)
            .Join(db.Files, f => f.FileId, f => f.Id, (_, f) => f).ToListAsync(stop);
        return new EditionContent(card, found.Data, found.Html, files);
    }

    /// <summary>The data of these editions, by id; those withdrawn are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Data(IReadOnlyCollection<Guid> editions, CancellationToken stop) =>
        await Open.Where(e => editions.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Data, stop);

    /// <summary>The files of every edition that was not withdrawn, by edition, in order.</summary>
    public async Task<ILookup<Guid, StoredFile>> OpenFiles(CancellationToken stop) =>
        (await (from edition in Open
                join held in db.EditionFiles on edition.Id equals held.EditionId
                join file in db.Files on held.FileId equals file.Id
                orderby held.Sort
                select new { edition.Id, file }).AsNoTracking().ToListAsync(stop)).ToLookup(f => f.Id, f => f.file);

    /// <summary>A file by its fingerprint, and whether an edition of the year that was not withdrawn still holds it; null when none ever did.</summary>
    public async Task<(StoredFile File, bool IsOpen)?> File(FiscalYear year, byte[] sha256, CancellationToken stop)
    {
        var found = await (from held in db.EditionFiles.AsNoTracking()
                           join edition in db.Editions on held.EditionId equals edition.Id
                           join file in db.Files on held.FileId equals file.Id
                           where edition.Year == year && file.Sha256 == sha256
                           orderby edition.WithdrawnAt == null descending, edition.PublishedAt descending
                           select new { File = file, IsOpen = edition.WithdrawnAt == null }).FirstOrDefaultAsync(stop);
        return found is null ? null : (found.File, found.IsOpen);
    }
}
