using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Rehearsal;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.EndToEnd.Tests.Surveys;

/// <summary>The surveys and the rehearsal of the worked example on a phone and at a desk: nothing sticks out, nothing fails axe, nothing is blocked.</summary>
public sealed class TheOfficePages(Browser browser, WorkedExample example) : BrowserTest(browser)
{
    [Fact]
    public async Task Fit_the_window_and_pass_axe()
    {
        var (site, organisation) = (await example.Site(), await example.Organisation());
        var surveys = await site.QueryIn(organisation, db => db.Surveys.ToDictionaryAsync(s => s.Kind, s => s.Id));
        var person = await site.AddPerson(organisation, "assessor", "ผู้ซ้อมตรวจ", ["surveys.write", "surveys.texts", "rehearsal.assess", "rehearsal.assign"]);
        using var officer = new Visitor(new Uri(site.Address));
        await officer.SignIn("assessor", Site.Password);
        // The example gave the role of the assessor to its audit unit.
        await site.QueryIn(organisation, async db =>
        {
            var unit = await db.RehearsalAssessors.Select(a => a.UnitId).SingleAsync();
            return await db.People.Where(p => p.Id == person).ExecuteUpdateAsync(p => p.SetProperty(x => x.UnitId, unit));
        });
        foreach (var (address, picture) in new[]
        {
            ("/surveys", "surveys-list"), ($"/surveys/{surveys[SurveyKind.External]}", "surveys-citizens"), ($"/surveys/{surveys[SurveyKind.External]}/poster", "surveys-poster"),
            ($"/surveys/{surveys[SurveyKind.External]}/paper", "surveys-paper"), ($"/surveys/{surveys[SurveyKind.Internal]}/results", "surveys-staff"), ($"/surveys/{surveys[SurveyKind.Service]}/results", "surveys-counter"),
            ("/rehearsal/2568", "rehearsal"), ("/rehearsal/2568/items/O1", "rehearsal-item"),
        })
        {
            foreach (var width in new[] { Browser.Phone, Browser.Desk })
            {
                var page = await Page(width);
                await page.Playwright.Context.AddCookiesAsync(officer.Cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address }));
                await page.Open(site.Address + address);
                await page.Picture($"{picture}-{width}");
                await Browser.AssertFits(page.Playwright);
                await Browser.AssertAccessible(page.Playwright);
                Assert.Empty(page.Complaints);
            }
        }
    }
}
