using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Analysis;

namespace Prongsai.Web.Features.Analysis.Parts;

/// <summary>One of the seven issues: its questions and items with their scores, and its three texts.</summary>
[Authorize("analysis.read")]
internal sealed class IssueModel(AnalysisOf analysis) : AnalysisPage(analysis)
{
    [BindProperty(SupportsGet = true)]
    public int No { get; set; }

    public IssueAnalysis Issue { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop) || Analysis.Issues.FirstOrDefault(i => i.Issue.No == No) is not { } issue)
        {
            return NotFound();
        }
        Issue = issue;
        return Page();
    }
}
