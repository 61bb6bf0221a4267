using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Extraction;

/// <summary>What must hold on the five real papers. Figures, names of organisations and official names only; never their sentences.</summary>
public sealed class RealPapers
{
    [Fact]
    public async Task The_2564_analysis_with_a_2565_report_in_front_is_read_as_2564()
    {
        var paper = await Only(0);
        Assert.Equal("measures-report+analysis+measures-plan", paper.Kind);
        Assert.Equal(2564, paper.Year?.Value);
        Assert.Equal(69.66m, paper.Total?.Value);
        Assert.Equal("c", paper.Level?.Value);
        Assert.Equal([("องค์การบริหารส่วนตำบลนาโพธิ์", 11), ("องค์กรบริหารส่วนตำบลนาโพธิ์", 2)], paper.Organisations.Select(o => (o.Name, o.Count)));
        Assert.Equal([87.73m, 80.03m, 80.37m, 76.14m, 73.66m, 95.82m, 96.75m, 95.65m, 53.56m, 31.25m], Scores(paper));
        var verification = Verify(paper);
        Assert.Equal((7, 96.75m), (verification.Highest!.Indicator, verification.Highest.Score));
        Assert.Equal((10, 31.25m), (verification.Lowest!.Indicator, verification.Lowest.Score));
        Assert.Equal(69.66m, decimal.Round(verification.Total!.Value, 2, MidpointRounding.AwayFromZero));
        Assert.Equal("C", verification.Level.Computed!.Code);
        Assert.Equal(10, paper.Measures.Count);
        Assert.Equal(3, paper.Measures.Count(m => m.Result is not null));
        Assert.All(paper.Measures.Take(3), m => Assert.Equal((new DateOnly(2022, 1, 1), new DateOnly(2022, 3, 31)), (m.Period!.From, m.Period.To)));
        Assert.Equal(3, paper.Measures[3].Steps.Count);
    }

