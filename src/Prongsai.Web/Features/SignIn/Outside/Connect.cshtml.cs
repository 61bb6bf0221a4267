using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.SignIn.Outside;

/// <summary>Connects one's own account with an identity at the provider, or ends that. Asks again who one is before.</summary>
[Authorize, DemandsProof]
internal sealed class ConnectModel(IServiceProvider services, CurrentPerson person) : PageModel
{
    public bool IsConnected { get; private set; }

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGet(bool back, CancellationToken stop)
    {
        if (services.GetService<Platform.Outside.OpenIdProvider>() is not { } provider)
        {
            return NotFound();
        }
        Name = provider.Settings.Name;
        var enter = services.GetRequiredService<EnterByProvider>();
        if (back)
        {
            var connected = await enter.Connect(stop);
            TempData.Notify(connected.IsOk ? new Notice(NoticeKind.Done, $"เชื่อมกับ {Name} แล้ว ครั้งหน้าเข้าสู่ระบบผ่านทางนั้นได้") : new Notice(NoticeKind.Bad, connected.Refusal.Text));
            return LocalRedirect("/account/provider");
        }
        IsConnected = await enter.IsConnected();
        return Page();
    }

    public IActionResult OnPost() =>
        services.GetService<Platform.Outside.OpenIdProvider>() is null ? NotFound() : Challenge(new AuthenticationProperties(new Dictionary<string, string?> { [EnterByProvider.ForAccount] = person.AccountId?.ToString("N") }) { RedirectUri = "/account/provider?back=true" }, OpenIdHandler.Name);

    public async Task<IActionResult> OnPostEnd(CancellationToken stop)
    {
        if (services.GetService<Platform.Outside.OpenIdProvider>() is null)
        {
            return NotFound();
        }
        await services.GetRequiredService<EnterByProvider>().Disconnect(stop);
        TempData.Done("เลิกเชื่อมแล้ว เข้าสู่ระบบด้วยรหัสผ่านต่อไป");
        return LocalRedirect("/account/provider");
    }
}
