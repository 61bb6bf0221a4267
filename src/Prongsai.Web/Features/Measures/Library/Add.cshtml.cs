using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>A measure of the organisation's own for the library.</summary>
[Authorize("measures.write")]
internal sealed class AddModel(AddToLibrary add, RulebookSet rules, CycleTrack cycle) : PageModel
{
    [BindProperty, Display(Name = "มาตรการ/โครงการ/กิจกรรม"), Required(ErrorMessage = "ใส่ชื่อมาตรการ"), StringLength(Measure.TitleMaxLength, ErrorMessage = "ชื่อมาตรการยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "แนวทางการปฏิบัติ"), DataType(DataType.MultilineText), StringLength(Measure.TextMaxLength, ErrorMessage = "แนวทางยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Guideline { get; set; }

    [BindProperty, Display(Name = "ขั้นตอน"), DataType(DataType.MultilineText), Required(ErrorMessage = "ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น"), StringLength(Measure.TextMaxLength, ErrorMessage = "ขั้นตอนยาวรวมได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Steps { get; set; }

    [BindProperty, Display(Name = "ผลผลิตที่คาดว่าจะได้"), DataType(DataType.MultilineText), StringLength(1000, ErrorMessage = "ผลผลิตยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Output { get; set; }

    [BindProperty, Display(Name = "ผลลัพธ์ที่คาดว่าจะเกิด"), DataType(DataType.MultilineText), StringLength(1000, ErrorMessage = "ผลลัพธ์ยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Outcome { get; set; }

    [BindProperty, Display(Name = "การติดตาม")]
    public List<FollowUp> FollowUps { get; set; } = [];

    [BindProperty, Display(Name = "ประเด็นที่ตอบ")]
    public List<string> Issues { get; set; } = [];

    [BindProperty, Display(Name = "ตัวชี้วัดที่ตอบ")]
    public List<string> Indicators { get; set; } = [];

    public IReadOnlyList<Choice> IssueChoices { get; private set; } = [];

    public IReadOnlyList<Choice> IndicatorChoices { get; private set; } = [];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var book = rules.Find(cycle.ThisYear) ?? rules.Current[^1];
        IReadOnlyList<Choice> Choices(IEnumerable<Answer> answers) => [.. answers.Select(a => new Choice(a.ToString(), Aims.Of(a, book)!.Name))];
        (IssueChoices, IndicatorChoices) = (Choices(book.Issues.Select(i => Answer.Issue(i.No))), Choices(book.Indicators.Select(i => Answer.Indicator(i.Kind))));
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var steps = (Steps ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length > Measure.MaxSteps)
        {
            ModelState.AddModelError(nameof(Steps), new TooManySteps(Measure.MaxSteps).Text);
        }
        if (steps.Any(s => s.Length > Measure.StepMaxLength))
        {
            ModelState.AddModelError(nameof(Steps), "แต่ละขั้นยาวได้ไม่เกิน 1,000 ตัวอักษร โปรดแยกเป็นหลายบรรทัด");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var id = await add.Do(Title!, Guideline ?? "", steps, Output ?? "", Outcome ?? "", FollowUps, [.. Issues.Concat(Indicators).Select(Answer.Parse).OfType<Answer>()], stop);
        TempData.Done("เพิ่มมาตรการในคลังแล้ว", Title);
        return Redirect($"/measures/library?q={Uri.EscapeDataString(Title!.Trim())}#{id}");
    }
}
