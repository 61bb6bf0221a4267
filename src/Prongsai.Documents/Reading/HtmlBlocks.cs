using AngleSharp.Dom;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>HTML tables, and the text around them, as blocks. Nothing is loaded or run.</summary>
internal static class HtmlBlocks
{
    private const int MaxDepth = 200;
    private const int MaxHtml = 8_000_000;

    /// <summary>Reads HTML into the sink; every block stands at the given place.</summary>
    public static void Read(string html, Place at, BlockSink sink)
    {
        if (html.Length > MaxHtml)
        {
            sink.Tell(ReadProblems.TooMuchText(sink.Limits.MaxCharacters));
            html = html[..MaxHtml];
        }
        if (html.AsSpan().Count('<') > HtmlFilter.MaxTags)
        {
            sink.Tell(ReadProblems.TooMuchText(sink.Limits.MaxCharacters));
        }
        var body = CellText.ParseFragment(html);
        var loose = new List<INode>();
        Walk(body, at, sink, loose, 0);
        Flush(loose, at, sink);
    }

    private static void Walk(INode node, Place at, BlockSink sink, List<INode> loose, int depth)
    {
        if (depth > MaxDepth)
        {
            sink.Tell(ReadProblems.TooDeep());
            return;
        }
        foreach (var child in node.ChildNodes)
        {
            if (sink.Full)
            {
                return;
            }
            if (child is not IElement element)
            {
                if (child is IText text && !string.IsNullOrWhiteSpace(text.Data))
                {
                    loose.Add(child);
                }
                continue;
            }
            if (element.LocalName == "table")
            {
                Flush(loose, at, sink);
                Table(element, at, sink);
            }
            else if (element.LocalName is "div" or "body" or "section" or "article" or "main" or "center" or "form" && depth < MaxDepth)
            {
                Flush(loose, at, sink);
                Walk(element, at, sink, loose, depth + 1);
                Flush(loose, at, sink);
            }
            else
            {
                loose.Add(element);
            }
        }
    }

    private static void Flush(List<INode> loose, Place at, BlockSink sink)
    {
        if (loose.Count == 0)
        {
            return;
        }
        var html = string.Concat(loose.Select(n => n is IElement e ? e.OuterHtml : System.Net.WebUtility.HtmlEncode(n.TextContent)));
        loose.Clear();
        foreach (var piece in CellText.Flatten(html))
        {
            sink.Paragraph(at, piece.Text, piece.HeadingLevel, piece.Bold);
        }
    }

    private static void Table(IElement table, Place at, BlockSink sink)
    {
        if (sink.TakeTable() is not { } number)
        {
            return;
        }
        var rows = new List<SourceRow>();
        var covered = new Dictionary<int, int>();
        foreach (var tr in Rows(table))
        {
            var place = at with { Table = number, Row = rows.Count + 1 };
            var cells = new List<SourceCell>();
            var header = true;
            void Covered()
            {
                while (covered.TryGetValue(cells.Count, out var left) && left > 0 && sink.TakeCell(0))
                {
                    covered[cells.Count] = left - 1;
                    cells.Add(new SourceCell(place with { Column = cells.Count + 1 }, []));
                }
            }
            foreach (var td in tr.Children.Where(c => c.LocalName is "td" or "th"))
            {
                Covered();
                var paragraphs = CellText.Flatten(td.InnerHtml).Select(p => p.Text).ToList();
                var text = string.Join('\n', paragraphs);
                if (!sink.TakeCell(text.Length))
                {
                    break;
                }
                header &= td.LocalName == "th";
                var across = Span(td, "colspan");
                var down = Span(td, "rowspan");
                var column = cells.Count;
                cells.Add(new SourceCell(place with { Column = column + 1, Text = text.Length == 0 ? null : text }, paragraphs, across, down));
                for (var k = 0; k < across; k++)
                {
                    if (k > 0 && sink.TakeCell(0))
                    {
                        cells.Add(new SourceCell(place with { Column = column + k + 1 }, []));
                    }
                    if (down > 1)
                    {
                        covered[column + k] = down - 1;
                    }
                }
            }
            Covered();
            if (cells.Count > 0)
            {
                rows.Add(new SourceRow(place, cells, header || tr.ParentElement?.LocalName == "thead"));
            }
            if (sink.Full)
            {
                break;
            }
        }
        sink.Table(new SourceTable(at with { Table = number }, rows));
    }

    /// <summary>Rows of this table, not of one inside it.</summary>
    private static IEnumerable<IElement> Rows(IElement table) => table.Children
        .SelectMany(c => c.LocalName is "thead" or "tbody" or "tfoot" ? c.Children.AsEnumerable() : [c])
        .Where(e => e.LocalName == "tr");

    private static int Span(IElement cell, string name) =>
        int.TryParse(cell.GetAttribute(name), System.Globalization.CultureInfo.InvariantCulture, out var span) && span is > 1 and <= 100 ? span : 1;
}
