using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Analysis;

/// <summary>The analysis of one year: strengths, weaknesses, what to develop per tool, the seven issues or the indicators.</summary>
[Authorize("analysis.read")]
internal sealed class ShowModel(AnalysisOf analysis, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public AnalysisNow Now { get; private set; } = null!;

    public AnalysisResult Analysis => Now.Analysis;

    public YearTrack Track { get; private set; } = null!;

    public int WaitingCount => Now.Texts.Values.Count(t => t.Waiting is not null);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await analysis.Of(Year, stop) is not { } now)
        {
            return NotFound();
        }
        Now = now;
        Track = await cycle.Of(Year.Next, 2, stop);
        return Page();
    }
}
