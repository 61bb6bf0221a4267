using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>What a visitor sees first: whose site this is and what can be read here.</summary>
[PublicSide]
internal sealed class HomeModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation)
{
    public Task OnGet(CancellationToken stop) => LoadResults(stop);
}
