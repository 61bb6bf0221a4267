using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Whether the name is unknown, the password wrong or the account closed is not told: it would help who guesses.</summary>
internal sealed record NameOrPasswordIsWrong() : Refusal("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจตัวพิมพ์เล็กใหญ่และภาษาของแป้นพิมพ์แล้วลองใหม่");

internal sealed record TooManyTries() : Refusal("ลองผิดหลายครั้งเกินไปจากเครื่องนี้ รอ 15 นาทีแล้วลองใหม่ หรือขอลิงก์ตั้งรหัสผ่านใหม่จากผู้ดูแลระบบ");

/// <summary>Checks a name and password and issues the cookie.</summary>
internal sealed class EnterOffice(UserManager<Account> accounts, SignInManager<Account> signIn, SignInThrottle throttle, IPasswordHasher<Account> hasher) : IUseCase
{
    private static readonly Account Nobody = new();
    private static string? nobodysHash;

    public async Task<Result<Account>> Do(string userName, string password, string address, CancellationToken stop)
    {
        if (await throttle.IsClosed(userName, address, stop))
        {
            return new TooManyTries();
        }
        var account = await accounts.FindByNameAsync(userName.Trim());
        if (account?.PasswordHash is null)
        {
            // The same work as for a known name, so that time does not tell who exists.
            nobodysHash ??= hasher.HashPassword(Nobody, "nobody's");
            hasher.VerifyHashedPassword(Nobody, nobodysHash, password);
        }
        if (account is not { Active: true } || !await accounts.CheckPasswordAsync(account, password))
        {
            await throttle.Failed(userName, address, stop);
            return new NameOrPasswordIsWrong();
        }
        await throttle.Succeeded(userName, address, stop);
        await signIn.SignInAsync(account, isPersistent: false, "password");
        return account;
    }
}

/// <summary>Moves the signed-in account to another organisation it belongs to, by a new cookie.</summary>
internal sealed class ChooseOrganisation(AppDbContext db, UserManager<Account> accounts, SignInManager<Account> signIn, CurrentPerson person) : IUseCase
{
    public async Task<bool> Do(Guid organisation, CancellationToken stop)
    {
        if (!person.Organisations.Any(o => o.Id == organisation) || await accounts.FindByIdAsync(db.AccountId.ToString()) is not { } account)
        {
            return false;
        }
        stop.ThrowIfCancellationRequested();
        await signIn.SignInWithClaimsAsync(account, isPersistent: false, [new Claim(WhoIsThis.OrganisationClaim, organisation.ToString())]);
        return true;
    }
}
