using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Prongsai.Testing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.EndToEnd.Tests.Doing;

/// <summary>On a phone, with scripts and without: my work, a step done with evidence, the six-month report.</summary>
public sealed class FromStepToReport(Browser browser, FromStepToReport.Example example) : BrowserTest(browser), IClassFixture<FromStepToReport.Example>
{
    public sealed class Example : IAsyncLifetime
    {
        internal Site Site { get; } = new(withOrganisation: false);

        internal Guid Organisation { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Site.Ready();
            await FirstStart.Run(Site.Services, CancellationToken.None);
            Organisation = (await Site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0].Id;
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_step_is_done_shown_and_reported(bool scripts)
    {
        var page = await Open(Browser.Phone, scripts);
        var look = page.Playwright;
        await page.Open(example.Site.Address + "/my-work?who=all&year=2568");
        await Look(page, "doing-my-work", scripts);
        await look.Locator("main a[href^='/doing/']").First.ClickAsync();
        await Look(page, "doing-record", scripts);
        await look.FillAsync("#DoneOn", "9");
        await look.FillAsync("#DoneOn_Month", "4");
        await look.FillAsync("#DoneOn_Year", "2568");
        await look.FillAsync("#Note", "ทำแล้วตามแผน");
        if (await look.Locator("#Reason").CountAsync() > 0)
        {
            await look.FillAsync("#Reason", "ทำเสร็จแล้ว");
        }
        await look.Locator("main form button.btn").First.ClickAsync();
        await look.WaitForURLAsync("**/evidence/add?step=*");
        await Look(page, "doing-evidence", scripts);
        var content = Encoding.ASCII.GetBytes("%PDF-1.4\n" + new string('x', 2_500_000) + (scripts ? "1" : "2"));
        await look.SetInputFilesAsync("#Files", [new FilePayload { Name = scripts ? "ท่อน.pdf" : "แบบฟอร์ม.pdf", MimeType = "application/pdf", Buffer = content }]);
        await look.Locator("main form button.btn").ClickAsync();
        await look.WaitForURLAsync(u => !u.Contains("evidence", StringComparison.Ordinal));
        await Look(page, "doing-show", scripts);
        Assert.Contains(scripts ? "ท่อน.pdf" : "แบบฟอร์ม.pdf", await look.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(content.Length, await example.Site.QueryIn(example.Organisation, db => db.AllEvidence.Where(e => e.File!.Size > 2_000_000).OrderByDescending(e => e.ReceivedAt).ThenByDescending(e => e.Id).Select(e => e.File!.Size).FirstAsync()));

        await page.Open(example.Site.Address + "/follow-up/2568/6");
        await Look(page, "doing-round", scripts);
        await look.Locator("main a", new() { HasTextString = "เขียนรายงาน" }).First.ClickAsync();
        await look.Locator("input[name=State][value=Going]").CheckAsync();
        await look.FillAsync("#Words", "ทำตามขั้นตอนของหกเดือนแรกแล้ว");
        await Look(page, "doing-report", scripts);
        await look.Locator("main form button.btn").ClickAsync();
        await look.WaitForURLAsync("**/follow-up/2568/6");
        Assert.Contains("ส่งรายงานรอบ 6 เดือน", await look.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_program_called_pdf_is_refused_in_words_on_the_page()
    {
        var page = await Open(Browser.Phone, scripts: true);
        var look = page.Playwright;
        await page.Open(example.Site.Address + "/my-work?who=all&year=2568");
        await look.Locator("main a[href^='/doing/']").Last.ClickAsync();
        await look.Locator("main a", new() { HasTextString = "เพิ่มหลักฐาน" }).First.ClickAsync();
        await look.SetInputFilesAsync("#Files", [new FilePayload { Name = "รายงาน.pdf", MimeType = "application/pdf", Buffer = "MZ\u0090\0"u8.ToArray() }]);
        await look.Locator("main form button.btn").ClickAsync();
        await look.Locator("[role=alert]").WaitForAsync();
        Assert.Contains("โปรแกรมคอมพิวเตอร์", await look.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/follow-up/2568", "doing-board")]
    [InlineData("/follow-up/2568/meeting", "doing-meeting")]
    [InlineData("/follow-up/2568/6/change", "doing-change")]
    [InlineData("/my-work?who=all&year=2568&state=all", "doing-all")]
    public async Task Fits_the_window_and_passes_axe(string address, string picture)
    {
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Open(width, scripts: true);
            await page.Open(example.Site.Address + address);
            await page.Picture($"{picture}-{width}");
            await Browser.AssertFits(page.Playwright);
            await Browser.AssertAccessible(page.Playwright);
            Assert.Empty(page.Complaints);
        }
    }

    private async Task<BrowserPage> Open(int width, bool scripts)
    {
        var visitor = await example.Site.AsIn(example.Organisation, "doing.rounds", "measures.read");
        return await PageOf(visitor, example.Site, width, scripts);
    }

    /// <summary>axe needs scripts; the width does not.</summary>
    private static async Task Look(BrowserPage page, string picture, bool scripts)
    {
        await page.Picture($"{picture}-{Browser.Phone}{(scripts ? "" : "-plain")}");
        await Browser.AssertFits(page.Playwright);
        if (scripts)
        {
            await Browser.AssertAccessible(page.Playwright);
        }
    }
}
