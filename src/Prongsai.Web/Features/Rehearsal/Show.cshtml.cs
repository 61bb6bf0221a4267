using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>Predicted score and level, the cheapest points left, the items, and what earlier rehearsals said.</summary>
[Authorize("rehearsal.read")]
internal sealed class ShowModel(AppDbContext db, Rehearse rehearse, RulebookSet rules, MeasureLibrary library, IConfirmedResults confirmed, Assessors assessors, CycleTrack cycle, CurrentPerson person) : PageModel
{
    public FiscalYear Year { get; private set; }

    public IReadOnlyList<FiscalYear> Years => [.. rules.Years.Append(cycle.ThisYear).Distinct().OrderDescending().Take(5)];

    public LiveRehearsal? Live { get; private set; }

    public IReadOnlyList<KeptRehearsal> Kept { get; private set; } = [];

    [BindProperty, Display(Name = "หน่วยที่เล่นเป็นผู้ประเมิน", Description = "มอบแล้ว เฉพาะคนของหน่วยนี้ตัดสินข้อ OIT ได้")]
    public Guid? First { get; set; }

    [BindProperty, Display(Name = "ข้อที่หน่วยนี้จัดทำเอง ให้ใครตัดสิน")]
    public Guid? Second { get; set; }

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public async Task<IActionResult> OnGet(int? year, CancellationToken stop)
    {
        if (year is < 2500 or > 2700)
        {
            return NotFound();
        }
        await Load(year, stop);
        (First, Second) = (Live?.Assessing.First, Live?.Assessing.Second);
        return Page();
    }

    public async Task<IActionResult> OnPostAssign(int? year, CancellationToken stop)
    {
        if (!person.May("rehearsal.assign"))
        {
            return Forbid();
        }
        if (year is < 2500 or > 2700)
        {
            return NotFound();
        }
        await Load(year, stop);
        if (Live is null)
        {
            return NotFound();
        }
        if (ModelState.IsValid && await assessors.Assign(Year, First, Second, stop) is { } refusal)
        {
            ModelState.AddModelError(refusal is SameUnitTwice ? nameof(Second) : nameof(First), refusal.Text);
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done(First is null ? "ไม่มอบหน่วยใด ผู้มีสิทธิที่ไม่ใช่หน่วยเจ้าของข้อตัดสินได้" : "มอบหน่วยผู้ประเมินแล้ว");
        return LocalRedirect($"/rehearsal/{Year}#items");
    }

    public async Task<IActionResult> OnPostKeep(int? year, CancellationToken stop)
    {
        if (!person.May("rehearsal.assess"))
        {
            return Forbid();
        }
        await Load(year, stop);
        var kept = await rehearse.Keep(Year, stop);
        if (kept.IsOk)
        {
            TempData.Done("เก็บผลซ้อมแล้ว");
            return LocalRedirect($"/rehearsal/{Year}");
        }
        ModelState.AddModelError("", kept.Refusal.Text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>The latest rehearsal that was kept; null where none was.</summary>
    public KeptRehearsal? Last => Kept is [var last, ..] ? last : null;

    /// <summary>The last official result: of the year itself, else the latest before it.</summary>
    public ConfirmedResult? Official { get; private set; }

    public decimal? Before(string target) => Last?.Scores.TryGetValue(target, out var score) is true ? score : null;

    public decimal? OfficialOf(string target) => Official?.Verification.Figures[target];

    public decimal? OfficialTool(string tool) => Official?.Verification.Tools.FirstOrDefault(t => t.Tool == tool) is { } score ? score.Printed ?? score.Computed : null;

    public string TextOf(string target) => Live!.Rules.FindItem(target)?.Title ?? Live.Rules.FindQuestion(target)?.Text ?? "";

    /// <summary>The measure of the library that answers this question or item, else its indicator.</summary>
    public string? MeasureFor(string target)
    {
        var rules = Live!.Rules;
        var indicator = Target.Indicator(rules.FindItem(target)?.Indicator ?? rules.FindQuestion(target)!.Indicator);
        var aims = library.Measures.Select(m => (m.Title, Targets: m.Answers.Select(a => Aims.Of(a, rules)?.Target).ToList())).ToList();
        return (aims.Find(m => m.Targets.Contains(target)) is { Title: not null } own ? own : aims.Find(m => m.Targets.Contains(indicator))).Title;
    }

    private async Task Load(int? year, CancellationToken stop)
    {
        Year = year is { } said ? new FiscalYear(said) : rules.Years.Contains(cycle.ThisYear) ? cycle.ThisYear : rules.Years[^1];
        Live = await rehearse.Of(Year, stop);
        Units = [.. (await db.Units.AsNoTracking().Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => new Choice(u.Id.ToString(), u.Name))];
        Kept = await db.KeptRehearsals.AsNoTracking().Where(r => r.Year == Year).OrderByDescending(r => r.KeptAt).Take(20).ToListAsync(stop);
        Official = (await confirmed.All(stop)).LastOrDefault(r => r.Year <= Year);
    }
}
