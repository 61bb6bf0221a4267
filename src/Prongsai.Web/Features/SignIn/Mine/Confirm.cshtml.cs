using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>Asked before a dangerous act: is it still the same person? The app's code where there is an app, else the password; or a passkey.</summary>
[Authorize, OpenBeforeSecondFactor]
internal sealed class ConfirmModel(Sessions sessions, UserManager<Account> accounts, SignInManager<Account> signIn, SecondFactor second, SignInThrottle throttle, CurrentPerson person) : PageModel
{
    [BindProperty, Display(Name = "รหัสผ่าน"), Required(ErrorMessage = "กรอกรหัส"), StringLength(200, ErrorMessage = "รหัสยาวเกิน 200 ตัว"), DataType(DataType.Password)]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    public bool AsksCode { get; private set; }

    public bool HasPasskeys { get; private set; }

    public async Task OnGet()
    {
        ModelState.Clear();
        await Fill();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var account = await Fill();
        if (ModelState.IsValid)
        {
            var (name, place) = ($"proof of {account.Id}", $"session {person.SessionId}");
            if (await throttle.IsClosed(name, place, stop))
            {
                ModelState.AddModelError(nameof(Password), "ลองผิดหลายครั้งเกินไป รอ 15 นาที หรือออกจากระบบแล้วเข้าใหม่");
            }
            else if (AsksCode ? await second.Take(account, Password!, stop) : await accounts.CheckPasswordAsync(account, Password!))
            {
                await sessions.Proved(AsksCode ? SignInWay.Code : SignInWay.Password, stop);
                return Onward();
            }
            else
            {
                await throttle.Failed(name, place, stop);
                ModelState.AddModelError(nameof(Password), AsksCode ? new CodeIsWrong().Text : "รหัสผ่านไม่ถูกต้อง ตรวจตัวพิมพ์เล็กใหญ่และภาษาของแป้นพิมพ์แล้วลองใหม่");
            }
        }
        ModelState.SetModelValue(nameof(Password), "", "");
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostOptions()
    {
        Response.Headers.CacheControl = "no-store";
        return Content(await signIn.MakePasskeyRequestOptionsAsync(await sessions.Mine()), "application/json");
    }

    public async Task<IActionResult> OnPostPasskey(string? credential, CancellationToken stop)
    {
        ModelState.Clear();
        var account = await Fill();
        if (await EnterFurther.Assert(signIn, credential ?? "") is { Succeeded: true } asserted && asserted.User.Id == account.Id)
        {
            await accounts.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey);
            await sessions.Proved(SignInWay.Passkey, stop);
            return Onward();
        }
        ModelState.AddModelError("", new PasskeyDoesNotFit().Text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private LocalRedirectResult Onward() => LocalRedirect(Url.IsLocalUrl(To) ? To : "/");

    private async Task<Account> Fill()
    {
        var account = await sessions.Mine();
        AsksCode = account.TwoFactorEnabled;
        HasPasskeys = (await accounts.GetPasskeysAsync(account)).Count > 0;
        return account;
    }
}
