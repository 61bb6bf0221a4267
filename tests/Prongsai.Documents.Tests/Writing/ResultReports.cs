using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Checking;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain.Papers;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>The report of what came of the measures, in the forms of the papers.</summary>
public sealed class ResultReports
{
    internal static readonly IReadOnlyList<ResultReportLayout> Layouts = ResultReportLayout.ReadAll(RepositoryFolder.Find("rules", "documents", "result-report"));

    public static TheoryData<string> Ids => [.. Layouts.Select(l => l.Id)];

    /// <summary>What the paper says, line by line, is held against a file; to accept a change, run with PRONGSAI_ACCEPT=1 and read the difference.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Say_what_they_said_when_they_were_approved(string id)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(ResultReportForm.Build(SampleResults.Report(), Layout(id)))), false);
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
    [InlineData("result-2564", "results", "มาตรการ|วิธีการดำเนินการ|ผู้รับผิดชอบ|ระยะเวลา|ผลการดำเนินการ|ข้อเสนอแนะ")]
    [InlineData("result-2565", "results", "มาตรการ/ แนวทาง|วิธีการดำเนินการ|ผู้รับผิดชอบ|ระยะเวลาดำเนินการ|ผลการดำเนินการ|ข้อเสนอแนะ")]
    [InlineData("result-2565", "adviceEit", "ตัวชี้วัด|ประเด็นที่ได้ดำเนินการปรับปรุง")]
    [InlineData("result-2565", "followUps", "มาตรการ|ขั้นตอนการดำเนินงาน|การกำกับติดตาม")]
    [InlineData("result-2567", "results", "มาตรการ/โครงการ/กิจกรรม ที่ดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน|ขั้นตอน/วิธีการปฏิบัติ|ช่วงระยะเวลาในการดำเนินการ|ผู้รับผิดชอบ|ผลการดำเนินการ (output)|ผลลัพธ์หรือผลสัมฤทธิ์ในการดำเนินการ (outcome/ result)")]
    public void Have_the_columns_of_the_papers(string id, string table, string columns) => Assert.Equal(columns, string.Join('|', Layout(id).Columns[table].Select(c => c.Title)));

    /// <summary>What was printed is read back as the same measures with their results.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Are_read_back_as_the_results_they_print(string id)
    {
        var reading = PaperExtractor.Extract(await Read(id, SampleResults.Report()), Rules.All);
        var measures = reading.Papers.SelectMany(p => p.Measures).Where(m => m.Columns.Count > 3).ToList();
        Assert.Equal(7, measures.Count);
        Assert.All(measures, m => Assert.NotEmpty(m.Steps));
        Assert.Contains(measures, m => (m.Output ?? m.Result ?? string.Concat(m.ResultSteps.Select(s => s.Text))).Length > 0);
    }

    /// <summary>The document check has nothing against a report of a year in which something was done.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Pass_their_own_check(string id)
    {
        var report = SampleResults.Report();
        var full = report with { Results = [.. report.Results.Where(r => r.Words.Output.Length > 0)] };
        var found = Checks.Of(await Read(id, full)).Where(f => f.Severity is ProblemSeverity.Error).Select(Checks.Show);
        Assert.Empty(found);
    }

    [Fact]
    public void Issues_that_no_measure_answers_are_said()
    {
        var report = SampleResults.Report();
        var paper = ResultReportForm.Build(report with { Results = [.. report.Results.Take(3)] }, Layout("result-2567"));
        var table = Assert.Single(paper.Blocks.OfType<Table>());
        Assert.Equal(7, table.Rows.Count);
        Assert.Equal(4, table.Rows.Count(r => r.Cells[0].Paragraphs.Contains("ไม่มีมาตรการในประเด็นนี้")));
    }

    [Fact]
    public void Nothing_is_made_up_where_nothing_was_reported()
    {
        var table = ResultReportForm.Build(SampleResults.Report(), Layout("result-2567")).Blocks.OfType<Table>().Single();
        var row = table.Rows[2];
        Assert.Single(row.Cells[4].Paragraphs);
        Assert.StartsWith("แบ่งหน้าที่", row.Cells[4].Paragraphs[0], StringComparison.Ordinal);
        Assert.Equal("............", row.Cells[5].Paragraphs.Single());
    }

    [Fact]
    public void Words_of_a_person_take_the_place_of_those_of_the_layout_and_the_draft()
    {
        var report = SampleResults.Report() with { Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["intro"] = "บทนำของเรา {year}", ["advice/indicator-8"] = "จัดเวทีปีละสองครั้ง" } };
        var paper = ResultReportForm.Build(report, Layout("result-2565"));
        Assert.Contains(paper.Blocks.OfType<Paragraph>(), p => p.Runs[0].Text == "บทนำของเรา {year}");
        Assert.Contains(paper.Blocks.OfType<Table>().SelectMany(t => t.Rows), r => r.Cells[^1].Paragraphs.Contains("จัดเวทีปีละสองครั้ง"));
        Assert.Equal(6, ResultReportForm.Editable(report, Layout("result-2565")).Count);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Hostile_content_stays_text(string id)
    {
        var report = SampleResults.Report();
        var first = report.Results[0];
        var nasty = "</td><script>alert(1)</script>\u0001 " + new string('ก', 3000);
        var paper = ResultReportForm.Build(report with { Results = [first with { Plan = first.Plan with { Title = nasty, Steps = [] }, Words = new ResultWords(nasty, nasty, nasty, nasty), Steps = [] }], Advice = [] }, Layout(id));
        using var word = WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(paper)), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Take(3).Select(e => e.Description));
        Assert.DoesNotContain("<script>", HtmlWriter.Write(paper), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"share\": 0.22,", "\"share\": 0.3,", "add up to")]
    [InlineData("\"holds\": [\"output\"]", "\"holds\": [\"outcome\"]", "at most once")]
    [InlineData("\"holds\": [\"output\"]", "\"holds\": [\"advice\"]", "only what the table has")]
    [InlineData("{resultYear}", "{lastYear}", "{lastYear}")]
    [InlineData("\"cover\", \"title\"", "\"title\", \"title\"", "no part twice")]
    [InlineData("\"none\":", "\"nothing\":", "\"none\"")]
    [InlineData("\"results\": [", "\"outcomes\": [", "\"results\"")]
    public void A_layout_that_cannot_be_used_is_refused_by_name(string right, string wrong, string named)
    {
        var json = File.ReadAllText(RepositoryFolder.Find("rules", "documents", "result-report", "result-2567", "v1", "layout.json"));
        Assert.Contains(right, json, StringComparison.Ordinal);
        var at = json.IndexOf(right, StringComparison.Ordinal);
        var refused = Assert.Throws<LayoutException>(() => ResultReportLayout.Parse("x.json", json[..at] + wrong + json[(at + right.Length)..]));
        Assert.StartsWith("x.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    internal static ResultReportLayout Layout(string id) => Layouts.Single(l => l.Id == id);

    private static async Task<SourceDocument> Read(string id, ResultReport report) =>
        await DocumentReader.Read(DocxWriter.Write(ResultReportForm.Build(report, Layout(id))), "รายงานผล.docx", ReadingLimits.Default, TestContext.Current.CancellationToken);

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
