using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>One item, one decision, as the assessor makes it: all or nothing, with a reason when not.</summary>
[Authorize("rehearsal.assess")]
internal sealed class DecideModel(Rehearse rehearse, RulebookSet rules, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "year")]
    public FiscalYear Year { get; set; }

    public DisclosureItem Item { get; private set; } = null!;

    [BindProperty, Display(Name = "ผลการตรวจ")]
    public string? Verdict { get; set; }

    /// <summary>"yes" or "no" for each element, in the order of the rules.</summary>
    public IReadOnlyList<string?> Elements { get; private set; } = [];

    [BindProperty, Display(Name = "ยังขาดอะไร", Description = "กรอกเมื่อยังไม่ครบ บอกว่าเปิดหน้าใดแล้วไม่พบอะไร"), StringLength(RehearsalDecision.ReasonMaxLength)]
    public string? Reason { get; set; }

    public IReadOnlyList<Choice> Verdicts { get; } = [new("complete", "ครบทุกองค์ประกอบ ได้ 100"), new("incomplete", "ยังไม่ครบ ได้ 0")];

    /// <summary>What is known of the item before this decision.</summary>
    public RehearsedItem Known { get; private set; } = null!;

    /// <summary>Why the person at the screen may not decide here; null when they may.</summary>
    public Refusal? Bar { get; private set; }

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
        await Load(stop);
        if (Known.Decision is { } decision)
        {
            (Verdict, Reason) = (decision.IsComplete ? "complete" : "incomplete", decision.Reason);
            Elements = [.. Item.Elements.Select(e => decision.Elements.Find(d => d.Text == e.Text) is { } before ? before.IsThere ? "yes" : "no" : null)];
        }
    }

    public string? Chosen(int element) => element < Elements.Count ? Elements[element] : null;

    /// <summary>Name of an element's choices and id of the first of them, where a message leads to.</summary>
    public static string Field(int element) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"element-{element}");

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        Elements = [.. Item.Elements.Select((_, i) => Request.Form[Field(i)].ToString() switch { "yes" => "yes", "no" => "no", _ => null })];
        if (Item.Elements.Count == 0 && Verdict is not ("complete" or "incomplete"))
        {
            ModelState.AddModelError(nameof(Verdict), "เลือกครบ หรือยังไม่ครบ");
        }
        if (ModelState.IsValid)
        {
            bool?[] there = [.. Item.Elements.Select((_, i) => Chosen(i) switch { "yes" => true, "no" => false, _ => (bool?)null })];
            var decided = await rehearse.Decide(Year, Item, there, Verdict == "complete", Reason, stop);
            if (decided.IsOk)
            {
                // The next one this person may decide on.
                var live = (await rehearse.Of(Year, stop))!;
                var next = live.Items.SkipWhile(i => i.Item.Code != Item.Code).Skip(1).FirstOrDefault(i => live.Bar(i, person.UnitId) is null)?.Item;
                TempData.Done($"ตัดสินข้อ {Item.Code} แล้ว");
                return LocalRedirect(next is null ? $"/rehearsal/{Year}" : $"/rehearsal/{Year}/items/{next.Code}");
            }
            if (decided.Refusal is OwnItem or AnotherUnitAssesses)
            {
                await Load(stop);
                return new PageResult { StatusCode = StatusCodes.Status403Forbidden };
            }
            if (decided.Refusal is ElementsAreLeft left)
            {
                foreach (var element in left.Places)
                {
                    ModelState.AddModelError(Field(element), $"เลือกว่าพบหรือไม่พบ “{Item.Elements[element].Text}”");
                }
            }
            else
            {
                ModelState.AddModelError(nameof(Reason), decided.Refusal.Text);
            }
        }
        await Load(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Load(CancellationToken stop)
    {
        var live = (await rehearse.Of(Year, stop))!;
        Known = live.Items.First(i => i.Item.Code == Item.Code);
        Bar = live.Bar(Known, person.UnitId);
    }
}
