using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>The reports this recipient holds keys to, and nothing of others.</summary>
[Authorize("informants.handle")]
internal sealed class IndexModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, Handling handling) : DeskPage(office, recipients, keys)
{
    [BindProperty, Display(Name = "วลีผ่านของกุญแจ"), DataType(DataType.Password)]
    public string? Passphrase { get; set; }

    [BindProperty, Display(Name = "ตำแหน่ง")]
    public Guid? Who { get; set; }

    public bool IsExample => Office.IsExample;

    public bool HasNoSignIn => Office.HasNoSignIn;

    public DateOnly Today => reports.Today;

    public string MyPosition { get; private set; } = "";

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public IReadOnlyList<ReportRow> Rows { get; private set; } = [];

    public IReadOnlyList<(Guid Report, DateOnly Received, DateOnly Destroyed, string Why)> Destroyed { get; private set; } = [];

    public bool MayAppoint => User.HasClaim("permission", "informants.manage");

    public async Task OnGet(CancellationToken stop)
    {
        await Load(stop);
        if (Open is not null)
        {
            Rows = await reports.Of(Mine!.Id, stop);
            Destroyed = await handling.Destroyed(Mine.Id, stop);
        }
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var mine = Mine ?? (ComeByKey ? (await Recipients.Standing(stop)).SingleOrDefault(r => r.Id == Who) : null);
        try
        {
            if (await Recipients.Unlock(mine, Passphrase ?? "", stop) is { } pair)
            {
                Response.Cookies.Append(OpenKeys.Cookie, Keys.Keep(mine!.Id, pair),
                    new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = Request.IsHttps, Path = Request.PathBase + "/desk", IsEssential = true });
                return Redirect(Request.PathBase + "/desk");
            }
            ModelState.AddModelError(nameof(Passphrase), "วลีผ่านไม่ถูกต้อง ถ้าลืม ใช้แผ่นกู้กุญแจที่พิมพ์ไว้");
            await Load(stop);
            return Wrong();
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError(nameof(Passphrase), "ขณะนี้มีผู้ใช้พร้อมกันมาก รอสักครู่แล้วลองอีกครั้ง");
            await Load(stop);
            return Busy();
        }
    }

    public IActionResult OnPostLock()
    {
        Keys.Forget(Request.Cookies[OpenKeys.Cookie]);
        return Redirect(Request.PathBase + "/desk");
    }

    private async Task Load(CancellationToken stop)
    {
        var people = (await Office.People(stop)).ToDictionary(p => p.Id, p => p.Position);
        MyPosition = Mine is null ? "" : people.GetValueOrDefault(Mine.PersonId, "");
        Choices = Mine is null && ComeByKey
            ? [.. (await Recipients.Standing(stop)).Where(r => r.PublicKey is not null && people.ContainsKey(r.PersonId)).Select(r => new Choice(r.Id.ToString("D"), people[r.PersonId] + (r.IsCustodian ? " (ผู้ดูแลตัวตน)" : "")))]
            : [];
    }
}
