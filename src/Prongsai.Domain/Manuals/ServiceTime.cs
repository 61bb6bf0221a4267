using System.Globalization;

namespace Prongsai.Domain.Manuals;

/// <summary>How the time of a step is counted.</summary>
public enum TimeUnit
{
    Minute,
    Hour,
    WorkingDay,
    Day,
}

/// <summary>The time one step may take.</summary>
/// <param name="Amount">1 to <see cref="Longest"/>.</param>
/// <param name="Unit">Of the amount.</param>
public readonly record struct StepTime(int Amount, TimeUnit Unit)
{
    public const int Longest = 999;

    /// <summary>15 นาที</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount}\u00A0{ServiceTime.Word(Unit)}");
}

/// <summary>The time a service takes, added up from its steps.</summary>
public static class ServiceTime
{
    /// <summary>นาที, ชั่วโมง, วันทำการ, วัน</summary>
    public static string Word(TimeUnit unit) => unit switch
    {
        TimeUnit.Minute => "นาที",
        TimeUnit.Hour => "ชั่วโมง",
        TimeUnit.WorkingDay => "วันทำการ",
        TimeUnit.Day => "วัน",
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, null),
    };

    /// <summary>
    /// The sum in words: 3 วันทำการ 1 ชั่วโมง 35 นาที. Sixty minutes are an hour; hours do not become days, because the law counts an office's days
    /// and not its hours. Null when no step has a time.
    /// </summary>
    public static string? Total(IEnumerable<StepTime> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        int minutes = 0, workingDays = 0, days = 0;
        foreach (var time in times)
        {
            switch (time.Unit)
            {
                case TimeUnit.Minute:
                    minutes += time.Amount;
                    break;
                case TimeUnit.Hour:
                    minutes += time.Amount * 60;
                    break;
                case TimeUnit.WorkingDay:
                    workingDays += time.Amount;
                    break;
                default:
                    days += time.Amount;
                    break;
            }
        }
        StepTime[] parts = [new(days, TimeUnit.Day), new(workingDays, TimeUnit.WorkingDay), new(minutes / 60, TimeUnit.Hour), new(minutes % 60, TimeUnit.Minute)];
        var said = string.Join(' ', parts.Where(p => p.Amount > 0));
        return said.Length == 0 ? null : said;
    }
}
