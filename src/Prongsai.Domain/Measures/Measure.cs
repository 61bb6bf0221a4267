using System.Globalization;

namespace Prongsai.Domain.Measures;

/// <summary>What a measure answers.</summary>
public enum AnswerTarget
{
    Indicator,
    Question,
    Item,
    Issue,
}

/// <summary>
/// Something of the assessment that a measure answers. Kind is a kind of the rulebooks ("state-property", "iit-property-control",
/// "procurement-list"), so that it means the same in another year; for an issue it is its number, "1" to "7".
/// </summary>
public sealed record Answer(AnswerTarget Target, string Kind)
{
    public static Answer Indicator(string kind) => new(AnswerTarget.Indicator, kind);

    public static Answer Question(string kind) => new(AnswerTarget.Question, kind);

    public static Answer Item(string kind) => new(AnswerTarget.Item, kind);

    public static Answer Issue(int no) => new(AnswerTarget.Issue, no.ToString(CultureInfo.InvariantCulture));

    /// <summary>One word, for forms: "question:iit-property-control".</summary>
    public override string ToString() => $"{Target.ToString().ToLowerInvariant()}:{Kind}";

    /// <summary>The answer such a word names, or null.</summary>
    public static Answer? Parse(string? word) =>
        word?.Split(':', 2) is [var target, { Length: > 0 } kind] && Enum.TryParse<AnswerTarget>(target, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(target.Length > 0 ? target[0] : '0')
            ? new Answer(known, kind)
            : null;
}

/// <summary>When a measure is looked at again.</summary>
public enum FollowUp
{
    /// <summary>At every monthly meeting.</summary>
    Monthly,

    /// <summary>In the six-month round, to 31 March.</summary>
    SixMonths,

    /// <summary>In the twelve-month round, to 30 September.</summary>
    TwelveMonths,
}

/// <summary>A numbered step; its number is its place. Unit and person are ids of the organisation; the days are both included.</summary>
public sealed record MeasureStep(string Text, Guid? UnitId, Guid? PersonId, DateOnly From, DateOnly Until);

/// <summary>
/// A measure (มาตรการ/โครงการ/กิจกรรม) of a fiscal year's plan. Dates are Gregorian; budget in baht, null where none is spent.
/// A value may hold mistakes: <see cref="Faults"/> says which, and only one without any is kept.
/// </summary>
public sealed record Measure
{
    public const int TitleMaxLength = 500;
    public const int TextMaxLength = 4000;
    public const int StepMaxLength = 1000;
    public const int MaxSteps = 30;

    public required FiscalYear Year { get; init; }

    public required string Title { get; init; }

    /// <summary>How it is gone about (แนวทางการปฏิบัติ); may be empty.</summary>
    public string Guideline { get; init; } = "";

    public IReadOnlyList<MeasureStep> Steps { get; init; } = [];

    /// <summary>The first one leads.</summary>
    public IReadOnlyList<Guid> UnitIds { get; init; } = [];

    public IReadOnlyList<Guid> PersonIds { get; init; } = [];

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    public decimal? Budget { get; init; }

    /// <summary>What will be there when it is done (ผลผลิต).</summary>
    public string Output { get; init; } = "";

    /// <summary>What will be better by it (ผลลัพธ์).</summary>
    public string Outcome { get; init; } = "";

    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>The measure of the library it was made from, or null.</summary>
    public string? LibraryId { get; init; }

