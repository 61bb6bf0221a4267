using System.IO.Compression;
using System.Text;

namespace Prongsai.Bench.Fuzzing;

/// <summary>What mutation begins from: the kept papers of the repository, and small ones made here whose every part a reader knows.</summary>
internal static class FuzzCorpus
{
    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string S = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private const string R = "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>Files of the repository that end so.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="endings">".txt"</param>
    public static List<byte[]> Kept(string root, params string[] endings) =>
    [
        .. new[] { "examples", "tests/Prongsai.Documents.Tests/Corpus/HandMade", "tests/Prongsai.Documents.Tests/Reading/Fixtures", "tests/Prongsai.Bench/Fuzzing/Findings" }
            .Select(folder => Path.Combine(root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder)).Order(StringComparer.Ordinal)
            .Where(file => endings.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
            .Select(File.ReadAllBytes),
    ];

    public static List<byte[]> Texts() => [.. new[]
    {
        "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567\nคะแนนรวม 88.14 ระดับ ผ่าน\nตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ 90.11\nตัวชี้วัดที่ 2 การใช้งบประมาณ 85.20\n",
        "รหัส\tตัวชี้วัด\tคะแนน\n1\tการปฏิบัติหน้าที่\t๙๐.๑๑\n2\tการใช้งบประมาณ\t๘๕.๒๐\n",
        "| ที่ | ตัวชี้วัด | คะแนน |\n|---|---|---|\n| 1 | การปฏิบัติหน้าที่ | 90.11 |\n| 2 | <p>การใช้งบประมาณ</p> | 85.20 |\n",
        "มาตรการที่ 1 เรื่อง การให้บริการ\nขั้นตอน 1. ทำ 2. ทำ\nผู้รับผิดชอบ กองคลัง\nระยะเวลา ต.ค. 2567 - ก.ย. 2568\n",
    }.Select(Encoding.UTF8.GetBytes)];

    public static List<byte[]> Tables() => [.. new[]
    {
        "ที่,ตัวชี้วัด,คะแนน\r\n1,การปฏิบัติหน้าที่,90.11\r\n2,\"การใช้งบประมาณ, เงิน\",85.20\r\n",
        "\ufeffรหัส;ข้อ;คะแนน\nO1;โครงสร้าง;100\nO2;ข้อมูลผู้บริหาร;0\n",
        "i1\t90.5\ni2\t88.25\ne1\t77.00\n",
    }.Select(Encoding.UTF8.GetBytes)];

    public static List<byte[]> Pages() => [.. new[]
    {
        "<html><body><h1>ผล ITA 2567</h1><table><tr><th>ตัวชี้วัด</th><th>คะแนน</th></tr><tr><td colspan=2>1</td></tr><tr><td rowspan=3>การปฏิบัติหน้าที่</td><td>90.11</td></tr></table><ul><li>ก<ul><li>ข</ul></ul></body></html>",
    }.Select(Encoding.UTF8.GetBytes)];

    public static List<byte[]> WordPapers() =>
    [
        Zip(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"),
            ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
            ("word/_rels/document.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"n\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/><Relationship Id=\"s\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("word/numbering.xml", $"<w:numbering {W}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"thaiNumbers\"/><w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"),
            ("word/styles.xml", $"<w:styles {W}><w:style w:type=\"paragraph\" w:styleId=\"H1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"H1\"/></w:style></w:styles>"),
            ("word/document.xml", $"<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val=\"H1\"/></w:pPr><w:r><w:t>ผลการประเมิน ITA ปี 2567 คะแนน 88.14</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\"> ข้อหนึ่ง </w:t><w:tab/><w:br/></w:r></w:p><w:tbl><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>ตัวชี้วัด</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>1 การปฏิบัติหน้าที่</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>90.11</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>ใน</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:ins><w:r><w:t>๘๕.๒๐</w:t></w:r></w:ins><w:del><w:r><w:delText>1</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:r><w:t>ช่อง</w:t></w:r></w:p></w:sdtContent></w:sdt></w:body></w:document>")),
    ];

    public static List<byte[]> Spreadsheets() =>
    [
        Zip(("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
            ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook {S} {R}><workbookPr date1904=\"0\"/><sheets><sheet name=\"ผล\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"ซ่อน\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"),
            ("xl/sharedStrings.xml", $"<sst {S} count=\"2\" uniqueCount=\"2\"><si><t>ตัวชี้วัด</t></si><si><r><t>การ</t></r><r><t>ปฏิบัติหน้าที่</t></r></si></sst>"),
            ("xl/styles.xml", $"<styleSheet {S}><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[$-D07041E]d mmm yyyy\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet {S}><dimension ref=\"A1:C3\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>คะแนน</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>90.11</v></c><c r=\"C2\" s=\"1\"><v>45567</v></c></row><row r=\"3\"><c r=\"A3\" t=\"str\"><f>B2</f><v>ข</v></c><c r=\"B3\" t=\"e\"><v>#DIV/0!</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:A2\"/></mergeCells></worksheet>")),
    ];

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var into = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                into.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text));
            }
        }
        return bytes.ToArray();
    }
}
