using Microsoft.AspNetCore.Authorization;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>The form as people will see it, before it is opened. Its form has no button: nothing can be sent from here.</summary>
[Authorize("surveys.read")]
internal sealed class PreviewModel(AppDbContext db, CurrentOrganisation organisation) : SurveyPage(db)
{
    public OrganisationCard Organisation => organisation.Card;
}
