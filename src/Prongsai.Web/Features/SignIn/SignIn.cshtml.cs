using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn;

[AllowAnonymous]
internal sealed class SignInModel(EnterOffice enter) : PageModel
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
            var entered = await enter.Do(UserName!, Password!, HttpContext.Connection.RemoteIpAddress?.ToString() ?? "", stop);
            if (entered.IsOk)
            {
                return LocalRedirect(Url.IsLocalUrl(To) ? To : "/");
            }
            ModelState.AddModelError(nameof(Password), entered.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
