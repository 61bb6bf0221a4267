using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

internal sealed record CodeIsWrong() : Refusal("รหัส 6 หลักไม่ถูกต้องหรือใช้ไปแล้ว รอให้แอปแสดงรหัสใหม่แล้วกรอกอีกครั้ง ถ้ายังไม่ได้ ตรวจว่านาฬิกาของโทรศัพท์ตรง");

/// <summary>The app on the phone and the recovery codes of an account. Keys lie sealed by Data Protection; of recovery codes only hashes are kept.</summary>
internal sealed class SecondFactor(AppDbContext db, UserManager<Account> accounts, IDataProtectionProvider protection, TimeProvider clock) : IUseCase
{
    public const int Codes = 10;
    private const string Provider = "Prongsai";
    private const string KeyName = "AuthenticatorKey";
    private const string NewKeyName = "NewAuthenticatorKey";
    // No i, l, o, 0 and 1: they are read wrongly from paper. 31 letters, 16 of them: 79 bits.
    private const string CodeAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly IDataProtector seal = protection.CreateProtector("Prongsai.SignIn.Authenticator");

    /// <summary>A key that is shown and not in use yet; the same until it is taken into use.</summary>
    public async Task<byte[]> NewKey(Account account)
    {
        if (await Key(account, NewKeyName) is { } known)
        {
            return known;
        }
        var key = RandomNumberGenerator.GetBytes(OneTimeCode.KeyBytes);
        await accounts.SetAuthenticationTokenAsync(account, Provider, NewKeyName, Convert.ToBase64String(seal.Protect(key)));
        return key;
    }

    /// <summary>Takes the shown key into use when the app proves that it has it. Codes on paper are new too.</summary>
    /// <returns>The recovery codes, to be shown once.</returns>
    public async Task<Result<List<string>>> Begin(Account account, string typed, CancellationToken stop)
    {
        if (await Key(account, NewKeyName) is not { } key || OneTimeCode.Match(key, typed, clock.GetUtcNow(), null) is not { } step)
        {
            return new CodeIsWrong();
        }
        await accounts.SetAuthenticationTokenAsync(account, Provider, KeyName, Convert.ToBase64String(seal.Protect(key)));
        await accounts.RemoveAuthenticationTokenAsync(account, Provider, NewKeyName);
        account.AuthenticatorStep = step;
        await accounts.SetTwoFactorEnabledAsync(account, true);
        return await NewCodes(account, stop);
    }

    /// <summary>True when the code is the app's now; it is taken and does not work again, however many ask at once.</summary>
    public async Task<bool> Take(Account account, string typed, CancellationToken stop)
    {
        if (await Key(account, KeyName) is not { } key || OneTimeCode.Match(key, typed, clock.GetUtcNow(), account.AuthenticatorStep) is not { } step)
        {
            return false;
        }
        var (id, latest) = (account.Id, OneTimeCode.LatestOf(clock.GetUtcNow()));
        var taken = await db.Users.Where(a => a.Id == id && (a.AuthenticatorStep == null || a.AuthenticatorStep < step || a.AuthenticatorStep > latest)).ExecuteUpdateAsync(set => set.SetProperty(a => a.AuthenticatorStep, step), stop) == 1;
        // A later save of the account in this request must not bring the old step back.
        account.AuthenticatorStep = taken ? step : account.AuthenticatorStep;
        return taken;
    }

    /// <summary>True when this is a recovery code of the account that was not used; it is used from now on.</summary>
    public async Task<bool> TakeRecovery(Guid account, string typed, CancellationToken stop)
    {
        var (hash, now) = (HashOf(typed), clock.GetUtcNow());
        return await db.RecoveryCodes.Where(c => c.Hash == hash && c.AccountId == account && c.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), stop) == 1;
    }

    public async Task<List<string>> NewCodes(Account account, CancellationToken stop)
    {
        var (id, now) = (account.Id, clock.GetUtcNow());
        await db.RecoveryCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(stop);
        var codes = Enumerable.Range(0, Codes).Select(_ => string.Join('-', RandomNumberGenerator.GetString(CodeAlphabet, 16).Chunk(4).Select(g => new string(g)))).ToList();
        db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { Hash = HashOf(c), AccountId = id, CreatedAt = now }));
        await db.SaveChangesAsync(stop);
        return codes;
    }

    public Task<int> CodesLeft(Guid account, CancellationToken stop) => db.RecoveryCodes.CountAsync(c => c.AccountId == account && c.UsedAt == null, stop);

    /// <summary>The account is entered by password alone again.</summary>
    public async Task End(Account account, CancellationToken stop)
    {
        var id = account.Id;
        await accounts.RemoveAuthenticationTokenAsync(account, Provider, KeyName);
        await accounts.RemoveAuthenticationTokenAsync(account, Provider, NewKeyName);
        account.AuthenticatorStep = null;
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await db.RecoveryCodes.Where(c => c.AccountId == id).ExecuteDeleteAsync(stop);
    }

    private async Task<byte[]?> Key(Account account, string name) =>
        await accounts.GetAuthenticationTokenAsync(account, Provider, name) is { } kept ? seal.Unprotect(Convert.FromBase64String(kept)) : null;

    private static byte[] HashOf(string typed) =>
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(new string([.. typed.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant()));
}
