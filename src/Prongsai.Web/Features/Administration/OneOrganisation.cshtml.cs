using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>One organisation of the installation: suspended, opened again, packed, removed.</summary>
[Authorize(WhoIsThis.ManageInstallation), DemandsProof]
internal sealed class OneOrganisationModel(AppDbContext db, SuspendOrganisation suspend, CurrentOrganisation current) : PageModel
{
    public Organisation Organisation { get; private set; } = null!;

    public bool IsMine => Organisation.Id == current.Id;

    public bool MayGo => Organisation is { SuspendedAt: not null, PackagedAt: not null } && Organisation.PackagedAt > Organisation.SuspendedAt;

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น ขอย้ายไปใช้เครื่องของตนเอง"), Required(ErrorMessage = "ใส่เหตุผล"), StringLength(300)]
    public string? Reason { get; set; }

    [BindProperty, Display(Name = "เห็นตัวเลขของหน่วยงานใน", Description = "คะแนน ระดับ ความพร้อมเปิดเผย และความคืบหน้าเท่านั้น ไม่เห็นงานหรือเอกสาร")]
    public OversightLevel? Oversees { get; set; }

    [BindProperty, Display(Name = "พิมพ์ชื่อย่อขององค์กรเพื่อยืนยัน"), StringLength(Organisation.ShortNameMaxLength)]
    public string? Typed { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Fill(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostSuspend(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        return ModelState.IsValid ? After(await suspend.Suspend(id, Reason!, stop), "พักการใช้งานแล้ว", $"/administration/organisations/{id}") : Wrong();
    }

    public async Task<IActionResult> OnPostResume(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        return await Fill(id, stop) ? After(await suspend.Resume(id, stop), "เปิดใช้งานแล้ว", $"/administration/organisations/{id}") : NotFound();
    }

    public async Task<IActionResult> OnPostOversee(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (Oversees is OversightLevel.Province or OversightLevel.District && (Organisation.Province.Length == 0 || (Oversees is OversightLevel.District && Organisation.District.Length == 0)))
        {
            ModelState.AddModelError(nameof(Oversees), "องค์กรนี้ยังไม่ได้ใส่อำเภอหรือจังหวัดที่ตั้ง ใส่ก่อนที่หน้าตั้งค่าขององค์กรนั้น");
            return Wrong();
        }
        return After(await suspend.Oversee(id, Oversees, stop), "บันทึกขอบเขตกำกับดูแลแล้ว", $"/administration/organisations/{id}");
    }

    public async Task<IActionResult> OnPostRemove(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (!string.Equals(Typed?.Trim(), Organisation.ShortName, StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Typed), $"พิมพ์ {Organisation.ShortName} ให้ตรง");
        }
        return ModelState.IsValid ? After(await suspend.Remove(id, Reason!, stop), $"ลบ{Organisation.ShortName}แล้ว", "/administration/organisations") : Wrong();
    }

    private IActionResult After(Result<OrganisationCard> result, string done, string to)
    {
        if (!result.IsOk)
        {
            ModelState.AddModelError("", result.Refusal.Text);
            return Wrong();
        }
        TempData.Done(done);
        return LocalRedirect(to);
    }

    private static PageResult Wrong() => new() { StatusCode = StatusCodes.Status400BadRequest };

    private async Task<bool> Fill(Guid id, CancellationToken stop)
    {
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, stop) is not { } found)
        {
            return false;
        }
        Organisation = found;
        if (HttpMethods.IsGet(Request.Method))
        {
            Oversees = found.Oversees;
        }
        return true;
    }
}
