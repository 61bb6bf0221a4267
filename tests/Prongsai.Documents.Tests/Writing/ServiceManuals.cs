using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Manuals;
using Prongsai.Domain;
using Prongsai.Domain.Manuals;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>The manual of a service as a paper, and its flow chart.</summary>
public sealed class ServiceManuals(Printer printer) : IClassFixture<Printer>
{
    private static readonly ServiceManualLayout Layout = ServiceManualLayout.Newest(RepositoryFolder.Find("rules", "documents", "service-manual"));

    [Theory]
    [InlineData(5)]
    [InlineData(ManualFlow.Most)]
    public void Are_valid_word_files_with_shapes_that_hold_text(int steps)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(ServiceManualForm.Build(Manual(steps), Layout))), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Take(5).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        var body = word.MainDocumentPart!.Document!.Body!;
        Assert.True(body.Descendants().Count(e => e.LocalName == "wsp") > steps);
        Assert.Contains("flowChartDecision", body.InnerXml, StringComparison.Ordinal);
        Assert.DoesNotContain("\u200B", body.InnerXml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(ManualFlow.Most, 3)]
    public void Draw_every_step_inside_the_picture_and_none_over_another(int steps, int atLeast)
    {
        var manual = Manual(steps);
        var pieces = FlowLayout.Of(manual.Steps);
        Assert.True(pieces.Count >= atLeast);
        Assert.Equal(Enumerable.Range(1, steps), pieces.SelectMany(p => p.Boxes).Select(b => b.Number));
        Assert.All(pieces, piece =>
        {
            Assert.All(piece.Boxes.Zip(piece.Boxes.Skip(1)), pair => Assert.True(pair.First.Y + pair.First.Height + 15 <= pair.Second.Y));
            Assert.All(piece.Boxes, b => Assert.InRange(b.Y + b.Height, 0, piece.Height));
            Assert.All(piece.Arrows.SelectMany(a => a.Points), p => Assert.True(p.X is >= 0 and <= FlowLayout.Width && p.Y >= 0 && p.Y <= piece.Height));
        });
        // A drawing is a picture with a name and the way in words, and well-formed.
        var svg = XDocument.Parse($"<a>{FlowSvg.Draw(new FlowChart("แผนผัง", ManualFlow.InWords(manual.Steps), manual.Steps), DigitStyle.Thai, "f")}</a>");
        Assert.Equal(pieces.Count, svg.Descendants().Count(e => e.Name.LocalName == "svg" && (string?)e.Attribute("role") == "img"));
        Assert.Contains("ถ้าไม่ครบไปขั้นที่ ๑", svg.Descendants().First(e => e.Name.LocalName == "desc").Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Keep_hostile_words_as_words()
    {
        const string Bad = "</text><script>alert(1)</script>\u0000";
        var manual = Manual(5) with { Title = Bad, Laws = [Bad], Steps = [.. Manual(5).Steps.Select(s => s with { Text = Bad, Who = Bad, Yes = Bad, No = Bad })] };
        var paper = ServiceManualForm.Build(manual, Layout);
        foreach (var html in new[] { HtmlWriter.Write(paper), HtmlWriter.Write(paper, new HtmlOptions { Mode = HtmlMode.Fragment }) })
        {
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        }
        using var word = WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(paper)), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Select(e => e.Description));
    }

    [Fact]
    public async Task Print_as_pdf_with_embedded_fonts_and_every_part()
    {
        Tools.Need("chromium", "pdffonts", "pdftotext");
        using var scratch = new Scratch();
        var file = scratch.File("a.pdf", await printer.Pdf.Print(ServiceManualForm.Build(Manual(12), Layout), TestContext.Current.CancellationToken));
        Assert.All(Tools.Run("pdffonts", file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2), f => Assert.Matches(@"Laksaman.* yes yes yes ", f));
        var text = Tools.Run("pdftotext", "-layout", file, "-");
        foreach (var part in new[] { "ขั้นตอนและระยะเวลา", "เอกสารที่ต้องใช้", "ค่าธรรมเนียม", "ช่องทางการให้บริการ", "กฎหมายที่เกี่ยวข้อง", "แผนผังขั้นตอน", "example.go.th/services/1", "๑๐ วันทำการ" })
        {
            Assert.Contains(part, text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ขอใช้น้ำประปา", 4, "ขอใช้|น้ำปร|ะปา")]
    [InlineData("ขอ\u200Bใช้\u200Bน้ำ\u200Bประปา", 5, "ขอใช้|น้ำ|ประปา")]
    [InlineData("", 4, "")]
    public void Break_lines_between_words_and_never_before_a_mark(string text, int letters, string lines) =>
        Assert.Equal(lines, string.Join('|', FlowLayout.Wrap(text, letters)));

    private static ServiceManual Manual(int steps)
    {
        List<ManualStep> flow =
        [
            new(StepKind.Start, "ผู้ขอยื่นคำขอพร้อมเอกสาร", "ผู้รับบริการ", null),
            new(StepKind.Decide, "เอกสารครบหรือไม่", "เจ้าหน้าที่กองช่าง", new(5, TimeUnit.Minute)) { Yes = "ครบ", No = "ไม่ครบ", NoTo = 1 },
        ];
        while (flow.Count < steps - 2)
        {
            flow.Add(new(StepKind.Do, FormattableString.Invariant($"ตรวจสถานที่และ\u200Bบันทึกผล\u200Bครั้งที่ {flow.Count}"), "นายช่าง", new(10, TimeUnit.Minute)));
        }
        flow.Add(new(StepKind.Decide, "ผู้อำนวยการเห็นชอบหรือไม่", "ผู้อำนวยการกองช่าง", new(10, TimeUnit.WorkingDay)) { NoTo = steps > 10 ? 3 : 2 });
        flow.Add(new(StepKind.End, "รับใบอนุญาต", "ผู้รับบริการ", null));
        return new ServiceManual
        {
            Organisation = "องค์การบริหารส่วนตำบลตัวอย่าง",
            Title = "ขอใช้น้ำประปาหมู่บ้าน",
            Unit = "กองช่าง",
            Conditions = "ผู้อยู่อาศัยในตำบล\nไม่มีหนี้ค่าน้ำค้างชำระ",
            Steps = flow,
            Documents = ["สำเนาทะเบียนบ้าน 1 ฉบับ"],
            Channels = ["ที่ทำการ กองช่าง วันจันทร์ถึงศุกร์ 8.30–16.30 น."],
            Laws = ["ข้อบัญญัติกิจการประปา พ.ศ. 2560"],
            Complain = "สำนักปลัด",
            Edition = 1,
            PublishedAt = new DateTimeOffset(2025, 5, 20, 3, 0, 0, TimeSpan.Zero),
            Address = "example.go.th/services/1",
        };
    }
}
