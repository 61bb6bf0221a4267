using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Rules;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Assessment.Rules;

[Authorize]
internal sealed class ItemsModel(RulebookSet rules) : RulePage(rules)
{
    public PageOf<DisclosureItem> Rows { get; private set; } = null!;

    public IEnumerable<Choice> Groups => Book.Indicators.SelectMany(i => i.SubIndicators).Select(s => new Choice(s.No, $"{s.No} {s.Name}"));

    /// <summary>The numbers the same kind has in other years: "2566 O42 · 2568 O27".</summary>
    public string Elsewhere(DisclosureItem item) =>
        string.Join(" · ", Rules.ItemAcrossYears(item.Kind).Where(i => i.Year != Book.Year).Select(i => $"{i.Year} {i.Item.Code}"));

    public IActionResult OnGet(string year, string? q, string? group)
    {
        if (!Find(year))
        {
            return NotFound();
        }
        var found = Book.Items
            .Where(i => string.IsNullOrEmpty(group) || i.SubIndicator == group)
            .Where(i => Says(q, [i.Code, i.Title, .. i.Aliases, .. i.Elements.Select(e => e.Text)]));
        Rows = PageOf.Cut([.. found], Listing.Of(Request, []));
        return Page();
    }
}
