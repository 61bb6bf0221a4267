using System.Text;

namespace Prongsai.Documents.Tests.Reading;

public sealed class ReadingText
{
    [Fact]
    public void Each_line_is_a_paragraph_with_its_number()
    {
        var read = Read.Text("ผลคะแนน\n\nรวม 91.20 คะแนน\r\nระดับ ผ่านดี");
        Assert.Equal(["ผลคะแนน", "รวม 91.20 คะแนน", "ระดับ ผ่านดี"], read.Paragraphs().Select(p => p.Text));
        Assert.Equal([1, 3, 4], read.Paragraphs().Select(p => p.At.Line!.Value));
        Assert.Equal("text", read.Format);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void Consecutive_lines_with_tabs_are_a_table_and_may_have_different_numbers_of_cells()
    {
        var read = Read.Text("หัวเรื่อง\nอันดับ\tตัวชี้วัด\tคะแนน\n1\tการใช้อำนาจ\t80.10\n\t\tรวม\t80.10\nท้ายตาราง");
        var table = Assert.Single(read.Tables());
        Assert.Equal(["อันดับ | ตัวชี้วัด | คะแนน", "1 | การใช้อำนาจ | 80.10", " |  | รวม | 80.10"], table.Rows());
        Assert.Equal((2, 1, 1), (table.At.Line!.Value, table.At.Table!.Value, table.Rows[0].At.Row!.Value));
        Assert.Equal(3, table.Rows[1].Cells[2].At.Column);
        Assert.Equal("80.10", table.Rows[1].Cells[2].At.Text);
        Assert.Equal("ท้ายตาราง", read.Paragraphs()[^1].Text);
    }

    [Fact]
    public void A_blank_line_or_the_same_header_again_begins_the_next_table()
    {
        var read = Read.Text("ข้อ\tเรื่อง\tคะแนน\nก\tข\t1.00\nข้อ\tเรื่อง\tคะแนน\nค\tง\t2.00\n\nจ\tฉ\t3.00\nช\tซ\t4.00");
        Assert.Equal([2, 2, 2], read.Tables().Select(t => t.Rows.Count));
    }

    [Fact]
    public void An_indent_is_no_table_and_neither_is_a_lonely_label_with_its_text()
    {
        var read = Read.Text("\tตามที่หน่วยงานได้รับผลการประเมิน\n\nเรียน\tนายกเทศมนตรี\n\n\tข้อความย่อหน้าใหม่");
        Assert.Empty(read.Tables());
        Assert.Equal(["ตามที่หน่วยงานได้รับผลการประเมิน", "เรียน\tนายกเทศมนตรี", "ข้อความย่อหน้าใหม่"], read.Paragraphs().Select(p => p.Text));
    }

    [Fact]
    public void A_cell_copied_from_a_spreadsheet_may_hold_line_breaks_in_quotes()
    {
        var read = Read.Text("มาตรการ\tขั้นตอน\n\"มาตรการที่หนึ่ง\nต่อ\"\t\"๑. วางแผน\n๒. ทำ\"\nข\tค");
        Assert.Equal(["มาตรการ | ขั้นตอน", "มาตรการที่หนึ่ง / ต่อ | ๑. วางแผน / ๒. ทำ", "ข | ค"], Assert.Single(read.Tables()).Rows());
    }

    [Fact]
    public void Html_in_a_cell_becomes_its_paragraphs()
    {
        var read = Read.Text("ก\tข\nหนึ่ง\t<ul style=\"x\"><li>แรก</li><li>ที่สอง&nbsp;&amp; สาม</li></ul><p>ปิด<br>ท้าย</p>\nสอง\t<ol><li>เอ</li><li>บี</li></ol>");
        var table = Assert.Single(read.Tables());
        Assert.Equal(["แรก", "ที่สอง & สาม", "ปิด", "ท้าย"], table.Rows[1].Cells[1].Paragraphs);
        Assert.Equal(["1. เอ", "2. บี"], table.Rows[2].Cells[1].Paragraphs);
    }

    [Fact]
    public void Html_left_open_on_its_line_runs_on_to_the_line_that_closes_it()
    {
        var read = Read.Text("ก\tข\nหนึ่ง\t<ul>- ทำแผน\n- ทำจริง</ul>\tจบ\nสอง\tสาม\tสี่");
        Assert.Equal(["ก | ข", "หนึ่ง | - ทำแผน - ทำจริง | จบ", "สอง | สาม | สี่"], Assert.Single(read.Tables()).Rows());
    }

    [Fact]
    public void Pipe_tables_lose_their_alignment_row_and_keep_empty_cells()
    {
        var read = Read.Text("| ข้อ | คำถาม | คะแนน |\n|---|:--:|--:|\n| i1 | ท่านพบ \\| หรือไม่ | 98.10 |\n| | ว่าง | |\n\nต่อไป");
        var table = Assert.Single(read.Tables());
        Assert.True(table.Rows[0].IsHeader);
        Assert.Equal(["ข้อ | คำถาม | คะแนน", "i1 | ท่านพบ | หรือไม่ | 98.10", " | ว่าง | "], table.Rows());
        Assert.Equal("markdown", read.Format);
    }

    [Fact]
    public void A_pipe_row_broken_over_lines_is_one_row()
    {
        var read = Read.Text("| ก | ข | ค |\n|--|--|--|\n| หนึ่ง | บรรทัดแรก\nบรรทัดสอง | จบ |\n| สอง | <p>เปิด\n\nปิด</p> | ท้าย |\n");
        Assert.Equal(["ก | ข | ค", "หนึ่ง | บรรทัดแรก / บรรทัดสอง | จบ", "สอง | เปิด ปิด | ท้าย"], Assert.Single(read.Tables()).Rows());
    }

    [Fact]
    public void Headings_and_bold_lines_are_remembered_and_their_marks_removed()
    {
        var read = Read.Text("## ๑. ผลการประเมิน\n**รายงานผล\nประจำปี 2568**\nได้ **91.20** คะแนน และ *ดี* a_b_c\n**ทั้งบรรทัด**\n");
        Assert.Equal(["๑. ผลการประเมิน", "รายงานผล", "ประจำปี 2568", "ได้ 91.20 คะแนน และ ดี a_b_c", "ทั้งบรรทัด"], read.Paragraphs().Select(p => p.Text));
        Assert.Equal([false, true, true, false, true], read.Paragraphs().Select(p => p.Bold));
        Assert.Equal(2, read.Paragraphs()[0].HeadingLevel);
    }

    [Fact]
    public void A_whole_html_table_keeps_its_spans()
    {
        var read = Read.Text("ก่อน\n<table><tr><th colspan=2>หัว</th><th>คะแนน</th></tr>\n<tr><td rowspan=2>ก</td><td>ข</td><td>1</td></tr><tr><td>ค</td><td>2</td></tr></table>\nหลัง");
        var table = Assert.Single(read.Tables());
        Assert.Equal(["หัว |  | คะแนน", "ก | ข | 1", " | ค | 2"], table.Rows());
        Assert.Equal((2, 2), (table.Rows[0].Cells[0].ColumnSpan, table.Rows[1].Cells[0].RowSpan));
        Assert.Equal(["ก่อน", "หลัง"], read.Paragraphs().Select(p => p.Text));
    }

    [Fact]
    public void A_web_page_is_read_without_its_scripts()
    {
        var read = Read.Text("<!DOCTYPE html><html><head><title>x</title><script>alert(1)</script></head><body><h1>ผล</h1><p>รวม 80.00</p><table><tr><td>ก</td><td>1</td></tr></table></body></html>", "page.html");
        Assert.Equal(["ผล", "รวม 80.00"], read.Paragraphs().Select(p => p.Text));
        Assert.Single(read.Tables());
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16", "utf-16BE", "utf-16-nomark", "windows-874", "twice"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Thai_is_read_in_every_encoding_an_office_saves(string encoding)
    {
        const string Words = "ผลการประเมินคุณธรรม ๙๑.๒๐\nน้ำ ที่ ญู ก๊ำ (O28)\nองค์การบริหารส่วนตำบลดอนทราย\n";
        var thai = CodePagesEncodingProvider.Instance.GetEncoding(874)!;
        var bytes = encoding switch
        {
            "utf-8" => Encoding.UTF8.GetBytes(Words),
            "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Words)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Words)],
            "utf-16BE" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Words)],
            "utf-16-nomark" => Encoding.Unicode.GetBytes(Words),
            "windows-874" => thai.GetBytes(Words),
            _ => Encoding.UTF8.GetBytes(thai.GetString(Encoding.UTF8.GetBytes(Words))),
        };
        var read = Read.Bytes(bytes, "paper.txt");
        Assert.Equal(Words.TrimEnd('\n').Split('\n'), read.Paragraphs().Select(p => p.Text));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void A_file_cut_in_the_middle_of_a_letter_is_still_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes("คะแนนรวม ๙๑.๒๐ ระดับดี");
        var read = Read.Bytes(bytes[..^1], "a.txt");
        Assert.Equal("คะแนนรวม ๙๑.๒๐ ระดับด", Assert.Single(read.Paragraphs()).Text);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void Form_feeds_count_pages()
    {
        var read = Read.Text("หน้าแรก\n\fหน้าสอง\n\fหน้าสาม\n");
        Assert.Equal([1, 2, 3], read.Paragraphs().Select(p => p.At.Page!.Value));
        Assert.Equal(3, read.Pages);
    }

    [Fact]
    public void Csv_is_cut_into_titles_and_tables_at_empty_rows()
    {
        var read = Read.Text("ผลคะแนนรายตัวชี้วัด,,\n\nตัวชี้วัดที่,รายละเอียดตัวชี้วัด,คะแนน\n1,\"การปฏิบัติ, หน้าที่\",\"90.10\"\n,,\nข้อ,\"คำ\"\"ถาม\"\"\",คะแนน\ni1,\"สอง\nบรรทัด\",88\n", "scores.csv");
        Assert.Equal("csv", read.Format);
        Assert.Equal("ผลคะแนนรายตัวชี้วัด", Assert.Single(read.Paragraphs()).Text);
        Assert.Equal(["ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน", "1 | การปฏิบัติ, หน้าที่ | 90.10"], read.Tables()[0].Rows());
        Assert.Equal(["ข้อ | คำ\"ถาม\" | คะแนน", "i1 | สอง / บรรทัด | 88"], read.Tables()[1].Rows());
        Assert.Equal((4, 4), (read.Tables()[0].Rows[1].At.Row!.Value, read.Tables()[0].Rows[1].At.Line!.Value));
    }

    [Theory]
    [InlineData("ก;ข;ค\n1;2;3\n", "a.csv")]
    [InlineData("ก\tข\tค\n1\t2\t3\n", "a.csv")]
    [InlineData("sep=;\nก;ข;ค\n1;2;3\n", "a.csv")]
    [InlineData("ก,ข,ค\n1,2,3\n4,5,6\n", "a")]
    public void Csv_delimiters_are_found(string text, string name) => Assert.StartsWith("ก | ข | ค", Read.Text(text, name).Tables()[0].Rows()[0], StringComparison.Ordinal);

    [Fact]
    public void Csv_in_windows_874_is_read()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetBytes("ข้อ,คะแนน\nเปิดเผยข้อมูล,๙๑.๒๐\n");
        Assert.Equal(["ข้อ | คะแนน", "เปิดเผยข้อมูล | ๙๑.๒๐"], Read.Bytes(bytes, "a.csv").Tables()[0].Rows());
    }

