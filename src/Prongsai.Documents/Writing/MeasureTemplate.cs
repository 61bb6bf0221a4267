using System.Globalization;
using System.Xml.Linq;
using Prongsai.Domain;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>The spreadsheet in which an office types a plan of measures. Its table has the headers of the papers, so the file is read back like any plan.</summary>
public static class MeasureTemplate
{
    private const int Title = 1, Header = 2, Entry = 5, Note = 6;
    private const int Rows = 40;

    private static readonly (string Title, int Width)[] Columns =
        [("ที่", 6), ("มาตรการ", 38), ("แนวทางการปฏิบัติ", 42), ("ขั้นตอน/วิธีการปฏิบัติ", 52), ("ผู้รับผิดชอบ", 24), ("ระยะเวลา", 24), ("การกำกับติดตาม", 26)];

    /// <summary>The template of a fiscal year as XLSX; the same year always gives the same bytes.</summary>
    public static byte[] Write(FiscalYear year)
    {
        const string type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var rows = new List<XElement>
        {
            Row(1, [($"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. {year}", Title)]),
            Row(2, [("พิมพ์มาตรการละหนึ่งแถว ในช่องขั้นตอนขึ้นต้นแต่ละขั้นด้วยเลข เช่น 1. และขึ้นบรรทัดใหม่ด้วย Alt+Enter ระยะเวลาพิมพ์เช่น 1 ต.ค. 2567 - 30 ก.ย. 2568", Note)]),
            Row(4, [.. Columns.Select(c => (c.Title, Header))]),
        };
        rows.AddRange(Enumerable.Range(5, Rows).Select(at => Row(at, [.. Columns.Select(_ => (string.Empty, Entry))])));
        var package = new OpcPackage();
        package.Relate(string.Empty, "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Add("xl/workbook.xml", type + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(S + "sheets", new XElement(S + "sheet", new XAttribute("name", "มาตรการ"), new XAttribute("sheetId", 1), new XAttribute(R + "id", "rId1")))));
        package.Relate("xl/workbook.xml", "rId1", OfficeRel + "worksheet", "worksheets/sheet1.xml");
        package.Add("xl/worksheets/sheet1.xml", type + "worksheet+xml", new XElement(
            S + "worksheet",
            new XElement(S + "cols", Columns.Select((c, i) => new XElement(
                S + "col", new XAttribute("min", i + 1), new XAttribute("max", i + 1), new XAttribute("width", c.Width), new XAttribute("customWidth", 1)))),
            new XElement(S + "sheetData", rows)));
        package.Relate("xl/workbook.xml", "rId2", OfficeRel + "styles", "styles.xml");
        package.Add("xl/styles.xml", type + "styles+xml", ResultTemplate.Styles());
        return package.ToBytes();
    }

    private static XElement Row(int at, IReadOnlyList<(string Text, int Style)> cells) =>
        new(S + "row", new XAttribute("r", at), cells.Select((c, i) => new XElement(
            S + "c",
            new XAttribute("r", string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + i)}{at}")),
            new XAttribute("s", c.Style),
            c.Text.Length == 0 ? null : new XAttribute("t", "inlineStr"),
            c.Text.Length == 0 ? null : new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), SpreadsheetSafe.Xlsx(c.Text))))));
}
