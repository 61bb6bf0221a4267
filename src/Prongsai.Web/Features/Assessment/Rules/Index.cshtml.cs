using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

[Authorize]
internal sealed class IndexModel(RulebookSet rules) : PageModel
{
    /// <summary>Newest first.</summary>
    public IReadOnlyList<Rulebook> Books => [.. rules.All.Reverse()];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<string> Years => [.. rules.All.Select(b => b.Id["ita-".Length..])];
}
