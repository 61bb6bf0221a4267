using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Account = Prongsai.Web.Platform.Identity.Account;

namespace Prongsai.Web.Features.SignIn.Mine;

[Authorize, OpenBeforeSecondFactor]
internal sealed class PasswordModel(Sessions sessions, UserManager<Account> accounts, SignInThrottle throttle, TellOfAccount tell, CurrentPerson person) : PageModel
{
    [BindProperty, Display(Name = "รหัสผ่านเดิม"), Required(ErrorMessage = "กรอกรหัสผ่านเดิม"), StringLength(200, ErrorMessage = "รหัสผ่านยาวเกิน 200 ตัว"), DataType(DataType.Password)]
    public string? Old { get; set; }

    [BindProperty, Display(Name = "รหัสผ่านใหม่"), Required(ErrorMessage = "กรอกรหัสผ่านใหม่"), StringLength(200, ErrorMessage = "รหัสผ่านยาวเกิน 200 ตัว"), DataType(DataType.Password)]
    public string? New { get; set; }

    [BindProperty, Display(Name = "รหัสผ่านใหม่อีกครั้ง"), Compare(nameof(New), ErrorMessage = "รหัสผ่านใหม่สองช่องไม่ตรงกัน กรอกใหม่ทั้งสองช่อง"), DataType(DataType.Password)]
    public string? Again { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var account = await sessions.Mine();
            var (name, place) = ($"password of {account.Id}", $"session {person.SessionId}");
            if (await throttle.IsClosed(name, place, stop))
            {
                ModelState.AddModelError(nameof(Old), new TooManyTries().Text);
            }
            else if (!await accounts.CheckPasswordAsync(account, Old!))
            {
                await throttle.Failed(name, place, stop);
                ModelState.AddModelError(nameof(Old), "รหัสผ่านเดิมไม่ถูกต้อง");
            }
            else if (await accounts.ChangePasswordAsync(account, Old!, New!) is { Succeeded: false } refused)
            {
                ModelState.AddModelError(nameof(New), RedeemLink.Why(refused).Text);
            }
            else
            {
                await sessions.OnlyThisOne(account, stop);
                await sessions.Proved(SignInWay.Password, stop);
                await tell.Do(account, "account.password-changed", "เปลี่ยนรหัสผ่านของบัญชีท่านแล้ว ถ้าไม่ใช่ท่าน แจ้งผู้ดูแลระบบทันที", stop);
                TempData.Done("เปลี่ยนรหัสผ่านแล้ว", "เครื่องอื่นออกจากระบบแล้ว");
                return LocalRedirect("/account");
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
