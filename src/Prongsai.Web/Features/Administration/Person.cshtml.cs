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

/// <summary>One person: particulars, roles, and the link that opens an account. Also adds one, at the address /add.</summary>
[Authorize(Administer.People)]
internal sealed class PersonModel(AppDbContext db, KeepPeople people) : PageModel
{
    public Guid Id { get; private set; }

    [BindProperty, Display(Name = "ตำแหน่ง", Description = "ใช้เรียกบุคคลนี้ในทุกหน้า เช่น ผู้อำนวยการกองคลัง"), Required(ErrorMessage = "ใส่ตำแหน่ง"), StringLength(Person.PositionMaxLength)]
    public string? Position { get; set; }

    [BindProperty, Display(Name = "ชื่อ นามสกุล", Description = "ไม่ใส่ก็ได้ ใช้ในเอกสารที่ต้องลงชื่อเท่านั้น"), StringLength(Person.NameMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ส่วนราชการ")]
    public Guid? Unit { get; set; }

    [BindProperty, Display(Name = "บทบาท", Description = "เลือกได้หลายบทบาท สิทธิ์มีผลทันที")]
    public List<Guid> Roles { get; set; } = [];

    [BindProperty, Display(Name = "ยังปฏิบัติหน้าที่", Description = "ผู้ที่พ้นหน้าที่แล้วเข้าใช้งานไม่ได้ แต่ชื่อตำแหน่งยังอยู่ในบันทึกเดิม")]
    public bool Active { get; set; } = true;

    public bool IsNew => Id == Guid.Empty;

    public bool HasAccount { get; private set; }

    /// <summary>A link just made; it is shown once and cannot be shown again.</summary>
    public string? Link { get; private set; }

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public IReadOnlyList<Choice> RoleChoices { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid? id, CancellationToken stop) =>
        await Fill(id ?? Guid.Empty, particulars: true, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(Guid? id, CancellationToken stop)
    {
        if (!await Fill(id ?? Guid.Empty, particulars: false, stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var kept = await people.Keep(id, new(Position!.Trim(), Name?.Trim() ?? "", Unit, Roles, IsNew || Active), stop);
            if (kept.IsOk)
            {
                TempData.Done(IsNew ? $"เพิ่ม{kept.Value.Position}แล้ว" : "บันทึกแล้ว");
                return LocalRedirect($"/administration/people/{kept.Value.Id}");
            }
            ModelState.AddModelError(kept.Refusal is LastAdministrator ? nameof(Roles) : nameof(Unit), kept.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostLink(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Fill(id, particulars: true, stop) || await people.Invite(id, stop) is not { } path)
        {
            return NotFound();
        }
        Response.Headers.CacheControl = "no-store";
        Link = $"{Request.Scheme}://{Request.Host}{path}";
        return Page();
    }

    private async Task<bool> Fill(Guid id, bool particulars, CancellationToken stop)
    {
        Id = id;
        Units = await db.Units.Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new Choice(u.Id.ToString(), u.Name, null, false)).ToListAsync(stop);
        RoleChoices = await db.Roles.OrderBy(r => r.Name).Select(r => new Choice(r.Id.ToString(), r.Name, null, false)).ToListAsync(stop);
        if (IsNew)
        {
            return true;
        }
        if (await db.People.AsNoTracking().Include(p => p.Roles).FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person)
        {
            return false;
        }
        HasAccount = person.AccountId is not null;
        if (particulars)
        {
            (Position, Name, Unit, Roles, Active) = (person.Position, person.Name, person.UnitId, [.. person.Roles.Select(r => r.Id)], person.Active);
        }
        return true;
    }
}
