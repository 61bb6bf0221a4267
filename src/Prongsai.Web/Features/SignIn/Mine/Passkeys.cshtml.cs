using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Account = Prongsai.Web.Platform.Identity.Account;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>The passkeys of one's account.</summary>
[Authorize, OpenBeforeSecondFactor, DemandsProof]
internal sealed class PasskeysModel(Sessions sessions, UserManager<Account> accounts, SignInManager<Account> signIn, TellOfAccount tell) : PageModel
{
    /// <summary>More than a person has devices; a limit, so that nobody fills the table.</summary>
    private const int Most = 20;

    public sealed record Row(string Id, string Name, DateTimeOffset At, bool IsBackedUp);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    [BindProperty, Display(Name = "ตั้งชื่อเครื่องนี้"), StringLength(60, ErrorMessage = "ชื่อยาวเกิน 60 ตัวอักษร")]
    public string? Name { get; set; }

    public async Task OnGet() => Rows = [.. (await accounts.GetPasskeysAsync(await sessions.Mine())).OrderBy(p => p.CreatedAt).Select(p => new Row(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "พาสคีย์", p.CreatedAt, p.IsBackedUp))];

    public async Task<IActionResult> OnPostOptions()
    {
        var account = await sessions.Mine();
        Response.Headers.CacheControl = "no-store";
        return Content(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.UserName!, DisplayName = account.UserName! }), "application/json");
    }

    public async Task<IActionResult> OnPost(string? credential, CancellationToken stop)
    {
        var account = await sessions.Mine();
        await OnGet();
        var attested = ModelState.IsValid && Rows.Count < Most ? await Attest(credential ?? "") : null;
        if (attested is not { Succeeded: true } || !string.Equals(attested.UserEntity.Id, account.Id.ToString(), StringComparison.Ordinal))
        {
            ModelState.AddModelError("", "เพิ่มพาสคีย์ไม่สำเร็จ กดเพิ่มอีกครั้ง ถ้ายังไม่ได้ ลองเบราว์เซอร์อื่นหรือใช้แอปยืนยันตัวตน");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        attested.Passkey.Name = string.IsNullOrWhiteSpace(Name) ? DeviceName.Of(Request.Headers.UserAgent.ToString()) : Name.Trim();
        await accounts.AddOrUpdatePasskeyAsync(account, attested.Passkey);
        await sessions.Proved(SignInWay.Passkey, stop);
        await tell.Do(account, "account.passkey-added", "มีการเพิ่มพาสคีย์ให้บัญชีของท่าน ถ้าไม่ใช่ท่าน ลบพาสคีย์นั้นและเปลี่ยนรหัสผ่านทันที", stop);
        TempData.Done("เพิ่มพาสคีย์แล้ว", "ครั้งต่อไปกด เข้าสู่ระบบด้วยพาสคีย์ ที่หน้าเข้าสู่ระบบ");
        return LocalRedirect("/account/passkeys");
    }

    public async Task<IActionResult> OnPostRemove(string? id, CancellationToken stop)
    {
        var account = await sessions.Mine();
        var known = (await accounts.GetPasskeysAsync(account)).FirstOrDefault(p => string.Equals(Base64Url.EncodeToString(p.CredentialId), id, StringComparison.Ordinal));
        if (known is not null)
        {
            await accounts.RemovePasskeyAsync(account, known.CredentialId);
            await tell.Do(account, "account.passkey-removed", null, stop);
            TempData.Done("ลบพาสคีย์แล้ว");
        }
        return LocalRedirect("/account/passkeys");
    }

    private async Task<PasskeyAttestationResult?> Attest(string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or JsonException)
        {
            // No options were asked for in this browser, or what came is no answer.
            return null;
        }
    }
}
