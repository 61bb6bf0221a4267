using System.Globalization;
using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Memos;
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
        var broken = MemoPages.With(paper, [at]);
        var next = Assert.Single(broken.Blocks.OfType<ContinuedOn>());
        Assert.Equal("/ความเห็นรองปลัดองค์การบริหารส่วนตำบล...", next.Words);
        Assert.Equal(2, HtmlWriter.Write(broken).Split("<section class=\"form-page").Length - 1);
        Assert.Equal(MemoPages.With(broken, [at]).Blocks, broken.Blocks);
    }

    [Fact]
    public void Are_valid_word_files_with_their_pictures()
    {
        var paper = MemoPages.With(Paper(), [8]);
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

    private static Document Paper() => MemoForm.Build(
        new MemoOnPaper
        {
            Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลตัวอย่าง", "เมือง", "ตัวอย่าง"),
            Unit = "สำนักปลัด องค์การบริหารส่วนตำบลตัวอย่าง",
            Number = "ทส 70001/12",
            Date = DateOnly.Parse("2025-04-09", CultureInfo.InvariantCulture),
            Subject = "รายงานผล",
            Addressee = "นายกองค์การบริหารส่วนตำบล",
            Sections = new Dictionary<string, string> { ["facts"] = "ทำเสร็จ 5 เรื่อง", ["proposal"] = "เห็นควรทราบ", ["closing"] = "จึงเรียนมาเพื่อโปรดทราบ" },
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
