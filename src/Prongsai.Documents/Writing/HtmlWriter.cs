using System.Globalization;
using System.Text;
using Prongsai.Documents.Writing.Manuals;
using Prongsai.Documents.Writing.Memos;

namespace Prongsai.Documents.Writing;

public enum HtmlMode
{
    /// <summary>A whole page with its own style sheet, made to be printed to PDF (A4, page numbers, repeated table headings).</summary>
    Page,

    /// <summary>A fragment for a page of the web site: classes only, no style attribute, no style element, no script (strict CSP).</summary>
    Fragment,
}

public sealed record HtmlOptions
{
    public HtmlMode Mode { get; init; } = HtmlMode.Page;

    /// <summary>Added to heading levels of a fragment: with 1, a level 1 heading becomes h2, because the page has its own h1.</summary>
    public int HeadingOffset { get; init; } = 1;

    /// <summary>Put before every id, so that two fragments may stand on one page.</summary>
    public string IdPrefix { get; init; } = "paper-";
}

/// <summary>
/// Draws a <see cref="Document"/> as semantic HTML, everything escaped. Fragments use the classes of <see cref="PaperStyles.Site"/>.
/// </summary>
public static class HtmlWriter
{
    public static string Write(Document document, HtmlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new HtmlBody(document, options ?? new HtmlOptions()).ToString();
    }
}

internal sealed partial class HtmlBody
{
    private readonly Document document;
    private readonly HtmlOptions options;
    private readonly StringBuilder html = new();
    private int headings;
    private int tables;
    private int charts;
    private bool wide;
    private bool breakBefore;

