using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Analysis;

/// <summary>The years that can be analysed.</summary>
[Authorize("analysis.read")]
internal sealed class IndexModel(IConfirmedResults results) : PageModel
{
    public IReadOnlyList<ConfirmedResult> Years { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Years = [.. (await results.All(stop)).Reverse()];
        return Page();
    }
}
