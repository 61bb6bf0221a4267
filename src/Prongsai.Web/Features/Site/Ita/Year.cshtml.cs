using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The assessor's page: every item of the year's rules in official order, then what else is public of the year.</summary>
[PublicSide]
internal sealed class YearModel(PublicEditions editions, CurrentOrganisation organisation, RulebookSet rules) : SitePage(editions, organisation)
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public IReadOnlyList<PublicItem> Items { get; private set; } = [];

    /// <summary>What the office made inside the product and published of this year.</summary>
    public IReadOnlyList<EditionCard> Papers { get; private set; } = [];

    public Rulebook? Rules { get; private set; }

    /// <summary>Items by sub-indicator, in order; those the rules do not know stand under an empty one.</summary>
    public IEnumerable<(string Heading, IReadOnlyList<PublicItem> Items)> Groups => Items.GroupBy(i => i.Rule?.SubIndicator ?? "")
        .Select(g => (Heading(g.Key), (IReadOnlyList<PublicItem>)[.. g]));

    public DateTimeOffset LastChange { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            return NotHere();
        }
        Rules = rules.Find(Year);
        Items = PublicItems.Of(Year, Rules, Editions);
        Papers = [.. Standing.Where(e => e.Year == Year && !e.IsItem)];
        var standing = Items.SelectMany(i => i.Standing).Concat(Papers).ToList();
        if (standing.Count == 0)
        {
            return NotHere();
        }
        LastChange = standing.Max(e => e.ChangedAt);
        await LoadResults(stop);
        return Page();
    }

    private string Heading(string no) => Rules?.Indicators.SelectMany(i => i.SubIndicators).FirstOrDefault(s => s.No == no) is { } sub ? $"{sub.No} {sub.Name}" : "ข้ออื่น";
}
