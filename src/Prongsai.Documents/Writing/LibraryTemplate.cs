using System.Globalization;
using System.Xml.Linq;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>
/// The spreadsheet in which an office types measures for its own library: a sheet to fill in, and a sheet of the words and codes it may use.
/// </summary>
public static class LibraryTemplate
{
    private const int Title = 1, Header = 2, Plain = 3, Entry = 5, Note = 6;
    private const int EmptyRows = 40;

    /// <summary>Row of the column heads, from 1; what is typed stands below.</summary>
    public const int HeaderRow = 4;

    /// <param name="columns">Heads of the sheet to fill in, with their width in characters.</param>
    /// <param name="note">How to fill it in, one line.</param>
    /// <param name="rows">What already stands in it, cell by cell; empty for a blank form.</param>
    /// <param name="choices">The second sheet: a head, and what may be written under it.</param>
    /// <returns>The file's bytes; the same arguments always give the same bytes.</returns>
    public static byte[] Write(IReadOnlyList<(string Title, int Width)> columns, string note, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<(string Code, string Meaning)> choices)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(note);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(choices);
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var blank = columns.Select(_ => "").ToList();
        var form = new List<XElement>
        {
            Row(1, [("มาตรการสำหรับคลังของหน่วยงาน", Title)]),
            Row(2, [(note, Note)]),
            Row(HeaderRow, [.. columns.Select(c => (c.Title, Header))]),
        };
        form.AddRange(rows.Concat(Enumerable.Repeat<IReadOnlyList<string>>(blank, EmptyRows)).Select((cells, i) => Row(HeaderRow + 1 + i, [.. cells.Select(c => (c, Entry))])));
        var words = choices.Select((c, i) => Row(2 + i, [(c.Code, Plain), (c.Meaning, Plain)])).Prepend(Row(1, [("เขียนว่า", Header), ("หมายถึง", Header)])).ToList();
        (string Name, IReadOnlyList<int> Widths, List<XElement> Rows)[] sheets = [("มาตรการ", [.. columns.Select(c => c.Width)], form), ("คำและรหัสที่ใช้ได้", [26, 110], words)];
        var package = new OpcPackage();
        package.Relate(string.Empty, "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Add("xl/workbook.xml", type + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(S + "sheets", sheets.Select((s, i) => new XElement(S + "sheet", new XAttribute("name", s.Name), new XAttribute("sheetId", i + 1), new XAttribute(R + "id", Id(i)))))));
        for (var i = 0; i < sheets.Length; i++)
        {
            package.Relate("xl/workbook.xml", Id(i), OfficeRel + "worksheet", string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{i + 1}.xml"));
            package.Add(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{i + 1}.xml"), type + "worksheet+xml", new XElement(
                S + "worksheet",
                new XElement(S + "cols", sheets[i].Widths.Select((w, c) => new XElement(S + "col", new XAttribute("min", c + 1), new XAttribute("max", c + 1), new XAttribute("width", w), new XAttribute("customWidth", 1)))),
                new XElement(S + "sheetData", sheets[i].Rows)));
        }
        package.Relate("xl/workbook.xml", Id(sheets.Length), OfficeRel + "styles", "styles.xml");
        package.Add("xl/styles.xml", type + "styles+xml", ResultTemplate.Styles());
        return package.ToBytes();

        static string Id(int sheet) => string.Create(CultureInfo.InvariantCulture, $"rId{sheet + 1}");
    }

    private static XElement Row(int at, IReadOnlyList<(string Text, int Style)> cells) =>
        new(S + "row", new XAttribute("r", at), cells.Select((c, i) => new XElement(
            S + "c",
            new XAttribute("r", string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + i)}{at}")),
            new XAttribute("s", c.Style),
            c.Text.Length == 0 ? null : new XAttribute("t", "inlineStr"),
            c.Text.Length == 0 ? null : new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), SpreadsheetSafe.Xlsx(c.Text))))));
}
