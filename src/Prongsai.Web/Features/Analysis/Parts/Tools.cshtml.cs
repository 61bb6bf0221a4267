using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Prongsai.Web.Features.Analysis.Parts;

/// <summary>What to develop, tool by tool.</summary>
[Authorize("analysis.read")]
internal sealed class ToolsModel(AnalysisOf analysis) : AnalysisPage(analysis)
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();
}
