using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>What waits for me, what I sent, and the register of all.</summary>
[Authorize("memos.read")]
internal sealed class IndexModel(AppDbContext db, CurrentPerson person) : PageModel
{
    /// <summary>waiting, mine or all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? View { get; set; }

    public PageOf<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<MenuItem> Tabs { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var me = person.PersonId ?? Guid.Empty;
        var waiting = db.Memos.AsNoTracking().Where(m => m.Steps.Any(s => s.State == StepState.Open && s.PersonId == me));
        var mine = db.Memos.AsNoTracking().Where(m => m.AuthorId == me);
        // A draft is its author's alone.
        var all = db.Memos.AsNoTracking().Where(m => m.State != MemoState.Draft || m.AuthorId == me);
        View = View is "mine" or "all" ? View : "waiting";
        Tabs =
        [
            new($"รอฉัน ({await waiting.CountAsync(stop)})", "/memos", View == "waiting"), new($"ที่ฉันเสนอ ({await mine.CountAsync(stop)})", "/memos?view=mine", View == "mine"),
            new($"ทั้งหมด ({await all.CountAsync(stop)})", "/memos?view=all", View == "all"),
        ];
        var query = View switch { "mine" => mine, "all" => all, _ => waiting };
        var ask = Listing.Of(Request, ["-updated"]);
        var units = db.Units;
        var rows = await query.OrderByDescending(m => m.UpdatedAt).Skip(ask.Skip).Take(ask.Size)
            .Select(m => new Row(
                m.Id, m.Subject, m.Number == null ? null : m.Code + "/" + m.Number, units.Where(u => u.Id == m.UnitId).Select(u => u.Name).First(), m.State,
                m.Steps.Where(s => s.State == StepState.Open).OrderBy(s => s.Sort).Select(s => s.Post).FirstOrDefault(), m.UpdatedAt))
            .ToListAsync(stop);
        Rows = new PageOf<Row>(rows, ask, await query.CountAsync(stop));
    }

    internal sealed record Row(Guid Id, string Subject, string? Number, string Unit, MemoState State, string? At, DateTimeOffset UpdatedAt);
}
