using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

/// <summary>One's own notices in LINE: begin, and end.</summary>
[Authorize]
internal sealed class MineModel(AppDbContext db, KeepLine keep, CurrentPerson person) : PageModel
{
    public bool HasChannel { get; private set; }

    public DateTimeOffset? JoinedAt { get; private set; }

    /// <summary>Shown once.</summary>
    public string? Code { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        HasChannel = await db.LineChannels.AnyAsync(stop);
        JoinedAt = await db.LineReaders.Where(r => r.PersonId == person.PersonId).Select(r => r.JoinedAt).FirstOrDefaultAsync(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await OnGet(stop);
        if (!HasChannel || person.PersonId is not { } me)
        {
            return NotFound();
        }
        Code = await keep.NewCode(me, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostLeave(CancellationToken stop)
    {
        if (person.PersonId is { } me)
        {
            await keep.Leave(me, stop);
            TempData.Done("เลิกรับแจ้งเตือนทาง LINE แล้ว");
        }
        return LocalRedirect("/connections/line/mine");
    }
}
