using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>What is public of one year, with its result.</summary>
[PublicSide]
internal sealed class YearModel(PublicEditions editions, CurrentOrganisation organisation) : SitePage(editions, organisation)
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public IReadOnlyList<EditionCard> Items { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Items = [.. Standing.Where(e => e.Year == Year)];
        if (Items.Count == 0)
        {
            return NotHere();
        }
        await LoadResults(stop);
        return Page();
    }
}
