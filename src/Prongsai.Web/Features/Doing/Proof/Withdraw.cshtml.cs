using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>Says what will happen, asks why, and withdraws a piece of evidence.</summary>
[Authorize("doing.write")]
internal sealed class WithdrawModel(AppDbContext db, KeepEvidence keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่ถอน"), Required(ErrorMessage = "บอกเหตุผลที่ถอน"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public Evidence Row { get; private set; } = null!;

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
            var kept = await keep.Withdraw(Id, Version, Reason, stop);
            if (kept.IsOk)
            {
                TempData.Done("ถอนหลักฐานแล้ว");
                return Redirect($"/doing/{Row.MeasureId}");
            }
            ModelState.AddModelError(nameof(Reason), kept.Refusal.Text);
            await Find(stop);
            if (Row is null)
            {
                return NotFound();
            }
            Version = Row.Version;
            ModelState.Remove(nameof(Version));
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        Row = (await db.AllEvidence.AsNoTracking().FirstOrDefaultAsync(e => e.Id == Id && e.WithdrawnAt == null, stop))!;
        return Row is not null;
    }
}
