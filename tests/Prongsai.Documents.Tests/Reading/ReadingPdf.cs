using System.Text;
using Prongsai.Documents.Reading;

namespace Prongsai.Documents.Tests.Reading;

public sealed class ReadingPdf
{
    private static readonly string[] s_scores =
    [
        "แบบสำรวจ | ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน",
        "IIT | ๑ | การปฏิบัติหน้าที่ | ๙๑.๑๙",
        " | ๒ | การใช้งบประมาณ | ๘๗.๔๒",
    ];

    [Fact]
    public void A_pdf_of_libreoffice_gives_text_tables_spans_and_pages()
    {
        var read = Read.Bytes(Fixtures.Bytes("libreoffice.pdf"), "paper.pdf");
        Assert.Equal(("pdf", 2), (read.Format, read.Pages!.Value));
        Assert.Empty(read.Problems);
        Assert.Equal("รายงานการวิเคราะห์ผลการประเมิน", read.Paragraphs()[0].Text);
        Assert.NotNull(read.Paragraphs()[0].HeadingLevel);
        Assert.Contains("ได้คะแนนรวม ๙๑.๒๐ คะแนน อยู่ในระดับผ่านดี ซึ่งเป็นผลจากการทำงาน", read.Paragraphs()[1].Text, StringComparison.Ordinal);
        Assert.Contains("(O๒๘)", read.Paragraphs()[1].Text, StringComparison.Ordinal);
        var scores = read.Tables()[0];
        Assert.Equal(s_scores, scores.Rows()[..3]);
        Assert.Equal(" | ๓ | การใช้อำนาจของผู้บริหารด้านการบริหารงานบุคคลซึ่งเป็นชื่อยาวจนต้องขึ้นบรรทัดใหม่ | ๘๙.๕๙", scores.Rows()[3]);
        Assert.Equal("รวมทุกตัวชี้วัด |  |  | ๙๑.๒๐", scores.Rows()[5]);
        Assert.Equal((3, 3), (scores.Rows[1].Cells[0].RowSpan, scores.Rows[5].Cells[0].ColumnSpan));
        Assert.Equal((1, 1, 4, 4), (scores.Rows[3].Cells[3].At.Page!.Value, scores.At.Table!.Value, scores.Rows[3].At.Row!.Value, scores.Rows[3].Cells[3].At.Column!.Value));
        var measures = read.Tables()[1];
        Assert.Equal(["๑. แต่งตั้งคณะทำงานรวบรวมข้อมูล", "๒. ตรวจสอบความถูกต้องของข้อมูลก่อนนำขึ้นเว็บไซต์ของหน่วยงานทุกครั้ง", "๓. รายงานผู้บริหาร"], measures.Rows[1].Cells[1].Paragraphs);
        var continued = read.Tables()[2];
        Assert.True(continued.Rows[0].IsHeader);
        Assert.Equal(2, continued.At.Page);
    }

    [Fact]
    public void A_pdf_of_chromium_gives_ruled_tables_and_tables_that_only_stand_in_columns()
    {
        var read = Read.Bytes(Fixtures.Bytes("chromium.pdf"), "paper.pdf");
        Assert.Empty(read.Problems);
        Assert.Equal(s_scores, read.Tables()[0].Rows()[..3]);
        Assert.Equal(["อันดับ | ตัวชี้วัด | คะแนน", "1 | ประสิทธิภาพการสื่อสาร | 96.75"], read.Tables()[1].Rows());
        Assert.Equal(["2 | คุณภาพการดำเนินงาน | 95.82", "3 | การป้องกันการทุจริต | 31.25"], read.Tables()[2].Rows());
        Assert.Contains(read.Paragraphs(), p => p.Text.Contains("น้ำ ที่ ญู ฐู ปั้น", StringComparison.Ordinal));
        Assert.Equal(5, read.Pages);
        Assert.Equal([2, 3, 4, 5], read.Tables().Skip(3).Select(t => t.At.Page!.Value));
        Assert.All(read.Tables().Skip(3), t => Assert.Equal("มาตรการ | ขั้นตอน/วิธีการ | ผู้รับผิดชอบ | ระยะเวลา", t.Rows()[0]));
    }

    [Fact]
    public void A_scan_says_that_it_has_no_text()
    {
        var read = Read.Bytes(Fixtures.Bytes("scan.pdf"), "scan.pdf");
        Assert.Equal(["no-text-layer"], read.Codes());
        Assert.Empty(read.Blocks);
    }

    [Fact]
    public async Task A_scan_is_recognised_when_asked_and_says_to_look_at_every_value()
    {
        if (!OcrReader.IsInstalled)
        {
            Assert.Skip("tesseract with Thai is not on this machine.");
            return;
        }
        var told = new List<RecognitionProgress>();
        var read = await DocumentReader.Read(Fixtures.Bytes("scan.pdf"), "scan.pdf", new ReadingLimits { RecogniseScans = true, RecognitionProgress = new Told(told) });
        Assert.Equal(["recognised"], read.Codes());
        Assert.InRange(read.Confidence, 0.3, 0.97);
        Assert.Contains(read.Tables(), t => t.Rows.Count >= 4 && t.Rows[0].Cells.Count == 4);
        Assert.Equal([new RecognitionProgress(1, 1)], told);
    }

