using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Public;

/// <summary>
/// A point of service on one screen. With scripts it empties itself after fifteen seconds without a touch, and keeps what it cannot send
/// until it can; without, it is a form like any other.
/// </summary>
[PublicSide]
internal sealed class KioskModel(AppDbContext db, CurrentOrganisation organisation, TimeProvider clock) : PageModel
{
    public OrganisationCard Organisation => organisation.Card;

    public Survey Survey { get; private set; } = null!;

    public bool IsOpen => Survey.Takes(ThaiDate.InBangkok(clock.GetUtcNow()));

    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public async Task<IActionResult> OnGet(string link, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        if (await db.Surveys.FirstOrDefaultAsync(s => s.Link == link && s.Kind == SurveyKind.Service && s.State != SurveyState.Draft, stop) is not { } found)
        {
            return NotFound();
        }
        Survey = found;
        return Page();
    }
}
