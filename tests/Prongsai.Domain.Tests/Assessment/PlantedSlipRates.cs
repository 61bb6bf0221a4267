using System.Globalization;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>
/// How often a planted slip is found. Writes the table of docs/verification.md: run with --logger "console;verbosity=detailed"; PRONGSAI_PLANTED
/// sets how many slips of each kind (40).
/// </summary>
public sealed class PlantedSlipRates(ITestOutputHelper output)
{
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("PRONGSAI_PLANTED"), CultureInfo.InvariantCulture, out var n) ? n : 40;

    /// <summary>Everything printed: 24 questions, 35 items, ten indicators, total and level.</summary>
    [Theory]
    [InlineData("question", 0.95, 0.85)]
    [InlineData("indicator", 0.97, 0.95)]
    [InlineData("total", 0.97, 0.95)]
    public void In_a_full_result_of_a_small_office_the_planted_figure_comes_first(string figures, double listed, double first)
    {
        var rules = Books.Words();
        foreach (var plant in Enum.GetValues<PlantedSlips.Plant>())
        {
            var rates = new PlantedSlips(new Random(2567)).Measure(rules, figures, r => Targets(r, figures), plant, Times, withQuestions: true, 30, 150);
            output.WriteLine(rates.ToString());
            Assert.InRange(rates.ListedShare, listed, 1);
            Assert.InRange(rates.FirstShare, first, 1);
        }
    }

    /// <summary>Ten indicators, total and level only: several figures can carry the blame, so less can be asked of the first place.</summary>
    [Theory]
    [InlineData("indicator", 0.85, 0.35)]
    [InlineData("total", 0.90, 0.40)]
    public void With_indicators_and_total_only_the_planted_figure_is_listed(string figures, double listed, double first)
    {
        var rules = Books.Letters();
        foreach (var plant in Enum.GetValues<PlantedSlips.Plant>())
        {
            var rates = new PlantedSlips(new Random(2564)).Measure(rules, figures, r => Targets(r, figures), plant, Times, withQuestions: false, 30, 150);
            output.WriteLine(rates.ToString());
            Assert.InRange(rates.ListedShare, listed, 1);
            Assert.InRange(rates.FirstShare, first, 1);
        }
    }

    /// <summary>The product's own rulebooks make a consistent result that the verifier leaves alone, whatever the numbers of people.</summary>
    [Fact]
    public void Nothing_is_suspected_in_a_result_without_slips()
    {
        var plants = new PlantedSlips(new Random(5));
        for (var n = 0; n < 40; n++)
        {
            var rules = n % 2 == 0 ? Books.Words() : Books.Letters();
            var scores = plants.Result(rules, 20 + n * 5, 30 + n * 7, withQuestions: true);
            var v = Verifier.Verify(rules, new() { Year = rules.Year, Scores = scores, Level = Scoring.Compute(rules, scores).Level?.Name });
            Assert.True(v.AllAgree);
            Assert.Empty(v.Suspects);
            Assert.All(v.Steps.Where(s => s.Target.StartsWith("ind", StringComparison.Ordinal) && s.Computed is not null), s => Assert.True(s.IsExact));
        }
    }

    /// <summary>With 24 questions of a small office, the number of people comes out right.</summary>
    [Fact]
    public void Respondents_of_a_small_office_are_inferred()
    {
        var rules = Books.Words();
        var plants = new PlantedSlips(new Random(9));
        var right = 0;
        for (var n = 0; n < 40; n++)
        {
            var (staff, citizens) = (23 + n * 3, 29 + n * 4);
            var v = Verifier.Verify(rules, new() { Year = rules.Year, Scores = plants.Result(rules, staff, citizens, withQuestions: true) });
            right += v.Respondents.Count(r => r.Fits[0] == (r.Tool == "IIT" ? staff : citizens) && r.Unfitting.Count == 0);
        }
        output.WriteLine($"respondents: {right} of 80");
        Assert.InRange(right, 76, 80);
    }

    private static IEnumerable<string> Targets(Rulebook rules, string figures) => figures switch
    {
        "question" => rules.Questions.Select(q => q.Code),
        "indicator" => rules.Indicators.Select(i => Target.Indicator(i.No)),
        _ => [Target.Total],
    };
}
