using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>How reports of wrongdoing are handled as published.</summary>
[PublicSide]
internal sealed class ComplaintProcedureModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.ComplaintProcedure)
{
    public Task<IActionResult> OnGet(CancellationToken stop) => Show(stop);
}
