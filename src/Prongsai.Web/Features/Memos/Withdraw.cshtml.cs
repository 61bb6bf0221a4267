using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Takes a memorandum back from its chain, with a reason.</summary>
[Authorize("memos.write")]
internal sealed class WithdrawModel(AppDbContext db, MemosOf memos, MemoPaper paper, SendMemo send, CurrentPerson person) : MemoPage(db, memos, paper, person)
{
    [BindProperty, Display(Name = "เหตุผลที่ถอน"), Required(ErrorMessage = "บอกเหตุผลที่ถอน"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

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
        var withdrawn = await send.Withdraw(Id, Reason, stop);
        if (!withdrawn.IsOk)
        {
            return Wrong(nameof(Reason), withdrawn.Refusal.Text);
        }
        TempData.Done("ถอนเรื่องแล้ว", "แก้แล้วเสนอใหม่ได้");
        return Redirect($"/memos/{Id}");
    }
}