    public HtmlBody(Document document, HtmlOptions options)
    {
        this.document = document;
        this.options = options;
        if (IsPage)
        {
            html.Append("<!DOCTYPE html>\n<html lang=\"th\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(OneLine(document.Title)).Append("</title>\n");
            html.Append("<meta name=\"author\" content=\"").Append(OneLine(document.Author)).Append("\">\n");
            if (document.Subject.Length > 0)
            {
                html.Append("<meta name=\"description\" content=\"").Append(OneLine(document.Subject)).Append("\">\n");
            }
            html.Append("<style>\n").Append(PaperStyles.Print(document)).Append("</style>\n</head>\n<body class=\"paper\">\n");
        }
        else
        {
            html.Append("<div class=\"paper\" lang=\"th\">\n");
        }
        BeginForm();
        foreach (var block in document.Blocks)
        {
            if (isForm)
            {
                Mark();
            }
            Add(block);
        }
        EndForm();
        if (wide)
        {
            html.Append("</div>\n");
        }
        html.Append(IsPage ? "</body>\n</html>\n" : "</div>\n");
    }

    private bool IsPage => options.Mode is HtmlMode.Page;

    public override string ToString() => html.ToString();

    private void Add(Block block)
    {
        switch (block)
        {
            case Heading heading:
                AddHeading(heading);
                break;
            case Paragraph paragraph:
                AddParagraph(paragraph);
                break;
            case Cover cover:
                AddCover(cover);
                break;
            case ListItems list:
                var tag = list.Numbered ? "ol" : "ul";
                html.Append('<').Append(tag).Append(Class(null)).Append('>');
                foreach (var item in list.Items)
                {
                    html.Append("<li>").Append(Text(item)).Append("</li>");
                }
                html.Append("</").Append(tag).Append(">\n");
                break;
            case Table table:
                AddTable(table);
                break;
            case Chart chart:
                AddChart(chart);
                break;
            case FlowChart flow:
                charts++;
                html.Append("<figure").Append(Class("paper-figure paper-flows")).Append('>').Append(FlowSvg.Draw(flow, document.Digits, Id("f") + Number(charts))).Append("</figure>\n");
                break;
            case SignaturePlace place:
                html.Append("<div").Append(Class("paper-signature")).Append("><p>(ลงชื่อ) ").Append('.', 46).Append("</p><p>( ")
                    .Append(place.Name is { } name ? Text(name) : new string('.', 50)).Append(" )</p>");
                foreach (var line in place.Position.Split('\n'))
                {
                    html.Append("<p>").Append(Text(line)).Append("</p>");
                }
                html.Append("</div>\n");
                break;
            case PageBreak:
                breakBefore = true;
                break;
            case Orientation orientation:
                if (wide != orientation.Landscape)
                {
                    html.Append(orientation.Landscape ? "<div class=\"paper-wide\">\n" : "</div>\n");
                    wide = orientation.Landscape;
                    breakBefore = false;
                }
                break;
            case FormBlock form:
                AddForm(form);
                break;
            default:
                throw new ArgumentException($"The HTML writer does not know the block {block.GetType().Name}.", nameof(block));
        }
    }

    private void AddHeading(Heading heading)
    {
        var level = Math.Clamp(heading.Level, 1, 4) + (IsPage ? 0 : options.HeadingOffset);
        var tag = "h" + Number(Math.Min(level, 6));
        headings++;
        html.Append('<').Append(tag).Append(" id=\"").Append(Id("h")).Append(Number(headings)).Append('"').Append(Class(null)).Append('>')
            .Append(Text(heading.Text)).Append("</").Append(tag).Append(">\n");
    }

    private void AddParagraph(Paragraph paragraph)
    {
        var classes = new List<string>();
        if (paragraph.Alignment is not Alignment.Justify)
        {
            classes.Add(AlignmentClass(paragraph.Alignment));
        }
        if (paragraph.FirstLineIndentCm > 0)
        {
            classes.Add("paper-indent");
        }
        if (paragraph.KeepWithNext)
        {
            classes.Add("paper-keep");
        }
        if (paragraph.Points != 16)
        {
            classes.Add(PaperStyles.SizeClass(paragraph.Points));
        }
        if (paragraph.SpaceBeforePoints > 0)
        {
            classes.Add(PaperStyles.SpaceClass(paragraph.SpaceBeforePoints));
        }
        var mayBeParted = isForm && IsPage && MemoPages.MayBeParted(paragraph);
        if (mayBeParted)
        {
            classes.Add("form-long");
        }
        html.Append("<p").Append(Class(string.Join(' ', classes))).Append('>');
        if (mayBeParted && document.MarksBlocks)
        {
            AddMarked(paragraph.Runs[0].Text);
            html.Append("</p>\n");
            return;
        }
        foreach (var run in paragraph.Runs)
        {
            html.Append(run.Bold ? "<strong>" : "").Append(run.Italic ? "<em>" : "").Append(run.Underline ? "<span class=\"paper-underline\">" : "")
                .Append(Text(run.Text))
                .Append(run.Underline ? "</span>" : "").Append(run.Italic ? "</em>" : "").Append(run.Bold ? "</strong>" : "");
        }
        html.Append("</p>\n");
    }

    private void AddCover(Cover cover)
    {
        html.Append("<header class=\"paper-cover\">\n");
        foreach (var line in cover.Lines)
        {
            html.Append("<p class=\"").Append(PaperStyles.SizeClass(line.Points));
            if (line.SpaceBeforePoints > 0)
            {
                html.Append(' ').Append(PaperStyles.SpaceClass(line.SpaceBeforePoints));
            }
            html.Append("\">").Append(line.Bold ? "<strong>" : "").Append(Text(line.Text)).Append(line.Bold ? "</strong>" : "").Append("</p>\n");
        }
        html.Append("</header>\n");
    }

    private void AddTable(Table table)
    {
        var classes = "paper-table" + (table.Points != 14 ? " " + PaperStyles.SizeClass(table.Points) : "") + (Plan.IsShort(table, wide) ? " paper-whole" : "");
        html.Append(IsPage ? "" : "<div class=\"paper-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"" + OneLine(table.Caption.Length > 0 ? table.Caption : table.Columns[0].Title) + "\">");
        html.Append("<table").Append(Class(classes)).Append('>');
        if (table.Caption.Length > 0)
        {
            tables++;
            html.Append("<caption>").Append(Text("ตารางที่\u00A0" + Number(tables) + "  " + table.Caption)).Append("</caption>");
        }
        html.Append("<colgroup>");
        foreach (var width in PaperStyles.Percents(table.Columns))
        {
            html.Append("<col class=\"paper-w").Append(Number(width)).Append("\">");
        }
        html.Append("</colgroup>\n<thead>");
        AddRows(table, table.TopRows, isHeader: true);
        html.Append("<tr>");
        foreach (var column in table.Columns)
        {
            html.Append("<th scope=\"col\">").Append(Text(column.Title)).Append("</th>");
        }
        html.Append("</tr></thead>\n<tbody>\n");
        AddRows(table, table.Rows, isHeader: false);
        html.Append("</tbody></table>").Append(IsPage ? "" : "</div>").Append('\n');
    }

    private void AddRows(Table table, IReadOnlyList<TableRow> rows, bool isHeader)
    {
        var placed = Plan.Place(rows, table.Columns.Count, table.Caption);
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r];
            var classes = (row.Emphasised, !isHeader && Plan.MayBreak(table, row, wide)) switch
            {
                (true, true) => " class=\"paper-strong paper-breakable\"",
                (true, false) => " class=\"paper-strong\"",
                (false, true) => " class=\"paper-breakable\"",
                _ => "",
            };
            html.Append("<tr").Append(classes).Append('>');
            foreach (var (cell, column, columnSpan, rowSpan) in placed[r])
            {
                var tag = isHeader ? "th" : "td";
                html.Append('<').Append(tag);
                if (isHeader)
                {
                    html.Append(columnSpan > 1 ? " scope=\"colgroup\"" : " scope=\"col\"");
                }
                if (columnSpan > 1)
                {
                    html.Append(" colspan=\"").Append(Number(columnSpan)).Append('"');
                }
                if (rowSpan > 1)
                {
                    html.Append(" rowspan=\"").Append(Number(rowSpan)).Append('"');
                }
                var alignment = cell.Alignment ?? (isHeader ? Alignment.Centre : table.Columns[column].Alignment);
                if (alignment is not Alignment.Start && !(isHeader && alignment is Alignment.Centre))
                {
                    html.Append(" class=\"").Append(AlignmentClass(alignment)).Append('"');
                }
                html.Append('>');
                var strong = cell.Bold && !isHeader && !row.Emphasised;
                if (cell.Paragraphs.Count == 1)
                {
                    html.Append(strong ? "<strong>" : "").Append(Text(cell.Paragraphs[0])).Append(strong ? "</strong>" : "");
                }
                else
                {
                    foreach (var paragraph in cell.Paragraphs)
                    {
                        html.Append("<p>").Append(strong ? "<strong>" : "").Append(Text(paragraph)).Append(strong ? "</strong>" : "").Append("</p>");
                    }
                }
                html.Append("</").Append(tag).Append('>');
            }
            html.Append("</tr>\n");
        }
    }

    private void AddChart(Chart chart)
    {
        charts++;
        html.Append("<figure").Append(Class("paper-figure")).Append(">\n");
        SvgChart.Append(html, chart, document.Digits, Id("c") + Number(charts), wide ? 960 : 640);
        html.Append("\n<figcaption>").Append(Text("ภาพที่\u00A0" + Number(charts) + "  " + chart.Title)).Append("</figcaption>\n");
        if (!IsPage)
        {
            html.Append("<details><summary>ข้อมูลของแผนภูมิ</summary><table class=\"paper-table\"><caption>").Append(Text(chart.Title)).Append("</caption><thead><tr><th scope=\"col\">รายการ</th>");
            foreach (var series in chart.Series)
            {
                html.Append("<th scope=\"col\">").Append(Text(series.Name)).Append("</th>");
            }
            html.Append("</tr></thead><tbody>");
            for (var i = 0; i < chart.Categories.Count; i++)
            {
                html.Append("<tr><th scope=\"row\">").Append(Text(chart.Categories[i])).Append("</th>");
                foreach (var series in chart.Series)
                {
                    html.Append("<td class=\"paper-end\">").Append(i < series.Values.Count && series.Values[i] is { } value ? Text(SvgChart.Score(value)) : "–").Append("</td>");
                }
                html.Append("</tr>");
            }
            html.Append("</tbody></table></details>\n");
        }
        html.Append("</figure>\n");
    }

    private string Id(string kind) => Escape.Html(options.IdPrefix) + kind;

    private string Class(string? names)
    {
        var all = breakBefore ? ("paper-break " + names).TrimEnd() : names;
        breakBefore = false;
        return string.IsNullOrEmpty(all) ? "" : $" class=\"{all}\"";
    }

    private string Text(string text) => Escape.Html(RenderedText.Of(text, document.Digits)).Replace("\n", "<br>", StringComparison.Ordinal);

    private string OneLine(string text) => Escape.Html(RenderedText.OneLine(text, document.Digits));

    private static string AlignmentClass(Alignment alignment) => alignment switch
    {
        Alignment.Centre => "paper-centre",
        Alignment.End => "paper-end",
        Alignment.Justify => "paper-justify",
        _ => "paper-start",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

internal static class Escape
{
    /// <summary>Escapes the five characters of markup; Thai stays readable in the source.</summary>
    public static string Html(string text) => text.AsSpan().ContainsAny("&<>\"'")
        ? text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal)
        : text;
}
