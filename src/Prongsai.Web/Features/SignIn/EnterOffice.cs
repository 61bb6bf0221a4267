using Microsoft.AspNetCore.Identity;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Whether the name is unknown, the password wrong or the account closed is not told: it would help who guesses.</summary>
internal sealed record NameOrPasswordIsWrong() : Refusal("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจตัวพิมพ์เล็กใหญ่และภาษาของแป้นพิมพ์แล้วลองใหม่");

internal sealed record TooManyTries() : Refusal("ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รอ 15 นาทีแล้วลองใหม่ หรือขอลิงก์ตั้งรหัสผ่านใหม่จากผู้ดูแลระบบ");

internal sealed record HalfIsOver() : Refusal("นานเกิน 10 นาที กรอกชื่อผู้ใช้และรหัสผ่านใหม่");

internal sealed record PasskeyDoesNotFit() : Refusal("พาสคีย์นี้ใช้เข้าระบบนี้ไม่ได้ อาจถูกลบจากบัญชีแล้ว เข้าด้วยชื่อผู้ใช้และรหัสผ่านแทน");

internal sealed record RecoveryCodeIsWrong() : Refusal("รหัสกู้คืนไม่ถูกต้องหรือใช้ไปแล้ว ตรวจตัวอักษรแล้วลองใหม่ แต่ละรหัสใช้ได้ครั้งเดียว");

/// <summary>Checks a name and password, and opens a session, or asks for the second proof where the account has one.</summary>
internal sealed partial class EnterOffice(UserManager<Account> accounts, Sessions sessions, SignInCookies cookies, SignInThrottle throttle, IPasswordHasher<Account> hasher, ILogger<EnterOffice> log) : IUseCase
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    /// <returns>True when the person is in; false when a code is awaited.</returns>
    public async Task<Result<bool>> Do(string userName, string password, CancellationToken stop)
    {
        var account = await accounts.FindByNameAsync(userName.Trim());
        var place = cookies.PlaceOf(account?.Id);
        if (await throttle.IsClosed(userName, place, stop))
        {
            LogClosed(account?.Id);
            return new TooManyTries();
        }
        if (account?.PasswordHash is null)
        {
            // The same work as for a known name, so that time does not tell who exists.
            nobodysHash ??= hasher.HashPassword(Nobody, "nobody's");
            hasher.VerifyHashedPassword(Nobody, nobodysHash, password);
        }
        if (account is not { Active: true } || !await accounts.CheckPasswordAsync(account, password))
        {
            await throttle.Failed(userName, place, stop);
            LogRefused(account?.Id);
            return new NameOrPasswordIsWrong();
        }
        await throttle.Succeeded(userName, place, stop);
        if (account.TwoFactorEnabled)
        {
            cookies.RememberHalf(account);
            return false;
        }
        await sessions.Open(account, SignInWay.Password, isStrong: false, stop);
        return true;
    }

    /// <summary>The account's id is a number of ours; the name that was typed may be a password in the wrong field.</summary>
    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused: name or password wrong, account {Account}")]
    private partial void LogRefused(Guid? account);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused: too many tries, account {Account}")]
    private partial void LogClosed(Guid? account);
}

/// <summary>The second proof: six digits of the app, a recovery code from paper, or a passkey, which needs no password before it.</summary>
internal sealed class EnterFurther(
    AppDbContext db, UserManager<Account> accounts, SignInManager<Account> signIn, Sessions sessions, SecondFactor second, SignInCookies cookies, SignInThrottle throttle, TellOfAccount tell) : IUseCase
{
    public async Task<Result<bool>> Do(string typed, bool isRecovery, CancellationToken stop)
    {
        if (cookies.Half is not { } half || await accounts.FindByIdAsync(half.Account.ToString()) is not { Active: true, TwoFactorEnabled: true } account || !string.Equals(account.SecurityStamp, half.Stamp, StringComparison.Ordinal))
        {
            return new HalfIsOver();
        }
        // Who is here knows the password. From a browser that was in before, ten tries of its own; from all others together, ten.
        var place = cookies.KnowsDevice(account.Id) ? cookies.PlaceOf(account.Id) : "anywhere";
        var name = $"second proof of {account.Id}";
        if (await throttle.IsClosed(name, place, stop))
        {
            return new TooManyTries();
        }
        if (!(isRecovery ? await second.TakeRecovery(account.Id, typed, stop) : await second.Take(account, typed, stop)))
        {
            await throttle.Failed(name, place, stop);
            return isRecovery ? new RecoveryCodeIsWrong() : new CodeIsWrong();
        }
        await throttle.Succeeded(name, place, stop);
        if (isRecovery)
        {
            await tell.Do(account, "account.recovery-code-used", "มีการใช้รหัสกู้คืนเข้าบัญชีของท่าน ถ้าไม่ใช่ท่าน เปลี่ยนรหัสผ่านทันที", stop);
        }
        await sessions.Open(account, isRecovery ? SignInWay.RecoveryCode : SignInWay.Code, isStrong: true, stop);
        return true;
    }

    /// <param name="credential">What the browser answered, as JSON.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Account>> ByPasskey(string credential, CancellationToken stop)
    {
        var asserted = await Assert(signIn, credential);
        if (asserted is not { Succeeded: true } || !asserted.User.Active)
        {
            return new PasskeyDoesNotFit();
        }
        // The counter moved: a copy of the key would fall behind.
        await accounts.AddOrUpdatePasskeyAsync(asserted.User, asserted.Passkey);
        await db.SaveChangesAsync(stop);
        await sessions.Open(asserted.User, SignInWay.Passkey, isStrong: true, stop);
        return asserted.User;
    }

    /// <summary>Null when no passkey was asked for in this browser, or what came is no answer at all.</summary>
    public static async Task<PasskeyAssertionResult<Account>?> Assert(SignInManager<Account> signIn, string credential)
    {
        try
        {
            return await signIn.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}

/// <summary>Moves the signed-in account to another organisation it belongs to, by a new cookie.</summary>
internal sealed class ChooseOrganisation(Sessions sessions, CurrentPerson person) : IUseCase
{
    public async Task<bool> Do(Guid organisation, CancellationToken stop)
    {
        if (!person.Organisations.Any(o => o.Id == organisation) || person.SessionId is not { } session)
        {
            return false;
        }
        stop.ThrowIfCancellationRequested();
        await sessions.Issue(await sessions.Mine(), session, organisation);
        return true;
    }
}
