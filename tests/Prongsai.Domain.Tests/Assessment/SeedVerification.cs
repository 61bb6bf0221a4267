using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Tests.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>What must hold of the three published results, by the rulebooks of the product.</summary>
public sealed class SeedVerification
{
    private static readonly Rulebook Of2563 = RuleFiles.Load("2563");
    private static readonly Rulebook Of2564 = RuleFiles.Load("2564");
    private static readonly Rulebook Of2567 = RuleFiles.Load("2567");

    [Fact]
    public void S0_is_69_66_level_C_with_communication_best_and_prevention_worst()
    {
        var v = Verifier.Verify(Of2564, Seeds.S0(Of2564));
        Assert.Equal(69.66m, v.Total);
        Assert.Equal("C", v.Level.Computed!.Code);
        Assert.Equal(Verdict.Agrees, v.Level.Verdict);
        Assert.Equal(Verdict.Agrees, v.Step(Target.Total)!.Verdict);
        Assert.Equal(("ประสิทธิภาพการสื่อสาร", 96.75m), (v.Highest!.Name, v.Highest.Score));
        Assert.Equal(("การป้องกันการทุจริต", 31.25m), (v.Lowest!.Name, v.Lowest.Score));
        Assert.Equal([79.586m, 42.405m], [v.Step("IIT")!.Computed!.Value, v.Step("OIT")!.Computed!.Value]);
        Assert.True(v.AllAgree);
        Assert.Empty(v.Suspects);
        Assert.Equal(("B", 5.34m), (v.Next!.Level.Code, v.Next.TotalMissing));
    }

    [Fact]
    public void S0_disclosure_scores_come_from_these_counts_of_items()
    {
        var v = Verifier.Verify(Of2564, Seeds.S0(Of2564));
        var nine = v.Items.Single(i => i.Indicator == 9);
        Assert.Equal([9, 8, 7, 4, 5], nine.ItemCounts);
        Assert.Equal(10, nine.Combinations.Count);
        Assert.True(nine.IsComplete);
        Assert.Contains(nine.Combinations, c => c.SequenceEqual([8, 3, 5, 2, 1]));
        Assert.Equal([[5, 0], [1, 1]], v.Items.Single(i => i.Indicator == 10).Combinations);
        Assert.Equal(
            [("9.1", 0.44m), ("9.2", 0.50m), ("9.3", 0.57m), ("9.4", 1.00m), ("9.5", 0.80m), ("10.1", 1.25m), ("10.2", 5.00m)],
            v.ItemWorths.Select(w => (w.SubIndicator, w.TotalPoints)));
    }

    [Fact]
    public void S3_is_63_33_level_D_and_shares_what_its_items_have_in_common()
    {
        var v = Verifier.Verify(Of2563, Seeds.S3(Of2563));
        Assert.Equal(63.33m, v.Total);
        Assert.Equal("D", v.Level.Computed!.Code);
        Assert.Equal(Verdict.Unchecked, v.Level.Verdict);
        Assert.Equal(Verdict.Agrees, v.Step(Target.Total)!.Verdict);
        Assert.Equal(("คุณภาพการดำเนินงาน", "การเปิดเผยข้อมูล"), (v.Highest!.Name, v.Lowest!.Name));
        var nine = v.Items.Single(i => i.Indicator == 9);
        Assert.Equal(4, nine.Combinations.Count);
        Assert.Equal([5, null, 1, null, 2], nine.Shared);
        Assert.Equal([[6, 0], [2, 1]], v.Items.Single(i => i.Indicator == 10).Combinations);
    }

    [Fact]
    public void S2_agrees_but_for_indicator_6_and_explains_7()
    {
        var v = Verifier.Verify(Of2567, Seeds.S2(Of2567));
        Assert.Equal(99.59m, v.Total);
        Assert.Equal("ผ่านดีเยี่ยม", v.Level.Computed!.Name);
        Assert.Equal(Verdict.Agrees, v.Level.Verdict);
        Assert.All([1, 2, 3, 4, 5, 7, 8, 10], no => Assert.Equal(Verdict.Agrees, v.Step(Target.Indicator(no))!.Verdict));
        var six = v.Step("ind6")!;
        Assert.Equal((Verdict.Differs, -0.337m), (six.Verdict, Math.Round(six.Difference!.Value, 3)));
        var seven = v.Step("ind7")!;
        Assert.Equal(0.007m, Math.Round(seven.Difference!.Value, 3));
        Assert.Contains("0.007", seven.Why, StringComparison.Ordinal);
        Assert.Contains("e6 เป็น 99.51 แทน 99.50", seven.Why, StringComparison.Ordinal);
        Assert.False(v.AllAgree);
        Assert.Null(v.Next);
        Assert.Empty(v.Pathways);
    }

