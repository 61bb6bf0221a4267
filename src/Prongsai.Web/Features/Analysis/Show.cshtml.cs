using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Prongsai.Web.Features.Analysis;

/// <summary>The analysis of one year at a glance: overview, strengths, weaknesses, and the way to its parts.</summary>
[Authorize("analysis.read")]
internal sealed class ShowModel(AnalysisOf analysis) : AnalysisPage(analysis)
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();
}
