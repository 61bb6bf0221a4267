using System.Diagnostics;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>Known slips put into S0 and S2 (its EIT questions read as they should be).</summary>
public sealed class Locating
{
    private static readonly Rulebook Letters = Books.Letters();
    private static readonly Rulebook Words = Books.Words();

    [Theory]
    [InlineData("i5", 94.92, 94.29, Slip.SwappedDigits)]
    [InlineData("i2", 99.78, 98.78, Slip.LookAlikeDigit)]
    [InlineData("e4", 10.00, 100.00, Slip.MisplacedPoint)]
    [InlineData("i14", 983.7, 98.37, Slip.MisplacedPoint)]
    [InlineData("ind6", 98.35, 99.35, Slip.LookAlikeDigit)]
    [InlineData("ind2", 94.72, 97.42, Slip.SwappedDigits)]
    [InlineData("ind4", 9.959, 99.59, Slip.MisplacedPoint)]
    [InlineData("total", 95.99, 99.59, Slip.SwappedDigits)]
    [InlineData("total", 98.59, 99.59, Slip.LookAlikeDigit)]
    [InlineData("O12", 0.00, 100.00, Slip.OtherItemScore)]
    public void One_slip_in_a_full_result_is_found(string target, double printed, double right, Slip slip)
    {
        var v = Verify(Words, Full(), (target, (decimal)printed));
        var first = v.Suspects.FirstOrDefault(s => s.Rank == 1 && s.Readings.Any(r => r.Target == target));
        Assert.NotNull(first);
        Assert.Equal(((decimal)right, slip), (first.Readings[0].Suggested, first.Readings[0].Slip));
        Assert.NotEmpty(first.Reasons);
    }

    [Theory]
    [InlineData("ind9", 35.56, 53.56)]
    [InlineData("ind10", 37.25, 31.25)]
    [InlineData("total", 96.66, 69.66)]
    public void Without_questions_total_level_and_items_decide(string target, double printed, double right)
    {
        var v = Verify(Letters, Seeds.S0(Letters), (target, (decimal)printed));
        Assert.Equal(Verdict.Differs, v.Step(Target.Total)!.Verdict);
        Assert.Equal((target, (decimal)right), (v.Suspects[0].Readings[0].Target, v.Suspects[0].Readings[0].Suggested));
    }

    [Fact]
    public void A_wrong_word_for_a_right_total_is_the_level()
    {
        var figures = Seeds.S0(Letters) with { Level = "B" };
        var v = Verifier.Verify(Letters, figures);
        Assert.Equal(Verdict.Differs, v.Level.Verdict);
        var suspect = Assert.Single(v.Suspects);
        Assert.Equal(("B", "C"), (suspect.Level!.Printed, suspect.Level.Suggested.Code));
        Assert.Equal([Target.Level], suspect.Explains);
    }

    [Fact]
    public void A_wrong_tool_among_right_indicators_and_total_is_the_tool()
    {
        var full = Full();
        var v = Verify(Words, full, ("IIT", 99.20m), ("EIT", 99.62m), ("OIT", 100m));
        Assert.Equal(("IIT", 99.02m), (v.Suspects[0].Readings.Single().Target, v.Suspects[0].Readings.Single().Suggested));
    }

