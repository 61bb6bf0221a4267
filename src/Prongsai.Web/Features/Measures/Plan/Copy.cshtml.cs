using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>A measure of an earlier year as it would come into this one.</summary>
internal sealed record CopyRow(PlannedMeasure Old, Measure New, IReadOnlyList<FieldChange> Changes, IReadOnlyList<string> Notes, bool IsThere);

/// <summary>Brings measures of an earlier year into the plan, after showing what will differ.</summary>
[Authorize("measures.write")]
internal sealed class CopyModel(AppDbContext db, PlanOf plans, KeepMeasures keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    /// <summary>The year copied from; the latest before this one unless said.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public FiscalYear? From { get; set; }

    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];

    public IReadOnlyList<CopyRow> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        await Load(stop);
        Chosen = [.. Rows.Where(r => !r.IsThere).Select(r => r.Old.Id)];
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        var wanted = Rows.Where(r => Chosen.Contains(r.Old.Id)).Select(r => new NewMeasure(r.New, r.Old.Id)).ToList();
        if (wanted.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "เลือกมาตรการที่จะคัดลอกอย่างน้อยหนึ่งรายการ");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var added = await keep.Add(Year, wanted, "measure.copied", $"จากแผนปี {From}", stop);
        if (!added.IsOk)
        {
            ModelState.AddModelError(nameof(Chosen), added.Refusal.Text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done($"คัดลอก {added.Value.Count} มาตรการจากปี {From} แล้ว", "ตรวจวันที่และผู้รับผิดชอบของแต่ละมาตรการอีกครั้ง");
        return Redirect($"/measures/{Year}");
    }

    private async Task Load(CancellationToken stop)
    {
        Years = await db.Measures.Where(m => m.Year < Year).Select(m => m.Year).Distinct().OrderByDescending(y => y).ToListAsync(stop);
        if (From is null || !Years.Contains(From.Value))
        {
            From = Years.Count > 0 ? Years[0] : null;
        }
        if (From is not { } from)
        {
            return;
        }
        var now = await plans.Of(Year, stop);
        var there = now.Measures.Select(m => m.Title).ToHashSet(StringComparer.Ordinal);
        var old = await db.Measures.AsNoTracking().Include(m => m.Steps).Where(m => m.Year == from).OrderBy(m => m.Number).ToListAsync(stop);
        Rows = [.. old.Select(m =>
        {
            var carried = CarryOver.To(m.ToMeasure(), Year, now.Rules);
            // Units and people that are no longer active do not come along.
            var units = now.House.Units.Where(u => u.Active).Select(u => u.Id).ToHashSet();
            var people = now.House.People.Where(p => p.Active).Select(p => p.Id).ToHashSet();
            var measure = carried.Measure with
            {
                UnitIds = [.. carried.Measure.UnitIds.Where(units.Contains)],
                PersonIds = [.. carried.Measure.PersonIds.Where(people.Contains)],
                Steps = [.. carried.Measure.Steps.Select(s => s with { UnitId = s.UnitId is { } u && units.Contains(u) ? u : null, PersonId = s.PersonId is { } p && people.Contains(p) ? p : null })],
            };
            return new CopyRow(m, measure, CarryOver.Differences(m.ToMeasure(), measure, now.House.NameOf, a => Aims.Of(a, now.Rules)?.Name ?? a.Kind), carried.Notes, there.Contains(m.Title));
        })];
    }
}
