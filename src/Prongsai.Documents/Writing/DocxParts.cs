using System.Globalization;
using System.Xml.Linq;
using Prongsai.Domain;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>The parts of a Word file beside its text: styles, numbering, settings, fonts, footer, properties.</summary>
internal static class DocxParts
{
    private static readonly XNamespace Cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private static readonly XNamespace Dc = "http://purl.org/dc/elements/1.1/";
    private static readonly XNamespace Terms = "http://purl.org/dc/terms/";
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";
    private static readonly XNamespace Ep = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";

    private static readonly string[] Sides = ["top", "left", "bottom", "right", "insideH", "insideV"];
    private static readonly string[] Compatible = ["overrideTableStyleFontSizeAndJustification", "enableOpenTypeFeatures", "doNotFlipMirrorIndents"];

    public static XElement Styles(Document document)
    {
        var font = Plan.Font(document);
        return new XElement(
            W + "styles",
            new XAttribute(XNamespace.Xmlns + "w", W),
            new XElement(
                W + "docDefaults",
                new XElement(W + "rPrDefault", new XElement(
                    W + "rPr",
                    new XElement(W + "rFonts", Attr("ascii", font), Attr("hAnsi", font), Attr("eastAsia", font), Attr("cs", font)),
                    new XElement(W + "sz", Attr("val", "32")),
                    new XElement(W + "szCs", Attr("val", "32")),
                    new XElement(W + "lang", Attr("val", "en-US"), Attr("eastAsia", "en-US"), Attr("bidi", "th-TH")))),
                new XElement(W + "pPrDefault", new XElement(W + "pPr", Exact(0, 0, 16)))),
            Style("paragraph", "Normal", "Normal", isDefault: true, paragraph:
                [new XElement(W + "widowControl"), new XElement(W + "autoSpaceDE", Attr("val", "0")), new XElement(W + "autoSpaceDN", Attr("val", "0")), Exact(6, 0, 16), Align(Alignment.Justify)]),
            Heading(1), Heading(2), Heading(3), Heading(4),
            Style("paragraph", "Title", "Title", basedOn: "Normal", paragraph: [Exact(0, 0, 24), Align(Alignment.Centre)], run: Letters(24, true)),
            Style("paragraph", "CoverLine", "Cover Line", basedOn: "Normal", custom: true, paragraph: [Exact(0, 0, 20), Align(Alignment.Centre)]),
            Style("paragraph", "Caption", "caption", basedOn: "Normal", paragraph: [Exact(6, 4, 14), Align(Alignment.Start)], run: Letters(14, true)),
            Style("paragraph", "Figure", "Figure", basedOn: "Normal", custom: true, paragraph:
                [new XElement(W + "keepNext"), new XElement(W + "spacing", Attr("before", "120"), Attr("after", "0"), Attr("line", "240"), Attr("lineRule", "auto")), Align(Alignment.Centre)]),
            Style("paragraph", "ListBullet", "List Bullet", basedOn: "Normal", paragraph: [Exact(2, 0, 16), Align(Alignment.Justify)]),
            Style("paragraph", "ListNumber", "List Number", basedOn: "Normal", paragraph: [Exact(2, 0, 16), Align(Alignment.Justify)]),
            Style("paragraph", "TableText", "Table Text", basedOn: "Normal", custom: true, paragraph: [Exact(0, 0, 14), Align(Alignment.Start)], run: Letters(14, null)),
            Style("paragraph", "TableHeader", "Table Header", basedOn: "TableText", custom: true, paragraph: [new XElement(W + "keepNext"), Align(Alignment.Centre)], run: Letters(14, true)),
            Style("paragraph", "Signature", "Signature", basedOn: "Normal", paragraph: [new XElement(W + "keepLines"), Exact(2, 0, 16), new XElement(W + "ind", Attr("left", "3402")), Align(Alignment.Centre)]),
            Style("paragraph", "Footer", "footer", basedOn: "Normal", paragraph: [Exact(0, 0, 16), Align(Alignment.Centre)]),
            Style("character", "DefaultParagraphFont", "Default Paragraph Font", isDefault: true),
            new XElement(
                W + "style", Attr("type", "table"), Attr("default", "1"), Attr("styleId", "TableNormal"),
                new XElement(W + "name", Attr("val", "Normal Table")),
                new XElement(W + "uiPriority", Attr("val", "99")),
                new XElement(W + "tblPr", new XElement(W + "tblInd", Attr("w", "0"), Attr("type", "dxa")), CellMargins())),
            new XElement(
                W + "style", Attr("type", "table"), Attr("styleId", "TableGrid"),
                new XElement(W + "name", Attr("val", "Table Grid")),
                new XElement(W + "basedOn", Attr("val", "TableNormal")),
                new XElement(W + "uiPriority", Attr("val", "39")),
                new XElement(W + "tblPr", new XElement(W + "tblBorders", Sides.Select(side =>
                    new XElement(W + side, Attr("val", "single"), Attr("sz", "4"), Attr("space", "0"), Attr("color", "43545A")))))),
            new XElement(
                W + "style", Attr("type", "numbering"), Attr("default", "1"), Attr("styleId", "NoList"),
                new XElement(W + "name", Attr("val", "No List")),
                new XElement(W + "uiPriority", Attr("val", "99"))));
    }

