using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The plan of measures of a year as it was published, to read and to download.</summary>
[PublicSide]
internal sealed class MeasuresPlanModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.MeasuresPlan)
{
    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);
}
