using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Analysis.Advice;

/// <summary>The advice library: what drafts are made from, with the organisation's own words.</summary>
[Authorize("analysis.read")]
internal sealed class IndexModel(AdviceOf advice) : PageModel
{
    private const int Size = 20;

    public PageOf<AdviceNow> Rows { get; private set; } = new([], 1, Size, 0);

    public async Task OnGet(string? target, string? band, string? standing, string? q, CancellationToken stop)
    {
        bool Is<T>(string? asked, T value)
            where T : struct, Enum => string.IsNullOrEmpty(asked) || string.Equals(asked, value.ToString(), StringComparison.OrdinalIgnoreCase);
        var found = (await advice.All(stop)).Where(a =>
            Is(target, a.Piece.Target)
            && (string.IsNullOrEmpty(band) || a.Piece.Bands.Any(b => Is(band, b)))
            && Is(standing, a.Standing)
            && (string.IsNullOrWhiteSpace(q) || Holds(a, q.Trim()))).ToList();
        Rows = PageOf.Cut(found, Listing.Of(Request, [], Size));
    }

    private static bool Holds(AdviceNow advice, string text) =>
        advice.Piece.Text.Contains(text, StringComparison.OrdinalIgnoreCase) || advice.About.Contains(text, StringComparison.OrdinalIgnoreCase) || string.Equals(advice.Piece.Id, text, StringComparison.OrdinalIgnoreCase);
}
