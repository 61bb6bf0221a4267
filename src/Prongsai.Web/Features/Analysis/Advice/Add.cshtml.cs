using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Analysis;
using Prongsai.Ui;
using Prongsai.Web.Features.Analysis.Data;

namespace Prongsai.Web.Features.Analysis.Advice;

/// <summary>A piece of advice of the organisation's own.</summary>
[Authorize("analysis.write")]
internal sealed class AddModel(AdviceOf advice, KeepAdvice keep) : PageModel
{
    /// <summary>Target and kind, as in <c>question/eit-steps-and-time</c>.</summary>
    [BindProperty(SupportsGet = true), Display(Name = "เกี่ยวกับเรื่องใด"), Required(ErrorMessage = "เลือกว่าข้อแนะนำนี้เกี่ยวกับเรื่องใด")]
    public string? About { get; set; }

    [BindProperty, Display(Name = "ใช้ในส่วนใด"), MinLength(1, ErrorMessage = "เลือกส่วนที่จะใช้อย่างน้อยหนึ่งส่วน")]
    public List<string> Bands { get; set; } = [];

    [BindProperty, Display(Name = "ข้อความ"), Required(ErrorMessage = "พิมพ์ข้อแนะนำก่อนบันทึก"), StringLength(AdviceChange.TextMaxLength, ErrorMessage = "ข้อแนะนำยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Words { get; set; }

    public IReadOnlyList<Choice> Subjects { get; private set; } = [];

    public void OnGet()
    {
        Subjects = Choices();
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        Subjects = Choices();
        var bands = Bands.Select(b => Enum.TryParse<AdviceBand>(b, ignoreCase: true, out var band) ? band : (AdviceBand?)null).OfType<AdviceBand>().ToList();
        if (bands.Count == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Bands), "เลือกส่วนที่จะใช้อย่างน้อยหนึ่งส่วน");
        }
        if (ModelState.IsValid)
        {
            var parts = About!.Split('/', 2);
            var result = await keep.Add(Enum.TryParse<AdviceTarget>(parts[0], ignoreCase: true, out var target) ? target : AdviceTarget.Indicator, parts.Length == 2 ? parts[1] : null, bands, Words, stop);
            if (result.IsOk)
            {
                TempData.Done("เพิ่มข้อแนะนำแล้ว", "ร่างบทวิเคราะห์ใช้ข้อนี้ได้ทันที");
                return Redirect($"/analysis/advice/{result.Value.Piece.Id}");
            }
            ModelState.AddModelError(result.Refusal is NoSuchSubject ? nameof(About) : nameof(Words), result.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private List<Choice> Choices() => [.. advice.Subjects.Select(s => new Choice($"{s.Target.ToString().ToLowerInvariant()}/{s.Kind}", $"{AdviceWords.Of(s.Target)}: {s.Name}"))];
}
