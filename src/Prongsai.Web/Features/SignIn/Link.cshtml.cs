using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Behind a one-time link: the first administrator, an invited person or someone who lost the password sets one.</summary>
[AllowAnonymous]
internal sealed class LinkModel(SignInLinks links, RedeemLink redeem, OrganisationDirectory directory) : PageModel
{
    [BindProperty, Display(Name = "ตำแหน่งของท่าน"), StringLength(Person.PositionMaxLength, ErrorMessage = "ตำแหน่งยาวเกิน 120 ตัวอักษร")]
    public string? Position { get; set; }

    [BindProperty, Display(Name = "ชื่อผู้ใช้"), StringLength(Account.UserNameMaxLength, ErrorMessage = "ชื่อผู้ใช้ยาวเกิน 64 ตัวอักษร")]
    public string? UserName { get; set; }

    [BindProperty, Display(Name = "รหัสผ่านใหม่"), Required(ErrorMessage = "กรอกรหัสผ่านใหม่"), StringLength(200, ErrorMessage = "รหัสผ่านยาวเกิน 200 ตัว"), DataType(DataType.Password)]
    public string? Password { get; set; }

    [BindProperty, Display(Name = "รหัสผ่านอีกครั้ง"), Compare(nameof(Password), ErrorMessage = "รหัสผ่านสองช่องไม่ตรงกัน กรอกใหม่ทั้งสองช่อง"), DataType(DataType.Password)]
    public string? Again { get; set; }

    public SignInLink? Link { get; private set; }

    public string Refused { get; } = new LinkDoesNotWork().Text;

    public bool IsFirst => Link?.Purpose is LinkPurpose.FirstAdministrator;

    public bool AsksUserName => Link?.Purpose is LinkPurpose.FirstAdministrator or LinkPurpose.Invitation;

    public string Title => Link?.Purpose switch
    {
        LinkPurpose.FirstAdministrator => "ตั้งผู้ดูแลระบบคนแรก",
        LinkPurpose.Invitation => "ตั้งชื่อผู้ใช้และรหัสผ่าน",
        LinkPurpose.NewPassword => "ตั้งรหัสผ่านใหม่",
        _ => "ลิงก์ใช้ไม่ได้",
    };

    public string Lead => IsFirst
        ? "ระบบนี้ไม่มีรหัสผ่านตั้งต้น ผู้ที่เปิดลิงก์นี้เป็นคนแรกคือผู้ดูแลระบบ"
        : "ลิงก์นี้ใช้ได้ครั้งเดียว ตั้งรหัสผ่านที่ท่านจะใช้เข้าสู่ระบบต่อไป";

    public async Task<IActionResult> OnGet(string token, CancellationToken stop)
    {
        // The address is the secret: nothing the page leads to may learn it.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
        Link = await links.Find(token, stop);
        if (Link is null)
        {
            SmellsOfAttack.Log(HttpContext, "a one-time link that does not work");
        }
        return Link is null ? new PageResult { StatusCode = StatusCodes.Status404NotFound } : Page();
    }

    public async Task<IActionResult> OnPost(string token, CancellationToken stop)
    {
        if (await OnGet(token, stop) is PageResult { StatusCode: StatusCodes.Status404NotFound } gone)
        {
            return gone;
        }
        if (IsFirst && string.IsNullOrWhiteSpace(Position))
        {
            ModelState.AddModelError(nameof(Position), "กรอกตำแหน่งของท่าน เช่น นักวิเคราะห์นโยบายและแผน");
        }
        if (AsksUserName && string.IsNullOrWhiteSpace(UserName))
        {
            ModelState.AddModelError(nameof(UserName), "กรอกชื่อผู้ใช้ที่จะใช้เข้าสู่ระบบ");
        }
        if (ModelState.IsValid)
        {
            var done = await redeem.Do(token, new(Position, UserName, Password!), stop);
            if (done.IsOk)
            {
                return LocalRedirect(!done.Value ? "/sign-in/second" : IsFirst && (await directory.All(stop)) is [{ Name: FirstOrganisation.Unnamed }] ? "/setup" : "/");
            }
            ModelState.AddModelError(done.Refusal is UserNameIsTaken ? nameof(UserName) : nameof(Password), done.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
