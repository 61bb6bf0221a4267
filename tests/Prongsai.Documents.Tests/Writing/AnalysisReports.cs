using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Prongsai.Documents.Tests.Writing;

public sealed class AnalysisReports
{
    private static readonly IReadOnlyList<AnalysisLayout> Layouts = AnalysisLayout.ReadAll(RepositoryFolder.Find("rules", "documents", "analysis"));

    public static TheoryData<int> Years => [2562, 2563, 2564, 2565, 2566, 2567, 2568, 2569];

    /// <summary>What the paper says, line by line, is held against a file; to accept a change, write the new text there (see docs/how-to/add-a-report.md).</summary>
    [Theory]
    [InlineData(2563)]
    [InlineData(2564)]
    [InlineData(2567)]
    public void Say_what_they_said_when_they_were_approved(int year)
    {
        var layout = AnalysisLayout.For(new FiscalYear(year), Layouts)!;
        var text = Text(DocxWriter.Write(AnalysisForms.Build(SampleAnalysis.Report(year) with { EarlierYears = [SampleAnalysis.Verify(year - 1, [80, 80, 80, 80, 80, 80, 80, 80, 60, 50])] }, layout)));
        var file = RepositoryFolder.Find("tests", "Prongsai.Documents.Tests", "Writing", "Expected", layout.Id + ".v1.txt");
        if (Environment.GetEnvironmentVariable("PRONGSAI_ACCEPT") == "1")
        {
            File.WriteAllText(file, text);
        }
        Assert.Equal(File.ReadAllText(file), text);
    }

