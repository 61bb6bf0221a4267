using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>What every page about one draft stands on: the draft, what was handed in, the year's rules, and what they say of the figures.</summary>
internal abstract class DraftPage(AppDbContext db, RulebookSet rules) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The version the form showed; compared before anything is written.</summary>
    [BindProperty]
    public int Version { get; set; }

    public Draft Draft { get; private set; } = null!;

    public Import? Import { get; private set; }

    public Rulebook Rulebook { get; private set; } = null!;

    public Verification Verification { get; private set; } = null!;

    /// <summary>What was read of the part of the file this draft is made of; null for typed drafts and where the reading was not loaded.</summary>
    public Paper? ReadPaper => Import?.Reading?.Papers.FirstOrDefault(p => p.Part == Draft.Part);

    /// <summary>The year the paper prints, where it is not the year of the draft; 0 where it prints none.</summary>
    public int? OtherYear => ReadPaper is null ? null : ReadPaper.Year is null ? 0 : ReadPaper.Year.Value == Draft.Year.Value ? null : ReadPaper.Year.Value;

    protected AppDbContext Db => db;

    protected RulebookSet Rules => rules;

    /// <returns>False when there is no such draft in this organisation.</returns>
    protected async Task<bool> Load(CancellationToken stop, bool withSource = false)
    {
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == Id, stop);
        if (draft is null || rules.Find(draft.Year) is not { } rulebook)
        {
            return false;
        }
        Draft = draft;
        Rulebook = rulebook;
        if (draft.ImportId is { } importId)
        {
            Import = withSource
                ? await db.Imports.AsNoTracking().FirstAsync(i => i.Id == importId, stop)
                : await db.Imports.AsNoTracking().Where(i => i.Id == importId)
                    .Select(i => new Import { Id = i.Id, FileId = i.FileId, FileName = i.FileName, State = i.State, Reading = i.Reading, TookMilliseconds = i.TookMilliseconds, CreatedAt = i.CreatedAt, CreatedBy = i.CreatedBy })
                    .FirstAsync(stop);
        }
        Verification = Verifier.Verify(rulebook, draft.AsFigures);
        return true;
    }

    /// <summary>Shows a refusal on the page it came from, with what was typed still there.</summary>
    protected async Task<IActionResult> Refused(Refusal refusal, string field, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        ModelState.AddModelError(field, refusal.Text);
        await Load(stop, withSource: true);
        return new PageResult { StatusCode = refusal is DraftWasChanged ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest };
    }

    /// <summary>What a target is called on the screen: "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน", "ข้อ e1", "คะแนนรวม".</summary>
    public string NameOf(string target) => TargetNames.Of(Rulebook, target);
}
