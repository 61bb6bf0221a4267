using System.Globalization;
using System.Xml.Linq;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>A plain table as XLSX: one sheet, a header row, cells that are text or, where they read as a number, numbers. Nothing in it is a formula.</summary>
public static class SheetWriter
{
    private const int Header = 2, Text = 0;
    private const int MostColumns = 26;

    /// <summary>The file's bytes; the same content gives the same bytes. Widths are in characters, one for each column.</summary>
    /// <exception cref="ArgumentException">There are more than 26 columns, or not as many widths as columns.</exception>
    public static byte[] Write(string sheet, IReadOnlyList<string> header, IReadOnlyList<int> widths, IEnumerable<IReadOnlyList<string?>> rows)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(rows);
        if (header.Count > MostColumns || header.Count != widths.Count)
        {
            throw new ArgumentException($"A sheet has at most {MostColumns} columns, each with a width.", nameof(widths));
        }
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var package = new OpcPackage();
        package.Relate(string.Empty, "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Add("xl/workbook.xml", type + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(S + "sheets", new XElement(S + "sheet", new XAttribute("name", sheet.Length > 31 ? sheet[..31] : sheet), new XAttribute("sheetId", 1), new XAttribute(R + "id", "rId1")))));
        package.Relate("xl/workbook.xml", "rId1", OfficeRel + "worksheet", "worksheets/sheet1.xml");
        package.Add("xl/worksheets/sheet1.xml", type + "worksheet+xml", new XElement(
            S + "worksheet",
            new XElement(S + "cols", widths.Select((w, i) => new XElement(S + "col", new XAttribute("min", i + 1), new XAttribute("max", i + 1), new XAttribute("width", w), new XAttribute("customWidth", 1)))),
            new XElement(S + "sheetData", rows.Prepend(header).Select((row, i) => Row(i + 1, row, i == 0 ? Header : Text)))));
        package.Relate("xl/workbook.xml", "rId2", OfficeRel + "styles", "styles.xml");
        package.Add("xl/styles.xml", type + "styles+xml", ResultTemplate.Styles());
        return package.ToBytes();
    }

    private static XElement Row(int at, IReadOnlyList<string?> cells, int style) => new(S + "row", new XAttribute("r", at), cells.Select((text, i) =>
    {
        var isNumber = style != Header && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
        return new XElement(
            S + "c",
            new XAttribute("r", string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + i)}{at}")),
            new XAttribute("s", style),
            string.IsNullOrEmpty(text) || isNumber ? null : new XAttribute("t", "inlineStr"),
            string.IsNullOrEmpty(text) ? null : isNumber ? new XElement(S + "v", text) : new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), SpreadsheetSafe.Xlsx(text))));
    }));
}
