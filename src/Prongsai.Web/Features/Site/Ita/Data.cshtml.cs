using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>How programs take what this site discloses. Asked for as JSON-LD, it leads to the catalogue.</summary>
[PublicSide]
internal sealed class DataModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation)
{
    /// <summary>The year the examples use: the newest of which something stands.</summary>
    public string ExampleYear => Years.Count > 0 ? Years[0].ToString() : "2568";

    public IActionResult OnGet()
    {
        Response.Headers.Append("Vary", "Accept");
        return Request.Headers.Accept.ToString().Contains("application/ld+json", StringComparison.OrdinalIgnoreCase) ? Redirect(Request.PathBase.ToUriComponent() + "/data.jsonld") : Page();
    }
}
