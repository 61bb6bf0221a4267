using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Prongsai.Documents.Tests.Writing;

public sealed class MeasuresPlans
{
    private static readonly IReadOnlyList<MeasuresPlanLayout> Layouts = MeasuresPlanLayout.ReadAll(RepositoryFolder.Find("rules", "documents", "measures-plan"));

    private static MeasuresPlan Plan => new()
    {
        Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง", "เมือง", "ตัวอย่าง"),
        Year = new FiscalYear(2568),
        Measures =
        [
            new("คุมการยืมทรัพย์สิน", ["ใช้ใบยืมแบบเดียว"], ["จัดทำใบยืม", "ตรวจนับทุกไตรมาส"], "กองคลัง นักวิชาการพัสดุ", "1 ต.ค. 2567 – 30 ก.ย. 2568", ["รายงานผลรอบ 6 เดือน", "รายงานผลรอบ 12 เดือน"]),
            new("เปิดช่องทางแจ้งเหตุ", [], ["เปิดช่องทาง"], "", "1 ม.ค. 2568 – 31 มี.ค. 2568", []),
        ],
        Signatories = [new Signatory(null, "นายกองค์การบริหารส่วนตำบล")],
    };

    /// <summary>What the paper says, line by line, is held against a file; to accept a change, run with PRONGSAI_ACCEPT=1 and read the difference.</summary>
    [Theory]
    [InlineData("measures-plan-2563")]
    [InlineData("measures-plan-2564")]
    [InlineData("measures-plan-2567")]
    public void Say_what_they_said_when_they_were_approved(string id)
    {
        var bytes = DocxWriter.Write(MeasuresPlanForm.Build(Plan, Layout(id)));
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Take(3).Select(e => e.Description));
        var text = Text(word);
        var file = RepositoryFolder.Find("tests", "Prongsai.Documents.Tests", "Writing", "Expected", id + ".v1.txt");
        if (Environment.GetEnvironmentVariable("PRONGSAI_ACCEPT") == "1")
        {
            File.WriteAllText(file, text);
        }
        Assert.Equal(File.ReadAllText(file), text);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, c => c is >= '0' and <= '9');
    }

    [Theory]
    [InlineData("measures-plan-2564", "มาตรการ|แนวทางการปฏิบัติ|ขั้นตอน/วิธีการปฏิบัติ|ผู้รับผิดชอบ|การกำกับติดตาม")]
    [InlineData("measures-plan-2567", "มาตรการ/โครงการ/กิจกรรม|ขั้นตอน/วิธีปฏิบัติ|ผู้รับผิดชอบ/ ผู้ที่เกี่ยวข้อง|ระยะเวลา ดำเนินงาน")]
    [InlineData("measures-plan-2563", "มาตรการ/แนวทาง|วิธีการดำเนินการ|ผู้รับผิดชอบ|ระยะเวลา|การติดตามผล")]
    public void Have_the_columns_of_the_papers(string id, string columns) => Assert.Equal(columns, string.Join('|', Layout(id).Columns.Select(c => c.Title)));

    [Fact]
    public void Say_so_when_there_is_no_measure()
    {
        var paper = MeasuresPlanForm.Build(Plan with { Measures = [] }, Layout("measures-plan-2567"));
        Assert.Contains(paper.Blocks.OfType<Paragraph>(), p => p.Runs[0].Text.StartsWith("ยังไม่มีมาตรการ", StringComparison.Ordinal));
        Assert.Empty(paper.Blocks.OfType<Table>());
    }

    /// <summary>What was printed is read back as the same measures: the one form feeds the other.</summary>
    [Theory]
    [InlineData("measures-plan-2563")]
    [InlineData("measures-plan-2564")]
    [InlineData("measures-plan-2567")]
    public async Task Are_read_back_as_the_measures_they_print(string id)
    {
        var bytes = DocxWriter.Write(MeasuresPlanForm.Build(Plan, Layout(id)));
        var reading = PaperExtractor.Extract(await DocumentReader.Read(bytes, "แผน.docx", ReadingLimits.Default, TestContext.Current.CancellationToken), []);
        var measures = reading.Papers.SelectMany(p => p.Measures).ToList();
        Assert.Equal(2, measures.Count);
        Assert.Contains("คุมการยืมทรัพย์สิน", measures[0].Title, StringComparison.Ordinal);
        Assert.Equal(2, measures[0].Steps.Count);
    }

    [Theory]
    [InlineData("\"share\": 0.16", "\"share\": 0.2", "add up to")]
    [InlineData("\"holds\": [\"steps\"]", "\"holds\": [\"period\"]", "the columns must hold")]
    [InlineData("{resultYear}", "{lastYear}", "{lastYear}")]
    [InlineData("\"landscape\": false", "\"landscape\": \"no\"", "landscape")]
    [InlineData("\"none\":", "\"nothing\":", "\"none\"")]
    public void A_layout_that_cannot_be_used_is_refused_by_name(string right, string wrong, string named)
    {
        var json = File.ReadAllText(RepositoryFolder.Find("rules", "documents", "measures-plan", "measures-plan-2567", "v1", "layout.json"));
        Assert.Contains(right, json, StringComparison.Ordinal);
        var refused = Assert.Throws<LayoutException>(() => MeasuresPlanLayout.Parse("x.json", json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith("x.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static MeasuresPlanLayout Layout(string id) => Layouts.Single(l => l.Id == id);

    private static string Text(WordprocessingDocument word)
    {
        var text = new StringBuilder();
        foreach (var block in word.MainDocumentPart!.Document!.Body!.ChildElements)
        {
            if (block is W.Table table)
            {
                foreach (var row in table.Elements<W.TableRow>())
                {
                    text.AppendLine(string.Join(" | ", row.Elements<W.TableCell>().Select(c => string.Join(" / ", c.Elements<W.Paragraph>().Select(p => p.InnerText)))));
                }
            }
            else if (block is W.Paragraph { InnerText.Length: > 0 } paragraph)
            {
                text.AppendLine(paragraph.InnerText);
            }
        }
        return text.ToString();
    }
}
