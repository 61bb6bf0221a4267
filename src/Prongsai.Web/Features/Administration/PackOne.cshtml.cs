using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>Packs one organisation, so that it can leave with everything, and hands the package out.</summary>
[Authorize(WhoIsThis.ManageInstallation), DemandsProof]
internal sealed class PackOneModel(AppDbContext db, MovingFolder folder) : PageModel
{
    public Organisation Organisation { get; private set; } = null!;

    /// <summary>Only in the answer to the order; kept nowhere a page reads.</summary>
    public string? KeyShownOnce { get; private set; }

    public MovingResult? Result { get; private set; }

    public Job? Job { get; private set; }

    public bool IsThere => System.IO.File.Exists(folder.PackageOf(Its));

    private string Its => MovingFolder.Out(Organisation.Id);

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Fill(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (Job is not null)
        {
            return Page();
        }
        var key = BackupKey.New();
        db.Record("organisation.packing-asked", "organisation", id, null, new { Organisation.Name, Organisation.Slug });
        await db.SaveChangesAsync(stop);
        await folder.Ask(Its, new(Organisation.Slug, key.Written, null), stop);
        KeyShownOnce = key.Written;
        return Page();
    }

    public async Task<IActionResult> OnGetFile(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop) || Job is not null || Result is not { Ok: true } || !IsThere)
        {
            return NotFound();
        }
        return new PhysicalFileResult(folder.PackageOf(Its), "application/octet-stream") { FileDownloadName = $"{Organisation.Slug}.prongsai", EnableRangeProcessing = true };
    }

    public async Task<IActionResult> OnPostForget(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (Job is null)
        {
            folder.Forget(Its);
            TempData.Done("ลบไฟล์แพ็กเกจแล้ว", "แพ็กเกจที่ดาวน์โหลดไปแล้วยังใช้ได้");
        }
        return LocalRedirect($"/administration/organisations/{id}/package");
    }

    private async Task<bool> Fill(Guid id, CancellationToken stop)
    {
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, stop) is not { } found)
        {
            return false;
        }
        Organisation = found;
        Result = await folder.ResultOf(Its, stop);
        Job = folder.StateOf(Its) is MovingState.Waiting ? new Job("กำลังทำแพ็กเกจ", JobState.Running, 0, 0, "", $"/administration/organisations/{id}/package") : null;
        return true;
    }
}
