using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Form 29 from its content: parts, order, digits, continuation words.</summary>
public sealed class Memoranda
{
    private static readonly MemoLayout Layout = MemoLayout.ReadAll(Path.Combine(Root(), "rules", "documents", "memorandum"))[^1];

    [Fact]
    public void Have_every_part_in_its_order_with_thai_digits()
    {
        var html = HtmlWriter.Write(Paper());
        string[] order = ["บันทึกข้อความ", "ส่วนราชการ", "ที่", "ทส ๗๐๐๐๑/๑๒", "๙\u00A0เมษายน\u00A0๒๕๖๘", "เรื่อง", "เรียน", "ข้อเท็จจริง", "ข้อเสนอแนะ", "จึงเรียนมา", "นิติกร", "สิ่งที่ส่งมาด้วย", "๑. รายงาน", "ความเห็นหัวหน้าสำนักปลัด", "ผู้อำนวยการกองคลัง รักษาราชการแทน", "ไม่อนุมัติ เนื่องจาก"];
        var at = html.IndexOf("<body", StringComparison.Ordinal);
        foreach (var part in order)
        {
            var next = html.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next > 0, $"\"{part}\" is missing or out of order.");
            at = next;
        }
        Assert.DoesNotContain("ข้อกฎหมาย", html, StringComparison.Ordinal);
        Assert.Contains("width:1.5cm;height:1.5cm", html, StringComparison.Ordinal);
        Assert.Contains("font-size:29pt;line-height:35pt", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Break_where_told_with_the_first_words_of_the_next_page()
    {
        var paper = Paper();
        var at = paper.Blocks.ToList().FindIndex(b => b is Opinion { Heading: "ความเห็นรองปลัดองค์การบริหารส่วนตำบล" });
        var broken = MemoPages.Part(paper, [new PageStart(at)]);
        var next = Assert.Single(broken.Blocks.OfType<ContinuedOn>());
        Assert.Equal("/ความเห็นรองปลัดองค์การบริหารส่วนตำบล...", next.Words);
        Assert.Equal(2, HtmlWriter.Write(broken).Split("<section class=\"form-page").Length - 1);
    }

    [Fact]
    public void Part_a_long_paragraph_at_a_blank_and_never_an_era_from_its_year()
    {
        var text = string.Join(' ', Enumerable.Range(1, 40).Select(i => FormattableString.Invariant($"เรื่องที่ {i} ของปี พ.ศ. 2568 ทำเสร็จ")));
        var spots = MemoPages.Spots(text);
        Assert.All(spots, s => Assert.Equal(' ', text[s - 1]));
        Assert.DoesNotContain(spots, s => text[..s].EndsWith("พ.ศ. ", StringComparison.Ordinal));
        Assert.NotEmpty(MemoPages.Spots(new string('ก', 100) + "เก" + new string('ก', 100)));

        var paper = Paper(text);
        var at = paper.Blocks.ToList().FindIndex(b => b is Paragraph { Runs: [{ Text: var t }] } && t == text);
        var broken = MemoPages.Part(paper, [new PageStart(at, spots[19])]);
        var next = broken.Blocks.ToList().FindIndex(b => b is ContinuedOn);
        var (first, rest) = ((Paragraph)broken.Blocks[next - 1], (Paragraph)broken.Blocks[next + 1]);
        Assert.Equal(text, first.Runs[0].Text + " " + rest.Runs[0].Text);
        Assert.Equal((2.5m, 0m), (first.FirstLineIndentCm, rest.FirstLineIndentCm));
        Assert.Equal(text[..spots[19]].TrimEnd(), first.Runs[0].Text);

        var thrice = MemoPages.Part(paper, [new PageStart(at, spots[9]), new PageStart(at, spots[19]), new PageStart(at + 1)]);
        Assert.Equal(3, thrice.Blocks.OfType<ContinuedOn>().Count());
        Assert.Equal(text, string.Join(' ', thrice.Blocks.OfType<Paragraph>().Select(p => p.Runs[0].Text).Where(t => t.Contains("เรื่องที่", StringComparison.Ordinal))));
    }

    /// <summary>Of a paragraph of 40 lines of 22 points: where a page ends inside it, it is parted at the last blank that fits; with too little before the end, it goes over with its heading.</summary>
    [Theory]
    [InlineData(400, true)]
    [InlineData(707, false)]
    public void Are_broken_where_what_was_measured_ends(double above, bool parted)
    {
        var text = string.Join(' ', Enumerable.Range(1, 120).Select(i => FormattableString.Invariant($"เรื่องที่ {i} ทำเสร็จแล้ว")));
        var paper = Paper(text);
        var at = paper.Blocks.ToList().FindIndex(b => b is Paragraph { Runs: [{ Text: var t }] } && t == text);
        var spots = MemoPages.Spots(text);
        var marks = new Dictionary<(int, int), double>();
        for (var i = 0; i <= paper.Blocks.Count; i++)
        {
            marks[(i, -1)] = i <= at ? above * i / at : above + (40 * 22) + (8 * (i - at - 1));
        }
        for (var n = 0; n <= spots.Count; n++)
        {
            marks[(at, n)] = above + (22 * (n * 40 / (spots.Count + 1))) + 15;
        }
        var start = MemoPages.Starts(paper, marks, 0)[0];
        if (parted)
        {
            Assert.Equal(at, start.Block);
            var n = spots.ToList().IndexOf(start.At);
            Assert.InRange(marks[(at, n)], (25.3 * 72 / 2.54) - 22 - 22, 25.3 * 72 / 2.54);
        }
        else
        {
            Assert.Equal(new PageStart(at - 1), start);
            Assert.True(paper.Blocks[at - 1] is Heading or Paragraph { KeepWithNext: true });
        }
    }

    [Fact]
    public async Task Every_page_but_the_last_names_the_first_words_of_the_next_also_inside_a_paragraph()
    {
        Tools.Need("chromium", "pdftotext");
        var text = string.Join(' ', Enumerable.Range(1, 900).Select(i => FormattableString.Invariant($"รายการที่ {i} ตรวจแล้วครบถ้วน")));
        await using var printer = new CountingPrinter();
        var (broken, printed) = await MemoPages.Break(Paper(text), printer, TestContext.Current.CancellationToken);
        // Measured once, printed once: the pages held what was measured.
        Assert.Equal(2, printer.Papers);
        using var scratch = new Scratch();
        var pdf = scratch.File("memo.pdf", printed);
        if (Environment.GetEnvironmentVariable("PRONGSAI_PICTURES") is { Length: > 0 } folder)
        {
            File.Copy(pdf, Path.Combine(folder, "memo-long.pdf"), overwrite: true);
        }
        var nexts = broken.Blocks.OfType<ContinuedOn>().ToList();
        Assert.InRange(nexts.Count, 8, 40);
        var pages = Tools.Run("pdftotext", "-enc", "UTF-8", pdf, "-").Split('\f').Where(page => page.Trim().Length > 0).Select(Bare).ToList();
        Assert.Equal(nexts.Count + 1, pages.Count);
        for (var i = 0; i < nexts.Count; i++)
        {
            var said = Bare(Prongsai.Domain.ThaiDigits.ToThai(nexts[i].Words));
            Assert.EndsWith(said, pages[i], StringComparison.Ordinal);
            if (nexts[i].Words.Contains("รายการ", StringComparison.Ordinal) || nexts[i].Words.Contains("ตรวจ", StringComparison.Ordinal))
            {
                Assert.Contains(said.Trim('/', '.'), pages[i + 1][..60], StringComparison.Ordinal);
            }
        }
        // No page holds the end of the one before.
        Assert.All(Enumerable.Range(0, nexts.Count - 1), i => Assert.DoesNotContain(Bare(broken.Blocks.OfType<Paragraph>().Where(p => p.Runs[0].Text.Contains("ตรวจแล้ว", StringComparison.Ordinal)).ElementAt(i).Runs[0].Text)[^14..], pages[i + 1][..80], StringComparison.Ordinal));
        // Nothing is lost and nothing is said twice.
        Assert.Equal(text, string.Join(' ', broken.Blocks.OfType<Paragraph>().Select(p => p.Runs[0].Text).Where(t => t.Contains("ตรวจแล้ว", StringComparison.Ordinal))));
    }

    [Fact]
    public void Are_valid_word_files_with_their_pictures()
    {
        var paper = MemoPages.Part(Paper(), [new PageStart(8)]);
        using var stream = new MemoryStream(DocxWriter.Write(paper));
        using (var word = WordprocessingDocument.Open(stream, false))
        {
            var errors = new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(word).Select(e => $"{e.Path?.XPath}: {e.Description}").ToList();
            Assert.True(errors.Count == 0, string.Join("\n", errors));
        }
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        Assert.Contains(zip.Entries, e => e.FullName.StartsWith("word/media/picture", StringComparison.Ordinal));
        using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open(), Encoding.UTF8);
        var xml = reader.ReadToEnd();
        Assert.Contains("framePr", xml, StringComparison.Ordinal);
        Assert.Contains("540000", xml, StringComparison.Ordinal); // 1.5 cm
    }

