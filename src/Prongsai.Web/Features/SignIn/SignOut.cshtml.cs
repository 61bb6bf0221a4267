using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn;

[Authorize, OpenBeforeSecondFactor]
internal sealed class SignOutModel(SignInManager<Account> signIn, Sessions sessions, CurrentPerson person) : PageModel
{
    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (person is { AccountId: { } account, SessionId: { } session })
        {
            await sessions.End(account, session, stop);
        }
        await signIn.SignOutAsync();
        // Nothing of the office is kept by the browser (no-store); whatever an old or faulty one kept goes now.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return LocalRedirect("/sign-in");
    }
}
