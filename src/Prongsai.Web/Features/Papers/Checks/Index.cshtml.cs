using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Papers.Checks;

/// <summary>Papers that were checked, what is dismissed everywhere, and a place to hand one in.</summary>
[Authorize("checks.read")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class IndexModel(AppDbContext db, FileStore files, IPaperCheck checks, DismissFinding dismiss, CurrentPerson person) : PageModel
{
    private const long MaxRequest = 55_000_000;

    private const int Size = 20;

    [BindProperty]
    public IFormFile? Paper { get; set; }

    [BindProperty]
    public Guid Dismissal { get; set; }

    public PageOf<PaperCheck> Rows { get; private set; } = null!;

    public IReadOnlyList<Dismissal> Everywhere { get; private set; } = [];

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!person.May("checks.write"))
        {
            return Forbid();
        }
        if (Paper is null)
        {
            ModelState.AddModelError(nameof(Paper), "เลือกไฟล์ที่จะตรวจ");
        }
        else
        {
            await using var content = Paper.OpenReadStream();
            var name = Path.GetFileName(Paper.FileName);
            var taken = await files.Add(content, name, "application/octet-stream", ReadingLimits.Default.MaxBytes, stop);
            if (taken.IsOk)
            {
                db.Record("paper.checked", "paper-check", DismissFinding.Subject(taken.Value.Sha256), data: new { sha256 = taken.Value.Fingerprint });
                await db.SaveChangesAsync(stop);
                await checks.Of(taken.Value.Id, stop);
                return Redirect($"/checks/{taken.Value.Id}");
            }
            ModelState.AddModelError(nameof(Paper), taken.Refusal.Text);
        }
        await Load(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostUndo(CancellationToken stop)
    {
        if (!person.May("checks.write"))
        {
            return Forbid();
        }
        var undone = await dismiss.Undo(Dismissal, "everywhere", stop);
        TempData.Notify(undone.IsOk ? new Notice(NoticeKind.Done, "นำกลับมาเตือนแล้ว") : new Notice(NoticeKind.Info, undone.Refusal!.Text));
        return Redirect("/checks");
    }

    private async Task Load(CancellationToken stop)
    {
        var ask = Listing.Of(Request, ["newest"], Size);
        var newest = from check in db.PaperChecks.AsNoTracking()
                     orderby check.CheckedAt descending
                     select db.Set<StoredFile>().Where(f => f.Sha256 == check.FileSha256).OrderByDescending(f => f.CreatedAt).Select(f => f.Id).First();
        var rows = new List<PaperCheck>();
        foreach (var id in await newest.Skip(ask.Skip).Take(ask.Size).ToListAsync(stop))
        {
            rows.Add((await checks.Of(id, stop))!);
        }
        Rows = new PageOf<PaperCheck>(rows, ask, await db.PaperChecks.CountAsync(stop));
        Everywhere = await db.Dismissals.AsNoTracking().Where(d => d.FileSha256 == null && d.UndoneAt == null).OrderByDescending(d => d.DismissedAt).ToListAsync(stop);
    }
}
