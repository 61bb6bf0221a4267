using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

[Authorize("surveys.read")]
internal sealed class PosterModel(AppDbContext db, PublicRoot root, CurrentOrganisation organisation) : SurveyPage(db)
{
    public OrganisationCard Organisation => organisation.Card;

    public string Address { get; private set; } = "";

    public IHtmlContent Qr => QrCode.Svg($"{Request.Scheme}://{Address}", "QR ของแบบสำรวจ");

    public async Task OnGet(CancellationToken stop) => Address = await root.Written($"/s/{Survey.Link}", stop);
}
