using System.Globalization;
using System.Xml.Linq;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>A table as XLSX: a heading row and rows of text and numbers. A text that a spreadsheet would take for a formula is made harmless.</summary>
public static class PlainSheet
{
    private const int Header = 2;

    /// <param name="name">Of the sheet, 31 characters at most.</param>
    /// <param name="columns">Heading and width in characters.</param>
    /// <param name="rows">Strings, numbers or null.</param>
    public static byte[] Write(string name, IReadOnlyList<(string Title, int Width)> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var all = rows.Select((row, i) => Row(i + 2, row, style: 0)).Prepend(Row(1, [.. columns.Select(c => (object?)c.Title)], Header));
        var package = new OpcPackage();
        package.Relate(string.Empty, "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Add("xl/workbook.xml", type + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(S + "sheets", new XElement(S + "sheet", new XAttribute("name", name), new XAttribute("sheetId", 1), new XAttribute(R + "id", "rId1")))));
        package.Relate("xl/workbook.xml", "rId1", OfficeRel + "worksheet", "worksheets/sheet1.xml");
        package.Add("xl/worksheets/sheet1.xml", type + "worksheet+xml", new XElement(
            S + "worksheet",
            new XElement(S + "cols", columns.Select((c, i) => new XElement(
                S + "col", new XAttribute("min", i + 1), new XAttribute("max", i + 1), new XAttribute("width", c.Width), new XAttribute("customWidth", 1)))),
            new XElement(S + "sheetData", all)));
        package.Relate("xl/workbook.xml", "rId2", OfficeRel + "styles", "styles.xml");
        package.Add("xl/styles.xml", type + "styles+xml", ResultTemplate.Styles());
        return package.ToBytes();
    }

    private static XElement Row(int at, IReadOnlyList<object?> cells, int style) =>
        new(S + "row", new XAttribute("r", at), cells.Select((value, i) => Cell(string.Create(CultureInfo.InvariantCulture, $"{Letter(i)}{at}"), value, style)));

    private static XElement Cell(string at, object? value, int style)
    {
        var cell = new XElement(S + "c", new XAttribute("r", at), new XAttribute("s", style));
        if (value is int or long or decimal or double)
        {
            cell.Add(new XElement(S + "v", Convert.ToString(value, CultureInfo.InvariantCulture)));
        }
        else if (value is string { Length: > 0 } text)
        {
            cell.Add(new XAttribute("t", "inlineStr"), new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), SpreadsheetSafe.Xlsx(text))));
        }
        return cell;
    }

    private static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letter(column / 26 - 1) + Letter(column % 26);
}
