using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Assessment.Sheets;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Imports;

/// <summary>What was read out of one file: papers, measures, problems, and the document itself.</summary>
[Authorize("assessment.write")]
internal sealed class ShowModel(AppDbContext db, ImportPaper import, StartRecognition recognise, CurrentOrganisation organisation) : PageModel
{
    /// <summary>Papers shown at once; a province's roll-up has one for each organisation.</summary>
    public const int Size = 30;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "sheet")]
    public int SheetNumber { get; set; } = 1;

    [BindProperty]
    public string Part { get; set; } = "";

    public Import Import { get; private set; } = null!;

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public int PaperCount => PaperPage.Total;

    public int MeasureCount => Papers.Sum(p => p.Measures.Count);

    public PageOf<Paper> PaperPage { get; private set; } = new([], 1, Size, 0);

    /// <summary>The reading of a scan while it waits or runs.</summary>
    public Ui.Job? Job { get; private set; }

    /// <summary>It is a scan, and this machine can read scans.</summary>
    public bool MayRecognise { get; private set; }

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
        PaperPage = PageOf.Cut(papers, Listing.Of(Request, [], Size));
        Papers = PaperPage.Items;
        await LookAtScan(stop);
        OpenDrafts = (await db.Drafts.AsNoTracking().Where(d => d.ImportId == Id && d.State == DraftState.Open && d.Part != null).Select(d => new { d.Part, d.Id, d.UpdatedAt }).ToListAsync(stop))
            .GroupBy(d => d.Part!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.MaxBy(d => d.UpdatedAt)!.Id, StringComparer.Ordinal);
        if (found.Source is { Blocks.Count: > 0 } source)
        {
            Sheet = new SheetModel(Sheets.Sheet.Of(source, [], new HashSet<string>(), SheetNumber), _ => "#");
        }
        return Page();
    }

    public async Task<IActionResult> OnPostRecognise(CancellationToken stop)
    {
        if (!await db.Imports.AnyAsync(i => i.Id == Id, stop))
        {
            return NotFound();
        }
        var asked = await recognise.Do(Id, stop);
        if (asked.Refusal is { } refusal)
        {
            TempData.Notify(new Notice(NoticeKind.Bad, refusal.Text));
        }
        return Redirect($"/assessment/imports/{Id}");
    }

    private async Task LookAtScan(CancellationToken stop)
    {
        var here = $"/assessment/imports/{Id}";
        if (Import.State is ImportState.Waiting)
        {
            var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == Import.JobId, stop);
            Job = job?.State is Platform.Jobs.JobState.Failed
                ? new Ui.Job("อ่านภาพสแกน", Ui.JobState.Failed, 0, 0, "", here, Problem: $"{job.Note} ไฟล์ยังเก็บไว้ ใช้ไฟล์ต้นฉบับ Word หรือพิมพ์คะแนนเองได้")
                : new Ui.Job("กำลังอ่านภาพสแกน", job?.State is Platform.Jobs.JobState.Running ? Ui.JobState.Running : Ui.JobState.Waiting, job?.Progress ?? 0, job?.Progress > 0 ? 100 : 0, "ส่วน", here);
            return;
        }
        MayRecognise = DocumentReader.CanRecogniseScans && (Import.Reading?.Problems.Any(p => p.Code == "no-text-layer") ?? false);
    }

    public async Task<IActionResult> OnPostDraft(CancellationToken stop)
    {
        if (!await db.Imports.AnyAsync(i => i.Id == Id, stop))
        {
            return NotFound();
        }
        var draft = await import.Draft(Id, Part, stop);
        return draft.IsOk ? Redirect($"/assessment/drafts/{draft.Value}") : Redirect($"/assessment/imports/{Id}");
    }
}
