using System.Text;
using System.Text.RegularExpressions;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Rewrites HTML, in one pass, to the few elements that reading looks at, properly nested and not deep. An HTML parser must repair any
/// nesting it meets, which takes it quadratic time on hostile input; what passes here cannot ask for that.
/// </summary>
internal static partial class HtmlFilter
{
    /// <summary>Tags looked at; what comes after is left out.</summary>
    public const int MaxTags = 120_000;

    private const int MaxDepth = 60;
    private const int MaxTagLength = 4_000;

    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "b", "strong",
        "h1", "h2", "h3", "h4", "h5", "h6", "center", "section", "article", "main", "blockquote", "pre", "dl", "dt", "dd", "figure", "header", "footer",
    };

    // A new one of these ends the one before it, within the container that holds both.
    private static readonly Dictionary<string, string[]> s_endsBefore = new(StringComparer.Ordinal)
    {
        ["p"] = ["p"],
        ["li"] = ["li", "p"],
        ["tr"] = ["tr", "td", "th", "p"],
        ["td"] = ["td", "th", "p"],
        ["th"] = ["td", "th", "p"],
        ["dt"] = ["dt", "dd", "p"],
        ["dd"] = ["dt", "dd", "p"],
    };

    private static readonly HashSet<string> s_containers = new(StringComparer.Ordinal) { "table", "ul", "ol", "dl", "div" };

    /// <summary>The rewritten HTML; Whole is false when tags were left out because there were too many or they went too deep.</summary>
    public static (string Html, bool Whole) Clean(string html)
    {
        var clean = new StringBuilder(html.Length);
        var open = new List<string>();
        var whole = true;
        var tags = 0;
        for (var i = 0; i < html.Length;)
        {
            var next = html.IndexOf('<', i);
            if (next < 0)
            {
                clean.Append(html, i, html.Length - i);
                break;
            }
            clean.Append(html, i, next - i);
            i = next;
            if (html.AsSpan(i).StartsWith("<!--"))
            {
                var closing = html.IndexOf("-->", i + 4, StringComparison.Ordinal);
                i = closing < 0 ? html.Length : closing + 3;
                continue;
            }
            var end = html.IndexOf('>', i, Math.Min(MaxTagLength, html.Length - i));
            var close = i + 1 < html.Length && html[i + 1] == '/';
            var name = Name(html, i + (close ? 2 : 1));
            if (end < 0 || (name.Length == 0 && !close && (i + 1 >= html.Length || html[i + 1] is not ('!' or '?'))))
            {
                clean.Append("&lt;");
                i++;
                continue;
            }
            if (++tags > MaxTags)
            {
                whole = false;
                break;
            }
            var tag = html.AsSpan(i, end - i + 1);
            i = end + 1;
            if (name is "script" or "style" or "title" or "template" or "iframe" or "noscript" && !close)
            {
                var closing = html.IndexOf("</" + name, i, StringComparison.OrdinalIgnoreCase);
                i = closing < 0 ? html.Length : closing;
            }
            else if (name is "br" or "hr")
            {
                clean.Append("<br>");
            }
            else if (s_kept.Contains(name) && close)
            {
                Close(open, name, clean);
            }
            else if (s_kept.Contains(name))
            {
                whole &= Open(open, name, tag, clean);
            }
        }
        for (var k = open.Count - 1; k >= 0; k--)
        {
            clean.Append("</").Append(open[k]).Append('>');
        }
        return (clean.ToString(), whole);
    }

    private static bool Open(List<string> open, string name, ReadOnlySpan<char> tag, StringBuilder clean)
    {
        if (s_endsBefore.TryGetValue(name, out var ended))
        {
            for (var k = open.Count - 1; k >= 0 && !s_containers.Contains(open[k]); k--)
            {
                if (ended.Contains(open[k], StringComparer.Ordinal))
                {
                    CloseTo(open, k, clean);
                    // "tr" ends both the cell and the row, so look on from here.
                    k = open.Count;
                }
            }
        }
        if (open.Count >= MaxDepth)
        {
            return false;
        }
        clean.Append('<').Append(name);
        if (tag.Length > name.Length + 4)
        {
            foreach (Match attribute in Attribute().Matches(tag.ToString()))
            {
                clean.Append(' ').Append(attribute.Groups["name"].ValueSpan).Append('=').Append(attribute.Groups["value"].ValueSpan);
            }
        }
        clean.Append('>');
        open.Add(name);
        return true;
    }

    private static void Close(List<string> open, string name, StringBuilder clean)
    {
        for (var k = open.Count - 1; k >= 0; k--)
        {
            if (open[k] == name)
            {
                CloseTo(open, k, clean);
                return;
            }
            if (open[k] == "table" && name is not ("table" or "div"))
            {
                return;
            }
        }
    }

    private static void CloseTo(List<string> open, int from, StringBuilder clean)
    {
        for (var k = open.Count - 1; k >= from; k--)
        {
            clean.Append("</").Append(open[k]).Append('>');
        }
        open.RemoveRange(from, open.Count - from);
    }

    private static string Name(string html, int from)
    {
        var to = from;
        while (to < html.Length && to - from < 12 && char.IsAsciiLetterOrDigit(html[to]))
        {
            to++;
        }
        return to > from && char.IsAsciiLetter(html[from]) ? html[from..to].ToLowerInvariant() : string.Empty;
    }

    [GeneratedRegex("\\s(?<name>colspan|rowspan|start)\\s*=\\s*[\"']?(?<value>\\d{1,4})", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Attribute();
}
