using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The analysis report of a year as it was published, to read and to download.</summary>
[PublicSide]
internal sealed class AnalysisModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.Analysis)
{
    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);
}
