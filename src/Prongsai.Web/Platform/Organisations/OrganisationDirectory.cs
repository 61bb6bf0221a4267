using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>
/// The organisations of this installation, kept in memory for half a minute: another process of the same installation may add one.
/// </summary>
internal sealed class OrganisationDirectory(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private volatile Snapshot? current;

    public async ValueTask<IReadOnlyList<OrganisationCard>> All(CancellationToken stop)
    {
        var last = current;
        if (last is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known.Cards;
        }
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var readAt = clock.GetTimestamp();
        List<OrganisationCard> cards;
        try
        {
            cards = await Read(db, stop);
        }
        catch (Exception fault) when (last is not null && DatabaseTrouble.IsAway(fault))
        {
            // While the database restarts, pages that need nothing else of it still know whose they are.
            return last.Cards;
        }
        current = new Snapshot(cards, readAt);
        return cards;
    }

    private static Task<List<OrganisationCard>> Read(AppDbContext db, CancellationToken stop) =>
        db.Organisations.AsNoTracking().OrderBy(o => o.CreatedAt)
            .Select(o => new OrganisationCard(o.Id, o.Name, o.ShortName, o.Kind, o.Size, o.District, o.Province, o.Slug, o.Host, o.SealFileId, o.Digits, o.PaperFont, o.IsExample))
            .ToListAsync(stop);

    public async ValueTask<OrganisationCard?> Find(Guid id, CancellationToken stop) => (await All(stop)).FirstOrDefault(o => o.Id == id);

    /// <summary>Call after changing an organisation, so that this process sees it at once.</summary>
    public void Forget() => current = null;

    private sealed record Snapshot(IReadOnlyList<OrganisationCard> Cards, long ReadAt);
}
