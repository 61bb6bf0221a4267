namespace Prongsai.EndToEnd.Tests.Publication;

/// <summary>The example's whole list of 2568 as an assessor and as the office see it: phone and desk, with axe.</summary>
public sealed class TheItems(Browser browser, WorkedExample example) : BrowserTest(browser)
{
    [Theory]
    [InlineData("/ita/2568", "items-year")]
    [InlineData("/ita/2568/o1", "items-structure")]
    [InlineData("/ita/2568/o11", "items-statistics")]
    [InlineData("/ita/2568/o28", "items-report")]
    [InlineData("/ita/2569/o1", "items-not-yet")]
    [InlineData("/data", "items-data")]
    public async Task Read_well_on_a_phone_and_at_a_desk_without_scripts(string address, string picture)
    {
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width, scripts: false);
            await page.Open((await example.Site()).Address + address);
            Assert.True(await page.Playwright.Locator("main h1").IsVisibleAsync());
            await page.Picture($"{picture}-{width}");
        }
        var desk = await Page(Browser.Desk);
        await desk.Open(example.Address + address);
        await Browser.AssertFits(desk.Playwright);
        await Browser.AssertAccessible(desk.Playwright);
    }

    [Fact]
    public async Task Are_worked_on_in_the_office_on_a_phone_and_at_a_desk()
    {
        await (await example.Site()).RunPeriodicJobs();
        foreach (var width in new[] { Browser.Phone, Browser.Desk })
        {
            var page = await Page(width);
            await example.SignIn(page, "items.read", "items.write", "items.confirm", "publication.read", "publication.publish");
            foreach (var (address, picture) in new[]
            {
                ("/items/2568", "items-office"), ("/items/2568/1", "items-office-one"), ("/items/2568/28", "items-office-fed"), ("/items/2568/11/edit", "items-office-edit"), ("/items/2568/11/preview", "items-office-preview"),
                ("/items/2569/copy", "items-office-copy"), ("/items/2569/move-in", "items-office-move-in"), ("/items/2568/watch", "items-office-watch"), ("/items/2568/watch?handler=Certificate", "items-office-certificate"),
            })
            {
                await page.Open(example.Address + address);
                await page.Picture(FormattableString.Invariant($"{picture}-{width}"));
                await Browser.AssertFits(page.Playwright);
                await Browser.AssertAccessible(page.Playwright);
            }
            Assert.Empty(page.Complaints);
        }
    }
}
