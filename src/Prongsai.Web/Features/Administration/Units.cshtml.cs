using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Organisation)]
internal sealed class UnitsModel(AppDbContext db, KeepUnits units) : PageModel
{
    public sealed record Row(Guid Id, string Name, int People, bool Active);

    [BindProperty, Display(Name = "ชื่อส่วนราชการ", Description = "เช่น กองคลัง"), Required(ErrorMessage = "ใส่ชื่อส่วนราชการ"), StringLength(Unit.NameMaxLength)]
    public string? Name { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var people = db.People;
        Rows = await db.Units.OrderByDescending(u => u.Active).ThenBy(u => u.Sort).ThenBy(u => u.Name)
            .Select(u => new Row(u.Id, u.Name, people.Count(p => p.UnitId == u.Id && p.Active), u.Active)).ToListAsync(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var added = await units.Add(Name!.Trim(), stop);
            if (added.IsOk)
            {
                TempData.Done($"เพิ่ม{added.Value.Name}แล้ว");
                return LocalRedirect("/administration/units");
            }
            ModelState.AddModelError(nameof(Name), added.Refusal.Text);
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
