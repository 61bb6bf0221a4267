using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;

namespace Prongsai.Domain.Tests.Doing;

/// <summary>Deadlines, rounds, standings and the meter of proof, over many made-up days: the same seed gives the same days.</summary>
public sealed class RoundsOfTheYear
{
    private static readonly HolidayCalendar Songkran = new([
        new(new DateOnly(2025, 4, 14), "วันสงกรานต์", Certainty.Unverified),
        new(new DateOnly(2025, 4, 15), "วันสงกรานต์", Certainty.Unverified),
        new(new DateOnly(2025, 4, 16), "วันหยุดชดเชยวันสงกรานต์", Certainty.Unverified),
    ]);

    [Fact]
    public void A_deadline_on_a_holiday_moves_to_the_next_working_day_and_says_why()
    {
        var round = RoundDays.Of(new FiscalYear(2568), RoundKind.SixMonths, Songkran, FollowUpRules.Usual);
        Assert.Equal((new DateOnly(2024, 10, 1), new DateOnly(2025, 3, 31), new DateOnly(2025, 4, 1)), (round.From, round.Until, round.OpensOn));
        Assert.Equal((new DateOnly(2025, 4, 15), new DateOnly(2025, 4, 17)), (round.Deadline.Nominal, round.Due));
        Assert.Contains("วันสงกรานต์", round.Deadline.Explanation, StringComparison.Ordinal);
        Assert.Contains("ยังไม่ได้ตรวจกับประกาศ", round.Deadline.Explanation, StringComparison.Ordinal);
        Assert.Contains("วันพฤหัสบดีที่ 17", round.Deadline.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_on_a_working_day_stays_and_needs_no_words()
    {
        var deadline = Songkran.Move(new DateOnly(2025, 4, 10));
        Assert.False(deadline.IsMoved);
        Assert.Equal("", deadline.Explanation);
    }

    [Fact]
    public void A_moved_deadline_is_the_first_working_day_at_or_after_the_one_named()
    {
        var random = new Random(2568);
        var first = new DateOnly(2024, 1, 1);
        var calendar = new HolidayCalendar(Enumerable.Range(0, 400).Select(_ => new Holiday(first.AddDays(random.Next(1500)), "วันหยุด", Certainty.Verified)));
        for (var i = 0; i < 1500; i++)
        {
            var nominal = first.AddDays(i);
            var moved = calendar.Move(nominal);
            Assert.Null(calendar.WhyClosed(moved.Due));
            Assert.Equal(moved.Due.DayNumber - nominal.DayNumber, moved.Skipped.Count);
            Assert.All(moved.Skipped, s => Assert.NotNull(calendar.WhyClosed(s.Day)));
            Assert.Equal(moved.IsMoved, moved.Explanation.Length > 0);
        }
    }

    [Fact]
    public void The_days_of_every_round_follow_one_another()
    {
        foreach (var year in Enumerable.Range(2560, 30).Select(y => new FiscalYear(y)))
        {
            foreach (var kind in Enum.GetValues<RoundKind>())
            {
                var round = RoundDays.Of(year, kind, Songkran, FollowUpRules.Usual);
                Assert.True(round.From < round.Until && round.Until < round.OpensOn && round.OpensOn < round.Due && round.Due < round.LastDay);
                Assert.True(year.Contains(round.Until));
                Assert.True(round.IsOpenByCalendar(round.OpensOn) && round.IsOpenByCalendar(round.LastDay));
                Assert.False(round.IsOpenByCalendar(round.Until) || round.IsOpenByCalendar(round.LastDay.AddDays(1)));
                Assert.NotEqual(round.IsOpenByCalendar(round.LastDay.AddDays(1)), round.IsOverByCalendar(round.LastDay.AddDays(1)));
            }
        }
    }

    [Theory]
    [InlineData(true, false, "2025-04-17", "2025-06-01", ReportStanding.OnTime)]
    [InlineData(true, true, "2025-04-18", "2025-06-01", ReportStanding.Late)]
    [InlineData(true, true, null, "2025-06-01", ReportStanding.Missed)]
    [InlineData(true, false, null, "2025-04-18", ReportStanding.Overdue)]
    [InlineData(true, false, null, "2025-04-17", ReportStanding.Awaited)]
    [InlineData(false, false, null, "2025-03-01", ReportStanding.NotYet)]
    public void Late_missed_and_overdue_are_told_apart(bool opened, bool closed, string? sent, string today, ReportStanding expected) =>
        Assert.Equal(expected, Standing.Of(opened, closed, new DateOnly(2025, 4, 17), sent is null ? null : Day(sent), Day(today)));

    [Fact]
    public void Every_standing_and_state_has_words_of_its_own()
    {
        var standings = Enum.GetValues<ReportStanding>();
        Assert.Equal(standings.Length, standings.Select(Standing.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(standings.Length, standings.Select(Standing.Meaning).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(Standing.Name(ProgressState.Failed), standings.Select(Standing.Name));
    }

    [Fact]
    public void A_measure_is_in_the_rounds_its_rule_names_and_in_both_when_it_names_none()
    {
        Assert.True(RoundDays.Includes([FollowUp.SixMonths], RoundKind.SixMonths));
        Assert.False(RoundDays.Includes([FollowUp.SixMonths], RoundKind.TwelveMonths));
        Assert.True(RoundDays.Includes([FollowUp.Monthly], RoundKind.SixMonths));
        Assert.True(RoundDays.Includes([], RoundKind.TwelveMonths));
    }

    [Fact]
    public void The_meter_never_proves_more_than_is_done_nor_more_than_there_is()
    {
        var random = new Random(7);
        var sum = ProofMeter.None;
        var (proven, total) = (0, 0);
        for (var i = 0; i < 500; i++)
        {
            var steps = Enumerable.Range(0, random.Next(12)).Select(_ => (StepStanding)random.Next(6)).ToList();
            var meter = ProofMeter.Of(steps);
            Assert.True(meter.Proven <= meter.Done && meter.Done <= meter.Total && meter.Total == steps.Count);
            (sum, proven, total) = (sum.With(meter), proven + meter.Proven, total + steps.Count);
        }
        Assert.Equal((proven, total), (sum.Proven, sum.Total));
        Assert.Equal("พิสูจน์แล้ว 3 จาก 5 ขั้นตอน", new ProofMeter(3, 4, 5).ToString());
    }

    [Fact]
    public void A_step_is_proven_only_when_it_is_done_and_something_shows_it()
    {
        var (from, until) = (Day("2025-01-01"), Day("2025-01-31"));
        Assert.Equal(StepStanding.Ahead, StepWork.Standing(from, until, null, false, 0, Day("2024-12-31")));
        Assert.Equal(StepStanding.Now, StepWork.Standing(from, until, null, false, 3, Day("2025-01-31")));
        Assert.Equal(StepStanding.Late, StepWork.Standing(from, until, null, false, 0, Day("2025-02-01")));
        Assert.Equal(StepStanding.Done, StepWork.Standing(from, until, Day("2025-01-09"), false, 0, Day("2025-02-01")));
        Assert.Equal(StepStanding.Proven, StepWork.Standing(from, until, Day("2025-01-09"), false, 1, Day("2025-02-01")));
        Assert.Equal(StepStanding.Failed, StepWork.Standing(from, until, null, true, 1, Day("2025-02-01")));
    }

    [Fact]
    public void Days_that_cannot_be_are_refused()
    {
        var (year, today) = (new FiscalYear(2568), Day("2025-03-01"));
        Assert.Null(StepWork.CheckDoneOn(year, today, today));
        Assert.IsType<DoneInTheFuture>(StepWork.CheckDoneOn(year, today.AddDays(1), today));
        Assert.IsType<DoneOutsideYear>(StepWork.CheckDoneOn(year, Day("2024-09-30"), today));
        Assert.IsType<EvidenceOfTheFuture>(StepWork.CheckEffective(today.AddDays(1), today));
        Assert.IsType<EvidenceTooOld>(StepWork.CheckEffective(Day("1482-01-05"), today));
        Assert.Null(StepWork.CheckEffective(Day("2023-06-01"), today));
        Assert.True(FollowUpRules.Usual.IsBackDated(Day("2025-01-01"), Day("2025-02-01")));
        Assert.False(FollowUpRules.Usual.IsBackDated(Day("2025-01-01"), Day("2025-01-31")));
    }

    [Fact]
    public void An_office_may_live_by_days_of_its_own_within_reason()
    {
        var own = new FollowUpRules(10, 5, 1);
        var round = RoundDays.Of(new FiscalYear(2568), RoundKind.TwelveMonths, Songkran, own);
        Assert.Equal((Day("2025-10-10"), Day("2025-10-15")), (round.Due, round.LastDay));
        Assert.True(own.IsBackDated(Day("2025-01-01"), Day("2025-01-03")));
        Assert.Null(own.Check());
        Assert.IsType<DueDaysAreOut>((own with { DueAfter = 0 }).Check());
        Assert.IsType<TakenDaysAreOut>((own with { TakenFor = 181 }).Check());
        Assert.IsType<BackDatedDaysAreOut>((own with { BackDatedAfter = -1 }).Check());
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
