using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>A page of the public side: drawn from what is public alone, kept until that changes, without cookie.</summary>
[KeptUnderMark]
internal abstract class SitePage(PublicEditions editions, CurrentOrganisation organisation) : PageModel
{
    public OrganisationCard Organisation => organisation.Card;

    /// <summary>Every edition, newest first, also those withdrawn; without content.</summary>
    public IReadOnlyList<EditionCard> Editions { get; private set; } = [];

    /// <summary>What stands at the addresses, newest year first; also what was withdrawn.</summary>
    public IReadOnlyList<EditionCard> Standing { get; private set; } = [];

    /// <summary>Years of which something stands, newest first.</summary>
    public IReadOnlyList<FiscalYear> Years => [.. Standing.Select(e => e.Year).Distinct()];

    /// <summary>There is nothing at this address; the page shows where to go instead.</summary>
    public bool IsNotHere { get; private set; }

    /// <summary>The results that are public, by year.</summary>
    public IReadOnlyDictionary<FiscalYear, PublishedResult> Results { get; private set; } = new Dictionary<FiscalYear, PublishedResult>();

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Editions = await editions.Cards(HttpContext.RequestAborted);
        Standing = [.. PublicEditions.Standing(Editions).OrderByDescending(e => e.Year).ThenBy(e => PublishedKinds.Order(e.Kind))];
        await next();
    }

    public EditionCard? At(string kind, FiscalYear year) => Standing.FirstOrDefault(e => e.Kind == kind && e.Year == year);

    /// <summary>The newest year whose result is public.</summary>
    public (FiscalYear Year, PublishedResult Result)? Latest => Results.Count == 0 ? null : (Results.Keys.Max(), Results[Results.Keys.Max()]);

    protected async Task LoadResults(CancellationToken stop)
    {
        var standing = Standing.Where(e => e.Kind == PublishedKinds.Result && !e.IsWithdrawn).ToDictionary(e => e.Id, e => e.Year);
        Results = (await editions.Data(standing.Keys, stop)).ToDictionary(d => standing[d.Key], d => Read<PublishedResult>(d.Value));
    }

    protected IActionResult NotHere()
    {
        IsNotHere = true;
        return new PageResult { StatusCode = StatusCodes.Status404NotFound };
    }

    internal static T Read<T>(string data) => JsonSerializer.Deserialize<T>(data, JsonForm.Options) ?? throw new JsonException($"An edition's data is not a {typeof(T).Name}.");
}
