using Prongsai.Domain.Assessment;
using Prongsai.Domain.Tests.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>Whatever a reader hands over, by whichever year's rulebook of the product: an answer with a reason for every step, and no exception.</summary>
public sealed class AnyFigures
{
    public static TheoryData<string> Editions => [.. RuleFiles.Editions];

    [Theory]
    [MemberData(nameof(Editions))]
    public void Any_part_of_any_years_figures_is_answered(string edition)
    {
        var rules = RuleFiles.Load(edition);
        var random = new Random(17);
        var targets = rules.Questions.Select(q => q.Code).Concat(rules.Items.Select(i => i.Code)).Concat(rules.Indicators.Select(i => Target.Indicator(i.No)))
            .Concat(["IIT", "EIT", "OIT", "total", "O99", "ind11", "x"]).ToList();
        string?[] levels = [null, "", "A", "ผ่านดี", "??", "ต้องปรับปรุง"];
        decimal[] odd = [-1m, 100.01m, 99999999999999999m, decimal.MaxValue, 1m / 3, 0.001m];
        for (var n = 0; n < 12; n++)
        {
            var share = n / 12.0;
            var scores = targets.Where(_ => random.NextDouble() < share)
                .ToDictionary(t => t, _ => random.Next(12) == 0 ? odd[random.Next(odd.Length)] : random.Next(5000, 10001) / 100m, StringComparer.Ordinal);
            var v = Verifier.Verify(rules, new() { Year = rules.Year, Scores = scores, Level = levels[random.Next(levels.Length)] });
            Assert.Equal(rules.Indicators.Count + rules.Tools.Count + 1, v.Steps.Count);
            Assert.All(v.Steps.Where(s => s.Verdict is not Verdict.Agrees), s => Assert.False(string.IsNullOrWhiteSpace(s.Why)));
            Assert.All(v.Suspects, s => Assert.NotEmpty(s.Reasons));
            Assert.All(v.Suspects.SelectMany(s => s.Readings), r => Assert.InRange(r.Suggested, 0m, 100m));
            Assert.All(v.Respondents, r => Assert.NotEmpty(r.Fits));
        }
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void Nothing_printed_is_nothing_to_check(string edition)
    {
        var v = Verifier.Verify(RuleFiles.Load(edition), new() { Year = new(int.Parse(edition.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture)), Scores = new Dictionary<string, decimal>() });
        Assert.All(v.Steps, s => Assert.Equal(Verdict.Unchecked, s.Verdict));
        Assert.Null(v.Total);
        Assert.Empty(v.Ranks);
        Assert.Null(v.Highest);
        Assert.Empty(v.Suspects);
    }
}
