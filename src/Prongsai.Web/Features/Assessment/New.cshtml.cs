using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Begins a result typed by hand.</summary>
[Authorize("assessment.write")]
internal sealed class NewModel(StartDraft start, RulebookSet rules, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Year { get; set; }

    public IReadOnlyList<Rulebook> Rulebooks => [.. rules.Current.Reverse()];

    public void OnGet() => Year = FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow())).Previous.ToString();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!FiscalYear.TryParse(Year, null, out var year))
        {
            ModelState.AddModelError(nameof(Year), "เลือกปีงบประมาณของผล");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var draft = await start.Typed(year, stop);
        if (draft.Refusal is { } refusal)
        {
            ModelState.AddModelError(nameof(Year), refusal.Text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        return Redirect($"/assessment/drafts/{draft.Value}/figures");
    }
}
