namespace Prongsai.Domain.Doing;

/// <summary>
/// The days by which rounds and evidence are judged, in one place for screens, digests and papers. They are a habit of this project; no
/// announcement fixes them, so an office may set its own from a fiscal year on.
/// </summary>
/// <param name="DueAfter">Days after the period of a round by which a report is due.</param>
/// <param name="TakenFor">Days after the due day on which the round still takes a report, as late.</param>
/// <param name="BackDatedAfter">Evidence that tells of a day more than this many days before the one it was received on is back-dated: allowed, shown and counted.</param>
public sealed record FollowUpRules(int DueAfter, int TakenFor, int BackDatedAfter)
{
    public const int MostDue = 90;
    public const int MostTaken = 180;
    public const int MostBackDated = 365;

    public static FollowUpRules Usual { get; } = new(15, 30, 30);

    public bool IsBackDated(DateOnly effectiveOn, DateOnly receivedOn) => effectiveOn.AddDays(BackDatedAfter) < receivedOn;

    /// <summary>Null when an office may live by these days.</summary>
    public Refusal? Check() =>
        DueAfter is < 1 or > MostDue ? new DueDaysAreOut()
        : TakenFor is < 0 or > MostTaken ? new TakenDaysAreOut()
        : BackDatedAfter is < 0 or > MostBackDated ? new BackDatedDaysAreOut()
        : null;
}

public sealed record DueDaysAreOut() : Refusal($"จำนวนวันครบกำหนดต้องอยู่ระหว่าง 1 ถึง {FollowUpRules.MostDue} วัน");

public sealed record TakenDaysAreOut() : Refusal($"จำนวนวันที่ยังรับฉบับส่งช้าต้องอยู่ระหว่าง 0 ถึง {FollowUpRules.MostTaken} วัน");

public sealed record BackDatedDaysAreOut() : Refusal($"จำนวนวันของการลงวันย้อนหลังต้องอยู่ระหว่าง 0 ถึง {FollowUpRules.MostBackDated} วัน");
