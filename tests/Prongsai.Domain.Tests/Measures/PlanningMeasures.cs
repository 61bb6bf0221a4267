using Prongsai.Domain.Analysis;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Tests.Analysis;

namespace Prongsai.Domain.Tests.Measures;

public sealed class PlanningMeasures
{
    private static readonly FiscalYear Year = new(2568);

    private static Measure Sound => new()
    {
        Year = Year,
        Title = "คุมการยืมทรัพย์สิน",
        From = new DateOnly(2024, 10, 1),
        Until = new DateOnly(2025, 9, 30),
        Steps = [new("จัดทำใบยืม", null, null, new DateOnly(2024, 10, 1), new DateOnly(2024, 11, 30))],
        Answers = [Answer.Issue(4), Answer.Question("iit-property-control")],
    };

    /// <summary>Staff saw property used well but for the checks; item O11 of 2567 is missing; everything else is good.</summary>
    private static AnalysisResult Result => AdviceFiles.Analyse(2567, [
        .. Enumerable.Range(1, 10).Select(n => ($"ind{n}", n switch { 4 => 77.14m, 9 => 92m, _ => 96m })),
        .. Enumerable.Range(1, 15).Select(n => ($"i{n}", n switch { 12 => 73.06m, 10 => 88m, _ => 97m })),
        .. Enumerable.Range(1, 9).Select(n => ($"e{n}", 96m)),
        .. Enumerable.Range(1, 35).Select(n => ($"O{n}", n == 11 ? 0m : 100m)),
    ]);

    [Fact]
    public void A_sound_measure_has_no_fault_and_names_what_it_still_lacks()
    {
        Assert.Empty(Sound.Faults());
        Assert.Equal(["หน่วยงานรับผิดชอบ", "ผลผลิต", "ผลลัพธ์", "การติดตาม"], Sound.Gaps());
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var step = Sound.Steps[0];
        var wrong = Sound with
        {
            Title = " ",
            Budget = -1m,
            Until = new DateOnly(2025, 1, 31),
            Steps = [step with { From = new DateOnly(2024, 9, 30) }, step with { Until = new DateOnly(2025, 2, 1) }, step with { Text = "" }, step with { Until = new DateOnly(2024, 9, 1) }],
        };
        Assert.Equal(
            [new TitleIsMissing(), new BudgetIsNegative(), new StepBeforeMeasure(1, wrong.From), new StepAfterMeasure(2, wrong.Until), new StepIsEmpty(3), new StepIsBackwards(4)],
            wrong.Faults());
        Assert.Equal([null, null, 1, 2, 3, 4], wrong.Faults().Select(f => f.Step));
    }

