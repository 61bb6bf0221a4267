using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Surveys;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

[Authorize("surveys.write")]
internal sealed class NewModel(KeepSurveys surveys, RulebookSet rules, CycleTrack cycle) : PageModel
{
    [BindProperty, Display(Name = "ชนิด"), Required(ErrorMessage = "เลือกชนิดของแบบสำรวจ")]
    public string? Kind { get; set; }

    [BindProperty, Display(Name = "ปีงบประมาณ", Description = "IIT และ EIT ใช้ข้อคำถามของปีนี้"), Required(ErrorMessage = "เลือกปี")]
    public FiscalYear? Year { get; set; }

    [BindProperty, Display(Name = "ชื่อแบบสำรวจ", Description = "ผู้ตอบเห็นชื่อนี้ ไม่ใส่ก็ได้"), StringLength(Survey.TitleMaxLength)]
    public string? Name { get; set; }

    public IReadOnlyList<Choice> Kinds { get; } =
    [
        new("internal", "IIT บุคลากรภายใน", "ผู้ทำงานในหน่วยงานไม่น้อยกว่า 1 ปี ตอบด้วยรหัสบนสลิป"),
        new("external", "EIT ประชาชนและผู้รับบริการ", "ตอบด้วยลิงก์ QR หรือกระดาษ"),
        new("service", "ความพึงพอใจ ณ จุดบริการ", "สามข้อ ติดที่เคาน์เตอร์ เปิดได้ตลอดปี สรุปรายเดือน"),
        new("own", "แบบสำรวจของหน่วยงาน", "ตั้งคำถามเอง"),
    ];

    /// <summary>Years with rules, and this one; beside each what its rules hold.</summary>
    public IReadOnlyList<Choice> Years => [.. rules.Years.Append(cycle.ThisYear).Distinct().OrderDescending().Select(y => new Choice(y.ToString(), rules.Find(y) is { } book && SurveyForm.OfYear(book, "IIT") is not null ? $"{y}" : $"{y} (ยังไม่มีข้อคำถาม IIT EIT)"))];

    public void OnGet() => Year = rules.Years.Contains(cycle.ThisYear) ? cycle.ThisYear : rules.Years[^1];

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid && Kinds.Any(k => k.Value == Kind))
        {
            var made = await surveys.Make(KebabCase<SurveyKind>.Read(Kind!), Year!.Value, Name, stop);
            if (made.IsOk)
            {
                TempData.Done($"สร้าง{made.Value.Title}แล้ว", "ยังเป็นแบบร่าง ตรวจข้อคำถามแล้วกดเปิดรับคำตอบ");
                return LocalRedirect($"/surveys/{made.Value.Id}");
            }
            ModelState.AddModelError(nameof(Year), made.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
