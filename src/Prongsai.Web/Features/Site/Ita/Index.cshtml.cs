using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The years of which something is public.</summary>
[PublicSide]
internal sealed class IndexModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation)
{
    public Task OnGet(CancellationToken stop) => LoadResults(stop);
}
