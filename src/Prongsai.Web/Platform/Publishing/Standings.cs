using Prongsai.Domain;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>How one kind of one year stands between office and public.</summary>
internal enum PublicationState
{
    /// <summary>There is something to publish, and nothing of it ever was.</summary>
    Waiting,

    /// <summary>What the office has is what the public sees.</summary>
    Published,

    /// <summary>The office has something newer than what the public sees.</summary>
    Outdated,

    /// <summary>The newest edition was withdrawn.</summary>
    Withdrawn,
}

/// <summary>One kind of one year: what may be published, and what was.</summary>
/// <param name="Kind">Of the edition.</param>
/// <param name="Year">The assessed year.</param>
/// <param name="Offer">Null when the office has nothing of it now.</param>
/// <param name="Editions">Newest first.</param>
internal sealed record Standing(string Kind, FiscalYear Year, Offer? Offer, IReadOnlyList<EditionCard> Editions)
{
    public EditionCard? Newest => Editions.Count > 0 ? Editions[0] : null;

    public PublicationState State => Newest switch
    {
        null => PublicationState.Waiting,
        { IsWithdrawn: true } => PublicationState.Withdrawn,
        var newest when Offer is not null && Offer.SourceId != newest.SourceId => PublicationState.Outdated,
        _ => PublicationState.Published,
    };

    public string Title => Offer?.Title ?? Newest?.Title ?? $"{PublishedKinds.Name(Kind)}ปี {Year}";

    /// <summary>Of the office's page of it.</summary>
    public string OfficeHref => $"/publication/{Year}/{Kind}";

    public bool MayBePublished => Offer is not null;
}

/// <summary>Puts what areas offer beside what was published.</summary>
internal sealed class Standings(IEnumerable<IPublishable> publishables, PublicEditions editions) : IUseCase
{
    /// <summary>Newest year first, kinds in their order.</summary>
    public async Task<IReadOnlyList<Standing>> All(CancellationToken stop)
    {
        var offers = new List<Offer>();
        foreach (var publishable in publishables)
        {
            // What has no address of its own yet cannot be listed by one.
            offers.AddRange((await publishable.Offers(stop)).Where(o => PublishedKinds.IsKnown(o.Kind)));
        }
        // What was written as the answer to an item has an office page of its own.
        var cards = (await editions.Cards(stop)).Where(c => !c.IsItem).ToList();
        return [.. offers.Select(o => (o.Year, o.Kind)).Concat(cards.Select(c => (c.Year, c.Kind))).Distinct()
            .OrderByDescending(k => k.Year).ThenBy(k => PublishedKinds.Order(k.Kind))
            .Select(k => new Standing(k.Kind, k.Year, offers.Find(o => o.Year == k.Year && o.Kind == k.Kind), [.. cards.Where(c => c.Year == k.Year && c.Kind == k.Kind).OrderByDescending(c => c.Number)]))];
    }

    /// <summary>Null when there is nothing of this kind in this year, offered or published.</summary>
    public async Task<Standing?> Of(string kind, FiscalYear year, CancellationToken stop) => (await All(stop)).FirstOrDefault(s => s.Kind == kind && s.Year == year);

    public IPublishable? Publishable(string kind) => publishables.FirstOrDefault(p => p.Kind == kind);
}
