using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Organisation)]
internal sealed class UnitModel(AppDbContext db, KeepUnits units) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "ชื่อส่วนราชการ"), Required(ErrorMessage = "ใส่ชื่อส่วนราชการ"), StringLength(Unit.NameMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ลำดับในรายการ", Description = "น้อยขึ้นก่อน"), Required(ErrorMessage = "ใส่ลำดับ เช่น 1"), Range(0, 999)]
    public int? Sort { get; set; }

    [BindProperty, Display(Name = "ใช้งานอยู่", Description = "ส่วนราชการที่เลิกใช้ไม่แสดงให้เลือก แต่ยังอยู่ในเอกสารเดิม")]
    public bool Active { get; set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await db.Units.AsNoTracking().FirstOrDefaultAsync(u => u.Id == Id, stop) is not { } unit)
        {
            return NotFound();
        }
        (Name, Sort, Active) = (unit.Name, unit.Sort, unit.Active);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var changed = await units.Change(Id, Name!.Trim(), Sort!.Value, Active, stop);
            if (changed is null)
            {
                return NotFound();
            }
            if (changed.Value.IsOk)
            {
                TempData.Done("บันทึกส่วนราชการแล้ว");
                return LocalRedirect("/administration/units");
            }
            ModelState.AddModelError(nameof(Name), changed.Value.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
