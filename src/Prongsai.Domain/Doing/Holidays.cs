using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Domain.Doing;

/// <summary>A public holiday of Thailand. <see cref="Certainty.Unverified"/> says that no announcement was seen for it.</summary>
public sealed record Holiday(DateOnly Day, string Name, Certainty Certainty);

/// <summary>A day a deadline cannot fall on, and why: the weekend or the name of the holiday.</summary>
public sealed record SkippedDay(DateOnly Day, string Why, Certainty Certainty);

/// <summary>A day by which something is due: the day the rule names, the working day it falls on, and the days passed over between.</summary>
public sealed record Deadline(DateOnly Nominal, DateOnly Due, IReadOnlyList<SkippedDay> Skipped)
{
    public bool IsMoved => Due != Nominal;

    /// <summary>In Thai, for the person who reads the date; empty when the day is the one the rule names.</summary>
    public string Explanation => !IsMoved
        ? ""
        : $"กำหนดเดิม {ThaiDate.Full(Nominal)} ตรงกับ{Skipped[0].Why}"
            + (Skipped.Count > 1 ? $" และวันต่อมาเป็นวันหยุดจนถึง {ThaiDate.Short(Skipped[^1].Day)}" : "")
            + $" จึงเลื่อนเป็น{ThaiDate.Full(Due)} ซึ่งเป็นวันทำการถัดไป"
            + (Skipped.Any(s => s.Certainty is not Certainty.Verified) ? " (วันหยุดบางวันยังไม่ได้ตรวจกับประกาศ โปรดตรวจก่อนใช้)" : "");
}

/// <summary>Weekends and public holidays, and what they do to deadlines.</summary>
public sealed class HolidayCalendar
{
    private readonly Dictionary<DateOnly, Holiday> days;

    public HolidayCalendar(IEnumerable<Holiday> holidays) => days = holidays.GroupBy(h => h.Day).ToDictionary(g => g.Key, g => g.First());

    public IReadOnlyCollection<Holiday> Days => days.Values;

    /// <summary>Null on a working day.</summary>
    public SkippedDay? WhyClosed(DateOnly day) =>
        days.TryGetValue(day, out var holiday) ? new SkippedDay(day, holiday.Name, holiday.Certainty)
        : day.DayOfWeek switch
        {
            DayOfWeek.Saturday => new SkippedDay(day, "วันเสาร์", Certainty.Verified),
            DayOfWeek.Sunday => new SkippedDay(day, "วันอาทิตย์", Certainty.Verified),
            _ => null,
        };

    /// <summary>The day itself, or the next working day.</summary>
    public Deadline Move(DateOnly nominal)
    {
        var skipped = new List<SkippedDay>();
        var day = nominal;
        while (WhyClosed(day) is { } closed)
        {
            skipped.Add(closed);
            day = day.AddDays(1);
        }
        return new Deadline(nominal, day, skipped);
    }

    /// <summary>Reads the files of rules/follow-up/holidays, one per calendar year.</summary>
    /// <exception cref="JsonException">A file holds what is not understood.</exception>
    public static HolidayCalendar Read(IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return new(files.Select(text => JsonSerializer.Deserialize<YearOfHolidays>(text, Options)!).SelectMany(y => y.Holidays.Select(h => new Holiday(h.Day, h.Name, h.Certainty ?? y.Certainty))));
    }

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private sealed record YearOfHolidays(int Year, string Source, Certainty Certainty, IReadOnlyList<HolidayOfFile> Holidays);

    private sealed record HolidayOfFile(DateOnly Day, string Name, Certainty? Certainty = null);
}
