using System.Globalization;

namespace Prongsai.Domain;

/// <summary>
/// The one place where a date becomes Thai text. Dates are stored and computed in the Gregorian calendar;
/// Buddhist years exist only in what people see (style.md 5.10, trap 1).
/// </summary>
public static class ThaiDate
{
    private static readonly string[] Months =
        ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];

    private static readonly string[] ShortMonths =
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    private static readonly string[] Days = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];

    private static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    /// <summary>Months 1–12, full names.</summary>
    public static string MonthName(int month) => Months[month - 1];

    /// <summary>Months 1–12, official abbreviations.</summary>
    public static string ShortMonthName(int month) => ShortMonths[month - 1];

    /// <summary>9 เม.ย. 2568</summary>
    public static string Short(DateOnly day) => Join(day.Day, ShortMonths[day.Month - 1], day.Year);

    /// <summary>9 เม.ย., where the year is known from around it.</summary>
    public static string DayMonth(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day}\u00A0{ShortMonths[day.Month - 1]}");

    /// <summary>9 เมษายน 2568</summary>
    public static string Long(DateOnly day) => Join(day.Day, Months[day.Month - 1], day.Year);

    /// <summary>วันพุธที่ 9 เมษายน 2568</summary>
    public static string Full(DateOnly day) => $"วัน{Days[(int)day.DayOfWeek]}ที่ {Long(day)}";

    /// <summary>เมษายน 2568</summary>
    public static string MonthYear(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Months[day.Month - 1]} {day.Year + FiscalYear.BuddhistOffset}");

    /// <summary>14.20 น., in Bangkok.</summary>
    public static string Time(DateTimeOffset moment) => moment.ToOffset(Bangkok).ToString("HH.mm", CultureInfo.InvariantCulture) + " น.";

    /// <summary>9 เม.ย. 2568 14.20 น., in Bangkok.</summary>
    public static string ShortWithTime(DateTimeOffset moment) => $"{Short(InBangkok(moment))} {Time(moment)}";

    /// <summary>The calendar day it is in Bangkok at this moment.</summary>
    public static DateOnly InBangkok(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Bangkok).DateTime);

    private static string Join(int day, string month, int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{day}\u00A0{month}\u00A0{year + FiscalYear.BuddhistOffset}");
}
