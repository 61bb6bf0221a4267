using System.Net;
using System.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Search;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Site;

/// <summary>Finds public things by their words. A GET: a search can be sent to someone.</summary>
[PublicSide]
internal sealed class SearchModel(SearchIndex index, CurrentOrganisation organisation) : PageModel
{
    private const int ExtractLength = 180;

    public static readonly IReadOnlyList<Choice> Kinds = [new("page", "หน้า"), new("news", "ข่าว"), new("document", "เอกสาร"), new("edition", "ข้อมูลเปิดเผย (ITA)"), new("person", "บุคคล"), new("manual", "คู่มือ")];

    public OrganisationCard Organisation => organisation.Card;

    public string Question { get; private set; } = "";

    public string? Kind { get; private set; }

    public short? Year { get; private set; }

    public PageOf<SearchHit> Rows { get; private set; } = null!;

    public bool OnlyAlike { get; private set; }

    private IReadOnlyList<string> words = [];

    public async Task OnGet(string? q, string? kind, string? year, CancellationToken stop)
    {
        Question = q is { Length: > SearchIndex.QuestionMaxLength } ? q[..SearchIndex.QuestionMaxLength] : q?.Trim() ?? "";
        Kind = Kinds.FirstOrDefault(k => k.Value == kind)?.Value;
        Year = short.TryParse(Prongsai.Domain.ThaiDigits.ToArabic(year ?? ""), System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 2400 and <= 2700 ? number : null;
        var ask = Listing.Of(Request, ["-score"]);
        var found = await index.Ask(Question, Kind, Year, ask.Skip, ask.Size, stop);
        (OnlyAlike, words) = (found.OnlyAlike, found.Words);
        Rows = new PageOf<SearchHit>(found.Hits, ask, found.Count);
        Response.Headers.CacheControl = "public, no-cache";
    }

    public static string KindName(string kind) => Kinds.FirstOrDefault(k => k.Value == kind)?.Text ?? kind;

    /// <summary>The part of the text where the words stand, each marked; encoded here, so it can be written as it is.</summary>
    public string Extract(string text)
    {
        var at = words.Select(w => text.IndexOf(w, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(0).Min();
        var from = Math.Max(0, at - 40);
        var part = text.AsSpan(from, Math.Min(ExtractLength, text.Length - from)).ToString().Replace('\n', ' ').Trim();
        return (from > 0 ? "… " : "") + Mark(part) + (from + ExtractLength < text.Length ? " …" : "");
    }

    public string Mark(string text)
    {
        var plain = ThaiWords.Normalise(text);
        // Marks are put where the normalised text stands letter for letter under the shown one.
        if (plain.Length != text.Length)
        {
            text = plain;
        }
        var result = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var word = words.Where(w => string.CompareOrdinal(plain, i, w, 0, w.Length) == 0).MaxBy(w => w.Length);
            result.Append(word is null ? WebUtility.HtmlEncode(text[i].ToString()) : $"<mark>{WebUtility.HtmlEncode(text.Substring(i, word.Length))}</mark>");
            i += word?.Length ?? 1;
        }
        return result.ToString().Replace("</mark><mark>", "", StringComparison.Ordinal);
    }
}
