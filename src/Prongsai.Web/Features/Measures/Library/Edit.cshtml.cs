using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Measures;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>Changes one of the organisation's own measures of the library, or puts it out of sight.</summary>
[Authorize("measures.write")]
internal sealed class EditModel(KeepLibrary keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty, Display(Name = "มาตรการ/โครงการ/กิจกรรม"), Required(ErrorMessage = "ใส่ชื่อมาตรการ"), StringLength(Measure.TitleMaxLength, ErrorMessage = "ชื่อมาตรการยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "แนวทางการปฏิบัติ"), DataType(DataType.MultilineText), StringLength(Measure.TextMaxLength, ErrorMessage = "แนวทางยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Guideline { get; set; }

    [BindProperty, Display(Name = "ขั้นตอน"), DataType(DataType.MultilineText), Required(ErrorMessage = "ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น"), StringLength(Measure.TextMaxLength, ErrorMessage = "ขั้นตอนยาวรวมได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Steps { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้"), Required(ErrorMessage = "บอกเหตุผลที่แก้"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public bool Hidden { get; private set; }

    public string RowId { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await keep.Find(Id, stop) is not { } row)
        {
            return NotFound();
        }
        (Title, Guideline, Steps) = (row.Content.Title, row.Content.Guideline, string.Join('\n', row.Content.Steps.Select(s => s.Text)));
        (Hidden, RowId) = (row.HiddenAt is not null, row.Id.ToString());
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await keep.Find(Id, stop) is not { } row)
        {
            return NotFound();
        }
        (Hidden, RowId) = (row.HiddenAt is not null, row.Id.ToString());
        var steps = (Steps ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length > Measure.MaxSteps || steps.Any(s => s.Length > Measure.StepMaxLength))
        {
            ModelState.AddModelError(nameof(Steps), "มีได้ไม่เกิน 30 ขั้น ขั้นละไม่เกิน 1,000 ตัวอักษร");
        }
        if (ModelState.IsValid)
        {
            var kept = await keep.Change(Id, Title!, Guideline ?? "", steps, Reason, stop);
            if (kept.IsOk)
            {
                TempData.Done("แก้มาตรการในคลังแล้ว", Title);
                return Redirect($"/measures/library?q={Uri.EscapeDataString(Title!.Trim())}");
            }
            ModelState.AddModelError(nameof(Reason), kept.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public Task<IActionResult> OnPostHide(CancellationToken stop) => Show(shown: false, stop);

    public Task<IActionResult> OnPostShow(CancellationToken stop) => Show(shown: true, stop);

    private async Task<IActionResult> Show(bool shown, CancellationToken stop)
    {
        var kept = await keep.Show(Id, shown, stop);
        if (!kept.IsOk)
        {
            return NotFound();
        }
        TempData.Done(shown ? "นำกลับมาแสดงในคลังแล้ว" : "ซ่อนจากคลังแล้ว");
        return Redirect("/measures/library");
    }
}
