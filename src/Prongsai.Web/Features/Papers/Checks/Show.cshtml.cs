using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Checking;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Papers.Checks;

/// <summary>What was found in one paper: where, why, how to mend it; and what was dismissed, with the reason.</summary>
[Authorize("checks.read")]
internal sealed class ShowModel(AppDbContext db, IPaperCheck checks, DismissFinding dismiss, CurrentPerson person) : PageModel
{
    private const int PlacesShown = 6;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Everywhere { get; set; }

    [BindProperty]
    public Guid Dismissal { get; set; }

    public PaperCheck Check { get; private set; } = null!;

    public string Subject { get; private set; } = "";

    /// <summary>Why the dismissal was not kept; it stands at its finding.</summary>
    public string? Trouble { get; private set; }

    public static string Where(CheckFinding finding)
    {
        var places = finding.AlsoAt.Prepend(finding.At).Select(PlaceWords.Of).Where(t => t.Length > 0).Distinct().ToList();
        return places.Count == 0 ? "ทั้งเอกสาร" : string.Join(", ", places.Take(PlacesShown)) + (places.Count > PlacesShown ? $" และอีก {places.Count - PlacesShown} แห่ง" : "");
    }

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostDismiss(CancellationToken stop)
    {
        if (!person.May("checks.write"))
        {
            return Forbid();
        }
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (Reason?.Length > Checks.Dismissal.ReasonMaxLength)
        {
            Trouble = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร";
        }
        else
        {
            var done = await dismiss.Do(Id, Key ?? "", Reason, Everywhere, stop);
            if (done.IsOk)
            {
                TempData.Done("บันทึกว่าข้อนี้ไม่ต้องแก้แล้ว", "นำกลับมาได้จากท้ายหน้า");
                return Redirect($"/checks/{Id}");
            }
            Trouble = done.Refusal!.Text;
        }
        ModelState.AddModelError($"f-{Key}-reason", Trouble);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostUndo(CancellationToken stop)
    {
        if (!person.May("checks.write"))
        {
            return Forbid();
        }
        if (!await Load(stop))
        {
            return NotFound();
        }
        var undone = await dismiss.Undo(Dismissal, Subject, stop);
        TempData.Notify(undone.IsOk ? new Notice(NoticeKind.Done, "นำข้อที่พบกลับมาแล้ว") : new Notice(NoticeKind.Info, undone.Refusal!.Text));
        return Redirect($"/checks/{Id}");
    }

    // Only files that were handed in for checking, or checked by the area they belong to.
    private async Task<bool> Load(CancellationToken stop)
    {
        var sha256 = await db.Files.AsNoTracking().Where(f => f.Id == Id && db.Set<KeptCheck>().Any(c => c.FileSha256 == f.Sha256)).Select(f => f.Sha256).FirstOrDefaultAsync(stop);
        if (sha256 is null || await checks.Of(Id, stop) is not { } check)
        {
            return false;
        }
        (Check, Subject) = (check, DismissFinding.Subject(sha256));
        return true;
    }
}