    /// <summary>Bullets are numbering 1; every numbered list has its own from 2, so that each starts at one.</summary>
    public static XElement Numbering(DigitStyle digits, int lists) => new(
        W + "numbering",
        new XAttribute(XNamespace.Xmlns + "w", W),
        Abstract(0, "bullet", "–"),
        Abstract(1, digits is DigitStyle.Thai ? "thaiNumbers" : "decimal", "%1."),
        new XElement(W + "num", Attr("numId", "1"), new XElement(W + "abstractNumId", Attr("val", "0"))),
        Enumerable.Range(2, lists).Select(n => new XElement(
            W + "num",
            Attr("numId", Number(n)),
            new XElement(W + "abstractNumId", Attr("val", "1")),
            new XElement(W + "lvlOverride", Attr("ilvl", "0"), new XElement(W + "startOverride", Attr("val", "1"))))));

    public static XElement Settings() => new(
        W + "settings",
        new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(W + "zoom", Attr("percent", "100")),
        new XElement(W + "defaultTabStop", Attr("val", "720")),
        new XElement(W + "characterSpacingControl", Attr("val", "doNotCompress")),
        new XElement(W + "compat", Compatible.Select(name => Compat(name, "1")).Prepend(Compat("compatibilityMode", "15"))),
        new XElement(W + "themeFontLang", Attr("val", "en-US"), Attr("bidi", "th-TH")),
        new XElement(W + "decimalSymbol", Attr("val", ".")),
        new XElement(W + "listSeparator", Attr("val", ",")));

    /// <summary>Names sister fonts for a machine that lacks the official one.</summary>
    public static XElement FontTable(string font) => new(
        W + "fonts",
        new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(
            W + "font",
            Attr("name", font),
            new XElement(W + "altName", Attr("val", "Laksaman")),
            new XElement(W + "charset", Attr("val", "DE")),
            new XElement(W + "family", Attr("val", "swiss")),
            new XElement(W + "pitch", Attr("val", "variable"))));

