using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>What people said at the counters of a fiscal year, as it was published.</summary>
[PublicSide]
internal sealed class SatisfactionModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.Satisfaction)
{
    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);
}
