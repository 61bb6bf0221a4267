using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>
/// Writes SVG without viewBox: x and widths in per cent, y and heights in px, so that text keeps its size at every width.
/// Everything that comes from outside goes through <see cref="Text"/> and is encoded.
/// </summary>
internal sealed class Svg
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder to = new();

    internal IHtmlContent Content => new HtmlString(to.ToString());

    /// <summary>Markup of ours, as it is.</summary>
    internal Svg Raw(string markup)
    {
        to.Append(markup);
        return this;
    }

    /// <summary>Markup of ours with numbers in it, written the invariant way.</summary>
    internal Svg Put(FormattableString markup)
    {
        to.Append(FormattableString.Invariant(markup));
        return this;
    }

    /// <summary>Words, encoded.</summary>
    internal Svg Text(string? words)
    {
        to.Append(Encoder.Encode(words ?? ""));
        return this;
    }

    /// <summary>The opening of a chart: an image with a title and, as its description, what it shows.</summary>
    internal Svg Open(string id, int height, string title, string finding)
    {
        Put($"<svg class=\"chart\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"{Id(id)}-t {Id(id)}-d\"><title id=\"{Id(id)}-t\">");
        return Text(title).Put($"</title><desc id=\"{Id(id)}-d\">").Text(finding).Raw("</desc>");
    }

    internal Svg Close() => Raw("</svg>");

    internal Svg Rect(string css, decimal x, int y, decimal width, int height, bool rounded = false) =>
        Put($"<rect class=\"{css}\" x=\"{P(x)}%\" y=\"{y}\" width=\"{P(width)}%\" height=\"{height}\"{(rounded ? " rx=\"2\"" : "")}/>");

    internal Svg Vertical(string css, decimal x, int from, int until) => Put($"<line class=\"{css}\" x1=\"{P(x)}%\" x2=\"{P(x)}%\" y1=\"{from}\" y2=\"{until}\"/>");

    /// <summary>A line of text at x per cent. Anchor start, middle or end.</summary>
    internal Svg Label(string css, decimal x, int y, string words, string anchor = "start", int dx = 0)
    {
        Put($"<text class=\"{css}\" x=\"{P(x)}%\" y=\"{y}\"");
        if (anchor != "start")
        {
            Put($" text-anchor=\"{anchor}\"");
        }
        if (dx != 0)
        {
            Put($" dx=\"{dx}\"");
        }
        return Raw(">").Text(words).Raw("</text>");
    }

    /// <summary>A name that may be long: in full on wide screens, cut on phones. The table beside the chart always has it in full.</summary>
    internal Svg Name(string css, decimal x, int y, string name, int wide, int phone, int dx = 0)
    {
        if (Columns(name) <= phone)
        {
            return Label(css, x, y, name, dx: dx);
        }
        return Label(css + " on-wide", x, y, Cut(name, wide), dx: dx).Label(css + " on-phone", x, y, Cut(name, phone), dx: dx);
    }

    /// <summary>A per cent with at most two places.</summary>
    internal static string P(decimal percent) => decimal.Round(percent, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Letters, digits, hyphens: what may stand in an id.</summary>
    internal static string Id(string id) => new([.. id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);

    internal static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>How many columns a Thai text takes: marks above and below take none.</summary>
    internal static int Columns(string text) => text.Count(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark);

    /// <summary>The text, or as much of it as fits and an ellipsis. Never between a letter and its mark.</summary>
    internal static string Cut(string text, int columns)
    {
        if (Columns(text) <= columns)
        {
            return text;
        }
        var kept = new StringBuilder();
        var used = 0;
        foreach (var c in text)
        {
            var isMark = CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark;
            if (!isMark && used == columns - 1)
            {
                break;
            }
            used += isMark ? 0 : 1;
            kept.Append(c);
        }
        // A vowel written before its consonant must not stand alone at the end.
        return kept.ToString().TrimEnd(' ', 'เ', 'แ', 'โ', 'ใ', 'ไ') + "…";
    }

    /// <summary>The same data as a table behind a disclosure, or the link to where it already stands.</summary>
    internal Svg Table(string caption, string? href, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (href is not null)
        {
            return Raw("<p class=\"small no-print\"><a href=\"").Text(href).Raw("\">ดูค่าเดียวกันเป็นตาราง</a></p>");
        }
        Raw("<details class=\"chart__table small\"><summary>ดูเป็นตาราง</summary><table><caption class=\"sr\">").Text(caption).Raw("</caption><thead><tr>");
        for (var i = 0; i < heads.Count; i++)
        {
            Raw(i == 0 ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"num\">").Text(heads[i]).Raw("</th>");
        }
        Raw("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Raw("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                Raw(i == 0 ? "<th scope=\"row\">" : "<td class=\"num\">").Text(row[i]).Raw(i == 0 ? "</th>" : "</td>");
            }
            Raw("</tr>");
        }
        return Raw("</tbody></table></details>");
    }

    /// <summary>One entry of a legend: a swatch of the class, and its word.</summary>
    internal Svg Swatch(string css, string words) =>
        Put($"<li><svg class=\"chart\" aria-hidden=\"true\"><rect class=\"{css}\" x=\".5\" y=\".5\" width=\"27\" height=\"13\"/></svg>").Text(words).Raw("</li>");

    /// <summary>Two places, or a dash where there is no figure.</summary>
    internal static string Figure(decimal? value) => value is { } known ? ThaiText.Figure(known) : "–";

    /// <summary>Keeps a drawing inside its frame whatever it is given.</summary>
    internal static decimal Percent(decimal value, decimal from = 0, decimal until = 100) =>
        until <= from ? 0 : Math.Clamp((value - from) / (until - from) * 100, 0, 100);
}
