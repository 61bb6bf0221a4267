using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>Opens, proves and ends the places where accounts are signed in. The only code that issues the cookie of the office.</summary>
internal sealed class Sessions(AppDbContext db, UserManager<Account> accounts, SignInManager<Account> signIn, SignInCookies cookies, CurrentPerson person, IHttpContextAccessor http, TimeProvider clock) : IUseCase
{
    /// <summary>The claim that names the session.</summary>
    public const string Claim = "session";

    /// <summary>A session in daily use ends after this all the same.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    /// <summary>One that began further ahead was opened while the clock was wrong, and would outlive its time: it ends.</summary>
    public static readonly TimeSpan ToCome = TimeSpan.FromDays(1);

    /// <summary>How often the time of last use is written.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public async Task Open(Account account, SignInWay way, bool isStrong, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var session = new AccountSession
        {
            AccountId = account.Id,
            Way = way,
            IsStrong = isStrong,
            Device = DeviceName.Of(http.HttpContext!.Request.Headers.UserAgent.ToString()),
            CreatedAt = now,
            LastSeenAt = now,
            ProvenAt = now,
        };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(stop);
        await db.Sessions.Where(s => s.AccountId == account.Id && s.CreatedAt < now - Longest - Longest).ExecuteDeleteAsync(stop);
        cookies.KnowDevice(account.Id);
        cookies.ForgetHalf();
        await Issue(account, session.Id, null);
    }

    /// <summary>A new cookie for the session of this request: another organisation was chosen, or the account's stamp changed.</summary>
    public Task Issue(Account account, Guid session, Guid? organisation)
    {
        var claims = new List<Claim> { new(Claim, session.ToString()) };
        if (organisation is { } chosen)
        {
            claims.Add(new Claim(WhoIsThis.OrganisationClaim, chosen.ToString()));
        }
        return signIn.SignInWithClaimsAsync(account, isPersistent: false, claims);
    }

    /// <summary>The person of this request showed again that it is he.</summary>
    public async Task Proved(SignInWay way, CancellationToken stop)
    {
        var (id, now, strong) = (person.SessionId, clock.GetUtcNow(), way is not SignInWay.Password || person.IsStrong);
        await db.Sessions.Where(s => s.Id == id && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvenAt, now).SetProperty(s => s.IsStrong, strong), stop);
    }

    /// <summary>Ends one session of the account; false when there is no such open one.</summary>
    public async Task<bool> End(Guid account, Guid session, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await db.Sessions.Where(s => s.Id == session && s.AccountId == account && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), stop) == 1;
    }

    /// <summary>Ends every session of the account, except one. The cookies they hold are worthless from now on.</summary>
    public Task<int> EndAll(Guid account, Guid? except, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return db.Sessions.Where(s => s.AccountId == account && s.Id != except && s.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now), stop);
    }

    /// <summary>After the account's password or second factor changed: every other place is signed out, this one goes on.</summary>
    public async Task OnlyThisOne(Account account, CancellationToken stop)
    {
        await EndAll(account.Id, person.SessionId, stop);
        // The stamp in the cookie is no longer the account's.
        await Issue(account, person.SessionId!.Value, db.OrganisationId == Guid.Empty ? null : db.OrganisationId);
    }

    /// <summary>The account of this request.</summary>
    public async Task<Account> Mine() => await accounts.FindByIdAsync(db.AccountId.ToString()) ?? throw new InvalidOperationException("Nobody is signed in.");
}

/// <summary>What a device is called in the list of sessions.</summary>
internal static class DeviceName
{
    private static readonly (string Mark, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Line/", "LINE"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Mark, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    public static string Of(string userAgent)
    {
        var browser = Array.Find(Browsers, b => userAgent.Contains(b.Mark, StringComparison.Ordinal)).Name ?? "เบราว์เซอร์อื่น";
        return Array.Find(Systems, s => userAgent.Contains(s.Mark, StringComparison.Ordinal)).Name is { } system ? $"{browser} บน {system}" : browser;
    }
}