    [Theory, MemberData(nameof(Years))]
    public void Are_made_for_every_year_from_its_own_rules(int year)
    {
        var rules = Book(year);
        var scores = rules.Indicators.ToDictionary(i => Target.Indicator(i.No), i => 96m - 6.27m * i.No);
        foreach (var item in rules.Items)
        {
            scores[item.Code] = item.Number % 7 == 0 ? 0 : 100;
        }
        var analysis = Analyst.Analyse(Verifier.Verify(rules, new Figures { Year = rules.Year, Scores = scores }), Thresholds.Default, AdviceLibrary.Empty);
        var layout = AnalysisLayout.For(rules.Year, Layouts)!;
        var paper = AnalysisForms.Build(SampleAnalysis.Report(year) with { Analysis = analysis }, layout);
        var bytes = DocxWriter.Write(paper);
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(word).Take(3).Select(e => e.Description));
        var text = Text(bytes);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Replace(rules.Sha256, "", StringComparison.Ordinal), c => c is >= '0' and <= '9');
        Assert.All(rules.Indicators, i => Assert.Contains(i.Name, text, StringComparison.Ordinal));
        Assert.All(analysis.Issues.SelectMany(i => i.Rows), row => Assert.Contains(ThaiDigits.ToThai(row.Code), text, StringComparison.Ordinal));
        Assert.NotEmpty(HtmlWriter.Write(paper, new HtmlOptions { Mode = HtmlMode.Fragment }));
    }

    [Fact]
    public void Print_the_words_of_a_person_instead_of_the_draft_and_count_what_is_left()
    {
        var report = SampleAnalysis.Report(2567) with
        {
            Texts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["issue-2/flaw"] = "ผู้จัดทำเขียนเอง {total} 1\nบรรทัดที่ 2",
                ["layout/issues.intro"] = "ถ้อยคำนำของหน่วยงาน",
            },
        };
        var text = Text(DocxWriter.Write(AnalysisForms.Build(report, Layout("analysis-2567"))));
        Assert.Contains("ผู้จัดทำเขียนเอง {total} ๑", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ข้อบกพร่องของประเด็นที่ ๒", text.Split("๔. วิธีการ")[0], StringComparison.Ordinal);
        Assert.Contains("ถ้อยคำนำของหน่วยงาน", text, StringComparison.Ordinal);
        Assert.Contains("ยังไม่มีผู้แก้ไข ๒๐ จาก ๒๑ ข้อความ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Print_decided_measures_where_there_are_some_and_propose_them_where_there_are_none()
    {
        var proposed = Text(DocxWriter.Write(AnalysisForms.Build(SampleAnalysis.Report(2564), Layout("analysis-2564"))));
        Assert.Contains("มาตรการพัฒนาการป้องกันการทุจริต", proposed, StringComparison.Ordinal);
        Assert.Contains("มาตรการในตารางนี้เสนอตามผลการวิเคราะห์", proposed, StringComparison.Ordinal);
        var decided = Text(DocxWriter.Write(AnalysisForms.Build(
            SampleAnalysis.Report(2564) with { Measures = [new MeasureOnPaper("มาตรการหนึ่ง", ["แนวทางหนึ่ง"], ["ขั้นหนึ่ง", "ขั้นสอง"], "สำนักปลัด", "ต.ค. 2564 – ก.ย. 2565", ["รายงานรอบ 6 เดือน"])] },
            Layout("analysis-2564"))));
        Assert.Contains("มาตรการหนึ่ง | แนวทางหนึ่ง | ขั้นหนึ่ง / ขั้นสอง | สำนักปลัด | ต.ค. ๒๕๖๔ – ก.ย. ๒๕๖๕ / รายงานรอบ ๖ เดือน", decided, StringComparison.Ordinal);
        Assert.DoesNotContain("มาตรการพัฒนา", decided, StringComparison.Ordinal);
    }

    [Fact]
    public void Say_which_printed_figures_do_not_agree()
    {
        var rules = Book(2564);
        var scores = rules.Indicators.ToDictionary(i => Target.Indicator(i.No), _ => 90m);
        scores[Target.Total] = 80m;
        var analysis = Analyst.Analyse(Verifier.Verify(rules, new Figures { Year = rules.Year, Scores = scores, Level = "A" }), Thresholds.Default, AdviceLibrary.Empty);
        var text = Text(DocxWriter.Write(AnalysisForms.Build(SampleAnalysis.Report(2564) with { Analysis = analysis }, Layout("analysis-2564"))));
        Assert.Contains("คะแนนรวม พิมพ์ไว้ ๘๐.๐๐ คำนวณได้ ๙๐.๐๐", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_a_place_in_bangkok_as_bangkok_does()
    {
        Assert.Equal("เขตตัวอย่าง กรุงเทพมหานคร", new OrganisationOnPaper("ก", "ตัวอย่าง", "กรุงเทพมหานคร").Place);
        Assert.Equal("อำเภอเมือง จังหวัดตัวอย่าง", new OrganisationOnPaper("ก", "เมือง", "ตัวอย่าง").Place);
        Assert.Equal("จังหวัดตัวอย่าง", new OrganisationOnPaper("ก", "", "ตัวอย่าง").Place);
    }

    [Fact]
    public void Have_exactly_one_layout_for_every_year_with_its_source()
    {
        foreach (var year in Years.Select(r => r.Data))
        {
            Assert.Single(Layouts.Where(l => l.IsUsualFor(new FiscalYear(year))).Select(l => l.Id).Distinct());
        }
        Assert.All(Layouts, l => Assert.NotEmpty(l.Source.From));
    }

    [Theory]
    [InlineData("\"name\":", "\"nmae\":", "nmae")]
    [InlineData("\"results.total\"", "\"results.totl\"", "lacks \"results.total\"")]
    [InlineData("{total}", "{totl}", "placeholder {totl}")]
    [InlineData("\"share\": 0.14", "\"share\": 0.15", "add up to 1.01")]
    [InlineData("\"form\": \"indicators\"", "\"form\": \"none\"", "form")]
    [InlineData("\"version\": 1,", "\"version\": 1, \"version\": 1,", "version")]
    [InlineData("[\"ระดับผลการประเมิน : {level}\"]", "[]", "\"results.level\" is empty")]
    public void Refuse_a_layout_with_a_mistake_and_name_it(string right, string wrong, string said)
    {
        var json = File.ReadAllText(RepositoryFolder.Find("rules", "documents", "analysis", "analysis-2563", "v1", "layout.json"));
        Assert.Contains(right, json, StringComparison.Ordinal);
        var at = json.IndexOf(right, StringComparison.Ordinal);
        var trouble = Assert.Throws<LayoutException>(() => AnalysisLayout.Parse("x/layout.json", json.Remove(at, right.Length).Insert(at, wrong)));
        Assert.StartsWith("x/layout.json: ", trouble.Message, StringComparison.Ordinal);
        Assert.Contains(said, trouble.Message, StringComparison.Ordinal);
    }

    private static AnalysisLayout Layout(string id) => Layouts.Single(l => l.Id == id);

    private static Rulebook Book(int year)
    {
        var folder = RepositoryFolder.Find("rules", "ita", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return RulebookReader.Read($"rules/ita/{year}", RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(folder, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(folder, n)))).OrThrow();
    }

    /// <summary>The text of a Word file as a person reads it: headings marked, cells between bars, paragraphs of a cell between slashes.</summary>
    private static string Text(byte[] bytes)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        var text = new StringBuilder();
        foreach (var block in word.MainDocumentPart!.Document.Body!.ChildElements)
        {
            if (block is W.Paragraph paragraph)
            {
                var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
                var alt = paragraph.Descendants<DocumentFormat.OpenXml.Drawing.Wordprocessing.DocProperties>().FirstOrDefault();
                var line = alt is null ? paragraph.InnerText : $"[แผนภูมิ {alt.Description!.Value}]";
                if (line.Length > 0)
                {
                    text.Append(style.StartsWith("Heading", StringComparison.Ordinal) ? new string('#', style[^1] - '0') + " " : "").Append(line.Replace('\u00A0', ' ')).Append('\n');
                }
            }
            else if (block is W.Table table)
            {
                foreach (var row in table.Elements<W.TableRow>())
                {
                    text.AppendJoin(" | ", row.Elements<W.TableCell>().Select(c => string.Join(" / ", c.Elements<W.Paragraph>().Select(p => p.InnerText.Replace('\u00A0', ' '))))).Append('\n');
                }
            }
        }
        return text.ToString();
    }
}
