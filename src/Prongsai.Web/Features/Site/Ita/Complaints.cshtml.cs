using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The counts of the protected channel as published.</summary>
[PublicSide]
internal sealed class ComplaintsModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.ComplaintStatistics)
{
    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);
}
