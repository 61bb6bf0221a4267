using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Administration;

/// <summary>One person: particulars, roles, and the link that opens an account. Also adds one, at the address /add.</summary>
[Authorize(Administer.People), DemandsProof]
internal sealed class PersonModel(AppDbContext db, KeepPeople people, LeavePerson leave, JobQueue jobs, IMailSender sender) : PageModel
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

    [BindProperty, Display(Name = "อีเมล", Description = "ไม่ใส่ก็ได้ ใช้ส่งลิงก์เชิญให้เจ้าตัว"), StringLength(200), RegularExpression(@"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", ErrorMessage = "ใส่อีเมลให้ครบ เช่น somsri@example.go.th")]
    public string? Email { get; set; }

    public bool Active { get; private set; } = true;

    public DateOnly? LeftOn { get; private set; }

    public bool HasSecondFactor { get; private set; }

    /// <summary>Mail can be sent, and the person has an address.</summary>
    public bool CanMail { get; private set; }

    public bool IsNew => Id == Guid.Empty;

    public bool HasAccount { get; private set; }

    /// <summary>A link just made; it is shown once and cannot be shown again.</summary>
    public string? Link { get; private set; }

    public Microsoft.AspNetCore.Html.IHtmlContent? Picture { get; private set; }

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
            var kept = await people.Keep(id, new(Position!.Trim(), Name?.Trim() ?? "", Unit, Roles, string.IsNullOrWhiteSpace(Email) ? null : Email.Trim()), stop);
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
        if (!await Fill(id, particulars: true, stop))
        {
            return NotFound();
        }
        var invited = await people.Invite(id, stop);
        if (!invited.IsOk)
        {
            return Refuse(invited.Refusal);
        }
        Response.Headers.CacheControl = "no-store";
        Link = $"{Request.Scheme}://{Request.Host}{invited.Value}";
        Picture = QrPicture.Svg(Link, "รหัสคิวอาร์ของลิงก์");
        return Page();
    }

    public async Task<IActionResult> OnPostMail(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Fill(id, particulars: true, stop) || !CanMail || !Active)
        {
            return NotFound();
        }
        jobs.Add<SendInvitation>(new InvitationToSend(id, $"{Request.Scheme}://{Request.Host}"));
        await db.SaveChangesAsync(stop);
        TempData.Done("กำลังส่งลิงก์ทางอีเมล", "ลิงก์ใช้ได้ครั้งเดียวภายใน 7 วัน ลิงก์ที่ออกไว้ก่อนใช้ไม่ได้แล้ว");
        return LocalRedirect($"/administration/people/{id}");
    }

    public async Task<IActionResult> OnPostSecondFactor(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Fill(id, particulars: true, stop))
        {
            return NotFound();
        }
        var ended = await people.EndSecondFactor(id, stop);
        if (!ended.IsOk)
        {
            return Refuse(ended.Refusal);
        }
        TempData.Done("ปิดการยืนยันสองชั้นแล้ว", "บัญชีนี้ออกจากระบบทุกเครื่อง เข้าด้วยรหัสผ่านแล้วตั้งใหม่");
        return LocalRedirect($"/administration/people/{id}");
    }

    public async Task<IActionResult> OnPostSignOut(Guid id, CancellationToken stop)
    {
        ModelState.Clear();
        if (!await Fill(id, particulars: true, stop))
        {
            return NotFound();
        }
        var ended = await people.SignOutEverywhere(id, stop);
        if (!ended.IsOk)
        {
            return Refuse(ended.Refusal);
        }
        TempData.Done("ออกจากระบบทุกเครื่องแล้ว", "เจ้าตัวต้องเข้าระบบใหม่");
        return LocalRedirect($"/administration/people/{id}");
    }

    public async Task<IActionResult> OnPostReturn(Guid id, CancellationToken stop)
    {
        if (!await leave.Return(id, stop))
        {
            return NotFound();
        }
        TempData.Done("กลับเข้าปฏิบัติหน้าที่แล้ว", "ให้บทบาทใหม่ แล้วออกลิงก์ให้เข้าใช้งาน");
        return LocalRedirect($"/administration/people/{id}");
    }

    private PageResult Refuse(Prongsai.Domain.Refusal refusal)
    {
        ModelState.AddModelError("", refusal.Text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
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
        (HasAccount, Active, LeftOn) = (person.AccountId is not null, person.Active, person.LeftOn);
        var account = HasAccount ? await db.Users.AsNoTracking().Where(a => a.Id == person.AccountId).Select(a => new { a.Email, a.TwoFactorEnabled, Passkeys = db.Set<IdentityUserPasskey<Guid>>().Count(p => p.UserId == a.Id) }).FirstAsync(stop) : null;
        HasSecondFactor = account is { TwoFactorEnabled: true } or { Passkeys: > 0 };
        CanMail = sender.IsSet && !string.IsNullOrEmpty(HasAccount ? account!.Email : person.Email);
        if (particulars)
        {
            (Position, Name, Unit, Roles, Email) = (person.Position, person.Name, person.UnitId, [.. person.Roles.Select(r => r.Id)], person.Email);
        }
        return true;
    }
}
