using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn;

[AllowAnonymous]
internal sealed class SignInModel(EnterOffice enter, EnterFurther further, SignInManager<Account> signIn) : PageModel
{
    [BindProperty, Display(Name = "ชื่อผู้ใช้"), Required(ErrorMessage = "กรอกชื่อผู้ใช้"), StringLength(Account.UserNameMaxLength, ErrorMessage = "ชื่อผู้ใช้ยาวเกินไป")]
    public string? UserName { get; set; }

    [BindProperty, Display(Name = "รหัสผ่าน"), Required(ErrorMessage = "กรอกรหัสผ่าน"), StringLength(200, ErrorMessage = "รหัสผ่านยาวเกินไป"), DataType(DataType.Password)]
    public string? Password { get; set; }

    /// <summary>Where the person wanted to go.</summary>
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var entered = await enter.Do(UserName!, Password!, stop);
            if (entered.IsOk)
            {
                var to = Url.IsLocalUrl(To) ? To : "/";
                return LocalRedirect(entered.Value ? to : $"/sign-in/second?to={Uri.EscapeDataString(to)}");
            }
            ModelState.AddModelError(nameof(Password), entered.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>What the browser is to ask its keys, as JSON. No account is named, so none can be found out.</summary>
    public async Task<IActionResult> OnPostOptions()
    {
        Response.Headers.CacheControl = "no-store";
        return Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");
    }

    public async Task<IActionResult> OnPostPasskey(string? credential, CancellationToken stop)
    {
        ModelState.Clear();
        var entered = await further.ByPasskey(credential ?? "", stop);
        if (entered.IsOk)
        {
            return LocalRedirect(Url.IsLocalUrl(To) ? To : "/");
        }
        ModelState.AddModelError("", entered.Refusal.Text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
