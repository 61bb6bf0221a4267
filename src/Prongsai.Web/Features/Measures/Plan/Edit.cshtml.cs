using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>Changes a measure. Who saves second sees both versions side by side and has lost nothing.</summary>
[Authorize("measures.write")]
internal sealed class EditModel(AppDbContext db, PlanOf plans, KeepMeasures keep) : MeasureForm(plans)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้", Description = "เช่น เลื่อนเพราะรอคำสั่งแต่งตั้ง"), Required(ErrorMessage = "บอกเหตุผลที่แก้ เพื่อให้ผู้อื่นเข้าใจเมื่อดูย้อนหลัง"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public PlannedMeasure Row { get; private set; } = null!;

    /// <summary>What is kept against what was typed, when somebody else was first.</summary>
    public IReadOnlyList<FieldChange>? Differences { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        Show(Row.ToMeasure(), [.. Row.Steps.OrderBy(s => s.Number).Select(s => (Guid?)s.Id)]);
        Version = Row.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostMore(CancellationToken stop) => await Find(stop) ? await WithMoreSteps(stop) : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (Typed(Row.ToMeasure()) is not { } measure || HasFaults(measure))
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var changed = await keep.Change(Id, Version, measure, [.. StepPlaces.Select(i => Steps[i].Id)], Reason, stop);
        if (changed.IsOk)
        {
            TempData.Done("บันทึกมาตรการแล้ว");
            return Redirect($"/measures/{Id}");
        }
        if (changed.Refusal is not MeasureWasChanged)
        {
            ModelState.AddModelError(changed.Refusal is UnknownUnitOrPerson ? nameof(Units) : nameof(Reason), changed.Refusal.Text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await Find(stop);
        ModelState.AddModelError("", changed.Refusal.Text);
        Differences = CarryOver.Differences(Row.ToMeasure(), measure, Now.House.NameOf, Now.NameOf);
        // To save again is now to decide, both versions seen.
        Version = Row.Version;
        ModelState.Remove(nameof(Version));
        return new PageResult { StatusCode = StatusCodes.Status409Conflict };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await db.Measures.AsNoTracking().Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == Id, stop) is not { } row)
        {
            return false;
        }
        (Row, PlanYear) = (row, row.Year);
        await Load(stop);
        return true;
    }
}
