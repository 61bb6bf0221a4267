using System.Text;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Tests.Analysis;
using Prongsai.Domain.Tests.Rules;

namespace Prongsai.Domain.Tests.Measures;

public sealed class LibraryOfMeasures
{
    internal static MeasureLibrary Library { get; } = MeasureReader.Read(
        "rules/measures",
        Directory.GetFiles(Path.Combine(RuleFiles.Root, "..", "measures"), "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes)).OrThrow();

    [Fact]
    public void Holds_at_least_sixty_measures_with_three_to_six_steps()
    {
        Assert.True(Library.Measures.Count >= 60, $"{Library.Measures.Count} measures.");
        Assert.All(Library.Measures, m => Assert.InRange(m.Steps.Count, 3, 6));
    }

    [Fact]
    public void Answers_every_indicator_issue_and_question_and_every_item_in_use()
    {
        var answers = Library.Measures.SelectMany(m => m.Answers).ToHashSet();
        var rules = RuleFiles.All.Current;
        Assert.Equal(10, rules.SelectMany(r => r.Indicators).Select(i => i.Kind).Distinct().Count());
        Assert.All(rules.SelectMany(r => r.Indicators).Select(i => i.Kind).Distinct(), kind => Assert.Contains(Answer.Indicator(kind), answers));
        Assert.All(Enumerable.Range(1, 7), no => Assert.True(Library.Measures.Count(m => m.Answers.Contains(Answer.Issue(no))) >= 6, $"issue {no}"));
        var recent = rules.Where(r => r.Year.Value >= 2567).ToList();
        Assert.All(recent.SelectMany(r => r.Questions).Select(q => q.Kind).Distinct(), kind => Assert.Contains(Answer.Question(kind), answers));
        Assert.All(recent.SelectMany(r => r.Items).Select(i => i.Kind).Distinct(), kind => Assert.Contains(Answer.Item(kind), answers));
    }

    [Fact]
    public void Answers_no_kind_that_no_year_has()
    {
        Assert.All(Library.Measures, m => Assert.All(m.Answers, a =>
            Assert.True(RuleFiles.All.Current.Any(r => Aims.Of(a, r) is not null), $"{m.Id}: {a}")));
    }

    [Fact]
    public void Says_nothing_twice_and_in_official_Thai()
    {
        Assert.Equal(Library.Measures.Count, Library.Measures.Select(m => m.Title).Distinct().Count());
        Assert.Equal(Library.Measures.Count, Library.Measures.Select(m => m.Guideline).Distinct().Count());
        Assert.All(Library.Measures, m =>
        {
            Assert.All(Texts(m), ThaiProse.Holds);
            Assert.InRange(m.Guideline.Length, 40, 220);
            Assert.Equal(m.Answers.Count, m.Answers.Distinct().Count());
        });
    }

    [Fact]
    public void Copies_no_sentence_of_the_seeds()
    {
        if (Analysis.Library.Seeds() is not { } folder)
        {
            Assert.Skip("The seed papers are not beside this repository; set PRONGSAI_SEEDS to their folder to compare the measures with them.");
            return;
        }
        const int length = 40;
        var grams = Directory.GetFiles(folder, "*.txt").Select(f => Analysis.Library.Letters(File.ReadAllText(f)))
            .SelectMany(s => Enumerable.Range(0, Math.Max(0, s.Length - length)).Select(k => s.Substring(k, length))).ToHashSet();
        Assert.NotEmpty(grams);
        Assert.All(Library.Measures, m => Assert.All(Texts(m).Select(Analysis.Library.Letters), text =>
        {
            var copied = Enumerable.Range(0, Math.Max(0, text.Length - length + 1)).Select(k => text.Substring(k, length)).FirstOrDefault(grams.Contains);
            Assert.True(copied is null, $"{m.Id}: {copied}");
        }));
    }

    [Fact]
    public void Becomes_a_measure_of_a_year_that_has_no_fault()
    {
        var (clerk, finance) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.All(Library.Measures, m => Assert.Empty(m.For(new FiscalYear(2568), [(clerk, "สำนักปลัด"), (finance, "กองคลัง")]).Faults()));
        var borrowing = Library.Find("asset-borrowing-register")!.For(new FiscalYear(2568), [(clerk, "สำนักปลัด"), (finance, "กองคลัง")]);
        Assert.Equal([finance, clerk], borrowing.UnitIds);
        Assert.Equal((new DateOnly(2024, 10, 1), new DateOnly(2024, 11, 30)), (borrowing.Steps[0].From, borrowing.Steps[0].Until));
        Assert.Equal(new DateOnly(2025, 9, 30), borrowing.Until);
    }

    [Theory]
    [InlineData("titel", "\"title\": \"ก\"", "\"titel\": \"ก\"")]
    [InlineData("months is [9, 10]", "[10, 11]", "[9, 10]")]
    [InlineData("months is [0, 13]", "[10, 11]", "[0, 13]")]
    [InlineData("issues is [8]", "\"issues\": [4]", "\"issues\": [8]")]
    [InlineData("output is \" \"", "\"output\": \"ง\"", "\"output\": \" \"")]
    [InlineData("steps has 1", "{ \"text\": \"ค\", \"owner\": \"finance\", \"months\": [12, 1] }, { \"text\": \"ค\", \"owner\": \"finance\", \"months\": [1, 2] },", "")]
    [InlineData("followUps is []", "[\"monthly\"]", "[]")]
    [InlineData("owner", "\"owner\": \"all\"", "\"owner\": \"king\"")]
    public void A_mistake_in_a_file_names_the_file_the_member_and_the_value(string named, string right, string wrong)
    {
        const string good = """
            { "source": "t", "measures": [{ "id": "a", "title": "ก", "guideline": "ข", "steps": [
            { "text": "ค", "owner": "finance", "months": [12, 1] }, { "text": "ค", "owner": "finance", "months": [1, 2] }, { "text": "ค", "owner": "all", "months": [10, 11] }],
            "output": "ง", "outcome": "จ", "followUps": ["monthly"], "indicators": [], "questions": [], "items": [], "issues": [4] }] }
            """;
        Assert.Empty(Read(good).Problems);
        Assert.Contains(right, good, StringComparison.Ordinal);
        var reading = Read(good.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Null(reading.Library);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal("rules/measures/x.json", problem.File);
        Assert.Contains(named, problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_used_in_two_files_is_a_mistake()
    {
        var bytes = Encoding.UTF8.GetBytes("""{ "source": "t", "measures": [{ "id": "a", "title": "ก", "guideline": "ข", "steps": [{ "text": "ค", "owner": "all", "months": [10, 11] }, { "text": "ฆ", "owner": "all", "months": [10, 11] }, { "text": "ช", "owner": "all", "months": [10, 11] }], "output": "ง", "outcome": "จ", "followUps": ["monthly"], "indicators": [], "questions": [], "items": [], "issues": [4] }] }""");
        var problem = Assert.Single(MeasureReader.Read("rules/measures", new Dictionary<string, byte[]> { ["x.json"] = bytes, ["y.json"] = bytes }).Problems);
        Assert.Equal("rules/measures/y.json: measures: the id \"a\" is already used in rules/measures/x.json.", problem.ToString());
    }

    private static MeasureReading Read(string json) => MeasureReader.Read("rules/measures", new Dictionary<string, byte[]> { ["x.json"] = Encoding.UTF8.GetBytes(json) });

    private static IEnumerable<string> Texts(LibraryMeasure m) => [m.Title, m.Guideline, m.Output, m.Outcome, .. m.Steps.Select(s => s.Text)];
}
