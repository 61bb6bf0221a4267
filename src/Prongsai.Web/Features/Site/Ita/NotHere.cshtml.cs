using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>Any other address under /ita: says what there is.</summary>
[PublicSide]
internal sealed class NotHereModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation)
{
    public IActionResult OnGet() => NotHere();
}
