using System.Globalization;

namespace Prongsai.Domain.Doing;

/// <summary>Where a step stands.</summary>
public enum StepStanding
{
    /// <summary>Its time has not come.</summary>
    Ahead,

    /// <summary>Its time is now.</summary>
    Now,

    /// <summary>Its last day has passed and it is not done.</summary>
    Late,

    /// <summary>Tried without success.</summary>
    Failed,

    /// <summary>Said to be done, with nothing that shows it.</summary>
    Done,

    /// <summary>Done, and evidence stands beside it.</summary>
    Proven,
}

/// <summary>How many steps are proven: done, with at least one piece of evidence that was not withdrawn.</summary>
public sealed record ProofMeter(int Proven, int Done, int Total)
{
    public static ProofMeter None { get; } = new(0, 0, 0);

    public static ProofMeter Of(IEnumerable<StepStanding> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var (proven, done, total) = (0, 0, 0);
        foreach (var step in steps)
        {
            total++;
            done += step is StepStanding.Done or StepStanding.Proven ? 1 : 0;
            proven += step is StepStanding.Proven ? 1 : 0;
        }
        return new(proven, done, total);
    }

    /// <summary>Both together.</summary>
    public ProofMeter With(ProofMeter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Proven + other.Proven, Done + other.Done, Total + other.Total);
    }

    /// <summary>พิสูจน์แล้ว 3 จาก 5 ขั้นตอน</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"พิสูจน์แล้ว {Proven} จาก {Total} ขั้นตอน");
}

/// <summary>What may be said about a step's work, and what may not.</summary>
public static class StepWork
{
    /// <param name="from">First day of the step.</param>
    /// <param name="until">Last day of the step.</param>
    /// <param name="doneOn">The day it was done, if it was.</param>
    /// <param name="failed">Whether it was given up as not successful.</param>
    /// <param name="evidence">Pieces of evidence that were not withdrawn.</param>
    /// <param name="today">In Bangkok.</param>
    public static StepStanding Standing(DateOnly from, DateOnly until, DateOnly? doneOn, bool failed, int evidence, DateOnly today)
    {
        if (failed)
        {
            return StepStanding.Failed;
        }
        if (doneOn is not null)
        {
            return evidence > 0 ? StepStanding.Proven : StepStanding.Done;
        }
        return today > until ? StepStanding.Late : today >= from ? StepStanding.Now : StepStanding.Ahead;
    }

    /// <summary>Null when the day may stand. Doing a step before or after its time is allowed; doing it outside the fiscal year or tomorrow is not.</summary>
    public static Refusal? CheckDoneOn(FiscalYear year, DateOnly doneOn, DateOnly today)
    {
        if (doneOn > today)
        {
            return new DoneInTheFuture(today);
        }
        return year.Contains(doneOn) ? null : new DoneOutsideYear(year);
    }

    /// <summary>Null when the declared day of evidence may stand. It may lie before the year, as an order that still holds does, but not ahead.</summary>
    public static Refusal? CheckEffective(DateOnly effectiveOn, DateOnly today) =>
        effectiveOn > today ? new EvidenceOfTheFuture(today) : effectiveOn.Year < today.Year - 30 ? new EvidenceTooOld() : null;
}

public sealed record DoneInTheFuture(DateOnly Today) : Refusal($"วันที่ทำเสร็จอยู่หลังวันนี้ ({ThaiDate.Short(Today)}) บันทึกเมื่อทำเสร็จแล้ว");

public sealed record DoneOutsideYear(FiscalYear Year)
    : Refusal($"วันที่ทำเสร็จต้องอยู่ในปีงบประมาณ {Year} คือ {ThaiDate.Short(Year.FirstDay)} ถึง {ThaiDate.Short(Year.LastDay)}");

public sealed record EvidenceOfTheFuture(DateOnly Today) : Refusal($"วันที่ของหลักฐานอยู่หลังวันนี้ ({ThaiDate.Short(Today)}) ใส่วันที่หลักฐานเกิดขึ้นจริง");

public sealed record EvidenceTooOld() : Refusal("วันที่ของหลักฐานเก่าเกิน 30 ปี ตรวจปี พ.ศ. อีกครั้ง");
