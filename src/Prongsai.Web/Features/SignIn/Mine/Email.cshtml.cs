using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Persistence;
using Account = Prongsai.Web.Platform.Identity.Account;

namespace Prongsai.Web.Features.SignIn.Mine;

/// <summary>Where mail of the product goes. An address proves nothing and opens nothing: it is not asked to be confirmed.</summary>
[Authorize]
internal sealed class EmailModel(AppDbContext db, Sessions sessions, UserManager<Account> accounts, MailQueue mail, IMailSender sender) : PageModel
{
    [BindProperty, Display(Name = "อีเมล"), StringLength(200, ErrorMessage = "อีเมลยาวเกิน 200 ตัว"), RegularExpression(@"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", ErrorMessage = "ใส่อีเมลให้ครบ เช่น somsri@example.go.th"), DataType(DataType.EmailAddress)]
    public string? Address { get; set; }

    public bool IsSent => sender.IsSet;

    public async Task OnGet() => Address = (await sessions.Mine()).Email;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var account = await sessions.Mine();
        account.Email = string.IsNullOrWhiteSpace(Address) ? null : Address.Trim();
        await accounts.UpdateNormalizedEmailAsync(account);
        await accounts.UpdateAsync(account);
        if (account.Email is not null)
        {
            mail.Add(account.Id, "ทดลองส่งจากโปร่งใส", "อีเมลนี้จะได้รับแจ้งเตือนจากระบบโปร่งใส ถ้าท่านไม่ได้ขอ ไม่ต้องทำอะไร");
            await db.SaveChangesAsync(stop);
        }
        TempData.Done("บันทึกอีเมลแล้ว");
        return LocalRedirect("/account");
    }
}
