using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.EndToEnd.Tests.SignIn;

/// <summary>Passkeys with Chromium's virtual authenticator: added, used to sign in, refused after they were removed.</summary>
public sealed class WithAPasskey(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task Enters_without_a_password_and_no_longer_when_it_was_removed()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        // Passkeys are bound to a domain; an IP address is none.
        var address = site.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var page = await Page();
        await Authenticator(page.Playwright);
        await page.Open(address + "/sign-in");
        await page.Playwright.FillAsync("#UserName", "somsri");
        await page.Playwright.FillAsync("#Password", Site.Password);
        await page.Playwright.ClickAsync("main form:first-of-type button");
        await page.Open(address + "/account/passkeys");
        await Browser.AssertAccessible(page.Playwright);
        await page.Playwright.FillAsync("#Name", "คอมพิวเตอร์สำนักปลัด");
        await page.Playwright.ClickAsync("#create button");
        await page.Playwright.Locator("table.cards").WaitForAsync();
        Assert.Contains("คอมพิวเตอร์สำนักปลัด", await page.Playwright.InnerTextAsync("table.cards"), StringComparison.Ordinal);
        await page.Picture("passkeys-1280");

        await page.Open(address + "/sign-out");
        await page.Playwright.ClickAsync("main form button");
        await page.Playwright.ClickAsync("#passkey button");
        await page.Playwright.WaitForURLAsync(address + "/");
        await page.Open(address + "/account/sessions");
        Assert.Contains("พาสคีย์", await page.Playwright.InnerTextAsync("main table"), StringComparison.Ordinal);

        await page.Open(address + "/account/passkeys");
        await page.Playwright.ClickAsync("main table form button");
        await page.Playwright.Locator(".empty, .notice").First.WaitForAsync();
        await page.Open(address + "/sign-out");
        await page.Playwright.ClickAsync("main form button");
        await page.Playwright.ClickAsync("#passkey button");
        await page.Playwright.GetByText("พาสคีย์นี้ใช้เข้าระบบนี้ไม่ได้").First.WaitForAsync();
        Assert.Equal(["account.passkey-added", "account.passkey-removed"], await site.Query(db => db.Changes.OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
    }

    private static async Task Authenticator(IPage page)
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
