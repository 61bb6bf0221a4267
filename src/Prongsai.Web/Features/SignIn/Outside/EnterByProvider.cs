using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn.Outside;

internal sealed record NobodyCameBack() : Refusal("ยังไม่ได้ยืนยันตัวตนกับผู้ให้บริการ หรือนานเกินไป เริ่มใหม่อีกครั้ง");

internal sealed record IsNotConnected() : Refusal("ตัวตนนี้ยังไม่ได้เชื่อมกับบัญชีในระบบ เข้าสู่ระบบด้วยรหัสผ่านก่อน แล้วเชื่อมที่หน้าบัญชีของฉัน");

internal sealed record BelongsToAnother() : Refusal("ตัวตนนี้เชื่อมกับอีกบัญชีหนึ่งอยู่แล้ว เลิกเชื่อมที่บัญชีนั้นก่อน");

internal sealed record ProviderIsTooWeak() : Refusal("บัญชีนี้ใช้การยืนยันสองชั้น แต่ผู้ให้บริการยืนยันมาชั้นเดียว เข้าสู่ระบบด้วยรหัสผ่านและรหัสจากแอปแทน");

/// <summary>
/// Who came back from the provider enters the account that this identity was connected to by its owner, or connects it. The name at the
/// provider is issuer and subject; an e-mail address or a name connects nobody.
/// </summary>
internal sealed class EnterByProvider(UserManager<Account> accounts, Sessions sessions, OpenIdProvider provider, AppDbContext db, TellOfAccount tell, IHttpContextAccessor http)
{
    /// <summary>In the state of the journey: the account it is to be connected with.</summary>
    public const string ForAccount = "for-account";

    /// <summary>amr values (RFC 8176) that say more than one factor, or one that holds two.</summary>
    private static readonly string[] Strong = ["mfa", "otp", "hwk", "swk", "sc", "pop", "fpt", "face"];

    public async Task<Result<Account>> Enter(CancellationToken stop)
    {
        if (await CameBack() is not { } came)
        {
            return new NobodyCameBack();
        }
        if (await accounts.FindByLoginAsync(provider.Settings.Issuer, came.Subject) is not { Active: true } account)
        {
            return new IsNotConnected();
        }
        if (account.TwoFactorEnabled && !came.IsStrong)
        {
            return new ProviderIsTooWeak();
        }
        await sessions.Open(account, SignInWay.Provider, came.IsStrong, stop);
        return account;
    }

    /// <summary>Connects who came back with the account that is signed in.</summary>
    public async Task<Result<Account>> Connect(CancellationToken stop)
    {
        if (await CameBack() is not { } came)
        {
            return new NobodyCameBack();
        }
        var account = await sessions.Mine();
        // The journey must have begun on this account's own page, not at the sign-in of somebody else.
        if (came.For != account.Id.ToString("N"))
        {
            return new NobodyCameBack();
        }
        if (await accounts.FindByLoginAsync(provider.Settings.Issuer, came.Subject) is { } other)
        {
            return other.Id == account.Id ? account : new BelongsToAnother();
        }
        foreach (var old in (await accounts.GetLoginsAsync(account)).Where(l => l.LoginProvider == provider.Settings.Issuer))
        {
            await accounts.RemoveLoginAsync(account, old.LoginProvider, old.ProviderKey);
        }
        var added = await accounts.AddLoginAsync(account, new UserLoginInfo(provider.Settings.Issuer, came.Subject, provider.Settings.Name));
        if (!added.Succeeded)
        {
            return new BelongsToAnother();
        }
        await sessions.OnlyThisOne(account, stop);
        await tell.Do(account, "account.provider-connected", $"บัญชีของท่านเชื่อมกับ {provider.Settings.Name} แล้ว ถ้าไม่ใช่ท่าน เลิกเชื่อมและเปลี่ยนรหัสผ่านทันที", stop);
        await db.SaveChangesAsync(stop);
        return account;
    }

    public async Task Disconnect(CancellationToken stop)
    {
        var account = await sessions.Mine();
        foreach (var login in (await accounts.GetLoginsAsync(account)).Where(l => l.LoginProvider == provider.Settings.Issuer))
        {
            await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
        }
        await sessions.OnlyThisOne(account, stop);
        await tell.Do(account, "account.provider-disconnected", $"บัญชีของท่านเลิกเชื่อมกับ {provider.Settings.Name} แล้ว", stop);
        await db.SaveChangesAsync(stop);
    }

    public async Task<bool> IsConnected() => (await accounts.GetLoginsAsync(await sessions.Mine())).Any(l => l.LoginProvider == provider.Settings.Issuer);

    /// <summary>Reads what the provider's answer left, once.</summary>
    private async Task<(string Subject, bool IsStrong, string? For)?> CameBack()
    {
        var context = http.HttpContext!;
        var result = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        return result is { Succeeded: true, Principal: { } who } && who.FindFirst(ClaimTypes.NameIdentifier) is { } name && name.Issuer == provider.Settings.Issuer
            ? (name.Value, who.FindAll("amr").Any(a => Strong.Contains(a.Value, StringComparer.Ordinal)), result.Properties!.Items.TryGetValue(ForAccount, out var account) ? account : null)
            : null;
    }
}
