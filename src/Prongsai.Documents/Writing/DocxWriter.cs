using System.Globalization;
using System.Xml.Linq;
using Prongsai.Documents.Writing.Manuals;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Domain;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>
/// Draws a <see cref="Document"/> as a Word file: styles and heading levels, complex-script fonts and language, real numbering, fixed table
/// grids whose header rows repeat, editable charts, page numbers as fields. The same content gives the same bytes.
/// </summary>
public static class DocxWriter
{
    /// <summary>Bytes of a .docx file.</summary>
    /// <exception cref="ArgumentException">A table's cells do not fit its columns: a mistake of the builder, not of the data.</exception>
    public static byte[] Write(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new DocxBody(document).ToBytes();
    }
}

/// <summary>One pass over the blocks; holds what the pass gathers (sections, charts, numbered lists).</summary>
internal sealed partial class DocxBody(Document document)
{
    private const int TextWidthPortrait = 9071; // A4 less 3 cm left and 2 cm right, in twentieths of a point
    private const int TextWidthLandscape = 14003;

    private readonly OpcPackage package = new();
    private readonly List<XElement> body = [];
    private readonly List<int> numberedLists = [];
    private int headings;
    private int tables;
    private int charts;
    private bool landscape;
    private bool breakBefore;
    private bool hasCover;
    private bool numberingStarted;
    private int sectionStart;

    public byte[] ToBytes()
    {
        foreach (var block in document.Blocks)
        {
            Add(block);
        }
        if (body.Count == 0 || body[^1].Name != W + "p")
        {
            body.Add(Spacer(2));
        }
        var root = new XElement(
            W + "document",
            new XAttribute(XNamespace.Xmlns + "w", W),
            new XAttribute(XNamespace.Xmlns + "r", R),
            new XAttribute(XNamespace.Xmlns + "wp", Wp),
            new XElement(W + "body", body, Section(cover: false)));

        package.Relate("", "rId1", OfficeRel + "officeDocument", "word/document.xml");
        package.Relate("", "rId2", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml");
        package.Relate("", "rId3", OfficeRel + "extended-properties", "docProps/app.xml");
        package.Add("word/document.xml", WordType + "document.main+xml", root);
        Part("rId1", "styles", DocxParts.Styles(document));
        Part("rId2", "numbering", DocxParts.Numbering(document.Digits, numberedLists.Count));
        Part("rId3", "settings", DocxParts.Settings());
        Part("rId4", "fontTable", DocxParts.FontTable(Plan.Font(document)));
        if (isForm)
        {
            Part("rId5", "header", DocxParts.Header());
        }
        else
        {
            Part("rId5", "footer", DocxParts.Footer());
        }
        package.Add("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", DocxParts.Core(document));
        package.Add("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", DocxParts.App(document));
        return package.ToBytes();
    }

    private void Part(string id, string name, XElement content)
    {
        package.Relate("word/document.xml", id, OfficeRel + name, name + ".xml");
        package.Add($"word/{name}.xml", $"{WordType}{name}+xml", content);
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case Heading heading:
                AddHeading(heading);
                break;
            case Paragraph paragraph:
                body.Add(OfParagraph(paragraph));
                break;
            case Cover cover:
                AddCover(cover);
                break;
            case ListItems list:
                AddList(list);
                break;
            case Table table:
                AddTable(table);
                break;
            case Chart chart:
                AddChart(chart);
                break;
            case FlowChart flow:
                AddFlow(flow);
                break;
            case SignaturePlace place:
                AddSignature(place);
                break;
            case PageBreak:
                breakBefore = true;
                break;
            case Orientation orientation:
                EndSection(cover: false);
                landscape = orientation.Landscape;
                break;
            case FormBlock form:
                AddForm(form);
                break;
            default:
                throw new ArgumentException($"The DOCX writer does not know the block {block.GetType().Name}.", nameof(block));
        }
    }

    private void AddHeading(Heading heading)
    {
        var level = Math.Clamp(heading.Level, 1, 4);
        headings++;
        var id = headings.ToString(CultureInfo.InvariantCulture);
        body.Add(P(
            PPr(style: "Heading" + level.ToString(CultureInfo.InvariantCulture)),
            new XElement(W + "bookmarkStart", Attr("id", id), Attr("name", "heading_" + id)),
            TextRuns(heading.Text),
            new XElement(W + "bookmarkEnd", Attr("id", id))));
    }

