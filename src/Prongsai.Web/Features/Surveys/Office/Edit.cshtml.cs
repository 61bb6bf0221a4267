using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Surveys;
using Prongsai.Ui;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>The questions of an own survey, written as plain lines.</summary>
[Authorize("surveys.write")]
internal sealed class EditModel(AppDbContext db, KeepSurveys surveys) : SurveyPage(db)
{
    [BindProperty, Display(Name = "ชื่อแบบสำรวจ"), Required(ErrorMessage = "ใส่ชื่อแบบสำรวจ"), StringLength(Survey.TitleMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ข้อคำถาม"), Required(ErrorMessage = "พิมพ์ข้อคำถามอย่างน้อย 1 ข้อ"), StringLength(30_000, ErrorMessage = "ข้อคำถามยาวเกินไป แบบที่ยาวขนาดนี้ไม่มีใครตอบจบ")]
    public string? Script { get; set; }

    public IActionResult OnGet()
    {
        (Name, Script) = (Survey.Title, FormScript.Write(Survey.Form));
        return MayEdit ? Page() : LocalRedirect($"/surveys/{Survey.Id}");
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!MayEdit)
        {
            return LocalRedirect($"/surveys/{Survey.Id}");
        }
        if (ModelState.IsValid)
        {
            var form = FormScript.Read(Script!);
            var problems = form.Problems();
            if (problems.Count == 0)
            {
                await surveys.Shape(Survey, Name!.Trim(), form, stop);
                TempData.Done("บันทึกข้อคำถามแล้ว", "ตรวจด้านล่าง แล้วเปิดรับคำตอบได้");
                return LocalRedirect($"/surveys/{Survey.Id}");
            }
            // One field shows one message: all that is wrong stands in it, so that it is mended in one go.
            ModelState.AddModelError(nameof(Script), string.Join(" · ", problems));
        }
        return Wrong();
    }

    /// <summary>The year's forms are what the rules say; an open survey is what people were asked.</summary>
    private bool MayEdit => Survey is { State: SurveyState.Draft, Tool: null };
}
