using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>The reports this recipient holds keys to, and nothing of others.</summary>
[Authorize("informants.handle")]
internal sealed class IndexModel(Recipients recipients, OpenKeys keys, Reports reports) : DeskPage(recipients, keys)
{
    [BindProperty, Display(Name = "วลีผ่านของกุญแจ"), DataType(DataType.Password)]
    public string? Passphrase { get; set; }

    public IReadOnlyList<ReportRow> Rows { get; private set; } = [];

    public bool MayAppoint => User.HasClaim("permission", "informants.manage");

    public async Task OnGet(CancellationToken stop) => Rows = Open is null ? [] : await reports.Of(Mine!.Id, stop);

    public IActionResult OnPost()
    {
        if (Mine?.LockedKey is null || LockedKey.Open(Mine.LockedKey, Encoding.UTF8.GetBytes(Passphrase ?? "")) is not { } key)
        {
            ModelState.AddModelError(nameof(Passphrase), "วลีผ่านไม่ถูกต้อง ถ้าลืม ใช้แผ่นกู้กุญแจที่พิมพ์ไว้");
            return Wrong();
        }
        Response.Cookies.Append(OpenKeys.Cookie, Keys.Keep(Mine.Id, KeyPair.FromPrivate(key)),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = Request.IsHttps, Path = "/desk", IsEssential = true });
        return Redirect("/desk");
    }

    public IActionResult OnPostLock()
    {
        Keys.Forget(Request.Cookies[OpenKeys.Cookie]);
        return Redirect("/desk");
    }
}
