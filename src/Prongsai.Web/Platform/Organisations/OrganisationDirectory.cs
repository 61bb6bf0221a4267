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

    public async ValueTask<IReadOnlyList<OrganisationCard>> All(CancellationToken stop) => (await Known(stop)).Cards;

    public async ValueTask<OrganisationCard?> Find(Guid id, CancellationToken stop) => (await Known(stop)).ById.GetValueOrDefault(id);

    /// <summary>Whose addresses begin with this part: /thung-tawan. However many organisations there are, it is one look.</summary>
    public async ValueTask<OrganisationCard?> OfSlug(string slug, CancellationToken stop) => (await Known(stop)).BySlug.GetValueOrDefault(slug);

    /// <summary>Whose site this host is.</summary>
    public async ValueTask<OrganisationCard?> OfHost(string host, CancellationToken stop) => (await Known(stop)).ByHost.GetValueOrDefault(host);

    /// <summary>Call after changing an organisation, so that this process sees it at once.</summary>
    public void Forget() => current = null;

    private async ValueTask<Snapshot> Known(CancellationToken stop)
    {
        var last = current;
        if (last is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known;
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
            return last;
        }
        return current = new Snapshot(cards, readAt);
    }

    private static Task<List<OrganisationCard>> Read(AppDbContext db, CancellationToken stop) =>
        db.Organisations.AsNoTracking().OrderBy(o => o.CreatedAt)
            .Select(o => new OrganisationCard(o.Id, o.Name, o.ShortName, o.Kind, o.Size, o.District, o.Province, o.Slug, o.Host, o.SealFileId, o.Digits, o.PaperFont, o.IsExample, o.SuspendedAt != null, o.Oversees))
            .ToListAsync(stop);

    private sealed class Snapshot(IReadOnlyList<OrganisationCard> cards, long readAt)
    {
        public IReadOnlyList<OrganisationCard> Cards => cards;

        public long ReadAt => readAt;

        public Dictionary<Guid, OrganisationCard> ById { get; } = cards.ToDictionary(o => o.Id);

        public Dictionary<string, OrganisationCard> BySlug { get; } = First(cards, o => o.Slug);

        public Dictionary<string, OrganisationCard> ByHost { get; } = First(cards, o => o.Host);

        private static Dictionary<string, OrganisationCard> First(IReadOnlyList<OrganisationCard> cards, Func<OrganisationCard, string?> by) =>
            cards.Where(o => by(o) is not null).GroupBy(o => by(o)!, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
    }
}
