namespace Prongsai.Documents.Writing.Reports;

/// <summary>What came of one planned measure, as a result report prints it.</summary>
/// <param name="MeasureId">Of the plan.</param>
/// <param name="Number">In the plan.</param>
/// <param name="Plan">What was planned.</param>
/// <param name="Steps">In order, with what was done.</param>
/// <param name="Words">For the measure as a whole.</param>
/// <param name="Rounds">What was reported at each follow-up, earliest first.</param>
public sealed record MeasureResult(Guid MeasureId, int Number, MeasureOnPaper Plan, IReadOnlyList<StepResult> Steps, ResultWords Words, IReadOnlyList<RoundReport> Rounds)
{
    public int StepsDone => Steps.Count(s => s.DoneOn is not null);

    /// <summary>Steps that are done and have at least one piece of evidence.</summary>
    public int StepsProven => Steps.Count(s => s.DoneOn is not null && s.Evidence.Count > 0);
}

/// <summary>The four words a result has in the papers: ผลการดำเนินการ, ผลผลิต, ผลลัพธ์, ข้อเสนอแนะ. Empty where nothing was written.</summary>
public sealed record ResultWords(string Result, string Output, string Outcome, string Suggestion)
{
    public static ResultWords None { get; } = new("", "", "", "");

    public bool IsEmpty => Result.Length + Output.Length + Outcome.Length + Suggestion.Length == 0;
}

/// <summary>One numbered step and what was done of it. DoneOn is the declared day, null while it is not done; the quantity is as counted: 45 คน.</summary>
public sealed record StepResult(
    int Number, string Text, string Responsible, DateOnly From, DateOnly Until, DateOnly? DoneOn, decimal? Quantity, string QuantityUnit, string Note, ResultWords Words, IReadOnlyList<EvidenceOnPaper> Evidence);

/// <summary>A piece of evidence by its title, with the day it tells of and the day it was received. Evidence that is a link has its address.</summary>
public sealed record EvidenceOnPaper(string Title, string? Address, DateOnly EffectiveOn, DateOnly ReceivedOn);

/// <summary>
/// What a unit reported of a measure at a follow-up of 6 or 12 months. The state is Thai, as shown: ส่งแล้ว, ส่งช้า, ไม่ได้ส่ง, ดำเนินการไม่สำเร็จ.
/// The unit is named where several answer for the measure, and empty otherwise.
/// </summary>
public sealed record RoundReport(int Months, string State, string Words, string Problems, DateOnly? ReportedOn, string ReportedBy, string Unit = "");
