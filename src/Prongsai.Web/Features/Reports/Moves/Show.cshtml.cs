using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Reports.Moves;

/// <summary>Measures and the scores they aimed at, before and after.</summary>
[Authorize("reports.read")]
internal sealed class ShowModel(DidItWork moves) : PageModel
{
    public IReadOnlyList<YearMoves> Years { get; private set; } = [];

    public FiscalYear? Waiting { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        Years = await moves.All(stop);
        Waiting = await moves.Waiting(stop);
    }
}
