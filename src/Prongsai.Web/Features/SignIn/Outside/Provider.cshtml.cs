using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Prongsai.Web.Features.SignIn.Outside;

/// <summary>Goes to the identity provider, and comes back from it.</summary>
[AllowAnonymous]
internal sealed class ProviderModel(IServiceProvider services) : PageModel
{
    public string Refused { get; private set; } = "";

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    public async Task<IActionResult> OnGet(bool refused, bool back, CancellationToken stop)
    {
        if (services.GetService<Platform.Outside.OpenIdProvider>() is null)
        {
            return NotFound();
        }
        if (refused)
        {
            Refused = "ผู้ให้บริการยืนยันตัวตนไม่สำเร็จ หรือคำตอบไม่ผ่านการตรวจ เริ่มใหม่อีกครั้ง ถ้ายังไม่ได้ เข้าสู่ระบบด้วยรหัสผ่าน";
        }
        else if (back)
        {
            var entered = await services.GetRequiredService<EnterByProvider>().Enter(stop);
            if (entered.IsOk)
            {
                return LocalRedirect(Url.IsLocalUrl(To) ? To : "/");
            }
            Refused = entered.Refusal.Text;
        }
        return Page();
    }

    /// <summary>By a form with a token, so that no other site can begin a sign-in for the person.</summary>
    public IActionResult OnPost() =>
        services.GetService<Platform.Outside.OpenIdProvider>() is null ? NotFound()
            : Challenge(new AuthenticationProperties { RedirectUri = "/sign-in/provider?back=true&to=" + Uri.EscapeDataString(Url.IsLocalUrl(To) ? To : "/") }, OpenIdHandler.Name);
}
