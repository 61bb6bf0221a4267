using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Privacy;

/// <summary>What is kept of one person, given and erased on request.</summary>
[Authorize(PrivacyModule.Manage), DemandsProof]
internal sealed class PersonModel(AppDbContext db, PersonalData data) : PageModel
{
    public Guid Id { get; private set; }

    public string Position { get; private set; } = "";

    public bool Active { get; private set; }

    public DateTimeOffset? ErasedAt { get; private set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น เจ้าตัวยื่นคำขอ และเลขรับของคำขอ"), Required(ErrorMessage = "ใส่เหตุผลหรือเลขรับของคำขอ"), StringLength(300)]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Fill(id, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostGive(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (await data.Of(id, stop) is not { } json)
        {
            return NotFound();
        }
        db.Record("person.data-given", "person", id);
        await db.SaveChangesAsync(stop);
        Response.Headers.CacheControl = "no-store";
        return File(json, "application/json", "ข้อมูลส่วนบุคคล.json");
    }

    public async Task<IActionResult> OnPostErase(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var erased = await data.Erase(id, Reason!.Trim(), stop);
            if (erased.IsOk)
            {
                TempData.Done("ลบชื่อและบัญชีแล้ว", "สิ่งที่ทำในหน้าที่ยังอยู่ภายใต้ตำแหน่ง");
                return LocalRedirect($"/administration/people/{id}/data");
            }
            ModelState.AddModelError("", erased.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Fill(Guid id, CancellationToken stop)
    {
        if (await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.Position, p.Active, p.ErasedAt }).FirstOrDefaultAsync(stop) is not { } person)
        {
            return false;
        }
        (Id, Position, Active, ErasedAt) = (id, person.Position, person.Active, person.ErasedAt);
        return true;
    }
}
