using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Deciding;

/// <summary>Passes a step over where the chain allows it.</summary>
[Authorize("memos.read")]
internal sealed class SkipModel(AppDbContext db, MemosOf memos, MemoPaper paper, DecideStep decide, CurrentPerson person) : MemoPage(db, memos, paper, person)
{
    private readonly CurrentPerson person = person;

    [BindProperty(SupportsGet = true, Name = "step")]
    public Guid StepId { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น ลาป่วยและไม่มีผู้รักษาราชการแทน"), Required(ErrorMessage = "บอกเหตุผลที่ข้าม"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public MemoStep? Step { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Ready(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var skipped = await decide.Skip(Id, StepId, Reason, stop);
        if (!skipped.IsOk)
        {
            return Wrong(nameof(Reason), skipped.Refusal.Text);
        }
        TempData.Done("ข้ามขั้นแล้ว");
        return Redirect($"/memos/{Id}");
    }

    private async Task<bool> Ready(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return false;
        }
        Step = Memo.State is MemoState.Sent ? Memo.Current.FirstOrDefault(s => s.Id == StepId && s.State is StepState.Open) : null;
        return Step is not null && DecideStep.MaySkip(Memo, Step, person.PersonId);
    }
}
