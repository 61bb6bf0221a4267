using Microsoft.Playwright;
using Prongsai.EndToEnd.Tests;
using Prongsai.Testing;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;

[assembly: AssemblyFixture(typeof(WorkedExample))]

namespace Prongsai.EndToEnd.Tests;

/// <summary>The product as it is after its first start, for tests that only look: started once, by the first that asks.</summary>
public sealed class WorkedExample : IAsyncDisposable
{
    private readonly Site site = new(withOrganisation: false);
    private readonly Lazy<Task<Guid>> organisation;

    public WorkedExample() => organisation = new(Begin);

    internal string Address => site.Address;

    internal async Task<Site> Site()
    {
        await organisation.Value;
        return site;
    }

    /// <summary>The example's organisation.</summary>
    internal Task<Guid> Organisation() => organisation.Value;

    /// <summary>Gives the page the session of an officer of the example who may do this.</summary>
    internal async Task SignIn(BrowserPage page, params string[] may)
    {
        var officer = await (await Site()).AsIn(await Organisation(), may);
        await page.Playwright.Context.AddCookiesAsync(officer.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = Address }));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<Guid> Begin()
    {
        await site.Ready();
        await FirstStart.Run(site.Services, CancellationToken.None);
        await site.RunJobs();
        return (await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0].Id;
    }
}
