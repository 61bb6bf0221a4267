using Prongsai.Domain.Measures;

namespace Prongsai.Domain.Doing;

/// <summary>A follow-up round of a fiscal year.</summary>
public enum RoundKind
{
    /// <summary>1 October to 31 March (รอบ ๖ เดือน).</summary>
    SixMonths,

    /// <summary>1 October to 30 September (รอบ ๑๒ เดือน).</summary>
    TwelveMonths,
}

/// <summary>
/// The days of a round. It opens the day after the period it reports on; a report is on time up to and including <see cref="Due"/>, late
/// until <see cref="LastDay"/>, and missed after that.
/// </summary>
public sealed record RoundDays(FiscalYear Year, RoundKind Kind, DateOnly From, DateOnly Until, DateOnly OpensOn, Deadline Deadline, Deadline Last)
{
    public DateOnly Due => Deadline.Due;

    public DateOnly LastDay => Last.Due;

    public static RoundDays Of(FiscalYear year, RoundKind kind, HolidayCalendar holidays, FollowUpRules rules)
    {
        ArgumentNullException.ThrowIfNull(holidays);
        ArgumentNullException.ThrowIfNull(rules);
        var until = kind is RoundKind.SixMonths ? year.HalfYearDay : year.LastDay;
        var due = holidays.Move(until.AddDays(rules.DueAfter));
        return new(year, kind, year.FirstDay, until, until.AddDays(1), due, holidays.Move(due.Due.AddDays(rules.TakenFor)));
    }

    public bool IsOpenByCalendar(DateOnly today) => today >= OpensOn && today <= LastDay;

    public bool IsOverByCalendar(DateOnly today) => today > LastDay;

    public static string NameOf(RoundKind kind) => kind is RoundKind.SixMonths ? "รอบ 6 เดือน" : "รอบ 12 เดือน";

    /// <summary>A measure is reported in the rounds its follow-up rule names, and in both when it names none.</summary>
    public static bool Includes(IReadOnlyList<FollowUp> rule, RoundKind kind)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var wanted = kind is RoundKind.SixMonths ? FollowUp.SixMonths : FollowUp.TwelveMonths;
        return rule.Contains(wanted) || !rule.Any(f => f is FollowUp.SixMonths or FollowUp.TwelveMonths);
    }
}

/// <summary>How far a measure is, as its unit reports it.</summary>
public enum ProgressState
{
    NotStarted,
    Going,
    Finished,

    /// <summary>It was tried and did not succeed (ดำเนินการไม่สำเร็จ): about the work, not about the report.</summary>
    Failed,
}

/// <summary>Where the report of one measure in one round stands.</summary>
public enum ReportStanding
{
    /// <summary>The round has not opened.</summary>
    NotYet,

    /// <summary>Open, no report, not yet due.</summary>
    Awaited,

    /// <summary>Past the due day, no report, the round still takes one.</summary>
    Overdue,

    /// <summary>Sent by the due day.</summary>
    OnTime,

    /// <summary>Sent after the due day (ส่งช้า).</summary>
    Late,

    /// <summary>The round closed without a report (ไม่ได้ส่ง).</summary>
    Missed,
}

/// <summary>Tells standings apart.</summary>
public static class Standing
{
    /// <param name="opened">Whether the round was ever open, by the calendar or by hand.</param>
    /// <param name="closed">Whether it is closed now.</param>
    /// <param name="due">The last day on which a report is on time.</param>
    /// <param name="sentOn">The day the report was first sent; null when there is none.</param>
    /// <param name="today">In Bangkok.</param>
    public static ReportStanding Of(bool opened, bool closed, DateOnly due, DateOnly? sentOn, DateOnly today) => (sentOn, opened, closed) switch
    {
        ({ } sent, _, _) => sent <= due ? ReportStanding.OnTime : ReportStanding.Late,
        (_, false, _) => ReportStanding.NotYet,
        (_, _, true) => ReportStanding.Missed,
        _ => today > due ? ReportStanding.Overdue : ReportStanding.Awaited,
    };

    public static string Name(ReportStanding standing) => standing switch
    {
        ReportStanding.NotYet => "ยังไม่เปิดรอบ",
        ReportStanding.Awaited => "รอรายงาน",
        ReportStanding.Overdue => "เลยกำหนด",
        ReportStanding.OnTime => "ส่งตรงเวลา",
        ReportStanding.Late => "ส่งช้า",
        ReportStanding.Missed => "ไม่ได้ส่ง",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };

    /// <summary>What the word means, for those who read it.</summary>
    public static string Meaning(ReportStanding standing) => standing switch
    {
        ReportStanding.NotYet => "ยังไม่ถึงวันเปิดรับรายงาน",
        ReportStanding.Awaited => "เปิดรับรายงานแล้ว ยังไม่ถึงวันครบกำหนด",
        ReportStanding.Overdue => "พ้นวันครบกำหนดแล้ว ยังส่งได้จนปิดรอบ และจะนับเป็นส่งช้า",
        ReportStanding.OnTime => "ส่งภายในวันครบกำหนด",
        ReportStanding.Late => "ส่งแล้ว แต่ส่งหลังวันครบกำหนด",
        ReportStanding.Missed => "ปิดรอบแล้วโดยไม่มีรายงาน",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };

    public static string Name(ProgressState state) => state switch
    {
        ProgressState.NotStarted => "ยังไม่เริ่ม",
        ProgressState.Going => "อยู่ระหว่างดำเนินการ",
        ProgressState.Finished => "ดำเนินการแล้วเสร็จ",
        ProgressState.Failed => "ดำเนินการไม่สำเร็จ",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
