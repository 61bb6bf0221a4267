using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures;

/// <summary>Leads to the plan being worked on: this year's, or the latest there is when it is older.</summary>
[Authorize("measures.read")]
internal sealed class IndexModel(AppDbContext db, IConfirmedResults results, CycleTrack cycle) : PageModel
{
    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var all = await results.All(stop);
        var thisYear = cycle.ThisYear;
        var working = all.Count > 0 && all[^1].Year < thisYear.Previous ? all[^1].Year.Next : thisYear;
        var latest = await db.Measures.Where(m => m.Year <= thisYear).MaxAsync(m => (FiscalYear?)m.Year, stop);
        return Redirect($"/measures/{(latest is { } planned && planned > working ? planned : working)}");
    }
}
