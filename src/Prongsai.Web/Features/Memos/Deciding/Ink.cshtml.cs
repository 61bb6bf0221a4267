using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Deciding;

/// <summary>For offices that sign in ink: what was decided on paper, with its scan.</summary>
[Authorize("memos.write")]
[RequestFormLimits(MultipartBodyLengthLimit = DecideStep.LargestScan + 1_000_000)]
[RequestSizeLimit(DecideStep.LargestScan + 1_000_000)]
internal sealed class InkModel(AppDbContext db, MemosOf memos, MemoPaper paper, DecideStep decide, CurrentPerson person) : MemoPage(db, memos, paper, person)
{
    [BindProperty(SupportsGet = true, Name = "step")]
    public Guid StepId { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty, Display(Name = "ในกระดาษลงความเห็นว่า"), Required(ErrorMessage = "เลือกความเห็นตามกระดาษ")]
    public Verdict? Choice { get; set; }

    [BindProperty, Display(Name = "ข้อความในกระดาษ", Description = "ต้องใส่เมื่อไม่เห็นชอบหรือส่งกลับ"), DataType(DataType.MultilineText), StringLength(MemoStep.RemarkMaxLength, ErrorMessage = "ข้อความยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Remark { get; set; }

    [BindProperty, Display(Name = "ภาพสแกนหน้าที่ลงนาม", Description = "PDF PNG หรือ JPG ไม่เกิน 20 MB")]
    public IFormFile? Scan { get; set; }

    public MemoStep? Step { get; private set; }

    public IReadOnlyList<Choice> Choices => DecideModel.Of(Step!.IsFinal);

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Ready(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        if (Scan is null)
        {
            ModelState.AddModelError(nameof(Scan), "เลือกภาพสแกน");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await using var content = Scan!.OpenReadStream();
        var decided = await decide.Ink(Id, StepId, Seen, Choice!.Value, Remark, content, Path.GetFileName(Scan.FileName), stop);
        if (decided.IsOk)
        {
            TempData.Done("บันทึกตามกระดาษแล้ว", "ผู้ลงนามได้รับแจ้งให้ตรวจ");
            return Redirect($"/memos/{Id}");
        }
        return Wrong(decided.Refusal is ReasonIsMissing ? nameof(Remark) : nameof(Scan), decided.Refusal.Text);
    }

    private async Task<bool> Ready(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return false;
        }
        Step = Memo.State is MemoState.Sent ? Memo.Current.FirstOrDefault(s => s.Id == StepId && s.State is StepState.Open) : null;
        return Step is not null;
    }
}
