using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.People), DemandsProof]
internal sealed class RoleModel(AppDbContext db, Product product, KeepRoles keep) : PageModel
{
    public Guid Id { get; private set; }

    public int People { get; private set; }

    public IReadOnlyList<Choice> Choices => [.. product.Permissions.Select(p => new Choice(p.Name, p.Title))];

    [BindProperty, Display(Name = "ชื่อบทบาท"), Required(ErrorMessage = "ใส่ชื่อบทบาท"), StringLength(Role.NameMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "สิทธิ์", Description = "มีผลกับผู้ถือบทบาทนี้ทุกคนทันที")]
    public List<string> Permissions { get; set; } = [];

    [BindProperty, Display(Name = "ต้องยืนยันสองชั้น", Description = "ผู้ถือบทบาทนี้ต้องเข้าด้วยพาสคีย์หรือแอปยืนยันตัวตน ผู้ที่ยังไม่ได้ตั้ง ระบบจะพาไปตั้งก่อนทำงานต่อ")]
    public bool DemandsSecondFactor { get; set; }

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (await Find(id, stop) is not { } role)
        {
            return NotFound();
        }
        (Name, Permissions, DemandsSecondFactor) = (role.Name, [.. product.WithImplied(role.Permissions)], role.DemandsSecondFactor);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (await Find(id, stop) is null)
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var changed = await keep.Change(id, Name!.Trim(), Permissions, DemandsSecondFactor, stop);
            if (changed.IsOk)
            {
                TempData.Done("บันทึกบทบาทแล้ว");
                return LocalRedirect("/administration/roles");
            }
            ModelState.AddModelError(changed.Refusal is RoleNameIsTaken ? nameof(Name) : nameof(Permissions), changed.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<Role?> Find(Guid id, CancellationToken stop)
    {
        Id = id;
        People = await db.PersonRoles.CountAsync(pr => pr.RoleId == id, stop);
        return await db.Roles.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop);
    }
}
