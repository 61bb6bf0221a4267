using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.People)]
internal sealed class RolesModel(AppDbContext db, Product product, KeepRoles keep) : PageModel
{
    public sealed record Column(Guid Id, string Name, int People, IReadOnlySet<string> Permissions);

    public IReadOnlyList<Permission> Permissions => product.Permissions;

    public IReadOnlyList<Column> Roles { get; private set; } = [];

    [BindProperty, Display(Name = "ชื่อบทบาท", Description = "เช่น ผู้ตรวจสอบภายใน"), Required(ErrorMessage = "ใส่ชื่อบทบาท"), StringLength(Role.NameMaxLength)]
    public string? Name { get; set; }

    public async Task OnGet(CancellationToken stop)
    {
        var roles = await db.Roles.AsNoTracking().OrderBy(r => r.Name).Select(r => new { r.Id, r.Name, r.Permissions, People = r.People.Count(p => p.Active) }).ToListAsync(stop);
        Roles = [.. roles.Select(r => new Column(r.Id, r.Name, r.People, product.WithImplied(r.Permissions)))];
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var added = await keep.Add(Name!.Trim(), stop);
            if (added.IsOk)
            {
                return LocalRedirect($"/administration/roles/{added.Value.Id}");
            }
            ModelState.AddModelError(nameof(Name), added.Refusal.Text);
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