    [Fact]
    public async Task Seven_measures_are_joined_across_pages()
    {
        var paper = await Only(1);
        Assert.Equal("memo+measures-report", paper.Kind);
        Assert.Equal(2568, paper.Year?.Value);
        Assert.Equal("องค์การบริหารส่วนตำบลนาทอน", Assert.Single(paper.Organisations).Name);
        Assert.Null(paper.Total);
        Assert.Equal(7, paper.Measures.Count);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], paper.Measures.Select(m => m.No));
        Assert.Equal([3, 2, 1, 3, 3, 2, 3], paper.Measures.Select(m => m.Steps.Count));
        Assert.Contains("(๕)", paper.Measures[1].Steps[0].Text, StringComparison.Ordinal);
        Assert.Equal(new DateOnly(2025, 3, 31), paper.Measures[0].Period!.To);
        Assert.All(paper.Measures, m => Assert.Equal(new DateOnly(2025, 2, 1), m.Period!.From));
        Assert.All(paper.Measures.Skip(1), m => Assert.Equal(new DateOnly(2025, 9, 30), m.Period!.To));
        Assert.All(paper.Measures, m => Assert.Equal(m.No == "6" ? "สำนักปลัด" : "ทุกส่วนราชการ", Assert.Single(m.Units)));
        Assert.All(paper.Measures, m => Assert.True(m.Output?.Length > 20 && m.Outcome?.Length > 60));
    }

    [Fact]
    public async Task Every_question_and_item_row_of_2567_is_read()
    {
        var paper = await Only(2);
        Assert.Equal(2567, paper.Year?.Value);
        Assert.Equal(99.59m, paper.Total?.Value);
        Assert.Equal("ผ่านดีเยี่ยม", paper.Level?.Value);
        Assert.Equal("analysis+measures-plan", paper.Kind);
        Assert.Equal(3, paper.Organisations.Count);
        Assert.Equal([99.19m, 97.42m, 99.59m, 99.59m, 99.32m, 99.35m, 99.84m, 99.67m, 100m, 100m], Scores(paper));
        Assert.Equal(24, paper.Questions.Count);
        Assert.All(paper.Questions, q => Assert.NotNull(q.Score));
        Assert.Equal(Enumerable.Range(1, 15).Select(n => $"i{n}").Concat(Enumerable.Range(1, 9).Select(n => $"e{n}")).Order(StringComparer.Ordinal), paper.Questions.Select(q => q.Code).Order(StringComparer.Ordinal));
        Assert.Equal(94.29m, paper.Questions.Single(q => q.Code == "i5").Score);
        Assert.Equal(98.37m, paper.Questions.Single(q => q.Code == "i14").Score);
        Assert.Equal(36, paper.Items.Count);
        Assert.All(paper.Items, i => Assert.Equal(100m, i.Score));
        Assert.Equal(3, paper.Items.Count(i => i.Code == "O15"));
        Assert.Equal(2, paper.Items.Where(i => i.Code == "O15").Select(i => i.Kind).Distinct().Count());
        Assert.DoesNotContain(paper.Items, i => i.Code == "O25");
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], paper.IssueTexts.Select(i => i.Issue!.Value).Distinct());
        Assert.Equal(21, paper.IssueTexts.Count);
        Assert.Equal(2, paper.IssueTexts.First(i => i.Issue == 6).PrintedNo);
        Assert.Equal(9, paper.Measures.Count);
        Assert.Equal([3, 2, 2, 2, 3, 2, 3, 3, 4], paper.Measures.Select(m => m.Steps.Count));
        Assert.Equal(["สำนักปลัด", "หัวหน้าสำนักปลัด", "นักจัดการงานทั่วไป"], paper.Measures[4].Units);
        Assert.Equal(2, paper.Measures[6].Title.Split('\n').Length);

        var verification = Verify(paper);
        Assert.All(new[] { 1, 2, 3, 4, 5, 7, 8 }, n => Assert.Equal(Verdict.Agrees, verification.Step(Target.Indicator(n))!.Verdict));
        Assert.Equal(Verdict.Differs, verification.Step(Target.Indicator(6))!.Verdict);
        Assert.Contains(verification.Suspects, s => s.Rank == 1 && s.Explains.Contains(Target.Indicator(6)));
    }

    [Fact]
    public async Task Numbering_that_begins_again_for_each_tool_does_not_matter()
    {
        var paper = await Only(3);
        Assert.Equal(2563, paper.Year?.Value);
        Assert.Equal(63.33m, paper.Total?.Value);
        Assert.Equal("D", paper.Level?.Value);
        Assert.Equal(2, paper.Organisations.Count);
        Assert.Equal([85.31m, 85.11m, 83.18m, 73.88m, 81.07m, 85.88m, 74.69m, 78.68m, 36.97m, 37.50m], Scores(paper));
        Assert.Equal(Enumerable.Range(1, 10), paper.Advice.Select(a => a.Indicator!.Value));
        Assert.Equal([2, 3, 2], paper.Measures.Select(m => m.Steps.Count));
        Assert.Equal(new DateOnly(2021, 5, 1), paper.Measures[2].Period!.From);
        Assert.True(Verify(paper).AllAgree);
    }

    [Fact]
    public async Task Four_measures_have_dated_results()
    {
        var paper = await Only(4);
        Assert.Equal(2566, paper.Year?.Value);
        Assert.Equal("measures-report", paper.Kind);
        Assert.Equal(("เทศบาลตำบลหนองหญ้าดอกขาว", 17), (paper.Organisations[0].Name, Assert.Single(paper.Organisations).Count));
        var dated = paper.Measures.Where(m => m.ResultSteps.Any(s => s.Date is not null)).ToList();
        Assert.Equal(4, dated.Count);
        Assert.Equal([3, 4, 1, 4], dated.Select(m => m.ResultSteps.Count));
        Assert.Equal([new DateOnly(2023, 2, 9), new DateOnly(2023, 2, 10), new DateOnly(2023, 4, 7)], dated[0].ResultSteps.Select(s => s.Date!.Value));
        Assert.Equal(new DateOnly(2022, 10, 7), dated[3].ResultSteps[3].Date);
        Assert.Equal(["EIT", "EIT", "EIT", "OIT", "OIT"], paper.Advice.Select(a => a.Tool));
        Assert.Equal(2, paper.Problems.Count(p => p.Code == "date-outside-year"));
    }

    private static async Task<Paper> Only(int number) => Assert.Single((await Seeds.Read(number)).Papers);

    private static IEnumerable<decimal> Scores(Paper paper) => paper.Indicators.OrderBy(i => i.No).Select(i => i.Score!.Value);

    private static Verification Verify(Paper paper)
    {
        var rules = Rules.Of(paper.Year!.Value);
        return Verifier.Verify(rules, PaperFigures.From(paper, rules));
    }
}
