using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>One kind of one year: its address, its editions, who did what.</summary>
[Authorize("publication.read")]
internal sealed class ShowModel(Standings standings, PublicRoot root, CycleTrack cycle) : StandingPage(standings, root, cycle)
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();
}
