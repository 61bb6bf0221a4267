using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Privacy;

namespace Prongsai.Web.Features.Privacy;

/// <summary>What is kept how long, and the way to change it with a reason.</summary>
[Authorize(PrivacyModule.Manage), DemandsProof]
internal sealed class RetentionModel(Retention retention) : PageModel
{
    public IReadOnlyList<(IForgets Kind, RetentionRule? Rule)> All { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds => [.. All.Select(a => new Choice(a.Kind.Kind, a.Kind.Title))];

    [BindProperty, Display(Name = "ข้อมูล"), Required(ErrorMessage = "เลือกข้อมูลที่จะเปลี่ยน")]
    public string? Kind { get; set; }

    [BindProperty, Display(Name = "เก็บกี่เดือน"), Required(ErrorMessage = "ใส่จำนวนเดือน"), Range(1, 600, ErrorMessage = "ใส่จำนวนเดือนตั้งแต่ 1 ถึง 600")]
    public int? Months { get; set; }

    [BindProperty, Display(Name = "เหตุผล"), Required(ErrorMessage = "ใส่เหตุผล"), StringLength(300)]
    public string? Reason { get; set; }

    public async Task OnGet(CancellationToken stop) => All = await retention.All(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await OnGet(stop);
        if (ModelState.IsValid && !All.Any(a => a.Kind.Kind == Kind))
        {
            ModelState.AddModelError(nameof(Kind), "เลือกข้อมูลจากรายการ");
        }
        if (ModelState.IsValid)
        {
            var set = await retention.Set(Kind!, Months!.Value, Reason!.Trim(), stop);
            if (set.IsOk)
            {
                TempData.Done("บันทึกระยะเวลาแล้ว", "มีผลตั้งแต่คืนนี้");
                return LocalRedirect("/administration/retention");
            }
            ModelState.AddModelError(nameof(Months), set.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
