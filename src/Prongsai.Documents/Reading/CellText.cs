using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Prongsai.Documents.Reading;

/// <summary>A piece of running text with what its markup said.</summary>
internal sealed record TextPiece(string Text, int? HeadingLevel, bool Bold);

/// <summary>Turns a text with HTML or Markdown marks into paragraphs of plain text.</summary>
internal static partial class CellText
{
    private const int MaxMarkup = 400_000;
    private const int MaxTags = 20_000;
    private const int MaxWalkDepth = 200;

    /// <summary>The paragraphs of a cell: HTML blocks, line breaks and list items each give one.</summary>
    public static IReadOnlyList<string> Paragraphs(string raw) =>
        HasHtml(raw)
            ? [.. Flatten(raw).Select(p => p.Text)]
            : [.. raw.Split('\n').Select(l => Markdown.Strip(l.Trim()).Text).Where(l => l.Length > 0)];

    /// <summary>Whether a text has tags that mean something, or entities.</summary>
    public static bool HasHtml(string text) => (text.Contains('<') && Tag().IsMatch(text)) || (text.Contains('&') && Entity().IsMatch(text));

    /// <summary>How many block elements are opened and not closed.</summary>
    public static int OpenBlocks(string text)
    {
        if (!text.Contains('<'))
        {
            return 0;
        }
        var open = 0;
        foreach (var match in BlockTag().EnumerateMatches(text))
        {
            open += text[match.Index + 1] == '/' ? -1 : 1;
        }
        return open;
    }

    /// <summary>HTML to pieces of text.</summary>
    public static IReadOnlyList<TextPiece> Flatten(string html)
    {
        if (html.Length > MaxMarkup || html.AsSpan().Count('<') > MaxTags)
        {
            return [.. AnyTag().Replace(html, "\n").Split('\n').Select(l => new TextPiece(TextCleaner.Collapse(l), null, false)).Where(p => p.Text.Length > 0)];
        }
        var body = ParseFragment(html);
        var writer = new PieceWriter();
        Walk(body, writer, 0, bold: false, heading: null);
        writer.Break();
        return writer.Pieces;
    }

    /// <summary>Parses HTML without scripts, styles or loading anything, in time that grows with its length only.</summary>
    public static IElement ParseFragment(string html)
    {
        var document = new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument("<!doctype html><body>" + HtmlFilter.Clean(html).Html);
        return document.Body ?? document.DocumentElement;
    }

    private static void Walk(INode node, PieceWriter writer, int depth, bool bold, int? heading)
    {
        if (depth > MaxWalkDepth)
        {
            return;
        }
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                writer.Write(text.Data, bold, heading);
            }
            else if (child is IElement element)
            {
                var name = element.LocalName;
                if (name is "script" or "style" or "template" or "head" or "title" or "noscript" or "iframe" or "object")
                {
                    continue;
                }
                if (name == "br")
                {
                    writer.Break();
                    continue;
                }
                if (name == "img")
                {
                    continue;
                }
                var level = name is ['h', >= '1' and <= '6'] ? name[1] - '0' : heading;
                var block = IsBlock(name);
                if (block)
                {
                    writer.Break();
                }
                if (name == "li" && element.ParentElement is { LocalName: "ol" } list)
                {
                    writer.Write(Number(list, element) + ". ", bold, level);
                }
                Walk(element, writer, depth + 1, bold || name is "b" or "strong" or "th", level);
                if (block)
                {
                    writer.Break();
                }
                else if (name is "td" or "th")
                {
                    writer.Write(" ", bold, level);
                }
            }
        }
    }

    private static int Number(IElement list, IElement item)
    {
        var start = int.TryParse(list.GetAttribute("start"), System.Globalization.CultureInfo.InvariantCulture, out var from) && Math.Abs(from) < 10_000 ? from : 1;
        for (var before = item.PreviousElementSibling; before is not null; before = before.PreviousElementSibling)
        {
            start += before.LocalName == "li" ? 1 : 0;
        }
        return start;
    }

    private static bool IsBlock(string name) => name is "p" or "div" or "li" or "ul" or "ol" or "table" or "tr" or "section" or "article" or "blockquote" or "center"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "dl" or "dt" or "dd" or "pre" or "hr" or "header" or "footer" or "figure" or "caption";

    private sealed class PieceWriter
    {
        private readonly StringBuilder _line = new();
        private bool _allBold = true;
        private int? _heading;

        public List<TextPiece> Pieces { get; } = [];

        public void Write(string text, bool bold, int? heading)
        {
            _line.Append(text);
            _heading ??= heading;
            _allBold &= bold || string.IsNullOrWhiteSpace(text);
        }

        public void Break()
        {
            var (text, bold) = Markdown.Strip(TextCleaner.Collapse(TextCleaner.Clean(_line.ToString())));
            if (text.Length > 0)
            {
                Pieces.Add(new TextPiece(text, _heading, _allBold || bold));
            }
            _line.Clear();
            _allBold = true;
            _heading = null;
        }
    }

    [GeneratedRegex("</?(?:p|br|ul|ol|li|div|span|b|i|u|strong|em|table|thead|tbody|tr|td|th|center|font|h[1-6]|sup|sub|a|img|hr|blockquote)(?:\\s[^<>]{0,2000})?/?>", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Tag();

    [GeneratedRegex("&(?:nbsp|amp|lt|gt|quot|apos|ensp|emsp|thinsp|zwnj|ndash|mdash|bull|hellip|ldquo|rdquo|#\\d{1,7}|#x[0-9a-f]{1,6});", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Entity();

    [GeneratedRegex("</?(?:p|ul|ol|li|div|td|tr|table)(?=[\\s>])", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex BlockTag();

    [GeneratedRegex("<[^<>]{0,2000}>", RegexOptions.None, 2000)]
    private static partial Regex AnyTag();
}
