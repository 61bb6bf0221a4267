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

/// <summary>Someone leaves: what must be handed over, from when, why.</summary>
[Authorize(Administer.People), DemandsProof]
internal sealed class LeaveModel(AppDbContext db, LeavePerson leave, TimeProvider clock) : PageModel
{
    public Guid Id { get; private set; }

    public string Position { get; private set; } = "";

    public IReadOnlyList<HeldDuty> Held { get; private set; } = [];

    public IReadOnlyList<Choice> Others { get; private set; } = [];

    [BindProperty, Display(Name = "วันสุดท้ายที่ปฏิบัติหน้าที่"), Required]
    public DateOnly? LastDay { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น โอนย้าย เกษียณอายุ ลาออก"), Required(ErrorMessage = "ใส่เหตุผล"), StringLength(300)]
    public string? Reason { get; set; }

    [BindProperty, Display(Name = "ผู้รับช่วงงาน", Description = "ระบบจะแจ้งเตือนผู้รับช่วงทีละเรื่อง")]
    public Guid? Successor { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        LastDay = ThaiDate.InBangkok(clock.GetUtcNow());
        return await Fill(id, stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Fill(id, stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var left = await leave.Do(id, LastDay!.Value, Reason!.Trim(), Successor, stop);
            if (left.IsOk)
            {
                TempData.Done($"บันทึกการพ้นหน้าที่ของ{left.Value.Position}แล้ว", "ออกจากระบบทุกเครื่องแล้ว");
                return LocalRedirect("/administration/people");
            }
            ModelState.AddModelError("", left.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Fill(Guid id, CancellationToken stop)
    {
        Id = id;
        if (await db.People.AsNoTracking().Where(p => p.Id == id && p.Active).Select(p => p.Position).FirstOrDefaultAsync(stop) is not { } position)
        {
            return false;
        }
        Position = position;
        Held = await leave.Held(id, stop);
        Others = await db.People.Where(p => p.Active && p.Id != id).OrderBy(p => p.Sort).Select(p => new Choice(p.Id.ToString(), p.Position, null, false)).ToListAsync(stop);
        return true;
    }
}
