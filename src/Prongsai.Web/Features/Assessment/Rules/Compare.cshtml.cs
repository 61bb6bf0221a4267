using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

/// <summary>Two years beside each other, by kind. Without years: the last two.</summary>
[Authorize]
internal sealed class CompareModel(RulebookSet rules) : PageModel
{
    public Rulebook From { get; private set; } = null!;

    public Rulebook To { get; private set; } = null!;

    public PageOf<RuleDifference> Rows { get; private set; } = null!;

    public IEnumerable<Choice> Years => rules.All.Select(b => b.Id["ita-".Length..]).Select(y => new Choice(y, y));

    public static IEnumerable<Choice> Parts => Enum.GetValues<RulePart>().Select(p => new Choice(p.ToString(), RuleWords.Of(p)));

    public static IEnumerable<Choice> Changes => Enum.GetValues<DifferenceKind>().Select(c => new Choice(c.ToString(), RuleWords.Of(c)));

    public IActionResult OnGet(string? from, string? to, string? part, string? change)
    {
        var last = rules.Current;
        if (Chosen(from, last[^2]) is not { } a || Chosen(to, last[^1]) is not { } b)
        {
            return NotFound();
        }
        (From, To) = (a, b);
        var found = RulebookDiff.Between(a, b)
            .Where(d => string.IsNullOrEmpty(part) || d.Part.ToString() == part)
            .Where(d => string.IsNullOrEmpty(change) || d.Change.ToString() == change)
            .OrderBy(d => d.Change is DifferenceKind.Certainty);
        Rows = PageOf.Cut([.. found], Listing.Of(Request, []));
        return Page();
    }

    private Rulebook? Chosen(string? year, Rulebook usual) => string.IsNullOrWhiteSpace(year) ? usual : RulesReport.Find(rules, year);
}
