using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Analysis;

/// <summary>What the organisation calls strong, weak and urgent.</summary>
[Authorize("analysis.write")]
internal sealed class ThresholdsModel(AnalysisOf analysis, SetThresholds set) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "จุดแข็งตั้งแต่กี่คะแนน"), Required(ErrorMessage = "กรอกคะแนนของจุดแข็ง เช่น 80"), Range(typeof(decimal), "0", "100", ErrorMessage = "คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 80", ParseLimitsInInvariantCulture = true)]
    public decimal? StrongAtLeast { get; set; }

    [BindProperty, Display(Name = "จุดอ่อนต่ำกว่ากี่คะแนน"), Required(ErrorMessage = "กรอกคะแนนของจุดอ่อน เช่น 85"), Range(typeof(decimal), "0", "100", ErrorMessage = "คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 85", ParseLimitsInInvariantCulture = true)]
    public decimal? WeakBelow { get; set; }

    [BindProperty, Display(Name = "เร่งด่วนต่ำกว่ากี่คะแนน"), Required(ErrorMessage = "กรอกคะแนนของเร่งด่วน เช่น 70"), Range(typeof(decimal), "0", "100", ErrorMessage = "คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 70", ParseLimitsInInvariantCulture = true)]
    public decimal? UrgentBelow { get; set; }

    [BindProperty, Display(Name = "ชี้เรื่องเร่งด่วนอย่างน้อยกี่ตัวชี้วัด"), Required(ErrorMessage = "กรอกจำนวนตัวชี้วัด เช่น 1"), Range(0, 10, ErrorMessage = "จำนวนต้องเป็น 0 ถึง 10")]
    public int? LeastUrgentCount { get; set; }

    [BindProperty, Display(Name = "เหตุผล (ไม่บังคับ)"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await analysis.Of(Year, stop) is not { } now)
        {
            return NotFound();
        }
        var marks = now.Analysis.Thresholds;
        (StrongAtLeast, WeakBelow, UrgentBelow, LeastUrgentCount, Version) = (marks.StrongAtLeast, marks.WeakBelow, marks.UrgentBelow, marks.LeastUrgentCount, now.ThresholdsVersion);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await analysis.Of(Year, stop) is not { } now)
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var wanted = now.Analysis.Thresholds with { StrongAtLeast = StrongAtLeast!.Value, WeakBelow = WeakBelow!.Value, UrgentBelow = UrgentBelow!.Value, LeastUrgentCount = LeastUrgentCount!.Value };
            var result = await set.Do(Year, wanted, Version, Reason, stop);
            if (result.IsOk)
            {
                TempData.Done("บันทึกเกณฑ์แล้ว", "ร่างข้อความปรับตามเกณฑ์ใหม่ ข้อความที่ท่านแก้ไว้ไม่ถูกแทนที่");
                return Redirect($"/analysis/{Year}");
            }
            ModelState.AddModelError(result.Refusal is ThresholdsAreInWrongOrder ? nameof(UrgentBelow) : nameof(StrongAtLeast), result.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
