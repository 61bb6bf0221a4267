using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>Says what will happen, asks why, and takes the measure out of the plan.</summary>
[Authorize("measures.write")]
internal sealed class RemoveModel(AppDbContext db, KeepMeasures keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "เหตุผล"), Required(ErrorMessage = "บอกเหตุผลที่นำออก"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public PlannedMeasure Row { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        Version = Row.Version;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var removed = await keep.Remove(Id, Version, Reason, stop);
            if (removed.IsOk)
            {
                TempData.Done($"นำมาตรการที่ {Row.Number} ออกจากแผนแล้ว", Row.Title);
                return Redirect($"/measures/{Row.Year}");
            }
            ModelState.AddModelError(nameof(Reason), removed.Refusal.Text);
            Version = Row.Version;
            ModelState.Remove(nameof(Version));
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        Row = (await db.Measures.AsNoTracking().Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == Id, stop))!;
        return Row is not null;
    }
}
