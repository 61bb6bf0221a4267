using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;
using Account = Prongsai.Web.Platform.Identity.Account;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>Where one's account is signed in, and the way to end it.</summary>
[Authorize, OpenBeforeSecondFactor]
internal sealed class OpenSessionsModel(AppDbContext db, Sessions sessions, UserManager<Account> accounts, SignInManager<Account> signIn, TellOfAccount tell, CurrentPerson person, TimeProvider clock) : PageModel
{
    public sealed record Row(Guid Id, string Device, string Way, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool IsThis);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var (me, oldest) = (db.AccountId, clock.GetUtcNow() - Sessions.Longest);
        var open = await db.Sessions.AsNoTracking().Where(s => s.AccountId == me && s.EndedAt == null && s.CreatedAt > oldest).OrderByDescending(s => s.LastSeenAt).Take(50).ToListAsync(stop);
        Rows = [.. open.Select(s => new Row(s.Id, s.Device, WayWords(s.Way), s.CreatedAt, s.LastSeenAt, s.Id == person.SessionId))];
    }

    public async Task<IActionResult> OnPostEnd(Guid id, CancellationToken stop)
    {
        if (await sessions.End(db.AccountId, id, stop))
        {
            TempData.Done("เครื่องนั้นออกจากระบบแล้ว");
        }
        return LocalRedirect("/account/sessions");
    }

    public async Task<IActionResult> OnPostEndAll(CancellationToken stop)
    {
        var account = await sessions.Mine();
        await sessions.EndAll(account.Id, null, stop);
        // Also cookies of sessions nobody remembers die with the stamp.
        await accounts.UpdateSecurityStampAsync(account);
        await tell.Do(account, "account.signed-out-everywhere", null, stop);
        await signIn.SignOutAsync();
        return LocalRedirect("/sign-in");
    }

    private static string WayWords(SignInWay way) => way switch
    {
        SignInWay.Password => "รหัสผ่าน",
        SignInWay.Code => "รหัสผ่านและแอป",
        SignInWay.RecoveryCode => "รหัสกู้คืน",
        SignInWay.Passkey => "พาสคีย์",
        SignInWay.Link => "ลิงก์",
        _ => "ระบบยืนยันตัวตนกลาง",
    };
}
