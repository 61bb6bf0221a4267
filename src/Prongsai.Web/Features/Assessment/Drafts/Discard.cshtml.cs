using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>Puts a draft aside. The paper and what was read of it stay.</summary>
[Authorize("assessment.write")]
internal sealed class DiscardModel(AppDbContext db, RulebookSet rules, CorrectDraft correct) : DraftPage(db, rules)
{
    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(Draft.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop) || Draft.State is not DraftState.Open)
        {
            return NotFound();
        }
        Version = Draft.Version;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop) || Draft.State is not DraftState.Open)
        {
            return NotFound();
        }
        var result = await correct.Discard(Id, Version, Reason, stop);
        if (result.Refusal is { } refusal)
        {
            return await Refused(refusal, "", stop);
        }
        TempData.Done("ทิ้งร่างแล้ว", "เอกสารที่นำเข้ายังเก็บอยู่ เริ่มร่างใหม่ได้จากรายการเอกสาร");
        return Redirect("/assessment");
    }
}
