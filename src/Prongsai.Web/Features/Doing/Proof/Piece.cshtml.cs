using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>One piece of evidence with both its days, its correction and its history.</summary>
[Authorize("doing.read")]
internal sealed class PieceModel(AppDbContext db, WorkOf work, KeepEvidence keep, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ชื่อหลักฐาน"), Required, StringLength(Evidence.TitleMaxLength, ErrorMessage = "ชื่อยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "วันที่ของหลักฐาน"), Required]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้"), Required(ErrorMessage = "บอกเหตุผลที่แก้"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public Evidence Row { get; private set; } = null!;

    public FollowUpRules Rules { get; private set; } = FollowUpRules.Usual;

    public bool Correcting { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        (Title, EffectiveOn, Version) = (Row.Title, Row.EffectiveOn, Row.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostCorrect(CancellationToken stop)
    {
        if (!person.May("doing.write"))
        {
            return Forbid();
        }
        if (!await Find(stop))
        {
            return NotFound();
        }
        Correcting = true;
        if (ModelState.IsValid)
        {
            var kept = await keep.Correct(Id, Version, Title!, EffectiveOn!.Value, Reason, stop);
            if (kept.IsOk)
            {
                TempData.Done("แก้หลักฐานแล้ว");
                return Redirect($"/doing/evidence/{Id}");
            }
            ModelState.AddModelError(kept.Refusal is EvidenceOfTheFuture or EvidenceTooOld ? nameof(EffectiveOn) : nameof(Reason), kept.Refusal.Text);
            await Find(stop);
            Version = Row.Version;
            ModelState.Remove(nameof(Version));
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        Row = (await db.AllEvidence.AsNoTracking().Include(e => e.File).FirstOrDefaultAsync(e => e.Id == Id, stop))!;
        if (Row is not null)
        {
            Rules = await work.Rules(Row.Year, stop);
        }
        return Row is not null;
    }
}
