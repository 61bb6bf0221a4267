using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Reports;

/// <summary>Leads to the report of the year being worked on.</summary>
[Authorize("reports.read")]
internal sealed class IndexModel(CycleTrack cycle) : PageModel
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => Redirect($"/reports/{await cycle.UsualYear(stop)}");
}
