using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Start;

[Authorize]
internal sealed class IndexModel(CurrentOrganisation organisation) : PageModel
{
    public OrganisationCard Organisation => organisation.Card;
}