    [Fact]
    public void Two_independent_slips_are_two_problems_each_with_its_first_suspect()
    {
        var v = Verify(Words, Full(), ("i2", 99.78m), ("e2", 95.91m));
        var firsts = v.Suspects.Where(s => s.Rank == 1).ToList();
        Assert.Equal(["e2", "i2"], firsts.Select(s => s.Readings.Single().Target).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], firsts.Select(s => s.Problem).Order());
    }

    [Fact]
    public void Two_slips_in_one_indicator_are_tried_when_one_does_not_suffice()
    {
        var v = Verify(Words, Full(), ("i4", 98.87m), ("i5", 54.29m));
        Assert.Contains(v.Suspects, s => s.Readings.Count == 2
            && s.Readings.Any(r => r is { Target: "i4", Suggested: 98.78m }) && s.Readings.Any(r => r is { Target: "i5", Suggested: 94.29m }));
    }

    [Fact]
    public void A_figure_over_100_differs_even_where_nothing_checks_it()
    {
        var v = Verifier.Verify(Letters, Books.Figures(Letters, null, ("ind1", 958.2m)));
        Assert.Equal(Verdict.Differs, v.Step("ind1")!.Verdict);
        Assert.Contains(v.Suspects, s => s.Readings is [{ Target: "ind1", Suggested: 95.82m }]);
    }

    [Fact]
    public void Taking_a_suspects_readings_makes_agree_what_it_explains_and_breaks_nothing()
    {
        var random = new Random(11);
        var plants = new PlantedSlips(random);
        for (var n = 0; n < 25; n++)
        {
            var scores = plants.Result(Words, 40, 60, withQuestions: true);
            var target = Words.Questions[random.Next(Words.Questions.Count)].Code;
            if (plants.Spoil(scores[target], (PlantedSlips.Plant)random.Next(4)) is not { } wrong)
            {
                continue;
            }
            scores[target] = wrong;
            var v = Verifier.Verify(Words, new() { Year = Words.Year, Scores = scores });
            foreach (var suspect in v.Suspects.Where(s => s.Level is null))
            {
                var read = new Dictionary<string, decimal>(scores, StringComparer.Ordinal);
                foreach (var reading in suspect.Readings)
                {
                    Assert.Equal(reading.Printed, read[reading.Target]);
                    read[reading.Target] = reading.Suggested;
                }
                var after = Verifier.Verify(Words, new() { Year = Words.Year, Scores = read });
                Assert.All(suspect.Explains.Where(t => t != Target.Level), t => Assert.Equal(Verdict.Agrees, after.Step(t)!.Verdict));
                Assert.All(v.Steps.Where(s => s.Verdict is Verdict.Agrees), s => Assert.Equal(Verdict.Agrees, after.Step(s.Target)!.Verdict));
            }
        }
    }

    [Fact]
    public void Nonsense_everywhere_is_answered_in_bounded_time()
    {
        var random = new Random(3);
        var targets = Words.Questions.Select(q => q.Code).Concat(Words.Items.Select(i => i.Code)).Concat(Words.Indicators.Select(i => Target.Indicator(i.No)))
            .Concat(["IIT", "EIT", "OIT", "total"]).ToList();
        Verifier.Verify(Words, Full());
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < 5; n++)
        {
            var scores = targets.ToDictionary(t => t, _ => Math.Round((decimal)random.NextDouble() * 100, 2), StringComparer.Ordinal);
            var v = Verifier.Verify(Words, new() { Year = Words.Year, Scores = scores, Level = "ผ่าน" });
            Assert.False(v.AllAgree);
        }
        Assert.InRange(watch.Elapsed.TotalSeconds / 5, 0, 2);
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_order_of_the_figures()
    {
        var full = Full();
        var one = Verify(Words, full, ("i5", 94.92m));
        var other = Verifier.Verify(Words, one.Figures with { Scores = one.Figures.Scores.Reverse().ToDictionary(StringComparer.Ordinal) });
        Assert.Equal(one.Suspects.SelectMany(s => s.Readings), other.Suspects.SelectMany(s => s.Readings));
    }

    /// <summary>S2 with its EIT read so that everything rolls up, and O25 printed.</summary>
    private static Figures Full()
    {
        var scores = new Dictionary<string, decimal>(Seeds.S2(Words).Scores, StringComparer.Ordinal)
        {
            ["e1"] = 98.54m,
            ["e2"] = 99.51m,
            ["e6"] = 99.51m,
            ["e7"] = 99.51m,
            ["e8"] = 99.51m,
            ["O25"] = 100m,
        };
        var figures = new Figures { Year = Words.Year, Scores = scores, Level = "ผ่านดีเยี่ยม" };
        Assert.True(Verifier.Verify(Words, figures).AllAgree);
        return figures;
    }

    private static Verification Verify(Rulebook rules, Figures figures, params (string Target, decimal Score)[] slips)
    {
        var scores = new Dictionary<string, decimal>(figures.Scores, StringComparer.Ordinal);
        foreach (var (target, score) in slips)
        {
            scores[target] = score;
        }
        return Verifier.Verify(rules, figures with { Scores = scores });
    }
}
