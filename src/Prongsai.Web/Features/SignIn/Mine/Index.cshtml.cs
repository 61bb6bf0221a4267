using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>One's own account at a glance.</summary>
[Authorize, OpenBeforeSecondFactor]
internal sealed class IndexModel(AppDbContext db, Sessions sessions, UserManager<Account> accounts, SecondFactor second, CurrentPerson person, TimeProvider clock) : PageModel
{
    public string UserName { get; private set; } = "";

    public string Position => person.Position;

    public string? Email { get; private set; }

    public int Passkeys { get; private set; }

    public bool HasApp { get; private set; }

    public int CodesLeft { get; private set; }

    public int Sessions { get; private set; }

    public bool IsProtected => HasApp || Passkeys > 0;

    public async Task OnGet(CancellationToken stop)
    {
        var account = await sessions.Mine();
        var oldest = clock.GetUtcNow() - Platform.Identity.Sessions.Longest;
        (UserName, Email, HasApp) = (account.UserName!, account.Email, account.TwoFactorEnabled);
        Passkeys = (await accounts.GetPasskeysAsync(account)).Count;
        CodesLeft = await second.CodesLeft(account.Id, stop);
        Sessions = await db.Sessions.CountAsync(s => s.AccountId == account.Id && s.EndedAt == null && s.CreatedAt > oldest, stop);
    }
}
