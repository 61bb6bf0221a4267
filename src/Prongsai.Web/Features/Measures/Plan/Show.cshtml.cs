using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>One measure: against time, its steps, what it answers, and its history.</summary>
[Authorize("measures.read")]
internal sealed class ShowModel(AppDbContext db, PlanOf plans, CycleTrack cycle, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public PlannedMeasure Row { get; private set; } = null!;

    public Measure Measure { get; private set; } = null!;

    public PlanNow Now { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    public string Owner(MeasureStep step) => string.Join(" ", new[] { step.UnitId, step.PersonId }.OfType<Guid>().Select(Now.House.NameOf));

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await db.Measures.AsNoTracking().Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == Id, stop) is not { } row)
        {
            return NotFound();
        }
        (Row, Measure) = (row, row.ToMeasure());
        Now = await plans.Of(row.Year, stop);
        Track = await cycle.Of(row.Year, 3, stop);
        Today = ThaiDate.InBangkok(clock.GetUtcNow());
        return Page();
    }
}
