using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>One browser for the class, as the product has one for the process.</summary>
public sealed class Printer : IAsyncLifetime
{
    public ChromiumPdfPrinter Pdf { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Pdf.DisposeAsync();
}

public sealed class PdfFiles(Printer printer) : IClassFixture<Printer>
{
    [Fact]
    public async Task Say_who_made_them_are_tagged_and_embed_their_fonts()
    {
        Tools.Need("chromium", "pdfinfo", "pdffonts");
        using var scratch = new Scratch();
        var bytes = await printer.Pdf.Print(Papers.Everything());
        var file = scratch.File("a.pdf", bytes);
        var info = Tools.Run("pdfinfo", new Dictionary<string, string> { ["TZ"] = "UTC" }, file);
        Assert.Contains("Title:           รายงานทดสอบ ปี ๒๕๖๘", info, StringComparison.Ordinal);
        Assert.Contains("Author:          องค์การบริหารส่วนตำบลตัวอย่าง", info, StringComparison.Ordinal);
        Assert.Contains("Subject:         ทดสอบทุกส่วนของเอกสาร", info, StringComparison.Ordinal);
        Assert.Contains("Tue May 20 03:00:00 2025", info, StringComparison.Ordinal);
        Assert.Matches(@"Tagged:\s+yes", info);
        Assert.Matches(@"JavaScript:\s+no", info);
        Assert.Matches(@"Pages:\s+5", info);

        var fonts = Tools.Run("pdffonts", file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, f => Assert.Matches(@"Laksaman.* yes yes yes ", f));
        var raw = Encoding.Latin1.GetString(bytes);
        Assert.Contains("/Lang (th)", raw, StringComparison.Ordinal);
        Assert.Contains("/Outlines", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Can_be_searched_for_the_hard_words_and_count_pages_in_thai_after_the_cover()
    {
        Tools.Need("chromium", "pdftotext");
        using var scratch = new Scratch();
        var file = scratch.File("a.pdf", await printer.Pdf.Print(Papers.Everything()));
        var pages = Tools.Run("pdftotext", "-layout", file, "-").Split('\f');
        foreach (var word in "ที่ นั้น ญู ฐู ปั้น กฤษฏิ์ น้ำ (O๒๘)".Split(' '))
        {
            Assert.Contains(word, pages[1], StringComparison.Ordinal);
        }
        Assert.DoesNotMatch(@"-\s*[๐-๙]+\s*-", pages[0]);
        Assert.Matches(@"-\s*๑\s*-", pages[1]);
        Assert.Matches(@"-\s*๔\s*-", pages[4]);
    }

    [Fact]
    public async Task Never_begin_a_line_with_a_mark_or_a_following_vowel_and_never_lose_a_letter()
    {
        Tools.Need("chromium", "pdftotext");
        const string Prose = "องค์กรปกครองส่วนท้องถิ่นพัฒนากระบวนการปฏิบัติงานให้โปร่งใส มีประสิทธิภาพ และตรวจสอบได้ โดยเผยแพร่ข้อมูลข่าวสารผ่านช่องทางที่ประชาชนเข้าถึงได้ง่าย ทั้งนี้ ผู้บริหารกำกับติดตามการดำเนินงานอย่างสม่ำเสมอ";
        using var scratch = new Scratch();
        var paper = Papers.Everything() with
        {
            Blocks =
            [
                new Paragraph(string.Join(' ', Enumerable.Repeat(Prose, 6)), firstLineIndentCm: 2.5m),
                new Table("", [new Column("ก", 0.14m), new Column("ข", 0.2m), new Column("ค", 0.66m)], [
                    new TableRow([new TableCell(""), new TableCell(Prose), new TableCell("")]),
                    new TableRow([new TableCell(""), new TableCell(""), new TableCell(Prose)]),
                ]),
                new PageBreak(),
                new Table("", [new Column("ก", 0.18m), new Column("ข", 0.82m)], [new TableRow([new TableCell(Prose), new TableCell("")])]),
            ],
        };
        var file = scratch.File("a.pdf", await printer.Pdf.Print(paper));
        var text = Tools.Run("pdftotext", "-raw", file, "-");
        var lines = text.Split('\n', '\f').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        Assert.True(lines.Count > 40, "the narrow columns should make many lines");
        Assert.All(lines, line => Assert.DoesNotMatch("^[\u0E30-\u0E3A\u0E45-\u0E4E]", line));
        Assert.All(lines, line => Assert.DoesNotMatch("[\u0E40-\u0E44]$", line));
        // Every place where a line was broken lies between two words as ICU's dictionary sees them.
        var joined = Regex.Replace(text, @"\s|-[๐-๙]+-", "");
        Assert.Equal(9, Regex.Count(joined, Regex.Escape(Prose.Replace(" ", "", StringComparison.Ordinal))));
        var boundaries = WordBreaks.Of(Prose.Replace(" ", "", StringComparison.Ordinal));
        var whole = Prose.Replace(" ", "", StringComparison.Ordinal);
        foreach (var (line, next) in lines.Zip(lines.Skip(1)))
        {
            var tail = line.Replace(" ", "", StringComparison.Ordinal);
            var head = next.Replace(" ", "", StringComparison.Ordinal);
            tail = tail[^Math.Min(6, tail.Length)..];
            head = head[..Math.Min(6, head.Length)];
            var at = whole.IndexOf(tail + head, StringComparison.Ordinal);
            if (at >= 0)
            {
                Assert.True(boundaries.Contains(at + tail.Length), $"A line ends inside a word: {tail}|{head}");
            }
        }
    }

    [Fact]
    public async Task Draw_harm_as_plain_text()
    {
        Tools.Need("chromium", "pdftotext");
        using var scratch = new Scratch();
        var file = scratch.File("a.pdf", await printer.Pdf.Print(Papers.Hostile));
        var text = Tools.Run("pdftotext", "-layout", file, "-");
        Assert.Contains("<img src=x onerror=alert(1)>", text, StringComparison.Ordinal);
        Assert.Equal(3000, text.Count(c => c is 'W'));
    }

    [Fact]
    public async Task Repeat_the_header_of_a_table_of_two_hundred_pages_within_half_a_minute()
    {
        Tools.Need("chromium", "pdftotext");
        using var scratch = new Scratch();
        var clock = Stopwatch.StartNew();
        var file = scratch.File("a.pdf", await printer.Pdf.Print(Papers.Long));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
        var pages = Tools.Run("pdftotext", "-layout", file, "-").Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length > 120, $"{pages.Length} pages");
        Assert.All(pages, page => Assert.Matches(@"ลำดับ\s+รายการ\s+คะแนน", page));
    }

    [Fact]
    public async Task Are_printed_many_at_a_time_by_one_browser()
    {
        Tools.Need("chromium");
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => printer.Pdf.Print(Papers.Everything())));
        Assert.All(all, bytes => Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(bytes, 0, 8), StringComparison.Ordinal));
        Assert.NotNull(printer.Pdf.ProcessId);
    }

    [Fact]
    public async Task Come_from_a_new_browser_when_the_old_one_died()
    {
        Tools.Need("chromium");
        await using var own = new ChromiumPdfPrinter();
        await own.Warm();
        var first = own.ProcessId!.Value;
        Process.GetProcessById(first).Kill(entireProcessTree: true);
        Assert.NotEmpty(await own.Print(Papers.Everything()));
        Assert.NotEqual(first, own.ProcessId);
    }

    [Fact]
    public async Task Run_their_browser_without_the_rights_of_root()
    {
        Tools.Need("chromium");
        await using var own = new ChromiumPdfPrinter();
        await own.Warm();
        var uids = File.ReadLines($"/proc/{own.ProcessId}/status").First(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.DoesNotContain("0", uids);
    }

    [Fact]
    public async Task End_their_browser_and_remove_its_home_when_the_printer_is_disposed()
    {
        Tools.Need("chromium");
        var own = new ChromiumPdfPrinter();
        await own.Warm();
        var id = own.ProcessId!.Value;
        var home = File.ReadAllText($"/proc/{id}/environ").Split('\0').First(v => v.StartsWith("HOME=", StringComparison.Ordinal))[5..];
        Assert.True(Directory.Exists(home));
        await own.DisposeAsync();
        Assert.False(Directory.Exists(home));
        Assert.False(File.Exists($"/proc/{id}/exe") && File.ReadAllText($"/proc/{id}/stat").Split(' ')[2] != "Z");
        await Assert.ThrowsAsync<ObjectDisposedException>(() => own.Print(Papers.Everything()));
    }

    [Fact]
    public async Task Are_refused_in_thai_when_there_is_no_browser()
    {
        await using var none = new ChromiumPdfPrinter(new ChromiumOptions { Executables = ["/nowhere/chromium"] });
        var trouble = await Assert.ThrowsAsync<PdfPrintingException>(() => none.Print(Papers.Everything()));
        Assert.Equal(PdfTrouble.EngineMissing, trouble.Trouble);
        Assert.Contains("ไฟล์ Word", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Are_given_up_after_the_time_limit_and_the_next_one_prints()
    {
        Tools.Need("chromium");
        await using var hasty = new ChromiumPdfPrinter(new ChromiumOptions { TimeLimit = TimeSpan.FromMilliseconds(250) });
        await hasty.Warm();
        var trouble = await Assert.ThrowsAsync<PdfPrintingException>(() => hasty.Print(Papers.Long));
        Assert.Equal(PdfTrouble.TooSlow, trouble.Trouble);
        await using var patient = new ChromiumPdfPrinter();
        Assert.NotEmpty(await patient.Print(Papers.Everything()));
    }

    [Fact]
    public async Task Are_refused_when_larger_than_the_engine_is_given()
    {
        await using var small = new ChromiumPdfPrinter(new ChromiumOptions { LargestPage = 1000 });
        var trouble = await Assert.ThrowsAsync<PdfPrintingException>(() => small.Print(Papers.Everything()));
        Assert.Equal(PdfTrouble.TooLarge, trouble.Trouble);
    }
}