    [Theory]
    [InlineData("2024-09-30", "2025-09-30")]
    [InlineData("2024-10-01", "2025-10-01")]
    [InlineData("2023-10-01", "2024-09-30")]
    public void A_period_outside_the_fiscal_year_is_refused(string from, string until) =>
        Assert.Contains(new PeriodOutsideYear(Year), (Sound with { From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), Until = DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture) }).Faults());

    [Fact]
    public void A_backwards_period_is_said_once_and_a_plan_without_steps_is_refused()
    {
        Assert.Equal([new PeriodIsBackwards()], (Sound with { From = Sound.Until, Until = Sound.From }).Faults());
        Assert.Equal([new NoSteps()], (Sound with { Steps = [] }).Faults());
        Assert.Equal([new TooManySteps(Measure.MaxSteps)], (Sound with { Steps = [.. Enumerable.Repeat(Sound.Steps[0], Measure.MaxSteps + 1)] }).Faults());
    }

    [Fact]
    public void The_first_proposals_answer_what_is_weakest_and_say_by_which_figures()
    {
        var proposals = Proposals.From(Result, LibraryOfMeasures.Library);
        var item = proposals.First(p => p.Measure.Id == "service-manual-set");
        Assert.Contains(item.Reasons, r => r.Text.Contains("ข้อ O11", StringComparison.Ordinal) && r.Text.EndsWith("ได้ 0.00 ยังไม่ครบ", StringComparison.Ordinal) && r.Basis == new Basis("O11", 0m));
        var counting = proposals.First(p => p.Measure.Id == "asset-count-quarterly");
        Assert.Contains(counting.Reasons, r => r.Basis == new Basis("i12", 73.06m) && r.Text.Contains("ต่ำกว่าเกณฑ์จุดอ่อน 85 คะแนน", StringComparison.Ordinal));
        Assert.Contains(counting.Reasons, r => r.Basis == new Basis("ind4", 77.14m));
        Assert.Equal("service-manual-set", proposals[0].Measure.Id);
        Assert.True(counting.Points > proposals.First(p => p.Measure.Id == "asset-online-booking").Points);
        Assert.Equal(proposals.OrderByDescending(p => p.Points).Select(p => p.Points), proposals.Select(p => p.Points));
    }

    [Fact]
    public void Where_nothing_is_weak_a_measure_is_still_proposed_to_keep_its_issue_and_says_so()
    {
        var keep = Proposals.From(Result, LibraryOfMeasures.Library, AdviceFiles.Rules(2568)).First(p => p.Measure.Id == "claims-check");
        Assert.False(keep.AnswersWeakness);
        var reason = Assert.Single(keep.Reasons);
        Assert.Null(reason.Basis);
        Assert.Contains("ประเด็นที่ 5", reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_planned_year_no_longer_asks_for_is_no_reason()
    {
        // O6 of 2567 is the question board; in 2569 there is no such item.
        var result = AdviceFiles.Analyse(2567, ("ind9", 90m), ("O6", 0m));
        Assert.Null(AdviceFiles.Rules(2569).ItemOfKind("q-and-a"));
        bool Speaks(int year) => Proposals.From(result, LibraryOfMeasures.Library, AdviceFiles.Rules(year)).SelectMany(p => p.Reasons).Any(r => r.Basis?.Target == "O6");
        Assert.True(Speaks(2567));
        Assert.False(Speaks(2569));
    }

    [Fact]
    public void Coverage_names_issues_and_weak_scores_without_a_measure()
    {
        var coverage = Coverage.Of([Sound.Answers, [Answer.Item("service-manual")]], AdviceFiles.Rules(2568), Result);
        Assert.Equal([false, true, false, true, false, false, false], coverage.Issues.Select(i => !i.IsOpen));
        Assert.Equal([1], coverage.Issues[1].Measures);
        Assert.Equal(["ind4", "i12", "O11"], coverage.Weak.Select(w => w.Aim.Target));
        Assert.All(coverage.Weak, w => Assert.False(w.IsOpen));
        Assert.False(coverage.IsFull);
        Assert.Equal(2, coverage.IssuesAnswered);

        // A measure for the indicator answers its question, never a missing item.
        var broad = Coverage.Of([[Answer.Indicator("state-property"), Answer.Indicator("disclosure")]], AdviceFiles.Rules(2568), Result);
        Assert.Equal([false, false, true], broad.Weak.Select(w => w.IsOpen));
        Assert.Equal(0, broad.IssuesAnswered);
    }

    [Fact]
    public void A_plan_without_a_result_is_still_measured_by_the_issues()
    {
        var coverage = Coverage.Of([[.. Enumerable.Range(1, 7).Select(Answer.Issue)]], AdviceFiles.Rules(2568), null);
        Assert.True(coverage.IsFull);
        Assert.Equal(7, coverage.Issues.Count);
    }

    [Fact]
    public void A_measure_is_carried_into_the_next_year_with_its_days_and_without_what_is_gone()
    {
        var with = Sound with { Answers = [.. Sound.Answers, Answer.Item("q-and-a")], Steps = [new("สำรวจ", null, null, new DateOnly(2024, 10, 1), new DateOnly(2025, 2, 28))] };
        var carried = CarryOver.To(with, new FiscalYear(2569), AdviceFiles.Rules(2569));
        Assert.Empty(carried.Measure.Faults());
        Assert.Equal((new DateOnly(2025, 10, 1), new DateOnly(2026, 9, 30)), (carried.Measure.From, carried.Measure.Until));
        Assert.Equal(new DateOnly(2026, 2, 28), carried.Measure.Steps[0].Until);
        Assert.DoesNotContain(Answer.Item("q-and-a"), carried.Measure.Answers);
        Assert.Contains("q-and-a", Assert.Single(carried.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void The_29th_of_February_becomes_the_28th_where_there_is_none()
    {
        var leap = Sound with { Year = new FiscalYear(2567), From = new DateOnly(2023, 10, 1), Until = new DateOnly(2024, 2, 29), Steps = [new("ก", null, null, new DateOnly(2024, 2, 29), new DateOnly(2024, 2, 29))] };
        var carried = CarryOver.To(leap, Year, null).Measure;
        Assert.Empty(carried.Faults());
        Assert.Equal(new DateOnly(2025, 2, 28), carried.Until);
    }

    [Fact]
    public void Differences_name_the_field_and_both_values()
    {
        var unit = Guid.NewGuid();
        var after = Sound with { Title = "คุมการยืมและคืนทรัพย์สิน", Budget = 12000m, UnitIds = [unit], Steps = [.. Sound.Steps, new("ตรวจนับ", unit, null, new DateOnly(2025, 1, 1), new DateOnly(2025, 3, 31))] };
        var changes = CarryOver.Differences(Sound, after, id => id == unit ? "กองคลัง" : "?", a => a.ToString());
        Assert.Equal(["มาตรการ", "หน่วยงานรับผิดชอบ", "งบประมาณ", "ขั้นที่ 2"], changes.Select(c => c.Field));
        Assert.Equal(("–", "12,000.00 บาท"), (changes[2].Before, changes[2].After));
        Assert.Contains("ตรวจนับ · กองคลัง · 1", changes[3].After, StringComparison.Ordinal);
        Assert.Empty(CarryOver.Differences(Sound, Sound with { }, _ => "", a => a.ToString()));
    }

    [Theory]
    [InlineData("question:iit-property-control", true)]
    [InlineData("issue:4", true)]
    [InlineData("issue:", false)]
    [InlineData("3:x", false)]
    [InlineData("colour:red", false)]
    [InlineData(null, false)]
    public void An_answer_is_read_back_from_its_word(string? word, bool known)
    {
        Assert.Equal(known, Answer.Parse(word) is not null);
        if (known)
        {
            Assert.Equal(word, Answer.Parse(word)!.ToString());
        }
    }
}
