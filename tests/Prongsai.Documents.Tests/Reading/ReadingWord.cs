using static Prongsai.Documents.Tests.Reading.Office;

namespace Prongsai.Documents.Tests.Reading;

public sealed class ReadingWord
{
    private static Prongsai.Documents.Reading.SourceDocument Word(string body, params (string Name, string Text)[] more)
    {
        var read = Read.Bytes(Docx(body, more), "paper.docx");
        Assert.Equal("docx", read.Format);
        return read;
    }

    [Fact]
    public void Paragraphs_keep_heading_level_bold_tabs_and_line_breaks()
    {
        var read = Word(
            P("ผลการประเมิน", "<w:pStyle w:val=\"1\"/>") + P("หัวข้อรอง", "<w:outlineLvl w:val=\"1\"/>") + P("ตัวหนา", "", "<w:bCs/>") + P("ไม่หนา", "", "<w:b w:val=\"0\"/>")
            + "<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>บรรทัดสอง</w:t><w:noBreakHyphen/><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r></w:p>",
            ("word/styles.xml", "<w:styles W ><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:rPr><w:b/></w:rPr></w:style></w:styles>"));
        Assert.Equal(["ผลการประเมิน", "หัวข้อรอง", "ตัวหนา", "ไม่หนา", "ก\tข", "บรรทัดสอง-✓"], read.Paragraphs().Select(p => p.Text));
        Assert.Equal([1, 2, null, null, null, null], read.Paragraphs().Select(p => p.HeadingLevel));
        Assert.Equal([true, false, true, false, false, false], read.Paragraphs().Select(p => p.Bold));
    }