    private sealed class Told(List<RecognitionProgress> told) : IProgress<RecognitionProgress>
    {
        public void Report(RecognitionProgress value) => told.Add(value);
    }

    [Fact]
    public void A_pdf_with_a_password_says_so()
    {
        Assert.Equal(["password-protected"], Read.Bytes(Fixtures.Bytes("encrypted.pdf"), "a.pdf").Codes());
    }

    [Fact]
    public void A_pdf_cut_short_is_damaged_or_read_in_part()
    {
        var whole = Fixtures.Bytes("chromium.pdf");
        Assert.Contains(Read.Bytes(whole[..2_000], "a.pdf").Codes(), c => c is "damaged" or "partly-damaged" or "no-text-layer");
        Assert.Equal(["damaged"], Read.Bytes("%PDF-1.7\nnothing here"u8.ToArray(), "a.pdf").Codes());
    }

    [Fact]
    public async Task A_child_that_takes_too_long_or_says_too_much_is_ended()
    {
        var limits = ReadingLimits.Default with { ChildOutputBytes = 100_000 };
        var slow = await ChildProcess.Run("sleep", ["30"], default, limits, TimeSpan.FromSeconds(0.5), Drain, default);
        Assert.Equal(ChildProcess.End.TimedOut, slow.End);
        var loud = await ChildProcess.Run("yes", [], default, limits, TimeSpan.FromSeconds(5), Drain, default);
        Assert.Equal(ChildProcess.End.TooMuchOutput, loud.End);
        Assert.Equal(ChildProcess.End.Missing, (await ChildProcess.Run("no-such-tool", [], default, limits, TimeSpan.FromSeconds(5), Drain, default)).End);
    }

    [Fact]
    public async Task A_child_may_take_no_more_memory_than_its_limit()
    {
        var limits = ReadingLimits.Default with { ChildMemoryBytes = 64 * 1024 * 1024 };
        var greedy = await ChildProcess.Run("head", ["-c", "400000000", "/dev/zero"], default, limits, TimeSpan.FromSeconds(5), Drain, default);
        var hungry = await ChildProcess.Run("sort", ["/dev/zero"], default, limits, TimeSpan.FromSeconds(5), Drain, default);
        Assert.Equal(ChildProcess.End.Finished, hungry.End);
        Assert.NotEqual(0, hungry.ExitCode);
        Assert.Equal(ChildProcess.End.TooMuchOutput, greedy.End);
    }

    private static async Task Drain(Stream stream, CancellationToken stop)
    {
        var buffer = new byte[8_192];
        while (await stream.ReadAsync(buffer, stop) > 0)
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public void Page_numbers_and_repeated_heads_are_kept_apart()
    {
        var pages = Enumerable.Range(1, 4).Select(n =>
        {
            var page = new PdfPage(n, 595, 842);
            page.Words.Add(new PdfWord("องค์การบริหารส่วนตำบลดอนทราย", 60, 30, 260, 50));
            page.Words.Add(new PdfWord($"เนื้อความหน้าที่{n}", 60, 200, 260, 220));
            page.Words.Add(new PdfWord("-", 280, 800, 285, 820));
            page.Words.Add(new PdfWord($"{n}", 290, 800, 300, 820));
            page.Words.Add(new PdfWord("-", 305, 800, 310, 820));
            return page;
        }).ToList();
        var sink = new BlockSink(ReadingLimits.Default, CancellationToken.None);
        PdfReader.Lay(pages, sink);
        Assert.Equal(["เนื้อความหน้าที่1", "เนื้อความหน้าที่2", "เนื้อความหน้าที่3", "เนื้อความหน้าที่4"], sink.Blocks.Cast<SourceParagraph>().Select(p => p.Text));
        Assert.Contains("องค์การบริหารส่วนตำบลดอนทราย", sink.Margins);
    }

    [Fact]
    public void A_heading_spread_over_its_line_is_one_word()
    {
        var x = 60.0;
        var words = new List<PdfWord>();
        foreach (var letter in new[] { "ตั", "ว", "ชี้", "วั", "ด" })
        {
            words.Add(new PdfWord(letter, x, 100, x + 7, 120));
            x += 15;
        }
        Assert.Equal("ตัวชี้วัด", Assert.Single(PdfLines.Build(words)).Text);
    }

    [Fact]
    public async Task Output_that_is_no_xml_is_passed_over()
    {
        var pages = new List<PdfPage>();
        var output = "<page width=\"595\" height=\"842\">\n<word xMin=\"x\" yMin=\"1e999\">ก</word>\n<word\n<word xMin=\"1\" yMin=\"2\" xMax=\"9\" yMax=\"12\">ข&amp;ค\u0001</word>\n";
        await PdfPage.Parse(new MemoryStream(Encoding.UTF8.GetBytes(output)), pages, ReadingLimits.Default, default);
        Assert.Equal(["ก", "ข&ค"], Assert.Single(pages).Words.Select(w => w.Text));
    }
}
