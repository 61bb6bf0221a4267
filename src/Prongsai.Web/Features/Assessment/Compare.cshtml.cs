using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Assessment;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Years side by side, joined by concept, with what changed in the rules between them (A5).</summary>
[Authorize("assessment.read")]
internal sealed class CompareModel(IConfirmedResults confirmed) : PageModel
{
    public Trend? Trend { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        var results = await confirmed.All(stop);
        Trend = results.Count == 0 ? null : Trend.Across(results.Select(r => r.Verification));
    }
}
