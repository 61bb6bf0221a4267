using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Assessment.Years;

/// <summary>The confirmed result of one year.</summary>
[Authorize("assessment.read")]
internal sealed class ShowModel(AppDbContext db, IConfirmedResults confirmed, StartDraft start) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public ConfirmedResult Result { get; private set; } = null!;

    public Verification Verification => Result.Verification;

    public ConfirmedResult? Before { get; private set; }

    public IReadOnlyList<ConfirmedAssessment> Editions { get; private set; } = [];

    public Rulebook Rulebook => Verification.Rulebook;

    public string NameOf(string target) => TargetNames.Of(Rulebook, target);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await confirmed.Of(Year, stop) is not { } found)
        {
            return NotFound();
        }
        Result = found;
        Before = await confirmed.Of(Year.Previous, stop);
        Editions = await db.Assessments.AsNoTracking().Where(a => a.Year == Year).OrderByDescending(a => a.Edition).ToListAsync(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostCorrect(CancellationToken stop)
    {
        if (!(await HttpContext.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(User, "assessment.write")).Succeeded)
        {
            return Forbid();
        }
        var draft = await start.Correcting(Year, stop);
        return draft.IsOk ? Redirect($"/assessment/drafts/{draft.Value}") : NotFound();
    }
}
