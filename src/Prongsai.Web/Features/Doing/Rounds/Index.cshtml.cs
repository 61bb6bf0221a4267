using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>Leads to the year the office works on.</summary>
[Authorize("doing.read")]
internal sealed class IndexModel(CycleTrack cycle) : PageModel
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => Redirect($"/follow-up/{await cycle.UsualYear(stop)}");
}
