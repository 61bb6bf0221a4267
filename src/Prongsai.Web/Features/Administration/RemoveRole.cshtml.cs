using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.People), DemandsProof]
internal sealed class RemoveRoleModel(AppDbContext db, KeepRoles keep) : PageModel
{
    public Guid Id { get; private set; }

    public string? Name { get; private set; }

    [BindProperty, Display(Name = "เหตุผลที่ลบ"), Required(ErrorMessage = "ใส่เหตุผลที่ลบ"), StringLength(300)]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        Id = id;
        Name = await db.Roles.Where(r => r.Id == id).Select(r => r.Name).FirstOrDefaultAsync(stop);
        return Name is null ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (await OnGet(id, stop) is NotFoundResult missing)
        {
            return missing;
        }
        if (ModelState.IsValid)
        {
            var removed = await keep.Remove(id, Reason!, stop);
            if (removed.IsOk)
            {
                TempData.Done($"ลบบทบาท{Name}แล้ว");
                return LocalRedirect("/administration/roles");
            }
            ModelState.AddModelError(nameof(Reason), removed.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