    [Fact]
    public void Automatic_numbers_are_written_out_in_thai_digits_and_letters()
    {
        const string Numbering = "<w:numbering W ><w:abstractNum w:abstractNumId=\"0\">"
            + "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"thaiNumbers\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
            + "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"thaiNumbers\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>"
            + "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"thaiLetters\"/><w:lvlText w:val=\"%3)\"/><w:suff w:val=\"space\"/></w:lvl></w:abstractNum>"
            + "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\uF0B7\"/></w:lvl></w:abstractNum>"
            + "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"6\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride></w:num>"
            + "<w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
        static string N(int level, string text, int number = 5) => P(text, $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
        var read = Word(N(0, "หลักการ") + N(0, "ผล") + N(1, "ภายใน") + N(1, "ภายนอก") + N(2, "ย่อย") + N(0, "สรุป") + N(1, "ใหม่") + N(0, "เก้า", 6) + N(0, "สิบ", 6) + N(0, "จุด", 7), ("word/numbering.xml", Numbering));
        Assert.Equal(
            ["๑. หลักการ", "๒. ผล", "๒.๑ ภายใน", "๒.๒ ภายนอก", "ก) ย่อย", "๓. สรุป", "๓.๑ ใหม่", "๙. เก้า", "๑๐. สิบ", "• จุด"],
            read.Paragraphs().Select(p => p.Text));
    }

    [Fact]
    public void Merged_cells_leave_empty_cells_and_tell_their_spans()
    {
        var read = Word(Table(
            Row(Cell("เครื่องมือ", "<w:vMerge w:val=\"restart\"/>"), Cell("ตัวชี้วัด", "<w:gridSpan w:val=\"2\"/>")).Replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", StringComparison.Ordinal),
            Row(Cell("", "<w:vMerge/>"), "ชื่อ", "คะแนน"),
            Row("IIT", "การใช้อำนาจ", "๙๐.๑๐")));
        var table = Assert.Single(read.Tables());
        Assert.Equal(["เครื่องมือ | ตัวชี้วัด | ", " | ชื่อ | คะแนน", "IIT | การใช้อำนาจ | ๙๐.๑๐"], table.Rows());
        Assert.Equal((2, 2), (table.Rows[0].Cells[0].RowSpan, table.Rows[0].Cells[1].ColumnSpan));
        Assert.True(table.Rows[0].IsHeader);
        Assert.False(table.Rows[1].IsHeader);
        Assert.Equal((1, 3, 3), (table.Rows[2].Cells[2].At.Table!.Value, table.Rows[2].Cells[2].At.Row!.Value, table.Rows[2].Cells[2].At.Column!.Value));
    }

    [Fact]
    public void A_nested_table_follows_the_table_it_stands_in()
    {
        var inner = Table(Row("ข้อ", "คะแนน"), Row("i1", "95.00"));
        var read = Word(Table(Row($"<w:tc><w:tcPr/>{P("กรอบนอก")}{inner}{P("ท้าย")}</w:tc>")) + P("หลังตาราง"));
        Assert.Equal(["กรอบนอก / ท้าย"], read.Tables()[0].Rows());
        Assert.Equal(["ข้อ | คะแนน", "i1 | 95.00"], read.Tables()[1].Rows());
        Assert.Equal("หลังตาราง", Assert.Single(read.Paragraphs()).Text);
    }

    [Fact]
    public void Tracked_changes_are_read_as_accepted_and_controls_links_and_fields_give_their_text()
    {
        var read = Word(
            "<w:p><w:r><w:t>คะแนน </w:t></w:r><w:del><w:r><w:delText>80</w:delText></w:r></w:del><w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>ย้าย</w:t></w:r></w:moveFrom></w:p>"
            + "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:hyperlink><w:r><w:t>ลิงก์</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t> ปี 2568</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
            + "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r></w:p>"
            + Table("<w:tr><w:trPr><w:del/></w:trPr>" + Cell("แถวที่ลบ") + "</w:tr>", Row("อยู่", "1")));
        Assert.Equal(["คะแนน 90", "ลิงก์ ปี 2568", "7"], read.Paragraphs().Select(p => p.Text));
        Assert.Equal(["อยู่ | 1"], Assert.Single(read.Tables()).Rows());
    }

    [Fact]
    public void Text_boxes_are_read_once_and_footnotes_and_headers_do_not_mix_with_the_text()
    {
        var box = $"<w:txbxContent>{P("ในกล่อง")}</w:txbxContent>";
        var read = Word(
            $"<w:p><w:r><w:t>ก่อนกล่อง</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>" + P("หลัง"),
            ("word/footnotes.xml", $"<w:footnotes W ><w:footnote w:type=\"separator\">{P("---")}</w:footnote><w:footnote w:id=\"2\">{P("เชิงอรรถ")}</w:footnote></w:footnotes>"),
            ("word/header1.xml", $"<w:hdr W >{P("องค์การบริหารส่วนตำบลดอนทราย")}</w:hdr>"));
        Assert.Equal(["ก่อนกล่อง", "ในกล่อง", "หลัง", "เชิงอรรถ"], read.Paragraphs().Select(p => p.Text));
        Assert.Equal(["องค์การบริหารส่วนตำบลดอนทราย"], read.Margins);
    }

    [Fact]
    public void Pages_are_counted_by_the_breaks_that_word_recorded()
    {
        const string Break = "<w:r><w:lastRenderedPageBreak/></w:r>";
        static string Cut(string text) => $"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r>{Break}<w:r><w:t>ต่อ</w:t></w:r></w:p></w:tc>";
        var read = Word(
            P("หน้าแรก") + $"<w:p>{Break}<w:r><w:t>หน้าสอง</w:t></w:r></w:p>"
            + Table(Row("ก", "1"), "<w:tr>" + Cut("ข") + Cut("2") + "</w:tr>", Row("ค", "3")) + P("หลังตาราง"));
        Assert.Equal([1, 2, 3], read.Paragraphs().Select(p => p.At.Page!.Value));
        Assert.Equal([2, 2, 3], Assert.Single(read.Tables()).Rows.Select(r => r.At.Page!.Value));
        Assert.Equal(3, read.Pages);
        Assert.Null(Word(P("ไม่รู้หน้า")).Paragraphs()[0].At.Page);
    }

    [Fact]
    public void A_template_or_macro_document_is_read_and_its_macros_are_mentioned()
    {
        var read = Read.Bytes(Docx(P("ข้อความ"), ("word/vbaProject.bin", "x")), "paper.docm");
        Assert.Equal(["macros"], read.Codes());
        Assert.Single(read.Paragraphs());
    }
}
