using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>Opens or closes a round by hand, with a reason, or gives it back to the calendar.</summary>
[Authorize("doing.rounds")]
internal sealed class ChangeModel(RoundsOf rounds, KeepRounds keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Months { get; set; }

    [BindProperty, Display(Name = "ให้รอบนี้"), Required(ErrorMessage = "เลือกว่าจะให้รอบนี้เป็นอย่างไร")]
    public string? Hand { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น เลื่อนตามหนังสือสั่งการ"), Required(ErrorMessage = "บอกเหตุผล"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public RoundNow Round { get; private set; } = null!;

    public static IReadOnlyList<Choice> Choices { get; } =
        [new("open", "เปิดรับรายงาน", "หน่วยงานส่งและแก้รายงานได้จนกว่าจะปิด"), new("closed", "ปิด", "มาตรการที่ยังไม่มีรายงานจะนับเป็นไม่ได้ส่ง"), new("calendar", "เป็นไปตามปฏิทิน", "ยกเลิกการกำหนดด้วยมือ")];

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Find(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid && Choices.All(c => c.Value != Hand))
        {
            ModelState.AddModelError(nameof(Hand), "เลือกว่าจะให้รอบนี้เป็นอย่างไร");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var decided = await keep.Decide(Year, Round.Days.Kind, Hand switch { "open" => RoundByHand.Open, "closed" => RoundByHand.Closed, _ => null }, Reason, stop);
        if (decided.IsOk)
        {
            TempData.Done("บันทึกแล้ว");
            return Redirect(Round.Address);
        }
        ModelState.AddModelError(nameof(Reason), decided.Refusal.Text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        Round = (await rounds.Find(Year, Months, stop))!;
        return Round is not null;
    }
}
