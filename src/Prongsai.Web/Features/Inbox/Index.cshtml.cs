using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Inbox;

/// <summary>One's own notices, newest first.</summary>
[Microsoft.AspNetCore.Authorization.Authorize]
internal sealed class IndexModel(AppDbContext db, CurrentPerson person, TimeProvider clock) : PageModel
{
    public PageOf<PersonNotice> Rows { get; private set; } = null!;

    public int Unread { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        var ask = Listing.Of(Request, ["new"]);
        var own = db.Notices.AsNoTracking().Where(n => n.PersonId == person.PersonId);
        Unread = await own.CountAsync(n => n.ReadAt == null, stop);
        Rows = new PageOf<PersonNotice>(await own.OrderByDescending(n => n.CreatedAt).Skip(ask.Skip).Take(ask.Size).ToListAsync(stop), ask, await own.CountAsync(stop));
    }

    /// <summary>Reading is not a deed of the office, so no change is recorded.</summary>
    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await db.Notices.Where(n => n.PersonId == person.PersonId && n.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), stop);
        return Redirect("/notices");
    }
}
