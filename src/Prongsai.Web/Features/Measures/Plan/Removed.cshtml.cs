using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>The measures that were taken out of a plan; one can be put back with a reason.</summary>
[Authorize("measures.write")]
internal sealed class RemovedModel(AppDbContext db, KeepMeasures keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty, Display(Name = "มาตรการ"), Required(ErrorMessage = "เลือกมาตรการที่จะนำกลับ")]
    public Guid? Chosen { get; set; }

    [BindProperty, Display(Name = "เหตุผล"), Required(ErrorMessage = "บอกเหตุผลที่นำกลับ"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public IReadOnlyList<PlannedMeasure> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Rows.Select(m => new Choice(m.Id.ToString(), $"{m.Number} {m.Title}", $"นำออกเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(m.RemovedAt!.Value))} โดย {m.UpdatedBy}"))];

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        if (ModelState.IsValid)
        {
            var restored = await keep.Restore(Chosen!.Value, Reason, stop);
            if (restored.IsOk)
            {
                TempData.Done("นำมาตรการกลับเข้าแผนแล้ว");
                return Redirect($"/measures/{restored.Value}");
            }
            ModelState.AddModelError(nameof(Chosen), restored.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Load(CancellationToken stop) =>
        Rows = await db.AllMeasures.AsNoTracking().Where(m => m.Year == Year && m.RemovedAt != null).OrderBy(m => m.Number).ToListAsync(stop);
}
