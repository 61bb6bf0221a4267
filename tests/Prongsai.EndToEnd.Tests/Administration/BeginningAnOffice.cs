using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Administration;

/// <summary>An empty installation becomes an office in a browser, from the one-time link to the year, on a phone and without scripts.</summary>
public sealed class BeginningAnOffice(Browser browser) : BrowserTest(browser)
{
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Leads_from_the_link_to_the_year_step_by_step(bool phone, bool scripts)
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        var page = await Page(phone ? Browser.Phone : Browser.Desk, scripts: scripts);
        var web = page.Playwright;
        await page.Open(site.Address + await FirstAdministrator.Link(site.Services, CancellationToken.None));
        await web.FillAsync("#Position", "ปลัด อบต.");
        await web.FillAsync("#UserName", "palad");
        await web.FillAsync("#Password", Site.Password);
        await web.FillAsync("#Again", Site.Password);
        await web.ClickAsync("main form button");
        Assert.EndsWith("/setup", web.Url, StringComparison.Ordinal);
        await Look(page, "setup");

        await page.Open(site.Address + "/setup/organisation");
        await web.ClickAsync("main form button");
        Assert.Contains("ใส่ชื่อเต็มขององค์กร", await web.InnerTextAsync("main"), StringComparison.Ordinal);
        await web.FillAsync("[name='New.Name']", "องค์การบริหารส่วนตำบลบ้านใหม่");
        await web.FillAsync("[name='New.ShortName']", "อบต.บ้านใหม่");
        await web.SelectOptionAsync("[name='New.Kind']", "Subdistrict");
        await web.SelectOptionAsync("[name='New.Size']", "Small");
        await web.FillAsync("[name='New.Slug']", "ban-mai");
        await Look(page, "setup-organisation");
        await web.ClickAsync("main form button");
        Assert.EndsWith("/setup/units", web.Url, StringComparison.Ordinal);
        await Look(page, "setup-units");
        await web.ClickAsync("main form button");
        Assert.EndsWith("/setup/people", web.Url, StringComparison.Ordinal);
        await Look(page, "setup-people");

        await page.Open(site.Address + "/administration/people/import");
        await web.FillAsync("[name=Lines]", "ผู้อำนวยการกองคลัง\tสมชาย ตัวอย่าง\tกองคลัง\n\tไม่มีตำแหน่ง\tกองคลัง\nนายช่าง\t\tกองที่ไม่มี");
        await web.ClickAsync("main form button");
        await Look(page, "setup-people-checked");
        Assert.Contains("กองที่ไม่มี", await web.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.Open(site.Address + "/setup/year");
        await Look(page, "setup-year");
        await page.Open(site.Address + "/setup");
        Assert.Contains("อบต.บ้านใหม่", await web.InnerTextAsync("main"), StringComparison.Ordinal);
        var only = Assert.Single(await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));
        Assert.Equal(3, await site.QueryIn(only.Id, db => db.Units.CountAsync()));

        async Task Look(BrowserPage at, string name)
        {
            if (scripts)
            {
                await Browser.AssertAccessible(at.Playwright); // axe is a script itself; the pages are the same ones
            }
            await Browser.AssertFits(at.Playwright);
            await at.Picture($"{name}-{(phone ? 390 : 1280)}");
        }
    }
}
