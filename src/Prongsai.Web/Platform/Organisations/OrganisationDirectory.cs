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
        if (current is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known.Cards;
        }
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var readAt = clock.GetTimestamp();
        var cards = await db.Organisations.AsNoTracking().OrderBy(o => o.CreatedAt)
            .Select(o => new OrganisationCard(o.Id, o.Name, o.ShortName, o.Kind, o.Size, o.District, o.Province, o.Slug, o.Host, o.SealFileId, o.Digits, o.PaperFont, o.IsExample))
            .ToListAsync(stop);
        current = new Snapshot(cards, readAt);
        return cards;
    }

    public async ValueTask<OrganisationCard?> Find(Guid id, CancellationToken stop) => (await All(stop)).FirstOrDefault(o => o.Id == id);

    /// <summary>Call after changing an organisation, so that this process sees it at once.</summary>
    public void Forget() => current = null;

    private sealed record Snapshot(IReadOnlyList<OrganisationCard> Cards, long ReadAt);
}
