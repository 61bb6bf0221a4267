using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Deciding;

/// <summary>The paper and the decision on one page, made for a phone.</summary>
[Authorize("memos.read")]
internal sealed class DecideModel(AppDbContext db, MemosOf memos, MemoPaper paper, DecideStep decide, CurrentPerson person) : MemoPage(db, memos, paper, person)
{
    /// <summary>Hex of the fingerprint of what was on the screen.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty, Display(Name = "ท่านเห็นอย่างไร"), Required(ErrorMessage = "เลือกความเห็น")]
    public Verdict? Choice { get; set; }

    [BindProperty, Display(Name = "ข้อความถึงผู้เสนอ", Description = "ต้องใส่เมื่อไม่เห็นชอบหรือส่งกลับ ข้อความนี้พิมพ์ในบันทึก"), DataType(DataType.MultilineText), StringLength(MemoStep.RemarkMaxLength, ErrorMessage = "ข้อความยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Remark { get; set; }

    public MemoStep? Mine => IsMine ? null : MyStep;

    public IReadOnlyList<Choice> Choices => Of(Mine?.IsFinal is true);

    internal static IReadOnlyList<Choice> Of(bool isFinal) =>
    [
        new(nameof(Verdict.Agreed), isFinal ? "ทราบ/อนุมัติ" : "เห็นควรอนุมัติ", isFinal ? "เรื่องสิ้นสุด ระบบออกไฟล์ PDF" : "เรื่องไปยังลำดับถัดไป"),
        new(nameof(Verdict.Refused), isFinal ? "ไม่อนุมัติ" : "ไม่เห็นควรอนุมัติ", "เรื่องกลับไปที่ผู้เสนอพร้อมเหตุผล"),
        new(nameof(Verdict.Returned), "ส่งกลับแก้ไข", "เรื่องกลับไปที่ผู้เสนอ แก้แล้วเสนอใหม่ได้"),
    ];

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var decided = await decide.Decide(Id, Seen, Choice!.Value, Remark, stop);
        if (decided.IsOk)
        {
            TempData.Done("บันทึกความเห็นแล้ว", Choice is Verdict.Agreed ? "เรื่องไปยังลำดับถัดไป" : "เรื่องกลับไปที่ผู้เสนอ");
            return Redirect($"/memos/{Id}");
        }
        await Load(stop);
        ModelState.AddModelError(decided.Refusal is ReasonIsMissing ? nameof(Remark) : "", decided.Refusal.Text);
        return new PageResult { StatusCode = decided.Refusal is MemoHasMoved or ContentHasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest };
    }
}
