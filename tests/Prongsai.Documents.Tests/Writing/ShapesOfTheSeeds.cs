using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>
/// Each of the five real papers is read, and drawn again in the layout of its kind from what was read: the same tables with the same columns in the
/// same order, with as many rows of measures as the paper has. Where the papers are not at hand the test is skipped aloud.
/// </summary>
public sealed class ShapesOfTheSeeds
{
    private static readonly OrganisationOnPaper Office = new("องค์การบริหารส่วนตำบลบ้านตัวอย่าง", "เมืองตัวอย่าง", "ตัวอย่าง");

    [Fact]
    public async Task S0_the_result_report_and_the_analysis_behind_it()
    {
        var (document, paper) = await Seed("000");
        var reported = paper.Measures.Where(m => Has(m, "ผลการดำเนินการ")).ToList();
        var planned = paper.Measures.Where(m => Has(m, "การกำกับติดตาม")).ToList();
        var report = Draw("result-2564", reported, planned: null, paper);
        AssertTables(Headers(document, "มาตรการ|วิธีการดำเนินการ"), Headers(report));
        AssertRows(reported.Count, report, "มาตรการ");
        var analysis = Analysis(paper, "analysis-2564", planned);
        AssertTables(Headers(document, "อันดับ", "ตัวชี้วัด|ประเด็นการประเมิน", "มาตรการ|แนวทาง"), Headers(analysis));
        AssertRows(planned.Count, analysis, "มาตรการ");
    }

    [Fact]
    public async Task S1_the_seven_issues_with_output_and_outcome()
    {
        var (document, paper) = await Seed("001");
        var report = Draw("result-2567", paper.Measures, planned: null, paper);
        AssertTables(Headers(document, "มาตรการ"), Headers(report));
        AssertRows(7, report, "มาตรการ");
        Assert.IsType<Cover>(report.Blocks[0]);
        // An issue is said once, not as issue and again as measure.
        Assert.All(report.Blocks.OfType<Table>().Single().Rows, r => Assert.Single(r.Cells[0].Paragraphs));
    }

    [Fact]
    public async Task S2_the_analysis_by_issue_and_the_plan()
    {
        var (document, paper) = await Seed("002");
        var analysis = Analysis(paper, "analysis-2567", paper.Measures);
        AssertTables(Headers(document, "แบบสำรวจ", "เครื่องมือ", "มาตรการ"), Headers(analysis));
        AssertRows(paper.Measures.Count, analysis, "มาตรการ");
        AssertTables(Headers(document, "มาตรการ"), Headers(Plan("measures-plan-2567", paper)));
    }

    [Fact]
    public async Task S3_scores_advice_and_measures()
    {
        var (document, paper) = await Seed("003");
        var analysis = Analysis(paper, "analysis-2563", paper.Measures);
        AssertTables(Headers(document, "อันดับ", "มาตรการ"), Headers(analysis));
        AssertTables(Headers(document, "มาตรการ"), Headers(Plan("measures-plan-2563", paper)));
        AssertRows(paper.Measures.Count, analysis, "มาตรการ");
    }

    [Fact]
    public async Task S4_dated_results_advice_by_tool_and_follow_ups()
    {
        var (document, paper) = await Seed("004");
        var reported = paper.Measures.Where(m => Has(m, "ผลการดำเนินการ")).ToList();
        var followed = paper.Measures.Except(reported).ToList();
        var report = Draw("result-2565", reported, followed, paper);
        AssertTables(Headers(document, "มาตรการ", "ตัวชี้วัด"), Headers(report));
        AssertRows(4, report, "มาตรการ/");
        AssertRows(5, report, "มาตรการ|");
        var advice = report.Blocks.OfType<Table>().Where(t => t.Columns.Count == 2).Select(t => t.Rows.Count);
        Assert.Equal([3, 2], advice);
        // Dates of the steps stand in the cell of the results.
        var dated = report.Blocks.OfType<Table>().First().Rows.SelectMany(r => r.Cells[4].Paragraphs).Count(p => p.Contains("256", StringComparison.Ordinal));
        Assert.Equal(reported.SelectMany(m => m.ResultSteps).Count(s => s.Date is not null), dated);
    }

