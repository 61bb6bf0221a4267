using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>Every part of the site on one page.</summary>
[PublicSide]
internal sealed class SiteMapModel(PublicEditions editions, CurrentOrganisation organisation, IEnumerable<IPublicAddresses> others) : SitePage(editions, organisation)
{
    /// <summary>What areas show at addresses of their own, by the section it belongs to.</summary>
    public IReadOnlyList<PublicEntry> Entries { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        foreach (var other in others)
        {
            Entries = [.. Entries, .. await other.All(stop)];
        }
    }
}
