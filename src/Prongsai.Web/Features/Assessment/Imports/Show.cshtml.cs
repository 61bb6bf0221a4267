using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Papers;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Assessment.Sheets;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Imports;

/// <summary>What was read out of one file: papers, measures, problems, and the document itself.</summary>
[Authorize("assessment.write")]
internal sealed class ShowModel(AppDbContext db, ImportPaper import, CurrentOrganisation organisation) : PageModel
{
    /// <summary>Papers shown at once; a province's roll-up has one for each organisation.</summary>
    public const int Size = 30;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "sheet")]
    public int SheetNumber { get; set; } = 1;

    [BindProperty(SupportsGet = true, Name = "papers")]
    public int PapersNumber { get; set; } = 1;

    [BindProperty]
    public string Part { get; set; } = "";

    public Import Import { get; private set; } = null!;

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public int PaperCount { get; private set; }

    public IReadOnlyDictionary<string, Guid> OpenDrafts { get; private set; } = new Dictionary<string, Guid>();

    public SheetModel? Sheet { get; private set; }

    public bool IsOwn(Paper paper) => paper.Organisations.Any(o => o.Name.Replace(" ", "", StringComparison.Ordinal) == organisation.Card.Name.Replace(" ", "", StringComparison.Ordinal));

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var found = await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == Id, stop);
        if (found is null)
        {
            return NotFound();
        }
        Import = found;
        var papers = (found.Reading?.Papers ?? []).OrderByDescending(IsOwn).ToList();
        PaperCount = papers.Count;
        PapersNumber = Math.Clamp(PapersNumber, 1, Math.Max(1, (PaperCount + Size - 1) / Size));
        Papers = [.. papers.Skip((PapersNumber - 1) * Size).Take(Size)];
        OpenDrafts = (await db.Drafts.AsNoTracking().Where(d => d.ImportId == Id && d.State == DraftState.Open && d.Part != null).Select(d => new { d.Part, d.Id, d.UpdatedAt }).ToListAsync(stop))
            .GroupBy(d => d.Part!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(d => d.UpdatedAt)!.Id, StringComparer.Ordinal);
        if (found.Source is { Blocks.Count: > 0 } source)
        {
            Sheet = new SheetModel(Sheets.Sheet.Of(source, [], new HashSet<string>(), SheetNumber), _ => "#");
        }
        return Page();
    }

    public async Task<IActionResult> OnPostDraft(CancellationToken stop)
    {
        var draft = await import.Draft(Id, Part, stop);
        return draft.IsOk ? Redirect($"/assessment/drafts/{draft.Value}") : Redirect($"/assessment/imports/{Id}");
    }
}
