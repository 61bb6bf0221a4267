using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>Where who holds a role that demands more than a password is sent until it is shown.</summary>
[Authorize, OpenBeforeSecondFactor]
internal sealed class SecondFactorDemandedModel(Sessions sessions, UserManager<Account> accounts, CurrentPerson person) : PageModel
{
    public bool HasPasskeys { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!person.MustShowMore)
        {
            return LocalRedirect("/");
        }
        HasPasskeys = (await accounts.GetPasskeysAsync(await sessions.Mine())).Count > 0;
        return Page();
    }
}
