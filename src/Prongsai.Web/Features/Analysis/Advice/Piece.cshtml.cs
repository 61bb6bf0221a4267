using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Analysis.Advice;

/// <summary>One piece of advice: reword it, hide it, give it back its original words.</summary>
[Authorize("analysis.read")]
internal sealed class PieceModel(AdviceOf advice, KeepAdvice keep, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>Number of the last change the form showed.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(AdviceChange.TextMaxLength, ErrorMessage = "ข้อแนะนำยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Words { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public AdviceNow Now { get; private set; } = null!;

    public bool MayWrite => person.May("analysis.write");

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        (Words, Seen) = (Now.Piece.Text, Now.Seen);
        return Page();
    }

    public Task<IActionResult> OnPost(CancellationToken stop) => Act(() => keep.Reword(Id, Words, Seen, Reason, stop), "บันทึกถ้อยคำแล้ว", stop);

    public Task<IActionResult> OnPostHide(CancellationToken stop) => Act(() => keep.Hide(Id, Seen, Reason, stop), "ซ่อนข้อแนะนำแล้ว ร่างจะไม่ใช้ข้อนี้", stop);

    public Task<IActionResult> OnPostRestore(CancellationToken stop) => Act(() => keep.Restore(Id, Seen, Reason, stop), "คืนข้อแนะนำตามเดิมแล้ว", stop);

    private async Task<IActionResult> Act(Func<Task<Result<AdviceNow>>> act, string done, CancellationToken stop)
    {
        if (!MayWrite)
        {
            return Forbid();
        }
        if (!await Load(stop))
        {
            return NotFound();
        }
        var status = StatusCodes.Status400BadRequest;
        if (ModelState.IsValid)
        {
            var result = await act();
            if (result.IsOk)
            {
                TempData.Done(done, "ร่างบทวิเคราะห์ปรับตามแล้ว ข้อความที่ท่านแก้เองไม่ถูกแทนที่");
                return Redirect($"/analysis/advice/{Id}");
            }
            ModelState.AddModelError(nameof(Words), result.Refusal.Text);
            status = result.Refusal is AdviceWasChanged ? StatusCodes.Status409Conflict : status;
            ModelState.Remove(nameof(Seen));
            Seen = Now.Seen;
        }
        return new PageResult { StatusCode = status };
    }

    private async Task<bool> Load(CancellationToken stop)
    {
        if (await advice.One(Id, stop) is not { } now)
        {
            return false;
        }
        Now = now;
        return true;
    }
}
