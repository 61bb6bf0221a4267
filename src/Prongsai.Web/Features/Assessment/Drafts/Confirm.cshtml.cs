using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>What confirming will do, and the reason where it replaces a result.</summary>
[Authorize("assessment.confirm")]
internal sealed class ConfirmModel(AppDbContext db, RulebookSet rules, CurrentOrganisation organisation, ConfirmDraft confirm) : DraftPage(db, rules)
{
    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(Draft.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public ConfirmedAssessment? Replaces { get; private set; }

    /// <summary>The paper names another organisation than this one.</summary>
    public bool NameDiffers { get; private set; }

    public string OrganisationName => organisation.Card.Name;

    public int Corrected => Draft.Figures.Count(f => f.State is FigureState.Corrected);

    public int Wrong => Verification.Steps.Count(s => s.Verdict is Verdict.Differs) + (Verification.Level.Verdict is Verdict.Differs ? 1 : 0);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        Version = Draft.Version;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Prepare(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var result = await confirm.Do(Id, Version, Reason, stop);
        if (result.Refusal is { } refusal)
        {
            return await Refused(refusal, refusal is ReasonIsNeeded ? nameof(Reason) : "", stop);
        }
        TempData.Done($"ยืนยันผลปี {Draft.Year} แล้ว", "ขั้นต่อไป ดูบทวิเคราะห์ที่ร่างให้จากตัวเลขชุดนี้", new MenuItem("เปิดบทวิเคราะห์", $"/analysis/{Draft.Year}"));
        return Redirect($"/assessment/{Draft.Year}");
    }

    private async Task<bool> Prepare(CancellationToken stop)
    {
        if (!await Load(stop) || Draft.State is not DraftState.Open)
        {
            return false;
        }
        Replaces = await Db.Assessments.AsNoTracking().FirstOrDefaultAsync(a => a.Year == Draft.Year && a.State == AssessmentState.Current, stop);
        NameDiffers = Draft.OrganisationRead is { } name && !string.Equals(Bare(name), Bare(organisation.Card.Name), StringComparison.Ordinal);
        return true;
    }

    private static string Bare(string name) => name.Replace(" ", "", StringComparison.Ordinal).Replace("องค์กรบริหาร", "องค์การบริหาร", StringComparison.Ordinal);
}