    [Fact]
    public void The_five_papers_give_their_tables()
    {
        if (Seeds.Folder is not { } folder)
        {
            Assert.Skip("The five real papers (shared/seeds) are not on this machine.");
            return;
        }
        var papers = Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(f => Read.Bytes(File.ReadAllBytes(f), f)).ToList();
        Assert.Equal(5, papers.Count);
        Assert.All(papers, p => Assert.Empty(p.Problems));
        var ranks = papers[0].Tables().Single(t => t.Rows[0].Cells[0].Text == "อันดับ");
        Assert.Equal(11, ranks.Rows.Count);
        Assert.Equal("96.75", ranks.Rows[1].Cells[2].Text);
        Assert.All(papers[1].Tables(), t => Assert.True(t.Rows[0].IsHeader && t.Rows[0].Cells.Count == 6));
        Assert.Equal(6, papers[1].Tables().Count);
        Assert.Contains(papers[2].Tables(), t => t.Rows.Count == 11 && t.Rows[10].Cells[3].Text == "๑๐๐.๐๐");
        Assert.DoesNotContain(papers.SelectMany(p => p.Tables()).SelectMany(t => t.Rows).SelectMany(r => r.Cells), c => c.Text.Contains("<p>", StringComparison.Ordinal) || c.Text.Contains("<ul", StringComparison.Ordinal));
    }
}
