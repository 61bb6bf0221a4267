using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// Two small cookies beside the session. One says that an account has signed in from this browser before: who guesses from elsewhere cannot
/// use up its tries (OWASP, device cookies). The other says whose password was right while the second proof is still awaited.
/// </summary>
internal sealed class SignInCookies(IDataProtectionProvider protection, IHttpContextAccessor http, TimeProvider clock) : IUseCase
{
    private const string DeviceCookie = "prongsai-device";
    private const string HalfCookie = "prongsai-half";
    private static readonly TimeSpan DeviceLasts = TimeSpan.FromDays(180);
    private static readonly TimeSpan HalfLasts = TimeSpan.FromMinutes(10);
    private readonly IDataProtector device = protection.CreateProtector("Prongsai.SignIn.Device");
    private readonly IDataProtector half = protection.CreateProtector("Prongsai.SignIn.Half");

    /// <summary>Where tries are counted: this browser, when the account has signed in from it before; else the address.</summary>
    public string PlaceOf(Guid? account)
    {
        var context = http.HttpContext!;
        return account is { } id && Read(device, DeviceCookie, DeviceLasts) is [var whose, var nonce, _] && Guid.TryParse(whose, out var known) && known == id
            ? "device " + nonce
            : context.Connection.RemoteIpAddress?.ToString() ?? "";
    }

    public bool KnowsDevice(Guid account) => PlaceOf(account).StartsWith("device ", StringComparison.Ordinal);

    public void KnowDevice(Guid account)
    {
        if (!KnowsDevice(account))
        {
            Write(device, DeviceCookie, DeviceLasts, account.ToString(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }
    }

    /// <summary>The password of this account was right; the stamp dies with the password.</summary>
    public void RememberHalf(Account account) => Write(half, HalfCookie, HalfLasts, account.Id.ToString(), account.SecurityStamp!);

    /// <summary>Whose password was right a moment ago, and the stamp it had.</summary>
    public (Guid Account, string Stamp)? Half => Read(half, HalfCookie, HalfLasts) is [var whose, var stamp, _] && Guid.TryParse(whose, out var id) ? (id, stamp) : null;

    public void ForgetHalf()
    {
        if (http.HttpContext!.Request.Cookies.ContainsKey(HalfCookie))
        {
            http.HttpContext.Response.Cookies.Delete(HalfCookie, new CookieOptions { Path = "/sign-in", Secure = http.HttpContext.Request.IsHttps });
        }
    }

    private void Write(IDataProtector protector, string name, TimeSpan lasts, string first, string second)
    {
        var context = http.HttpContext!;
        var text = string.Join('|', first, second, clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        context.Response.Cookies.Append(name, protector.Protect(text), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/sign-in",
            MaxAge = lasts,
            IsEssential = true,
        });
    }

    private string[]? Read(IDataProtector protector, string name, TimeSpan lasts)
    {
        if (http.HttpContext!.Request.Cookies[name] is not { Length: > 0 and < 1000 } value)
        {
            return null;
        }
        try
        {
            var parts = protector.Unprotect(value).Split('|');
            return parts is [_, _, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                && clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds) is var age && age >= TimeSpan.Zero && age <= lasts
                ? parts : null;
        }
        catch (CryptographicException)
        {
            // Not ours, or sealed with a key that is gone: as if there were none.
            return null;
        }
    }
}
