using Prongsai.Documents.Reading;
using static Prongsai.Documents.Tests.Reading.Office;

namespace Prongsai.Documents.Tests.Reading;

public sealed class ReadingSheets
{
    private const string Styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-107041E]d\\ mmm\\ yy;@\"/><numFmt numFmtId=\"171\" formatCode=\"0.0&quot; คะแนน&quot;\"/></numFmts>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"2\"/><xf numFmtId=\"170\"/><xf numFmtId=\"10\"/><xf numFmtId=\"1\"/><xf numFmtId=\"171\"/></cellXfs>";

    private static string S(string reference, string text) => $"<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string N(string reference, string value, int style = 0) => $"<c r=\"{reference}\" s=\"{style}\"><v>{value}</v></c>";

    [Fact]
    public void A_sheet_gives_titles_and_tables_with_sheet_row_and_column()
    {
        var read = Read.Bytes(Xlsx(
            $"<row r=\"1\">{S("B1", "ผลคะแนนรายตัวชี้วัด")}</row>"
            + $"<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c>{S("C3", "คะแนน")}</row>"
            + $"<row r=\"4\">{S("B4", "การใช้อำนาจ")}{N("C4", "99.590000000000103", 1)}</row>"
            + $"<row r=\"6\">{S("A6", "ข้อ")}{S("B6", "คะแนน")}</row><row r=\"7\">{S("A7", "i1")}{N("B7", "98.5")}</row>",
            "<si><r><t>ตัวชี้วัด</t></r><r><t>ที่</t></r><rPh><t>x</t></rPh></si>",
            Styles), "scores.xlsx");
        Assert.Equal("xlsx", read.Format);
        var title = Assert.Single(read.Paragraphs());
        Assert.Equal(("ผลคะแนนรายตัวชี้วัด", "ผลคะแนน", 1, 2), (title.Text, title.At.Sheet, title.At.Row!.Value, title.At.Column!.Value));
        Assert.Equal(["ตัวชี้วัดที่ | คะแนน", "การใช้อำนาจ | 99.59"], read.Tables()[0].Rows());
        Assert.Equal(["ข้อ | คะแนน", "i1 | 98.5"], read.Tables()[1].Rows());
        var score = read.Tables()[0].Rows[1].Cells[1].At;
        Assert.Equal(("ผลคะแนน", 4, 3, 1), (score.Sheet, score.Row!.Value, score.Column!.Value, score.Table!.Value));
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData(99.590000000000103, "General", "99.59")]
    [InlineData(99.587, "0.00", "99.59")]
    [InlineData(100, "0.00", "100.00")]
    [InlineData(98.5, "0", "98.50")]
    [InlineData(98, "0", "98")]
    [InlineData(0.8525, "0.00%", "85.25%")]
    [InlineData(1234567.891, "#,##0.00", "1234567.89")]
    [InlineData(91.25, "0.0\" คะแนน\"", "91.25")]
    [InlineData(45658, "d/m/yyyy", "1 ม.ค. 2568")]
    [InlineData(45658, "[$-107041E]d\\ mmm\\ yy;@", "1 ม.ค. 2568")]
    [InlineData(0.5, "h:mm", "12:00")]
    [InlineData(1e300, "0.00", "1E+300")]
    public void Numbers_come_as_the_cell_shows_them(double stored, string code, string shown) => Assert.Equal(shown, CellFormats.Show(stored, code));

    [Fact]
    public void Merged_areas_tell_their_spans_and_repeat_nothing()
    {
        var read = Read.Bytes(Xlsx(
            $"<row r=\"1\">{S("A1", "IIT")}{S("B1", "ก")}</row><row r=\"2\">{S("B2", "ข")}</row><row r=\"3\">{S("A3", "รวมทั้งหมด")}{S("C3", "1")}</row>",
            afterData: "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A3:B3\"/></mergeCells>"), "a.xlsx");
        var table = Assert.Single(read.Tables());
        Assert.Equal(["IIT | ก | ", " | ข | ", "รวมทั้งหมด |  | 1"], table.Rows());
        Assert.Equal((2, 2), (table.Rows[0].Cells[0].RowSpan, table.Rows[2].Cells[0].ColumnSpan));
    }

    [Fact]
    public void A_cell_far_out_does_not_make_a_wide_sheet()
    {
        var rows = string.Concat(Enumerable.Range(1, 2_000).Select(r => $"<row r=\"{r}\">{S($"A{r}", "ก")}{S($"B{r}", "ข")}{S($"XFD{r}", "ค")}</row>"));
        var read = Read.Bytes(Xlsx(rows), "wide.xlsx");
        Assert.Equal(2, Assert.Single(read.Tables()).Rows[0].Cells.Count);
        Assert.Contains("too-many-cells", read.Codes());
    }

    [Fact]
    public void An_old_workbook_is_read_too()
    {
        var read = Read.Bytes(Fixtures.Bytes("scores.xls"), "scores.xls");
        Assert.Equal(["ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน", "1 | การปฏิบัติหน้าที่ | 91.25", "2 | การใช้งบประมาณ | 88.4"], Assert.Single(read.Tables()).Rows());
        Assert.Empty(read.Problems);
    }
}
