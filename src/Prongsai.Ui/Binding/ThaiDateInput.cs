using System.Globalization;
using System.Text.RegularExpressions;

namespace Prongsai.Ui;

/// <summary>Which of the three fields of a date stand in the way.</summary>
[Flags]
public enum DateParts
{
    None = 0,
    Day = 1,
    Month = 2,
    Year = 4,
    All = Day | Month | Year,
}

/// <summary>
/// A date as a person typed it, and what was understood. Years are of the Buddhist era; two digits mean 25xx; Thai digits and month names
/// (full or short) are read. <see cref="Fault"/> completes the field's label into a sentence and says what to do.
/// </summary>
/// <param name="Day">The date understood, in the Gregorian calendar; null when nothing was typed or it could not be understood.</param>
/// <param name="Fault">Why not, in Thai, to stand directly after the label; null when it was understood or nothing was typed.</param>
/// <param name="Wrong">The fields to mark.</param>
public sealed partial record ThaiDateInput(DateOnly? Day, string? Fault, DateParts Wrong)
{
    private const string Example = "เช่น 30 9 2568";
    private const int EarliestYear = 2400;
    private const int LatestYear = 2700;

    /// <summary>Nothing was typed at all.</summary>
    public bool IsEmpty => Day is null && Fault is null;

    /// <summary>Reads three fields.</summary>
    public static ThaiDateInput Read(string? day, string? month, string? year)
    {
        var (d, m, y) = (ThaiText.Plain(day), ThaiText.Plain(month), ThaiText.Plain(year));
        var missing = (d == "" ? DateParts.Day : DateParts.None) | (m == "" ? DateParts.Month : DateParts.None) | (y == "" ? DateParts.Year : DateParts.None);
        if (missing == DateParts.All)
        {
            return new(null, null, DateParts.None);
        }
        if (missing != DateParts.None)
        {
            return new(null, $"ต้องมี{Names(missing)} {Example}", missing);
        }
        var monthNumber = int.TryParse(m, NumberStyles.None, CultureInfo.InvariantCulture, out var mm) ? mm : ThaiText.MonthNamed(m);
        var isDay = int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var dayNumber);
        var isYear = int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var yearNumber);
        var unread = (isDay ? DateParts.None : DateParts.Day) | (monthNumber is null ? DateParts.Month : DateParts.None) | (isYear ? DateParts.None : DateParts.Year);
        if (unread != DateParts.None || monthNumber is not { } inYear)
        {
            return new(null, $"{Names(unread)}ต้องเป็นตัวเลข {Example}", unread);
        }
        if (inYear is < 1 or > 12)
        {
            return new(null, $"เดือนต้องเป็น 1 ถึง 12 {Example}", DateParts.Month);
        }
        if (yearNumber is >= 1900 and <= 2200)
        {
            return new(null, string.Create(CultureInfo.InvariantCulture, $"ปีต้องเป็น พ.ศ. (ค.ศ. {yearNumber} คือ พ.ศ. {yearNumber + 543})"), DateParts.Year);
        }
        var buddhist = y.Length <= 2 ? 2500 + yearNumber : yearNumber;
        if (buddhist is < EarliestYear or > LatestYear)
        {
            return new(null, $"ปีต้องเป็น พ.ศ. สี่หลัก {Example}", DateParts.Year);
        }
        var last = DateTime.DaysInMonth(buddhist - 543, inYear);
        if (dayNumber < 1 || dayNumber > last)
        {
            return new(null, string.Create(CultureInfo.InvariantCulture, $"ต้องเป็นวันที่มีจริง เดือน{ThaiText.Month(inYear)} {buddhist} มี {last} วัน"), DateParts.Day);
        }
        return new(new DateOnly(buddhist - 543, inYear, dayNumber), null, DateParts.None);
    }

    /// <summary>Reads one text: <c>5/1/2568</c>, <c>๕ ม.ค. ๖๘</c>, <c>5-1-2568</c>, or the machine form <c>2025-01-05</c> of an address.</summary>
    public static ThaiDateInput Read(string? text)
    {
        var plain = ThaiText.Plain(text);
        if (plain == "")
        {
            return new(null, null, DateParts.None);
        }
        if (Machine().IsMatch(plain) && DateOnly.TryParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < EarliestYear)
        {
            return new(day, null, DateParts.None);
        }
        var parts = Apart().Match(plain);
        return parts.Success
            ? Read(parts.Groups["day"].Value, parts.Groups["month"].Value, parts.Groups["year"].Value)
            : new(null, "ต้องมีวัน เดือน และปี พ.ศ. เช่น 30/9/2568", DateParts.All);
    }

    /// <summary>"วัน", "วันและเดือน", "วัน เดือน และปี พ.ศ.".</summary>
    private static string Names(DateParts parts)
    {
        string[] names =
        [
            .. parts.HasFlag(DateParts.Day) ? ["วัน"] : Array.Empty<string>(),
            .. parts.HasFlag(DateParts.Month) ? ["เดือน"] : Array.Empty<string>(),
            .. parts.HasFlag(DateParts.Year) ? ["ปี พ.ศ."] : Array.Empty<string>(),
        ];
        return names.Length switch
        {
            1 => names[0],
            2 => $"{names[0]}และ{names[1]}",
            _ => $"{names[0]} {names[1]} และ{names[2]}",
        };
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Machine();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})\s*[/\-. ]\s*(?<month>[^\s/\-0-9][^\s/\-0-9]{0,11}|[0-9]{1,2})\s*[/\- .]?\s*(พ\.ศ\.\s*)?(?<year>[0-9]{1,4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Apart();
}
