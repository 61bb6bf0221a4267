using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Prongsai.Web.Features.Analysis.Parts;

/// <summary>Advice indicator by indicator, for years without the seven issues.</summary>
[Authorize("analysis.read")]
internal sealed class IndicatorsModel(AnalysisOf analysis) : AnalysisPage(analysis)
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();
}
