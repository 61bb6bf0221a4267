using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Contents;

/// <summary>
/// The one way of the public to content. The rule of visibility stands here and nowhere else: published, begun, not ended.
/// Pages, feeds, files, pictures and the site map all ask here.
/// </summary>
internal sealed class PublicContent(AppDbContext db, TimeProvider clock, LastFaces last) : IUseCase
{
    /// <summary>The rule.</summary>
    public static IQueryable<ContentPiece> Visible(IQueryable<ContentPiece> pieces, DateTimeOffset now) =>
        pieces.Where(c => c.State == ContentState.Published && (c.VisibleFrom == null || c.VisibleFrom <= now) && (c.VisibleUntil == null || c.VisibleUntil > now));

    public IQueryable<ContentPiece> All => Visible(db.Contents.AsNoTracking(), clock.GetUtcNow());

    public Task<ContentPiece?> Page(string section, CancellationToken stop) => All.FirstOrDefaultAsync(c => c.Kind == ContentKind.Page && c.Section == section, stop);

    public Task<ContentPiece?> At(ContentKind kind, int number, CancellationToken stop) => All.FirstOrDefaultAsync(c => c.Kind == kind && c.Number == number, stop);

    /// <summary>Newest first; without bodies.</summary>
    public IQueryable<ContentPiece> News => All.Where(c => c.Kind == ContentKind.News).OrderByDescending(c => c.Day).ThenByDescending(c => c.Number);

    /// <summary>The file a visible piece carries; null when the piece may not be seen or carries another.</summary>
    public async Task<StoredFile?> FileOf(int number, Guid? file, CancellationToken stop)
    {
        var id = await All.Where(c => c.Number == number && c.FileId != null && (file == null || c.FileId == file)).Select(c => c.FileId).FirstOrDefaultAsync(stop);
        return id is null ? null : await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop);
    }

    /// <summary>The file's bytes were lost or altered in the store, and nobody can have them until they are brought back.</summary>
    public Task<bool> IsLost(Guid file, CancellationToken stop) => db.FileChecks.AnyAsync(c => c.FileId == file && c.Fault != null, stop);

    /// <summary>How the site looks; while the database is away, how it looked last, so that a page with answers on it can be given back.</summary>
    public async Task<SiteFace> Face(CancellationToken stop)
    {
        try
        {
            return last.Of[db.OrganisationId] = await db.SiteFaces.AsNoTracking().FirstOrDefaultAsync(stop) ?? new SiteFace();
        }
        catch (Exception fault) when (DatabaseTrouble.IsAway(fault))
        {
            return last.Of.GetValueOrDefault(db.OrganisationId) ?? new SiteFace();
        }
    }
}

/// <summary>The face of every organisation as it was when it was last read.</summary>
internal sealed class LastFaces
{
    public ConcurrentDictionary<Guid, SiteFace> Of { get; } = new();
}