    [Fact]
    public void Refuse_a_layout_with_a_mistake_and_say_which()
    {
        var json = File.ReadAllText(Path.Combine(Root(), "rules", "documents", "memorandum", "v1", "layout.json"));
        Assert.Contains("lacks \"addressee\"", Assert.Throws<LayoutException>(() => MemoLayout.Parse("x", json.Replace("\"addressee\": \"เรียน\",", "", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        Assert.Throws<LayoutException>(() => MemoLayout.Parse("x", json.Replace("\"conclusion\"", "\"ending\"", StringComparison.Ordinal)));
        Assert.Contains("{nobody}", Assert.Throws<LayoutException>(() => MemoTemplate.Parse("y", """{"id":"a","name":"a","hint":"a","order":1,"subject":"{nobody}","sections":{}}""")).Message, StringComparison.Ordinal);
        Assert.Equal(4, MemoTemplate.ReadAll(Path.Combine(Root(), "rules", "documents", "memorandum", "templates")).Count);
    }

    private static Document Paper(string facts = "ทำเสร็จ 5 เรื่อง") => MemoForm.Build(
        new MemoOnPaper
        {
            Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลตัวอย่าง", "เมือง", "ตัวอย่าง"),
            Unit = "สำนักปลัด องค์การบริหารส่วนตำบลตัวอย่าง",
            Number = "ทส 70001/12",
            Date = DateOnly.Parse("2025-04-09", CultureInfo.InvariantCulture),
            Subject = "รายงานผล",
            Addressee = "นายกองค์การบริหารส่วนตำบล",
            Sections = new Dictionary<string, string> { ["facts"] = facts, ["proposal"] = "เห็นควรทราบ", ["closing"] = "จึงเรียนมาเพื่อโปรดทราบ" },
            Author = new SignatureOnPaper(null, ["นิติกร"], DateOnly.Parse("2025-04-09", CultureInfo.InvariantCulture), null),
            Enclosures = ["รายงาน"],
            Opinions =
            [
                new("หัวหน้าสำนักปลัด", false, true, null, null, new(null, ["หัวหน้าสำนักปลัด"], DateOnly.Parse("2025-04-10", CultureInfo.InvariantCulture), null)),
                new("รองปลัดองค์การบริหารส่วนตำบล", false, null, null, null, new(null, ["ผู้อำนวยการกองคลัง รักษาราชการแทน", "รองปลัดองค์การบริหารส่วนตำบล"], null, null)),
                new("นายกองค์การบริหารส่วนตำบล", true, null, null, null, new(null, ["นายกองค์การบริหารส่วนตำบล"], null, null)),
            ],
        },
        Layout);

    private sealed class CountingPrinter : IPdfPrinter
    {
        private readonly ChromiumPdfPrinter printer = new();

        public int Papers { get; private set; }

        public Task<byte[]> Print(Document document, CancellationToken stop = default)
        {
            Papers++;
            return printer.Print(document, stop);
        }

        public ValueTask DisposeAsync() => printer.DisposeAsync();
    }

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "Prongsai.slnx")))
        {
            at = at.Parent;
        }
        return at.FullName;
    }
}
