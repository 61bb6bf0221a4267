using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Doing.Work;

/// <summary>The work of one measure: each step, what came of it and what shows it.</summary>
[Authorize("doing.read")]
internal sealed class ShowModel(WorkOf work, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public MeasureNow Now { get; private set; } = null!;

    public Names Names { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public DateOnly Today => work.Today;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await work.Find(Id, stop) is not { } now)
        {
            return NotFound();
        }
        (Now, Names, Track) = (now, await work.Names(stop), await cycle.Of(now.Plan.Year, 4, stop));
        return Page();
    }
}
