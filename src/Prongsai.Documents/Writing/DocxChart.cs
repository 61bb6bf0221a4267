using System.Globalization;
using System.Xml.Linq;
using Prongsai.Domain;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>A chart as Word knows it: DrawingML bars that can be edited, with their figures in an embedded workbook.</summary>
internal static class DocxChart
{
    private const string Teal = "0B5D63";
    private const string Amber = "C98612";
    private static readonly string[] SeriesFills = [Teal, "79B0B3", "B9C6C8", "43545A", "8FA3A6"];

    /// <summary>Height in EMU (360,000 a centimetre).</summary>
    public static long Height(Chart chart)
    {
        var bars = chart.Kind is ChartKind.RankedBars ? 0.68m : 0.35m + 0.42m * chart.Series.Count;
        return (long)(360_000m * Math.Min(22m, 1.2m + bars * chart.Categories.Count + (chart.Series.Count > 1 ? 1m : 0m)));
    }

    public static XElement Part(Chart chart, Document document)
    {
        var many = chart.Series.Count > 1;
        return new XElement(
            C + "chartSpace",
            new XAttribute(XNamespace.Xmlns + "c", C),
            new XAttribute(XNamespace.Xmlns + "a", A),
            new XAttribute(XNamespace.Xmlns + "r", R),
            Val("date1904", "0"),
            Val("roundedCorners", "0"),
            new XElement(
                C + "chart",
                Val("autoTitleDeleted", "1"),
                new XElement(
                    C + "plotArea",
                    new XElement(C + "layout"),
                    new XElement(
                        C + "barChart",
                        Val("barDir", "bar"),
                        Val("grouping", "clustered"),
                        Val("varyColors", "0"),
                        chart.Series.Select((series, i) => Bars(chart, series, i, document)),
                        Val("gapWidth", many ? "60" : "45"),
                        Val("axId", "111111111"),
                        Val("axId", "222222222")),
                    new XElement(
                        C + "catAx",
                        Val("axId", "111111111"),
                        new XElement(C + "scaling", Val("orientation", "maxMin")),
                        Val("delete", "0"),
                        Val("axPos", "l"),
                        Val("majorTickMark", "none"),
                        Val("minorTickMark", "none"),
                        Val("tickLblPos", "low"),
                        new XElement(C + "spPr", Line("66777C")),
                        Val("crossAx", "222222222"),
                        Val("crosses", "autoZero")),
                    new XElement(
                        C + "valAx",
                        Val("axId", "222222222"),
                        new XElement(C + "scaling", Val("orientation", "minMax"), Val("max", "100"), Val("min", "0")),
                        Val("delete", "1"),
                        Val("axPos", "t"),
                        Val("crossAx", "111111111"),
                        Val("crosses", "autoZero"))),
                many
                    ? new XElement(C + "legend", Val("legendPos", "b"), Val("overlay", "0"))
                    : null,
                Val("plotVisOnly", "1"),
                Val("dispBlanksAs", "gap")),
            new XElement(C + "spPr", new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill"))),
            Letters(Plan.Font(document)),
            new XElement(C + "externalData", new XAttribute(R + "id", "rId1"), Val("autoUpdate", "0")));
    }

    /// <summary>The figures as a workbook: categories down, series across.</summary>
    public static byte[] Workbook(Chart chart, DigitStyle digits)
    {
        var package = new OpcPackage();
        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        package.Relate("", "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Relate("xl/workbook.xml", "rId1", OfficeRel + "worksheet", "worksheets/sheet1.xml");
        package.Add("xl/workbook.xml", Type + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R),
            new XElement(S + "sheets", new XElement(S + "sheet", new XAttribute("name", "Sheet1"), new XAttribute("sheetId", 1), new XAttribute(R + "id", "rId1")))));
        package.Add("xl/worksheets/sheet1.xml", Type + "worksheet+xml", new XElement(
            S + "worksheet",
            new XElement(
                S + "sheetData",
                new XElement(S + "row", new XAttribute("r", 1), TextCell("A1", "รายการ"), chart.Series.Select((s, i) => TextCell(Column(i + 1) + "1", RenderedText.OneLine(s.Name, digits)))),
                chart.Categories.Select((category, r) => new XElement(
                    S + "row",
                    new XAttribute("r", r + 2),
                    TextCell("A" + Number(r + 2), RenderedText.OneLine(category, digits)),
                    chart.Series.Select((s, i) => ValueAt(s, r) is { } value
                        ? new XElement(S + "c", new XAttribute("r", Column(i + 1) + Number(r + 2)), new XElement(S + "v", value.ToString(CultureInfo.InvariantCulture)))
                        : null))))));
        return package.ToBytes();
    }

