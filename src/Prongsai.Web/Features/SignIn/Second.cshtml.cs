using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn;

/// <summary>After the right password: the code of the app, or one from paper.</summary>
[AllowAnonymous]
internal sealed class SecondModel(EnterFurther further, SignInCookies cookies) : PageModel
{
    [BindProperty, Required(ErrorMessage = "กรอกรหัส"), StringLength(40, ErrorMessage = "รหัสยาวเกินไป")]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    /// <summary>A recovery code is asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "paper")]
    public bool Paper { get; set; }

    public IActionResult OnGet()
    {
        ModelState.Clear();
        return cookies.Half is null ? LocalRedirect("/sign-in") : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var entered = await further.Do(Code!, Paper, stop);
            if (entered.IsOk)
            {
                return LocalRedirect(Url.IsLocalUrl(To) ? To : "/");
            }
            ModelState.AddModelError(nameof(Code), entered.Refusal.Text);
        }
        // What was typed is a secret: it is not written back.
        ModelState.SetModelValue(nameof(Code), "", "");
        Code = null;
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
