using Prongsai.Domain;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Search;

/// <summary>A page that somebody may have meant.</summary>
internal sealed record LikelyPage(string Title, string Address);

/// <summary>What the words of an address that leads nowhere seem to speak of: sections by their usual English names, anything public by its Thai words.</summary>
internal sealed class LikelyPages(SearchIndex search) : IUseCase
{
    private const int Most = 6;
    private const int PathMaxLength = 300;

    /// <summary>Words that sites of local governments use in their addresses, and the section that holds such things here.</summary>
    private static readonly Dictionary<string, string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["about"] = "about",
        ["history"] = "about",
        ["vision"] = "about",
        ["general"] = "about",
        ["staff"] = "structure",
        ["personal"] = "structure",
        ["executive"] = "structure",
        ["council"] = "structure",
        ["org"] = "structure",
        ["chart"] = "structure",
        ["management"] = "structure",
        ["duty"] = "duties",
        ["authority"] = "duties",
        ["power"] = "duties",
        ["mission"] = "duties",
        ["law"] = "law",
        ["rule"] = "law",
        ["regulation"] = "law",
        ["ordinance"] = "law",
        ["contact"] = "contact",
        ["map"] = "contact",
        ["address"] = "contact",
        ["tel"] = "contact",
        ["plan"] = "plans",
        ["strategy"] = "plans",
        ["development"] = "plans",
        ["budget"] = "budget",
        ["finance"] = "budget",
        ["income"] = "budget",
        ["expense"] = "budget",
        ["egp"] = "procurement",
        ["purchase"] = "procurement",
        ["bidding"] = "procurement",
        ["auction"] = "procurement",
        ["tor"] = "procurement",
        ["price"] = "procurement",
        ["service"] = "services",
        ["eservice"] = "services",
        ["tax"] = "services",
        ["manual"] = "manuals",
        ["guide"] = "manuals",
        ["handbook"] = "manuals",
        ["form"] = "manuals",
        ["hr"] = "personnel",
        ["job"] = "personnel",
        ["recruit"] = "personnel",
        ["career"] = "personnel",
        ["ita"] = "integrity",
        ["oit"] = "integrity",
        ["gift"] = "integrity",
        ["corruption"] = "integrity",
        ["complain"] = "integrity",
        ["transparency"] = "integrity",
        ["ethics"] = "integrity",
        ["privacy"] = "privacy",
        ["pdpa"] = "privacy",
        ["cookie"] = "privacy",
    };

    /// <param name="path">As it was asked for, decoded, without the organisation's root.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The likeliest first; nothing when the address has no words.</returns>
    public async Task<IReadOnlyList<LikelyPage>> Of(string path, CancellationToken stop)
    {
        if (path.Length > PathMaxLength)
        {
            return [];
        }
        var words = path.Split([.. path.Where(c => !char.IsLetterOrDigit(c) && c is not ('\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E'))).Distinct()], StringSplitOptions.RemoveEmptyEntries);
        var likely = new List<LikelyPage>();
        foreach (var asked in words.Where(w => w.Any(c => c is >= '\u0E01' and <= '\u0E2E')).Reverse().Take(2))
        {
            likely.AddRange((await search.Ask(ThaiDigits.ToArabic(asked), null, null, 0, Most, stop)).Hits.Select(h => new LikelyPage(h.Title, h.Address)));
        }
        foreach (var word in words.Where(w => w.Length >= 2 && w.All(char.IsAsciiLetter)).Reverse())
        {
            var key = Usual.GetValueOrDefault(word) ?? Usual.FirstOrDefault(u => word.Length >= 4 && word.StartsWith(u.Key, StringComparison.OrdinalIgnoreCase) && u.Key.Length >= 4).Value
                ?? Section.All.FirstOrDefault(s => word.Length >= 4 && (s.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase) || word.StartsWith(s.Key, StringComparison.OrdinalIgnoreCase)))?.Key;
            if (Section.Find(key) is { } section)
            {
                likely.Add(new LikelyPage(section.Title, "/info/" + section.Key));
            }
            else if (word.StartsWith("new", StringComparison.OrdinalIgnoreCase) || word.StartsWith("announ", StringComparison.OrdinalIgnoreCase) || word.StartsWith("activit", StringComparison.OrdinalIgnoreCase))
            {
                likely.Add(new LikelyPage(Section.TitleOf(ContentPiece.NewsSection), "/news"));
            }
        }
        return [.. likely.DistinctBy(l => l.Address, StringComparer.Ordinal).Take(Most)];
    }
}
