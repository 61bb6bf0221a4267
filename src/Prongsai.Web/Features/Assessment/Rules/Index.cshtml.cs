using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

[Authorize]
internal sealed class IndexModel(RulebookSet rules) : PageModel
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<Rulebook> Books => [.. rules.All.Reverse()];

    /// <summary>How many of the rulebook's parts are how sure, the surest first.</summary>
    public static IEnumerable<(Certainty Certainty, int Parts)> Sure(Rulebook book) =>
        book.Parts.Values.GroupBy(p => p.Certainty).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()));

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Years => [.. rules.All.Select(b => b.Id["ita-".Length..])];
}