    private XElement OfParagraph(Paragraph paragraph)
    {
        var spacing = paragraph.Points != 16 || paragraph.SpaceBeforePoints > 0
            ? new XElement(W + "spacing", Attr("before", Twips(6 + paragraph.SpaceBeforePoints)), Attr("line", Twips(Plan.LineHeight(paragraph.Points))), Attr("lineRule", "exact"))
            : null;
        var indent = paragraph.FirstLineIndentCm > 0 ? new XElement(W + "ind", Attr("firstLine", Twips(paragraph.FirstLineIndentCm * 28.3465m))) : null;
        return P(
            PPr(keepNext: paragraph.KeepWithNext, spacing: spacing, indent: indent, alignment: paragraph.Alignment),
            paragraph.Runs.SelectMany(run => TextRuns(run.Text, run.Bold, run.Italic, run.Underline, paragraph.Points)));
    }

    private void AddCover(Cover cover)
    {
        hasCover = true;
        for (var i = 0; i < cover.Lines.Count; i++)
        {
            var line = cover.Lines[i];
            var first = i == 0;
            body.Add(P(
                PPr(
                    style: first ? "Title" : "CoverLine",
                    spacing: new XElement(W + "spacing", Attr("before", Twips(line.SpaceBeforePoints)), Attr("line", Twips(Plan.LineHeight(line.Points))), Attr("lineRule", "exact"))),
                TextRuns(line.Text, bold: first ? line.Bold ? null : false : line.Bold, points: line.Points)));
        }
        EndSection(cover: true);
    }

    private void AddList(ListItems list)
    {
        var number = 1;
        if (list.Numbered)
        {
            numberedLists.Add(0);
            number = 1 + numberedLists.Count;
        }
        foreach (var item in list.Items)
        {
            body.Add(P(
                PPr(style: list.Numbered ? "ListNumber" : "ListBullet", numbering: number),
                TextRuns(item)));
        }
    }

    private void AddTable(Table table)
    {
        if (breakBefore)
        {
            body.Add(Spacer(2));
        }
        if (table.Caption.Length > 0)
        {
            tables++;
            body.Add(Caption("ตารางที่", tables, table.Caption, keepNext: true));
        }
        var width = landscape ? TextWidthLandscape : TextWidthPortrait;
        var widths = Widths(table.Columns, width);
        var element = new XElement(
            W + "tbl",
            new XElement(
                W + "tblPr",
                new XElement(W + "tblStyle", Attr("val", "TableGrid")),
                new XElement(W + "tblW", Attr("w", Number(widths.Sum())), Attr("type", "dxa")),
                new XElement(W + "tblLayout", Attr("type", "fixed")),
                new XElement(W + "tblLook", Attr("val", "0620"), Attr("firstRow", "1"), Attr("lastRow", "0"), Attr("firstColumn", "0"), Attr("lastColumn", "0"), Attr("noHBand", "1"), Attr("noVBand", "1")),
                table.Caption.Length > 0 ? new XElement(W + "tblCaption", Attr("val", RenderedText.OneLine(table.Caption, document.Digits))) : null),
            new XElement(W + "tblGrid", widths.Select(w => new XElement(W + "gridCol", Attr("w", Number(w))))));
        var header = new TableRow([.. table.Columns.Select(c => new TableCell([c.Title], Alignment.Centre, Bold: true))]);
        AddRows(element, table, [.. table.TopRows, header], widths, isHeader: true);
        AddRows(element, table, table.Rows, widths, isHeader: false);
        body.Add(element);
        body.Add(Spacer(8));
    }