    public static XElement Footer() => new(
        W + "ftr",
        new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(
            W + "p",
            new XElement(W + "pPr", new XElement(W + "pStyle", Attr("val", "Footer"))),
            Text("- "),
            FieldChar("begin"),
            new XElement(W + "r", new XElement(W + "instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), " PAGE ")),
            FieldChar("separate"),
            Text("1"),
            FieldChar("end"),
            Text(" -")));

    /// <summary>The number of the page at its head; the first page of a form has a header of its own, which is empty.</summary>
    public static XElement Header() => new(
        W + "hdr",
        new XAttribute(XNamespace.Xmlns + "w", W),
        new XElement(
            W + "p",
            new XElement(W + "pPr", new XElement(W + "pStyle", Attr("val", "Footer"))),
            FieldChar("begin"),
            new XElement(W + "r", new XElement(W + "instrText", new XAttribute(XNamespace.Xml + "space", "preserve"), " PAGE ")),
            FieldChar("separate"),
            Text("2"),
            FieldChar("end")));

    public static XElement Core(Document document)
    {
        var moment = document.WrittenAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new XElement(
            Cp + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", Cp),
            new XAttribute(XNamespace.Xmlns + "dc", Dc),
            new XAttribute(XNamespace.Xmlns + "dcterms", Terms),
            new XAttribute(XNamespace.Xmlns + "xsi", Xsi),
            new XElement(Dc + "title", RenderedText.OneLine(document.Title, document.Digits)),
            document.Subject.Length > 0 ? new XElement(Dc + "subject", RenderedText.OneLine(document.Subject, document.Digits)) : null,
            new XElement(Dc + "creator", RenderedText.OneLine(document.Author, document.Digits)),
            new XElement(Dc + "language", "th-TH"),
            moment is null ? null : new XElement(Terms + "created", new XAttribute(Xsi + "type", "dcterms:W3CDTF"), moment),
            moment is null ? null : new XElement(Terms + "modified", new XAttribute(Xsi + "type", "dcterms:W3CDTF"), moment));
    }

    public static XElement App(Document document) => new(
        Ep + "Properties",
        new XElement(Ep + "Application", "Prongsai"),
        new XElement(Ep + "Company", RenderedText.OneLine(document.Author, document.Digits)));

    private static XElement Heading(int level)
    {
        var points = Plan.HeadingPoints(level);
        return Style(
            "paragraph",
            "Heading" + Number(level),
            "heading " + Number(level),
            basedOn: "Normal",
            next: "Normal",
            paragraph:
            [
                new XElement(W + "keepNext"), new XElement(W + "keepLines"), Exact(level == 1 ? 12 : 10, 2, points), Align(Alignment.Start),
                new XElement(W + "outlineLvl", Attr("val", Number(level - 1))),
            ],
            run: Letters(points, true));
    }

    private static XElement Style(string type, string id, string name, string? basedOn = null, string? next = null, bool isDefault = false, bool custom = false, XElement[]? paragraph = null, XElement[]? run = null) => new(
        W + "style",
        Attr("type", type),
        isDefault ? Attr("default", "1") : null,
        custom ? Attr("customStyle", "1") : null,
        Attr("styleId", id),
        new XElement(W + "name", Attr("val", name)),
        basedOn is null ? null : new XElement(W + "basedOn", Attr("val", basedOn)),
        next is null ? null : new XElement(W + "next", Attr("val", next)),
        new XElement(W + "qFormat"),
        paragraph is null ? null : new XElement(W + "pPr", paragraph),
        run is null ? null : new XElement(W + "rPr", run));

    private static XElement[] Letters(decimal points, bool? bold)
    {
        var half = Number((int)(points * 2));
        XElement[] size = [new XElement(W + "sz", Attr("val", half)), new XElement(W + "szCs", Attr("val", half))];
        return bold is true ? [Toggle("b", true), Toggle("bCs", true), .. size] : size;
    }

    private static XElement Exact(decimal before, decimal after, decimal points) =>
        new(W + "spacing", Attr("before", Twips(before)), Attr("after", Twips(after)), Attr("line", Twips(Plan.LineHeight(points))), Attr("lineRule", "exact"));

    private static XElement Align(Alignment alignment) => new(W + "jc", Attr("val", Jc(alignment)));

    private static XElement CellMargins() => new(
        W + "tblCellMar",
        Margin("top", 28), Margin("left", 85), Margin("bottom", 28), Margin("right", 85));

    private static XElement Margin(string side, int twips) => new(W + side, Attr("w", Number(twips)), Attr("type", "dxa"));

    private static XElement Abstract(int id, string format, string text) => new(
        W + "abstractNum",
        Attr("abstractNumId", Number(id)),
        new XElement(W + "multiLevelType", Attr("val", "singleLevel")),
        new XElement(
            W + "lvl",
            Attr("ilvl", "0"),
            new XElement(W + "start", Attr("val", "1")),
            new XElement(W + "numFmt", Attr("val", format)),
            new XElement(W + "lvlText", Attr("val", text)),
            new XElement(W + "lvlJc", Attr("val", "left")),
            new XElement(W + "pPr", new XElement(W + "ind", Attr("left", "1985"), Attr("hanging", "567")))));

    private static XElement Compat(string name, string value) =>
        new(W + "compatSetting", Attr("name", name), Attr("uri", "http://schemas.microsoft.com/office/word"), Attr("val", value));

    private static XElement Text(string text) => new(W + "r", new XElement(W + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), text));

    private static XElement FieldChar(string kind) => new(W + "r", new XElement(W + "fldChar", Attr("fldCharType", kind)));
}
