using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>The page of one kind of one year: the newest edition, or an earlier one by its number, or why it was withdrawn.</summary>
internal abstract class EditionPage(PublicEditions editions, CurrentOrganisation organisation, string kind) : SitePage(editions, organisation)
{
    private readonly PublicEditions editions = editions;

    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    /// <summary>Of an edition; null is the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Number { get; set; }

    public string Kind => kind;

    public EditionCard Card { get; private set; } = null!;

    /// <summary>Null when it was withdrawn.</summary>
    public EditionContent? Shown { get; private set; }

    /// <summary>Of this kind and year, newest first.</summary>
    public IReadOnlyList<EditionCard> History { get; private set; } = [];

    public bool IsNewest => Card == History[0];

    protected async Task<IActionResult> Show(CancellationToken stop)
    {
        History = [.. Editions.Where(e => e.Kind == kind && e.Year == Year).OrderByDescending(e => e.Number)];
        var wanted = Number ?? History.Select(e => e.Number).DefaultIfEmpty().Max();
        if (History.FirstOrDefault(e => e.Number == wanted) is not { } card)
        {
            return NotHere();
        }
        Card = card;
        Shown = await editions.Content(card, stop);
        return Shown is null ? new PageResult { StatusCode = StatusCodes.Status410Gone } : Page();
    }
}