    private void AddRows(XElement element, Table table, IReadOnlyList<TableRow> rows, int[] widths, bool isHeader)
    {
        var placed = Plan.Place(rows, widths.Length, table.Caption);
        var isShort = Plan.IsShort(table, landscape);
        var carried = new PlacedCell?[widths.Length]; // a cell reaching down into the row, by its first column
        var carriedRows = new int[widths.Length];
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r];
            var line = new XElement(
                W + "tr",
                new XElement(
                    W + "trPr",
                    isHeader || !Plan.MayBreak(table, row, landscape) ? new XElement(W + "cantSplit") : null,
                    isHeader ? new XElement(W + "tblHeader") : null));
            var own = placed[r].ToDictionary(c => c.Column);
            for (var c = 0; c < widths.Length;)
            {
                if (own.TryGetValue(c, out var cell))
                {
                    line.Add(Cell(table, row, cell, widths, isHeader, continued: false, keepNext: isShort && r < rows.Count - 1));
                    if (cell.RowSpan > 1)
                    {
                        carried[c] = cell;
                        carriedRows[c] = cell.RowSpan - 1;
                    }
                    c += cell.ColumnSpan;
                }
                else
                {
                    var above = carried[c]!;
                    line.Add(Cell(table, row, above, widths, isHeader, continued: true, keepNext: isShort && r < rows.Count - 1));
                    if (--carriedRows[c] == 0)
                    {
                        carried[c] = null;
                    }
                    c += above.ColumnSpan;
                }
            }
            element.Add(line);
        }
    }

    private XElement Cell(Table table, TableRow row, PlacedCell placed, int[] widths, bool isHeader, bool continued, bool keepNext)
    {
        var cell = placed.Cell;
        var strong = isHeader || row.Emphasised || cell.Bold;
        var alignment = cell.Alignment ?? (isHeader ? Alignment.Centre : table.Columns[placed.Column].Alignment);
        var spacing = table.Points == 14 ? null : new XElement(W + "spacing", Attr("line", Twips(Plan.LineHeight(table.Points))), Attr("lineRule", "exact"));
        IEnumerable<string> paragraphs = continued ? [""] : cell.Paragraphs.Count == 0 ? [""] : cell.Paragraphs;
        return new XElement(
            W + "tc",
            new XElement(
                W + "tcPr",
                new XElement(W + "tcW", Attr("w", Number(widths.AsSpan(placed.Column, placed.ColumnSpan).ToArray().Sum())), Attr("type", "dxa")),
                placed.ColumnSpan > 1 ? new XElement(W + "gridSpan", Attr("val", Number(placed.ColumnSpan))) : null,
                placed.RowSpan > 1 ? new XElement(W + "vMerge", continued ? null : Attr("val", "restart")) : null,
                isHeader || row.Emphasised ? new XElement(W + "shd", Attr("val", "clear"), Attr("color", "auto"), Attr("fill", isHeader ? "E0EFEF" : "F2F6F6")) : null,
                isHeader ? new XElement(W + "vAlign", Attr("val", "center")) : null),
            paragraphs.Select(text => P(
                PPr(style: isHeader ? "TableHeader" : "TableText", keepNext: keepNext || (row.Emphasised && !isHeader), spacing: spacing, alignment: alignment),
                TextRuns(text, bold: strong && !isHeader ? true : null, points: table.Points))));
    }

    private static int[] Widths(IReadOnlyList<Column> columns, int total)
    {
        var shares = columns.Sum(c => c.WidthShare);
        var widths = columns.Select(c => (int)Math.Round(c.WidthShare / shares * total, MidpointRounding.AwayFromZero)).ToArray();
        widths[^1] += total - widths.Sum();
        return widths;
    }

    private void AddChart(Chart chart)
    {
        charts++;
        var no = charts.ToString(CultureInfo.InvariantCulture);
        var id = "rIdChart" + no;
        package.Relate("word/document.xml", id, OfficeRel + "chart", $"charts/chart{no}.xml");
        package.Relate($"word/charts/chart{no}.xml", "rId1", OfficeRel + "package", $"../embeddings/chart{no}.xlsx");
        package.Add($"word/charts/chart{no}.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", DocxChart.Part(chart, document));
        package.Add($"word/embeddings/chart{no}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", DocxChart.Workbook(chart, document.Digits));

        var pageBreak = TakeBreak();
        body.Add(new XElement(
            W + "p",
            new XElement(
                W + "pPr",
                new XElement(W + "pStyle", Attr("val", "Figure")),
                pageBreak),
            new XElement(W + "r", new XElement(
                W + "drawing",
                new XElement(
                    Wp + "inline",
                    new XAttribute("distT", 0), new XAttribute("distB", 0), new XAttribute("distL", 0), new XAttribute("distR", 0),
                    new XElement(Wp + "extent", new XAttribute("cx", landscape ? 8_640_000 : 5_760_000), new XAttribute("cy", DocxChart.Height(chart))),
                    new XElement(Wp + "docPr", new XAttribute("id", charts), new XAttribute("name", "แผนภูมิ " + no), new XAttribute("descr", RenderedText.OneLine(chart.Finding, document.Digits)), new XAttribute("title", RenderedText.OneLine(chart.Title, document.Digits))),
                    new XElement(Wp + "cNvGraphicFramePr"),
                    new XElement(
                        A + "graphic",
                        new XAttribute(XNamespace.Xmlns + "a", A),
                        new XElement(
                            A + "graphicData",
                            new XAttribute("uri", C.NamespaceName),
                            new XElement(C + "chart", new XAttribute(XNamespace.Xmlns + "c", C), new XAttribute(R + "id", id)))))))));
        body.Add(Caption("ภาพที่", charts, chart.Title, keepNext: false));
    }

    private XElement Caption(string label, int no, string text, bool keepNext)
    {
        // A SEQ field would renumber itself, but LibreOffice shows every SEQ in Arabic digits: two kinds of digits in one paper.
        XElement? field = document.Digits is DigitStyle.Arabic ? new XElement(W + "fldSimple", Attr("instr", $" SEQ {label} \\* ARABIC "), TextRuns(Number(no))) : null;
        return P(
            PPr(style: "Caption", keepNext: keepNext, alignment: keepNext ? Alignment.Start : Alignment.Centre),
            field is null ? TextRuns($"{label}\u00A0{Number(no)}") : [.. TextRuns(label + "\u00A0"), field],
            TextRuns("  " + text));
    }

    private void AddSignature(SignaturePlace place)
    {
        string[] lines = ["(ลงชื่อ) " + new string('.', 46), $"( {place.Name ?? new string('.', 50)} )", .. place.Position.Split('\n')];
        for (var i = 0; i < lines.Length; i++)
        {
            body.Add(P(PPr(style: "Signature", keepNext: i < lines.Length - 1, spacing: i == 0 ? new XElement(W + "spacing", Attr("before", "960")) : null), TextRuns(lines[i])));
        }
    }

    private void EndSection(bool cover)
    {
        if (body.Count == sectionStart)
        {
            return;
        }
        if (body[^1].Name != W + "p")
        {
            body.Add(Spacer(2));
        }
        var last = body[^1];
        var properties = last.Element(W + "pPr");
        if (properties is null)
        {
            properties = new XElement(W + "pPr");
            last.AddFirst(properties);
        }
        properties.Add(Section(cover));
        sectionStart = body.Count;
        breakBefore = false;
    }

    private XElement Section(bool cover)
    {
        var start = !cover && hasCover && !numberingStarted;
        numberingStarted |= !cover;
        var thai = document.Digits is DigitStyle.Thai;
        if (isForm)
        {
            return FormSection(thai);
        }
        return new XElement(
            W + "sectPr",
            cover ? null : new XElement(W + "footerReference", Attr("type", "default"), new XAttribute(R + "id", "rId5")),
            new XElement(W + "type", Attr("val", "nextPage")),
            landscape
                ? new XElement(W + "pgSz", Attr("w", "16838"), Attr("h", "11906"), Attr("orient", "landscape"))
                : new XElement(W + "pgSz", Attr("w", "11906"), Attr("h", "16838")),
            new XElement(W + "pgMar", Attr("top", "1418"), Attr("right", "1134"), Attr("bottom", "1134"), Attr("left", "1701"), Attr("header", "709"), Attr("footer", "567"), Attr("gutter", "0")),
            new XElement(W + "pgNumType", thai ? Attr("fmt", "thaiNumbers") : null, start ? Attr("start", "1") : null));
    }

    private XElement? TakeBreak()
    {
        if (!breakBefore)
        {
            return null;
        }
        breakBefore = false;
        return new XElement(W + "pageBreakBefore");
    }

    private XElement PPr(string? style = null, bool keepNext = false, int? numbering = null, XElement? spacing = null, XElement? indent = null, Alignment? alignment = null) => new(
        W + "pPr",
        style is null ? null : new XElement(W + "pStyle", Attr("val", style)),
        keepNext ? new XElement(W + "keepNext") : null,
        TakeBreak(),
        numbering is { } n ? new XElement(W + "numPr", new XElement(W + "ilvl", Attr("val", "0")), new XElement(W + "numId", Attr("val", Number(n)))) : null,
        spacing,
        indent,
        alignment is { } a && (style is not null || a is not Alignment.Justify) ? new XElement(W + "jc", Attr("val", Jc(a))) : null);

    private XElement Spacer(int points) => new(
        W + "p",
        new XElement(
            W + "pPr",
            TakeBreak(),
            new XElement(W + "spacing", Attr("before", "0"), Attr("after", "0"), Attr("line", Twips(points)), Attr("lineRule", "exact")),
            new XElement(W + "rPr", new XElement(W + "sz", Attr("val", "2")), new XElement(W + "szCs", Attr("val", "2")))));

    private static XElement P(params object?[] content) => new(W + "p", content);

    private IEnumerable<XElement> TextRuns(string text, bool? bold = null, bool italic = false, bool underline = false, decimal? points = null)
    {
        var rendered = RenderedText.Of(text, document.Digits);
        if (rendered.Length == 0)
        {
            yield break;
        }
        var half = points is { } size ? Number((int)(size * 2)) : null;
        var run = new XElement(W + "r");
        var properties = new XElement(
            W + "rPr",
            bold is { } b ? new[] { Toggle("b", b), Toggle("bCs", b) } : null,
            italic ? new[] { Toggle("i", true), Toggle("iCs", true) } : null,
            half is not null && points is not 16 ? new[] { new XElement(W + "sz", Attr("val", half)), new XElement(W + "szCs", Attr("val", half)) } : null,
            underline ? new XElement(W + "u", Attr("val", "single")) : null,
            rendered.AsSpan().ContainsAnyInRange('\u0E00', '\u0E7F') ? new XElement(W + "cs") : null);
        if (properties.HasElements)
        {
            run.Add(properties);
        }
        var lines = rendered.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                run.Add(new XElement(W + "br"));
            }
            if (lines[i].Length > 0)
            {
                run.Add(new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), lines[i]));
            }
        }
        yield return run;
    }
}
