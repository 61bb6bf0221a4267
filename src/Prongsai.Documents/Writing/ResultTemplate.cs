using System.Globalization;
using System.Xml.Linq;
using Prongsai.Domain.Rules;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>
/// The spreadsheet in which an office types the results of a year by hand. Its tables have the headers of the papers, so the file is read
/// back like any paper. Everything but the places to type is locked; a score must be 0–100.
/// </summary>
public static class ResultTemplate
{
    // Indexes of the cell formats in Styles(); 0 is the plain one.
    private const int Title = 1, Header = 2, Text = 3, Score = 4, Entry = 5, Note = 6;
    private const int BlankRows = 45;
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    /// <summary>
    /// The template of a rulebook as XLSX. <paramref name="scores"/> fills in what is known, by target: "ind1", "i1", "e1", "O1", "total".
    /// The same arguments always give the same bytes.
    /// </summary>
    public static byte[] Write(Rulebook rulebook, string? organisation = null, IReadOnlyDictionary<string, decimal>? scores = null, string? level = null)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        scores ??= new Dictionary<string, decimal>(StringComparer.Ordinal);
        var sheets = new[]
        {
            Results(rulebook, organisation, scores, level),
            Questions(rulebook, scores),
            Items(rulebook, scores),
            Instructions(rulebook),
        };
        var package = new OpcPackage();
        package.Relate(string.Empty, "rId1", OfficeRel + "officeDocument", "xl/workbook.xml");
        package.Add("xl/workbook.xml", SheetType + "sheet.main+xml", new XElement(
            S + "workbook",
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(S + "sheets", sheets.Select((s, i) => new XElement(
                S + "sheet", new XAttribute("name", s.Name), new XAttribute("sheetId", i + 1), new XAttribute(R + "id", "rId" + Number(i + 1)))))));
        for (var i = 0; i < sheets.Length; i++)
        {
            package.Relate("xl/workbook.xml", "rId" + Number(i + 1), OfficeRel + "worksheet", $"worksheets/sheet{Number(i + 1)}.xml");
            package.Add($"xl/worksheets/sheet{Number(i + 1)}.xml", SheetType + "worksheet+xml", sheets[i].ToXml());
        }
        package.Relate("xl/workbook.xml", "rId" + Number(sheets.Length + 1), OfficeRel + "styles", "styles.xml");
        package.Add("xl/styles.xml", SheetType + "styles+xml", Styles());
        return package.ToBytes();
    }

    private static Sheet Results(Rulebook rulebook, string? organisation, IReadOnlyDictionary<string, decimal> scores, string? level)
    {
        var sheet = new Sheet("ผลคะแนน", [16, 14, 58, 16]);
        sheet.Add([(TitleOf(rulebook), Title)]);
        sheet.Add([("ชื่อหน่วยงาน", Text), (organisation ?? string.Empty, Entry)]);
        sheet.Add([("เกณฑ์ที่ใช้", Text), (rulebook.Id, Text)]);
        sheet.Skip();
        sheet.Add([("แบบวัด", Header), ("ตัวชี้วัดที่", Header), ("รายละเอียดตัวชี้วัด", Header), ("คะแนน", Header)]);
        foreach (var indicator in rulebook.Indicators)
        {
            sheet.Add([(indicator.Tool, Text), (Number(indicator.No), Text), (indicator.Name, Text)], scores, "ind" + Number(indicator.No));
        }
        sheet.Add([(string.Empty, Text), (string.Empty, Text), ("คะแนนรวม", Text)], scores, "total");
        sheet.Skip();
        sheet.Add([("ระดับผลการประเมิน", Text), (level ?? string.Empty, Entry)]);
        sheet.Choice = (sheet.LastRow, string.Join(',', rulebook.Levels.Select(l => l.Name)));
        return sheet;
    }

    private static Sheet Questions(Rulebook rulebook, IReadOnlyDictionary<string, decimal> scores)
    {
        var sheet = new Sheet("คะแนนรายข้อ IIT EIT", [10, 90, 16]);
        foreach (var tool in rulebook.Tools.Where(t => t.Code != "OIT"))
        {
            sheet.Add([($"{tool.Name} ({tool.Code})", Title)]);
            sheet.Add([("ข้อ", Header), ("ข้อคำถาม", Header), ("คะแนน", Header)]);
            var questions = rulebook.Questions.Where(q => q.Tool == tool.Code).ToList();
            foreach (var question in questions)
            {
                sheet.Add([(question.Code, Text), (question.Text, Text)], scores, question.Code);
            }
            for (var i = 0; i < (questions.Count == 0 ? BlankRows : 0); i++)
            {
                sheet.Add([(string.Empty, Entry), (string.Empty, Entry)], scores, string.Empty);
            }
            sheet.Skip();
        }
        return sheet;
    }

    private static Sheet Items(Rulebook rulebook, IReadOnlyDictionary<string, decimal> scores)
    {
        var sheet = new Sheet("คะแนนรายข้อ OIT", [10, 90, 16]);
        var tool = rulebook.Tools.FirstOrDefault(t => t.Code == "OIT");
        sheet.Add([(tool is null ? "OIT" : $"{tool.Name} ({tool.Code})", Title)]);
        sheet.Add([("ข้อ", Header), ("ข้อคำถาม", Header), ("คะแนน", Header)]);
        foreach (var item in rulebook.Items)
        {
            sheet.Add([(item.Code, Text), (item.Title, Text)], scores, item.Code);
        }
        for (var i = 0; i < (rulebook.Items.Count == 0 ? BlankRows : 0); i++)
        {
            sheet.Add([(string.Empty, Entry), (string.Empty, Entry)], scores, string.Empty);
        }
        return sheet;
    }

    private static Sheet Instructions(Rulebook rulebook)
    {
        var sheet = new Sheet("วิธีกรอก", [110]);
        sheet.Add([("วิธีกรอกแบบนี้", Title)]);
        foreach (var line in new[]
        {
            "พิมพ์เฉพาะในช่องสีอ่อน ช่องอื่นล็อกไว้เพื่อไม่ให้หัวตารางเปลี่ยน",
            "คะแนนเป็นตัวเลขไม่เกินหนึ่งร้อย ทศนิยมสองตำแหน่ง ใช้เลขไทยหรือเลขอารบิกก็ได้",
            "ข้อที่ไม่ทราบคะแนนให้เว้นว่าง อย่าใส่ศูนย์แทน",
            "บันทึกเป็น .xlsx แล้วนำเข้าระบบในหน้าเดียวกับที่ใช้นำเข้าเอกสาร ระบบจะให้ตรวจทานก่อนบันทึกเสมอ",
            "ห้ามเปลี่ยนแถว “เกณฑ์ที่ใช้” (" + rulebook.Id + ")",
        })
        {
            sheet.Add([(line, Note)]);
        }
        return sheet;
    }

    private static string TitleOf(Rulebook rulebook) =>
        "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) ประจำปีงบประมาณ พ.ศ. " + rulebook.Year.Value.ToString(CultureInfo.InvariantCulture);

    private sealed class Sheet(string name, int[] widths)
    {
        private readonly List<XElement> _rows = [];
        private readonly List<string> _scores = [];

        public string Name { get; } = name;

        public int LastRow { get; private set; }

        /// <summary>The row whose second cell is chosen from a list.</summary>
        public (int Row, string Values)? Choice { get; set; }

        public void Skip() => LastRow++;

        public void Add(IReadOnlyList<(string Text, int Style)> cells) => Row([.. cells.Select((c, i) => Cell(i, c.Text, c.Style))]);

        /// <summary>A row that ends in a score.</summary>
        public void Add(IReadOnlyList<(string Text, int Style)> cells, IReadOnlyDictionary<string, decimal> scores, string target)
        {
            var reference = Reference(cells.Count, LastRow + 1);
            _scores.Add(reference);
            var score = new XElement(S + "c", new XAttribute("r", reference), new XAttribute("s", Score));
            if (scores.TryGetValue(target, out var value))
            {
                score.Add(new XElement(S + "v", value.ToString(CultureInfo.InvariantCulture)));
            }
            Row([.. cells.Select((c, i) => Cell(i, c.Text, c.Style)), score]);
        }

        private void Row(IEnumerable<XElement> cells)
        {
            LastRow++;
            _rows.Add(new XElement(S + "row", new XAttribute("r", LastRow), cells));
        }

        private XElement Cell(int column, string text, int style)
        {
            var cell = new XElement(S + "c", new XAttribute("r", Reference(column, LastRow + 1)), new XAttribute("s", style));
            if (text.Length > 0)
            {
                // An inline text is a text whatever it begins with, so nothing in it can run.
                cell.Add(new XAttribute("t", "inlineStr"), new XElement(S + "is", new XElement(S + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), SpreadsheetSafe.Xlsx(text))));
            }
            return cell;
        }

        private static string Reference(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row}");

        public XElement ToXml()
        {
            var validations = new List<XElement>();
            if (_scores.Count > 0)
            {
                validations.Add(new XElement(
                    S + "dataValidation",
                    new XAttribute("type", "decimal"), new XAttribute("operator", "between"), new XAttribute("allowBlank", 1), new XAttribute("showErrorMessage", 1),
                    new XAttribute("errorTitle", "คะแนนไม่ถูกต้อง"), new XAttribute("error", "กรอกคะแนนเป็นตัวเลขตั้งแต่ 0 ถึง 100 หรือเว้นว่าง"),
                    new XAttribute("sqref", string.Join(' ', _scores)),
                    new XElement(S + "formula1", "0"), new XElement(S + "formula2", "100")));
            }
            if (Choice is { } choice && choice.Values.Length < 250)
            {
                validations.Add(new XElement(
                    S + "dataValidation",
                    new XAttribute("type", "list"), new XAttribute("allowBlank", 1), new XAttribute("showErrorMessage", 1),
                    new XAttribute("errorTitle", "ระดับไม่ถูกต้อง"), new XAttribute("error", "เลือกระดับจากรายการ"),
                    new XAttribute("sqref", Reference(1, choice.Row)),
                    new XElement(S + "formula1", "\"" + choice.Values + "\"")));
            }
            return new XElement(
                S + "worksheet",
                new XElement(S + "cols", widths.Select((w, i) => new XElement(
                    S + "col", new XAttribute("min", i + 1), new XAttribute("max", i + 1), new XAttribute("width", w), new XAttribute("customWidth", 1)))),
                new XElement(S + "sheetData", _rows),
                new XElement(S + "sheetProtection", new XAttribute("sheet", 1), new XAttribute("formatColumns", 0), new XAttribute("formatRows", 0)),
                validations.Count == 0 ? null : new XElement(S + "dataValidations", new XAttribute("count", validations.Count), validations));
        }
    }

    internal static XElement Styles()
    {
        static XElement Font(bool bold, int size) => new(
            S + "font", bold ? new XElement(S + "b") : null, new XElement(S + "sz", new XAttribute("val", size)), new XElement(S + "name", new XAttribute("val", "TH SarabunPSK")));
        static XElement Fill(string? colour) => new(S + "fill", colour is null
            ? new XElement(S + "patternFill", new XAttribute("patternType", "none"))
            : new XElement(S + "patternFill", new XAttribute("patternType", "solid"), new XElement(S + "fgColor", new XAttribute("rgb", colour))));
        static XElement Side(string name) => new(S + name, new XAttribute("style", "thin"), new XElement(S + "color", new XAttribute("rgb", "FF808080")));
        static XElement Xf(int font, int fill, int border, int format, bool open, bool wrap) => new(
            S + "xf",
            new XAttribute("numFmtId", format), new XAttribute("fontId", font), new XAttribute("fillId", fill), new XAttribute("borderId", border), new XAttribute("xfId", 0),
            new XAttribute("applyFont", 1), new XAttribute("applyFill", 1), new XAttribute("applyBorder", 1), new XAttribute("applyNumberFormat", 1), new XAttribute("applyAlignment", 1), new XAttribute("applyProtection", 1),
            new XElement(S + "alignment", new XAttribute("vertical", "top"), new XAttribute("wrapText", wrap ? 1 : 0)),
            new XElement(S + "protection", new XAttribute("locked", open ? 0 : 1)));
        return new XElement(
            S + "styleSheet",
            new XElement(S + "fonts", new XAttribute("count", 3), Font(false, 16), Font(true, 18), Font(true, 16)),
            new XElement(
                S + "fills",
                new XAttribute("count", 4),
                Fill(null),
                new XElement(S + "fill", new XElement(S + "patternFill", new XAttribute("patternType", "gray125"))),
                Fill("FFD9E4EC"),
                Fill("FFFFF9E5")),
            new XElement(S + "borders", new XAttribute("count", 2), new XElement(S + "border"), new XElement(S + "border", Side("left"), Side("right"), Side("top"), Side("bottom"))),
            new XElement(S + "cellStyleXfs", new XAttribute("count", 1), new XElement(S + "xf")),
            new XElement(
                S + "cellXfs",
                new XAttribute("count", 7),
                Xf(0, 0, 0, 0, false, false),
                Xf(1, 0, 0, 0, false, false),
                Xf(2, 2, 1, 0, false, true),
                Xf(0, 0, 1, 0, false, true),
                Xf(0, 3, 1, 2, true, false),
                Xf(0, 3, 1, 49, true, true),
                Xf(0, 0, 0, 0, false, true)));
    }
}
