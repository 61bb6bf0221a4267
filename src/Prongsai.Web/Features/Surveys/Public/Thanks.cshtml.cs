using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Public;

/// <summary>Says that the answer is kept. The same for everyone: it carries nothing of the answer.</summary>
[PublicSide]
internal sealed class ThanksModel(AppDbContext db, CurrentOrganisation organisation) : PageModel
{
    public OrganisationCard Organisation => organisation.Card;

    public string Title { get; private set; } = "";

    public int Least { get; private set; }

    public async Task<IActionResult> OnGet(string link, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        if (await db.Surveys.Where(s => s.Link == link && s.State != SurveyState.Draft).Select(s => new { s.Title, s.Least }).FirstOrDefaultAsync(stop) is not { } found)
        {
            return NotFound();
        }
        (Title, Least) = (found.Title, found.Least);
        return Page();
    }
}
