using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>One item, one decision, as the assessor makes it: all or nothing, with a reason when not.</summary>
[Authorize("rehearsal.assess")]
internal sealed class DecideModel(Rehearse rehearse, RulebookSet rules) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "year")]
    public FiscalYear Year { get; set; }

    public DisclosureItem Item { get; private set; } = null!;

    [BindProperty, Display(Name = "ผลการตรวจ"), Required(ErrorMessage = "เลือกครบ หรือยังไม่ครบ")]
    public string? Verdict { get; set; }

    [BindProperty, Display(Name = "ยังขาดอะไร", Description = "กรอกเมื่อยังไม่ครบ"), StringLength(RehearsalDecision.ReasonMaxLength)]
    public string? Reason { get; set; }

    public IReadOnlyList<Choice> Verdicts { get; } = [new("complete", "ครบทุกองค์ประกอบ ได้ 100"), new("incomplete", "ยังไม่ครบ ได้ 0")];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (rules.Find(Year)?.FindItem(RouteData.Values["code"]?.ToString() ?? "") is not { } item)
        {
            context.Result = new NotFoundResult();
            return;
        }
        Item = item;
    }

    public async Task OnGet(CancellationToken stop)
    {
        var known = (await rehearse.Of(Year, stop))!.Items.First(i => i.Item.Code == Item.Code);
        (Verdict, Reason) = (known.IsComplete is { } complete ? complete ? "complete" : "incomplete" : null, known.Reason);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var decided = await rehearse.Decide(Year, Item.Code, Verdict == "complete", Reason, stop);
            if (decided.IsOk)
            {
                var next = rules.Find(Year)!.Items.SkipWhile(i => i.Code != Item.Code).Skip(1).FirstOrDefault();
                TempData.Done($"ตัดสินข้อ {Item.Code} แล้ว");
                return LocalRedirect(next is null ? $"/rehearsal/{Year}" : $"/rehearsal/{Year}/items/{next.Code}");
            }
            ModelState.AddModelError(nameof(Reason), decided.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
