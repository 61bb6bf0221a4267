using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>The fourth step: which year the work begins with, and from what.</summary>
[Authorize(Administer.Organisation)]
internal sealed class YearModel(CycleTrack cycle, IConfirmedResults results) : PageModel
{
    public FiscalYear ThisYear => cycle.ThisYear;

    public IReadOnlyList<FiscalYear> Known { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => Known = [.. (await results.All(stop)).Select(r => r.Year)];
}
