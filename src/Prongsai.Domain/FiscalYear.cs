using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Prongsai.Domain;

/// <summary>
/// A Thai fiscal year (ปีงบประมาณ) in the Buddhist era. 2568 runs from 1 October 2024 to 30 September 2025, both days included.
/// A value outside 2500–2700 cannot exist, so no method that takes one asks.
/// </summary>
public readonly record struct FiscalYear : IComparable<FiscalYear>, IParsable<FiscalYear>
{
    public const int BuddhistOffset = 543;
    private readonly short buddhistYear;

    /// <exception cref="ArgumentOutOfRangeException">The year is not between 2500 and 2700.</exception>
    public FiscalYear(int buddhistYear)
    {
        if (buddhistYear is < 2500 or > 2700)
        {
            throw new ArgumentOutOfRangeException(nameof(buddhistYear), buddhistYear, "A fiscal year lies between 2500 and 2700 (Buddhist era).");
        }
        this.buddhistYear = (short)buddhistYear;
    }

    /// <summary>The year in the Buddhist era, e.g. 2568.</summary>
    public int Value => buddhistYear == 0 ? 2500 : buddhistYear;

    /// <summary>1 October of the calendar year before.</summary>
    public DateOnly FirstDay => new(Value - BuddhistOffset - 1, 10, 1);

    /// <summary>30 September.</summary>
    public DateOnly LastDay => new(Value - BuddhistOffset, 9, 30);

    /// <summary>31 March: the last day of the six-month round (รอบ ๖ เดือน).</summary>
    public DateOnly HalfYearDay => new(Value - BuddhistOffset, 3, 31);

    public FiscalYear Next => new(Value + 1);

    public FiscalYear Previous => new(Value - 1);

    public static FiscalYear Of(DateOnly day) => new(day.Year + BuddhistOffset + (day.Month >= 10 ? 1 : 0));

    public bool Contains(DateOnly day) => day >= FirstDay && day <= LastDay;

    public int CompareTo(FiscalYear other) => Value.CompareTo(other.Value);

    public static bool operator <(FiscalYear a, FiscalYear b) => a.Value < b.Value;

    public static bool operator >(FiscalYear a, FiscalYear b) => a.Value > b.Value;

    public static bool operator <=(FiscalYear a, FiscalYear b) => a.Value <= b.Value;

    public static bool operator >=(FiscalYear a, FiscalYear b) => a.Value >= b.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    public static FiscalYear Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var year) ? year : throw new FormatException($"\"{s}\" is not a fiscal year such as 2568.");

    /// <summary>Reads four digits, Thai or Arabic.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FiscalYear result)
    {
        result = default;
        if (s is null || !int.TryParse(ThaiDigits.ToArabic(s.Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value is < 2500 or > 2700)
        {
            return false;
        }
        result = new FiscalYear(value);
        return true;
    }
}