    internal static async Task<(SourceDocument Document, Paper Paper)> Seed(string number)
    {
        var file = Reading.Seeds.Folder is { } folder ? Directory.GetFiles(folder, number + "_*.txt").SingleOrDefault() : null;
        if (file is null)
        {
            Assert.Skip("The real papers are not at hand: set PRONGSAI_SEEDS to their folder.");
        }
        var document = await DocumentReader.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), number + ".txt", ReadingLimits.Default, TestContext.Current.CancellationToken);
        return (document, PaperExtractor.Extract(document, Rules.All).Papers.MaxBy(p => p.Measures.Count + p.Indicators.Count)!);
    }

    internal static Document Draw(string layout, IReadOnlyList<ReadMeasure> reported, IReadOnlyList<ReadMeasure>? planned, Paper paper)
    {
        var book = Rules.All.First(r => r.Year.Value == 2568);
        return ResultReportForm.Build(
            new ResultReport
            {
                Organisation = Office,
                Year = new FiscalYear(2568),
                Results = [.. reported.Select((m, i) => new MeasureResult(Guid.Empty, i + 1, OnPaper(m), Done(m), new ResultWords(m.ResultSteps.Count > 0 && m.Result is null ? "" : m.Result ?? "", m.Output ?? "", m.Outcome ?? "", m.Suggestion ?? ""), []))],
                Issues = [.. book.Issues.Select(x => new IssueOnPaper(x.No, x.Name, [.. reported.Select((m, n) => (m, No: n + 1)).Where(r => Same(r.m.Title, x.Name)).Select(r => r.No)]))],
                FollowedUp = planned is null ? null : [.. planned.Select(OnPaper)],
                Advice = [.. paper.Advice.Select((a, n) => new AdviceOnPaper(a.Tool, $"indicator-{a.Indicator ?? n}", a.IndicatorName, a.Text))],
            },
            ResultReports.Layout(layout));
    }

    internal static Document Plan(string layout, Paper paper) => MeasuresPlanForm.Build(
        new MeasuresPlan { Organisation = Office, Year = new FiscalYear(2568), Measures = [.. paper.Measures.Select(OnPaper)] },
        MeasuresPlanLayout.ReadAll(RepositoryFolder.Find("rules", "documents", "measures-plan")).Single(l => l.Id == layout));

    internal static Document Analysis(Paper paper, string layout, IReadOnlyList<ReadMeasure> measures)
    {
        var book = Rules.All.First(r => r.Year.Value == paper.Year!.Value);
        var sample = SampleAnalysis.Report(paper.Year!.Value);
        var analysis = sample.Analysis with { Verification = Verifier.Verify(book, PaperFigures.From(paper, book)), Issues = [.. book.Issues.Select((x, i) => sample.Analysis.Issues.Count > i ? sample.Analysis.Issues[i] with { Issue = x } : null).OfType<IssueAnalysis>()] };
        return AnalysisForms.Build(sample with { Analysis = analysis, Measures = [.. measures.Select(OnPaper)] }, AnalysisLayout.ReadAll(RepositoryFolder.Find("rules", "documents", "analysis")).Single(l => l.Id == layout && l.Version == 1));
    }

    private static MeasureOnPaper OnPaper(ReadMeasure m) =>
        new(m.Title, m.Guideline is null ? [] : [m.Guideline], [.. m.Steps.Select(s => s.Text)], string.Join(" ", m.Units), m.Period?.Text ?? "", m.FollowUp is null ? [] : [m.FollowUp]);

    private static List<StepResult> Done(ReadMeasure m) =>
        [.. m.ResultSteps.Where(s => s.Date is not null).Select((s, i) => new StepResult(i + 1, s.Text, "", s.Date!.Value, s.Date.Value, s.Date, null, "", "", ResultWords.None, []))];

    internal static bool Has(ReadMeasure measure, string column) => measure.Columns.Any(c => Key(c) == Key(column));

    private static bool Same(string a, string b) => Distance.PairLikeness(Key(a), Key(b)) > 0.8;

    /// <summary>The header rows of the paper's tables in order, a repeated one once; only those that begin with one of the words.</summary>
    private static List<string> Headers(SourceDocument document, params string[] begin)
    {
        var found = new List<string>();
        foreach (var row in document.Blocks.OfType<SourceTable>().SelectMany(t => t.Rows))
        {
            var header = string.Join('|', row.Cells.Select(c => Key(c.Text)).Where(c => c.Length > 0));
            if (begin.Any(b => header.StartsWith(string.Join('|', b.Split('|').Select(Key)), StringComparison.Ordinal)) && header.Contains('|', StringComparison.Ordinal) && !row.Cells.Any(c => c.Text.Length > 140) && row.Cells.Count(c => c.Text.Length > 0) > 1 && !found.Contains(header) && LooksLikeHeader(header))
            {
                found.Add(header);
            }
        }
        return found;
    }

    private static readonly string[] HeaderWords = ["คะแนน", "ผู้รับผิดชอบ", "ผู้รับผิดชอบผู้ที่เกี่ยวข้อง", "การกำกับติดตาม", "ประเด็นที่ควรพัฒนา", "ประเด็นที่ได้ดำเนินการปรับปรุง", "การติดตามผล"];

    internal static bool LooksLikeHeader(string header) => header.Split('|').Any(c => HeaderWords.Contains(c, StringComparer.Ordinal));

    private static List<string> Headers(Document paper) => [.. paper.Blocks.OfType<Table>().Select(t => string.Join('|', t.Columns.Select(c => Key(c.Title)))).Distinct()];

    internal static string Key(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || ThaiText.IsMark(c)));

    /// <summary>Every table of the paper stands in ours, in its order and with its columns; one more column (a level, a code) is allowed at an end.</summary>
    private static void AssertTables(List<string> theirs, List<string> ours)
    {
        Assert.NotEmpty(theirs);
        var at = 0;
        foreach (var table in theirs)
        {
            var place = ours.FindIndex(at, o => o == table || Within(table.Split('|'), o.Split('|')));
            Assert.True(place >= 0, $"The table \"{table}\" is not among ours from {at}: {string.Join(" ; ", ours)}");
            at = place;
        }
    }

    private static bool Within(string[] theirs, string[] ours)
    {
        var next = 0;
        foreach (var column in ours)
        {
            next += next < theirs.Length && Alike(theirs[next], column) ? 1 : 0;
        }
        // One paper heads its middle column in three ways; the first and last name the table.
        return next == theirs.Length || (theirs.Length == ours.Length && Alike(theirs[0], ours[0]) && Alike(theirs[^1], ours[^1]));
    }

    private static bool Alike(string a, string b) => a == b || Distance.PairLikeness(a, b) > 0.6;

    private static void AssertRows(int count, Document paper, string begins)
    {
        var table = paper.Blocks.OfType<Table>().Last(t => (string.Join('|', t.Columns.Select(c => c.Title)) + "|").StartsWith(begins, StringComparison.Ordinal));
        Assert.Equal(count, table.Rows.Count(r => !r.Emphasised));
    }
}