    /// <summary>Everything that stands in the way of keeping it, in the order of the form; empty when nothing does.</summary>
    public IReadOnlyList<MeasureFault> Faults()
    {
        var faults = new List<MeasureFault>();
        if (string.IsNullOrWhiteSpace(Title))
        {
            faults.Add(new TitleIsMissing());
        }
        if (Until < From)
        {
            faults.Add(new PeriodIsBackwards());
        }
        else if (!Year.Contains(From) || !Year.Contains(Until))
        {
            faults.Add(new PeriodOutsideYear(Year));
        }
        if (Budget < 0)
        {
            faults.Add(new BudgetIsNegative());
        }
        if (Steps.Count == 0)
        {
            faults.Add(new NoSteps());
        }
        if (Steps.Count > MaxSteps)
        {
            faults.Add(new TooManySteps(MaxSteps));
        }
        for (var i = 0; i < Steps.Count; i++)
        {
            var step = Steps[i];
            if (string.IsNullOrWhiteSpace(step.Text))
            {
                faults.Add(new StepIsEmpty(i + 1));
            }
            if (step.Until < step.From)
            {
                faults.Add(new StepIsBackwards(i + 1));
            }
            else if (Until >= From && step.From < From)
            {
                faults.Add(new StepBeforeMeasure(i + 1, From));
            }
            else if (Until >= From && step.Until > Until)
            {
                faults.Add(new StepAfterMeasure(i + 1, Until));
            }
        }
        return faults;
    }

    /// <summary>What the plan is better off with but may wait: shown, never refused.</summary>
    public IReadOnlyList<string> Gaps()
    {
        var gaps = new List<string>();
        if (UnitIds.Count == 0)
        {
            gaps.Add("หน่วยงานรับผิดชอบ");
        }
        if (string.IsNullOrWhiteSpace(Output))
        {
            gaps.Add("ผลผลิต");
        }
        if (string.IsNullOrWhiteSpace(Outcome))
        {
            gaps.Add("ผลลัพธ์");
        }
        if (FollowUps.Count == 0)
        {
            gaps.Add("การติดตาม");
        }
        if (Answers.Count == 0)
        {
            gaps.Add("สิ่งที่มาตรการนี้ตอบ");
        }
        return gaps;
    }
}

/// <summary>Why a measure cannot be kept as it is. Step is the number of the step at fault, or null.</summary>
public abstract record MeasureFault(string Text, int? Step = null) : Refusal(Text);

public sealed record TitleIsMissing() : MeasureFault("ใส่ชื่อมาตรการ");

public sealed record PeriodIsBackwards() : MeasureFault("วันสิ้นสุดอยู่ก่อนวันเริ่ม โปรดแก้วันใดวันหนึ่ง");

public sealed record PeriodOutsideYear(FiscalYear Year)
    : MeasureFault($"ระยะเวลาต้องอยู่ในปีงบประมาณ {Year} คือ {ThaiDate.Short(Year.FirstDay)} ถึง {ThaiDate.Short(Year.LastDay)}");

public sealed record BudgetIsNegative() : MeasureFault("งบประมาณต้องไม่ติดลบ ถ้าไม่ใช้งบประมาณให้เว้นว่าง");

public sealed record NoSteps() : MeasureFault("ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น");

public sealed record TooManySteps(int Most) : MeasureFault(string.Create(CultureInfo.InvariantCulture, $"มาตรการหนึ่งมีได้ไม่เกิน {Most} ขั้น โปรดรวมขั้นที่ใกล้กันหรือแยกเป็นสองมาตรการ"));

public sealed record StepIsEmpty(int Number) : MeasureFault(string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {Number} ยังไม่มีข้อความ ใส่สิ่งที่จะทำ หรือเว้นว่างทั้งขั้นเพื่อตัดออก"), Number);

public sealed record StepIsBackwards(int Number) : MeasureFault(string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {Number} สิ้นสุดก่อนเริ่ม โปรดแก้วันใดวันหนึ่ง"), Number);

public sealed record StepBeforeMeasure(int Number, DateOnly From)
    : MeasureFault(string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {Number} เริ่มก่อนมาตรการ ซึ่งเริ่มวันที่ {ThaiDate.Short(From)} เลื่อนขั้นนี้หรือขยายระยะเวลาของมาตรการ"), Number);

public sealed record StepAfterMeasure(int Number, DateOnly Until)
    : MeasureFault(string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {Number} สิ้นสุดหลังมาตรการ ซึ่งสิ้นสุดวันที่ {ThaiDate.Short(Until)} เลื่อนขั้นนี้หรือขยายระยะเวลาของมาตรการ"), Number);