    [Fact]
    public void S2_indicator_6_is_located_in_e1_and_the_repeated_99_50()
    {
        var v = Verifier.Verify(Of2567, Seeds.S2(Of2567));
        var first = v.Suspects[0];
        Assert.Equal(1, first.Rank);
        Assert.Equal(
            [("e1", 98.54m), ("e2", 99.51m), ("e6", 99.51m), ("e7", 99.51m), ("e8", 99.51m)],
            first.Readings.Select(r => (r.Target, r.Suggested)));
        Assert.Equal(["ind6", "ind7"], first.Explains);
        Assert.Contains(first.Reasons, r => r.Contains("41 คน", StringComparison.Ordinal));
        Assert.Contains(v.Suspects, s => s.Readings is [{ Target: "e1", Suggested: 98.56m, Slip: Slip.LookAlikeDigit }]);
        Assert.All(v.Suspects, s => Assert.Contains("ind6", s.Explains));
    }

    [Fact]
    public void S2_was_answered_by_49_staff_and_once_read_so_by_41_citizens()
    {
        var v = Verifier.Verify(Of2567, Seeds.S2(Of2567));
        var staff = v.Respondents.Single(r => r.Tool == "IIT");
        Assert.Equal([49, 98, 147, 196], staff.Fits.Take(4));
        Assert.Empty(staff.Unfitting);
        Assert.True(staff.IsTelling);
        Assert.Equal(6, Of2567.Scales.Single(s => s.Id == staff.Scale).Points.Count);
        var citizens = v.Respondents.Single(r => r.Tool == "EIT");
        Assert.Equal([41, 82, 123], citizens.Fits.Take(3));
        Assert.Equal(["e1", "e2", "e6", "e7", "e8"], citizens.Unfitting);
    }

    [Fact]
    public void S2_item_that_is_not_printed_leaves_its_indicator_unchecked_and_says_what_would_fit()
    {
        var nine = Verifier.Verify(Of2567, Seeds.S2(Of2567)).Step("ind9")!;
        Assert.Equal(Verdict.Unchecked, nine.Verdict);
        Assert.Contains("O25 ได้ 100", nine.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void S3_S0_and_S2_side_by_side_join_by_concept_and_warn_of_changed_rules()
    {
        var trend = Trend.Across([(Of2567, Seeds.S2(Of2567)), (Of2563, Seeds.S3(Of2563)), (Of2564, Seeds.S0(Of2564))]);
        Assert.Equal([2563, 2564, 2567], trend.Years.Select(y => y.Value));
        Assert.Equal([63.33m, 69.66m, 99.59m], trend.Total.Points.Select(p => p.Score));
        Assert.Equal([null, 6.33m, 29.93m], trend.Total.Points.Select(p => p.Change));
        var disclosure = trend.Indicators.Single(l => l.Name == "การเปิดเผยข้อมูล");
        Assert.Equal([36.97m, 53.56m, 100m], disclosure.Points.Select(p => p.Score));
        Assert.Equal(63.03m, disclosure.Overall);
        Assert.Equal(10, trend.Indicators.Count);
        Assert.Equal(["D", "C", "ผ่านดีเยี่ยม"], trend.Levels.Select(l => l.Level!.Name));
        Assert.DoesNotContain(trend.Changes, c => c.To.Value == 2564 && c.Kind is RuleChangeKind.Levels or RuleChangeKind.Items && c.From.Value == 2563);
        Assert.Contains(trend.Changes, c => c is { Kind: RuleChangeKind.Levels, From.Value: 2564, To.Value: 2567 });
        Assert.Contains(trend.Changes, c => c is { Kind: RuleChangeKind.ToolThresholds });
        Assert.Contains(trend.Changes, c => c.Kind is RuleChangeKind.Items && c.Text.Contains("43", StringComparison.Ordinal) && c.Text.Contains("35", StringComparison.Ordinal));
        Assert.Empty(trend.Fallen);
        Assert.Equal("การเปิดเผยข้อมูล", trend.Risen[0].Name);
    }
}
