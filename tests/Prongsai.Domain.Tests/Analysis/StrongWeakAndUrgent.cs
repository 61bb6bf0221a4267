using FsCheck;
using FsCheck.Fluent;
using Prongsai.Domain.Analysis;

namespace Prongsai.Domain.Tests.Analysis;

public sealed class StrongWeakAndUrgent
{
    private static AnalysisResult Analyse(IEnumerable<decimal> scores, Thresholds? thresholds = null) =>
        Analyst.Analyse(HandMade.Of(scores), thresholds ?? Thresholds.Default, AdviceLibrary.Empty);

    [Fact]
    public void S0_has_six_strengths_where_its_paper_listed_three()
    {
        var result = Analyse(HandMade.S0);
        Assert.Equal([7, 6, 8, 1, 3, 2], result.Strengths.Select(s => s.Indicator));
        Assert.Equal([10, 9, 5, 4], result.Weaknesses.Select(w => w.Indicator));
        Assert.Equal([10, 9], result.Urgent.Select(u => u.Indicator));
    }

    [Fact]
    public void A_strength_below_the_pass_mark_says_so()
    {
        var result = Analyse(HandMade.S0);
        Assert.Contains("ต่ำกว่า 85 คะแนน", result.Strengths.Single(s => s.Indicator == 3).Why, StringComparison.Ordinal);
        Assert.DoesNotContain("ต่ำกว่า 85 คะแนน", result.Strengths.Single(s => s.Indicator == 1).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_each_tool_its_truly_lowest_indicator_is_the_one_to_develop()
    {
        // S0's paper named การใช้อำนาจ (80.37) and, worse, the best of all ten (96.75).
        var result = Analyse(HandMade.S0);
        Assert.Equal([5, 8, 10], result.Tools.Select(t => t.Lowest!.Indicator));
    }

    [Fact]
    public void Where_nothing_is_weak_the_lowest_is_still_taken_first_and_its_reason_is_honest()
    {
        var result = Analyse(HandMade.S2);
        Assert.Empty(result.Weaknesses);
        var urgent = Assert.Single(result.Urgent);
        Assert.Equal(2, urgent.Indicator);
        Assert.Contains("แม้ไม่ต่ำกว่าเกณฑ์เร่งด่วน 70", urgent.Why, StringComparison.Ordinal);
        Assert.Null(result.Tools[2].Lowest);
    }

    [Fact]
    public void Nothing_is_urgent_where_all_scores_are_full() => Assert.Empty(Analyse(Enumerable.Repeat(100m, 10)).Urgent);

    [Fact]
    public void S3_names_both_disclosure_indicators_as_urgent() => Assert.Equal([9, 10], Analyse(HandMade.S3).Urgent.Select(u => u.Indicator));

    [Fact]
    public void A_missing_indicator_is_neither_strong_nor_weak()
    {
        var result = Analyst.Analyse(HandMade.Of(90m, null, 60m), Thresholds.Default, AdviceLibrary.Empty);
        Assert.DoesNotContain(2, result.Strengths.Concat(result.Weaknesses).Concat(result.Urgent).Select(f => f.Indicator));
        Assert.Contains("ไม่มีคะแนน", result.Indicators[1].Advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_scores_and_thresholds()
    {
        var scores = Gen.Choose(0, 10_000).Select(n => n / 100m).ListOf(10);
        var marks = Gen.Choose(0, 100).Four().Select(t => new Thresholds(t.Item1, t.Item2, t.Item3, t.Item4 % 4));
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(scores.Zip(marks)), x =>
        {
            var (values, thresholds) = x;
            var result = Analyse(values, thresholds);
            var best = values.Max();
            Assert.DoesNotContain(result.Weaknesses, w => w.Score == best);
            Assert.Empty(result.Weaknesses.Select(w => w.Indicator).Intersect(result.Strengths.Select(s => s.Indicator)));
            Assert.All(values.Select((score, k) => (score, no: k + 1)).Where(v => v.score < thresholds.UrgentBelow), v => Assert.Contains(result.Urgent, u => u.Indicator == v.no));
            var fillable = values.Count(v => v < best);
            Assert.True(result.Urgent.Count >= Math.Min(thresholds.LeastUrgentCount, fillable));
            Assert.All(result.Tools, t => Assert.True(t.Lowest is null || t.Lowest.Score < best));
        }));
    }
}
