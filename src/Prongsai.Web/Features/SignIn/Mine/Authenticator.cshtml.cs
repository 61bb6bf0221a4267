using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>Takes an authenticator app into use, gives recovery codes, and takes the app out of use.</summary>
[Authorize, OpenBeforeSecondFactor, DemandsProof]
internal sealed class AuthenticatorModel(Sessions sessions, UserManager<Account> accounts, SecondFactor second, TellOfAccount tell) : PageModel
{
    [BindProperty, Display(Name = "รหัส 6 หลัก"), Required(ErrorMessage = "กรอกรหัส 6 หลักที่แอปแสดง"), StringLength(20, ErrorMessage = "รหัสมี 6 หลัก")]
    public string? Code { get; set; }

    public bool IsOn { get; private set; }

    public bool HasPasskeys { get; private set; }

    public int CodesLeft { get; private set; }

    public string UserName { get; private set; } = "";

    /// <summary>In groups of four.</summary>
    public string Key { get; private set; } = "";

    public IHtmlContent Picture { get; private set; } = HtmlString.Empty;

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string>? NewCodes { get; private set; }

    public async Task OnGet(CancellationToken stop) => await Fill(await sessions.Mine(), stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var account = await sessions.Mine();
        if (ModelState.IsValid && !account.TwoFactorEnabled)
        {
            var begun = await second.Begin(account, Code!, stop);
            if (begun.IsOk)
            {
                await sessions.Proved(SignInWay.Code, stop);
                await sessions.OnlyThisOne(account, stop);
                await tell.Do(account, "account.second-factor-begun", "เปิดใช้แอปยืนยันตัวตนกับบัญชีของท่านแล้ว", stop);
                return Show(begun.Value);
            }
            ModelState.AddModelError(nameof(Code), begun.Refusal.Text);
        }
        await Fill(account, stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostCodes(CancellationToken stop)
    {
        ModelState.Clear();
        var account = await sessions.Mine();
        if (!account.TwoFactorEnabled)
        {
            return LocalRedirect("/account/authenticator");
        }
        var codes = await second.NewCodes(account, stop);
        await tell.Do(account, "account.recovery-codes-made", null, stop);
        return Show(codes);
    }

    public async Task<IActionResult> OnPostEnd(CancellationToken stop)
    {
        var account = await sessions.Mine();
        await second.End(account, stop);
        await sessions.OnlyThisOne(account, stop);
        await tell.Do(account, "account.second-factor-ended", "ปิดแอปยืนยันตัวตนของบัญชีท่านแล้ว ถ้าไม่ใช่ท่าน เปลี่ยนรหัสผ่านทันที", stop);
        return LocalRedirect("/account");
    }

    private PageResult Show(IReadOnlyList<string> codes)
    {
        Response.Headers.CacheControl = "no-store";
        (NewCodes, IsOn) = (codes, true);
        return Page();
    }

    private async Task Fill(Account account, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        (IsOn, UserName) = (account.TwoFactorEnabled, account.UserName!);
        HasPasskeys = (await accounts.GetPasskeysAsync(account)).Count > 0;
        if (IsOn)
        {
            CodesLeft = await second.CodesLeft(account.Id, stop);
            return;
        }
        var key = await second.NewKey(account);
        Key = string.Join(' ', OneTimeCode.Base32(key).Chunk(4).Select(g => new string(g)));
        Picture = QrPicture.Svg(OneTimeCode.Address(key, UserName, $"โปร่งใส {Request.Host.Host}"), "รหัสคิวอาร์สำหรับแอปยืนยันตัวตน");
    }
}
