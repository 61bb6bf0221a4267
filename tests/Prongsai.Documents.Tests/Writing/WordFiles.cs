using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Chart = DocumentFormat.OpenXml.Drawing.Charts.Chart;
using Column = Prongsai.Documents.Writing.Column;
using Document = Prongsai.Documents.Writing.Document;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Prongsai.Documents.Tests.Writing;

public sealed class WordFiles
{
    public static TheoryData<string> All => ["thai", "arabic", "hostile", "long"];

    [Theory, MemberData(nameof(All))]
    public void Are_valid(string which)
    {
        using var word = Open(DocxWriter.Write(Paper(which)));
        var errors = new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Take(5).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}").ToList();
        Assert.Empty(errors);
        foreach (var chart in word.MainDocumentPart!.ChartParts)
        {
            using var book = SpreadsheetDocument.Open(chart.EmbeddedPackagePart!.GetStream(), false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => e.Description));
        }
    }

    [Fact]
    public void Are_the_same_bytes_for_the_same_content() =>
        Assert.Equal(DocxWriter.Write(Papers.Everything()), DocxWriter.Write(Papers.Everything()));

    [Fact]
    public void Carry_title_author_language_and_the_moment_they_were_given()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        Assert.Equal("รายงานทดสอบ ปี ๒๕๖๘", word.PackageProperties.Title);
        Assert.Equal("องค์การบริหารส่วนตำบลตัวอย่าง", word.PackageProperties.Creator);
        Assert.Equal("th-TH", word.PackageProperties.Language);
        Assert.Equal(Papers.Moment.UtcDateTime, word.PackageProperties.Created!.Value.ToUniversalTime());
    }

    [Fact]
    public void Use_heading_styles_with_bookmarks_and_keep_addresses_in_arabic_digits()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        var body = word.MainDocumentPart!.Document.Body!;
        var headings = body.Elements<W.Paragraph>().Where(p => p.ParagraphProperties?.ParagraphStyleId?.Val?.Value?.StartsWith("Heading", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(["Heading1", "Heading2", "Heading2", "Heading1"], headings.Select(h => h.ParagraphProperties!.ParagraphStyleId!.Val!.Value));
        Assert.All(headings, h => Assert.Single(h.Elements<BookmarkStart>()));
        Assert.Contains("https://example.go.th/ita/2568 ", body.InnerText, StringComparison.Ordinal);
        Assert.Contains("a1@example.go.th", body.InnerText, StringComparison.Ordinal);
        Assert.Contains("(O๒๘)", body.InnerText, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeat_header_rows_and_hold_rows_together()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        var table = word.MainDocumentPart!.Document.Body!.Elements<W.Table>().First();
        var rows = table.Elements<W.TableRow>().ToList();
        Assert.Equal(5, rows.Count);
        Assert.Equal(2, rows.Count(r => r.TableRowProperties!.Elements<TableHeader>().Any()));
        Assert.All(rows, r => Assert.Single(r.TableRowProperties!.Elements<CantSplit>()));
        Assert.Equal(9071, table.Elements<TableGrid>().Single().Elements<GridColumn>().Sum(c => int.Parse(c.Width!.Value!, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(["ประเด็นที่ ๑", "เครื่องมือ|ตัวชี้วัด|คะแนน", "IIT|การปฏิบัติหน้าที่|๙๘.๗๘", "|การใช้งบประมาณ|๙๗.๔๒", "รวม|๙๘.๑๐"],
            rows.Select(r => string.Join('|', r.Elements<W.TableCell>().Select(c => c.InnerText))));
    }

    [Fact]
    public void Number_lists_for_real_and_start_each_at_one()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        var body = word.MainDocumentPart!.Document.Body!;
        Assert.Equal([2, 2, 1, 1, 3], body.Descendants<NumberingId>().Select(n => n.Val!.Value));
        var numbering = word.MainDocumentPart.NumberingDefinitionsPart!.Numbering;
        Assert.Contains(numbering.Descendants<NumberingFormat>(), f => f.Val! == NumberFormatValues.ThaiNumbers);
        Assert.Equal([1, 1], numbering.Descendants<StartOverrideNumberingValue>().Select(s => s.Val!.Value));
    }

    [Fact]
    public void Hold_charts_that_can_be_edited_and_say_what_they_show()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        var parts = word.MainDocumentPart!.ChartParts.ToList();
        Assert.Equal(2, parts.Count);
        Assert.All(parts, p => Assert.NotNull(p.ChartSpace.GetFirstChild<Chart>()));
        var alt = word.MainDocumentPart.Document.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().First();
        Assert.Equal("ประสิทธิภาพการสื่อสารสูงสุด ๙๖.๗๕ การป้องกันการทุจริตต่ำสุด ๓๑.๒๕", alt.Description!.Value);
        var ranked = word.MainDocumentPart.GetPartById("rIdChart1");
        using var book = SpreadsheetDocument.Open(((ChartPart)ranked).EmbeddedPackagePart!.GetStream(), false);
        Assert.Equal("รายการคะแนนประสิทธิภาพการสื่อสาร96.75การใช้อำนาจ80.37การป้องกันการทุจริต31.25", book.WorkbookPart!.WorksheetParts.Single().Worksheet.InnerText);
    }

    [Fact]
    public void Leave_the_cover_without_a_number_and_count_from_the_page_after_it_in_thai_digits()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything()));
        var sections = word.MainDocumentPart!.Document.Body!.Descendants<SectionProperties>().ToList();
        Assert.Equal(4, sections.Count);
        Assert.Empty(sections[0].Elements<FooterReference>());
        Assert.All(sections.Skip(1), s => Assert.Single(s.Elements<FooterReference>()));
        Assert.Equal([null, 1, null, null], sections.Select(s => s.GetFirstChild<PageNumberType>()!.Start?.Value));
        Assert.All(sections, s => Assert.Equal(NumberFormatValues.ThaiNumbers, s.GetFirstChild<PageNumberType>()!.Format!.Value));
        Assert.Equal([false, false, true, false], sections.Select(s => s.GetFirstChild<PageSize>()!.Orient?.Value == PageOrientationValues.Landscape));
    }

    [Fact]
    public void In_arabic_digits_name_a_font_that_does_not_turn_them_thai()
    {
        using var word = Open(DocxWriter.Write(Papers.Everything(DigitStyle.Arabic)));
        Assert.Equal("TH SarabunPSK", word.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!.RunFonts!.ComplexScript!.Value);
        using var thai = Open(DocxWriter.Write(Papers.Everything()));
        Assert.Equal("TH SarabunIT๙", thai.MainDocumentPart!.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!.RunFonts!.ComplexScript!.Value);
    }

    [Fact]
    public void Hold_every_part_once_with_one_fixed_date()
    {
        using var zip = new ZipArchive(new MemoryStream(DocxWriter.Write(Papers.Everything())));
        Assert.Equal(zip.Entries.Count, zip.Entries.Select(e => e.FullName).Distinct(StringComparer.Ordinal).Count());
        Assert.All(zip.Entries, e => Assert.Equal(1980, e.LastWriteTime.Year));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Refuse_a_table_whose_cells_do_not_fit_its_columns(int cells)
    {
        var paper = Papers.Everything() with
        {
            Blocks = [new Documents.Writing.Table("ก", [new Column("1", 0.5m), new Column("2", 0.5m)], [new Documents.Writing.TableRow([.. Enumerable.Repeat(new Documents.Writing.TableCell("x"), cells)])])],
        };
        Assert.Throws<ArgumentException>(() => DocxWriter.Write(paper));
        Assert.Throws<ArgumentException>(() => HtmlWriter.Write(paper));
    }

    private static Document Paper(string which) => which switch
    {
        "thai" => Papers.Everything(),
        "arabic" => Papers.Everything(DigitStyle.Arabic),
        "hostile" => Papers.Hostile,
        _ => Papers.Long,
    };

    private static WordprocessingDocument Open(byte[] bytes) => WordprocessingDocument.Open(new MemoryStream(bytes), false);
}