    private static XElement Bars(Chart chart, Series series, int index, Document document)
    {
        var column = Column(index + 1);
        var last = Number(chart.Categories.Count + 1);
        var lowest = chart.Limits.Count > 0 ? chart.Limits.Min(l => l.Value) : (decimal?)null;
        // The value axis shows no digits of its own; the labels are formatted in the paper's digits (0D: Thai numerals, 041E: Thai).
        var format = document.Digits is DigitStyle.Thai ? "[$-D00041E]0.00" : "0.00";
        return new XElement(
            C + "ser",
            Val("idx", Number(index)),
            Val("order", Number(index)),
            new XElement(C + "tx", new XElement(C + "strRef", new XElement(C + "f", $"Sheet1!${column}$1"), StringCache([RenderedText.OneLine(series.Name, document.Digits)]))),
            Fill(SeriesFills[(chart.Series.Count - 1 - index) % SeriesFills.Length]),
            Val("invertIfNegative", "0"),
            chart.Kind is ChartKind.RankedBars && lowest is { } limit
                ? series.Values.Select((value, i) => value < limit
                    ? new XElement(C + "dPt", Val("idx", Number(i)), Val("invertIfNegative", "0"), Val("bubble3D", "0"), Fill(Amber))
                    : null)
                : null,
            new XElement(
                C + "dLbls",
                new XElement(C + "numFmt", new XAttribute("formatCode", format), new XAttribute("sourceLinked", 0)),
                new XElement(C + "spPr", new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill"))),
                Letters(Plan.Font(document)),
                Val("dLblPos", "outEnd"),
                Val("showLegendKey", "0"), Val("showVal", "1"), Val("showCatName", "0"), Val("showSerName", "0"), Val("showPercent", "0"), Val("showBubbleSize", "0")),
            new XElement(C + "cat", new XElement(C + "strRef", new XElement(C + "f", $"Sheet1!$A$2:$A${last}"), StringCache([.. chart.Categories.Select(c => RenderedText.OneLine(c, document.Digits))]))),
            new XElement(C + "val", new XElement(
                C + "numRef",
                new XElement(C + "f", $"Sheet1!${column}$2:${column}${last}"),
                new XElement(
                    C + "numCache",
                    new XElement(C + "formatCode", "0.00"),
                    Val("ptCount", Number(chart.Categories.Count)),
                    chart.Categories.Select((_, i) => ValueAt(series, i) is { } value
                        ? new XElement(C + "pt", new XAttribute("idx", i), new XElement(C + "v", value.ToString(CultureInfo.InvariantCulture)))
                        : null)))));
    }

    private static XElement StringCache(IReadOnlyList<string> texts) => new(
        C + "strCache",
        Val("ptCount", Number(texts.Count)),
        texts.Select((text, i) => new XElement(C + "pt", new XAttribute("idx", i), new XElement(C + "v", text))));

    private static XElement Letters(string font) => new(
        C + "txPr",
        new XElement(A + "bodyPr", new XAttribute("wrap", "none")),
        new XElement(A + "lstStyle"),
        new XElement(A + "p", new XElement(A + "pPr", new XElement(
            A + "defRPr",
            new XAttribute("sz", 1400),
            new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", "14252A"))),
            new XElement(A + "latin", new XAttribute("typeface", font)),
            new XElement(A + "cs", new XAttribute("typeface", font)))), new XElement(A + "endParaRPr", new XAttribute("lang", "th-TH"))));

    private static XElement Fill(string colour) => new(C + "spPr", new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour))));

    private static XElement Line(string colour) => new(A + "ln", new XAttribute("w", 9525), new XElement(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour))));

    private static XElement Val(string name, string value) => new(C + name, new XAttribute("val", value));

    private static XElement TextCell(string at, string text) =>
        new(S + "c", new XAttribute("r", at), new XAttribute("t", "inlineStr"), new XElement(S + "is", new XElement(S + "t", text)));

    /// <summary>A, B, … Z: a chart with more than 25 series says nothing.</summary>
    private static string Column(int index) => index < 26
        ? ((char)('A' + index)).ToString()
        : throw new ArgumentOutOfRangeException(nameof(index), index, "A chart has at most 25 series.");

    private static decimal? ValueAt(Series series, int index) => index < series.Values.Count ? series.Values[index] : null;
}
