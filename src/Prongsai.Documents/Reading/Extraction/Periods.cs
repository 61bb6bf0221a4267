using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>Reads Thai dates and periods: months in full or short with or without dots, Buddhist years of two or four digits, quarters, whole fiscal years.</summary>
internal static partial class Periods
{
    private const int Timeout = 1000;

    // Keys without dots and spaces; the longest first so that มีนาคม is not read as มี.
    private static readonly (string Name, int Month)[] Months =
    [
        ("มกราคม", 1), ("กุมภาพันธ์", 2), ("มีนาคม", 3), ("เมษายน", 4), ("พฤษภาคม", 5), ("มิถุนายน", 6), ("กรกฎาคม", 7), ("สิงหาคม", 8), ("กันยายน", 9),
        ("ตุลาคม", 10), ("พฤศจิกายน", 11), ("ธันวาคม", 12), ("กรกฏาคม", 7), ("กุมภาพันธ", 2), ("พฤษจิกายน", 11), ("ธันวา", 12), ("มกรา", 1), ("กุมภา", 2), ("ตุลา", 10),
        ("มค", 1), ("กพ", 2), ("มีค", 3), ("เมย", 4), ("พค", 5), ("มิย", 6), ("กค", 7), ("สค", 8), ("กย", 9), ("ตค", 10), ("พย", 11), ("ธค", 12),
    ];

    /// <summary>One date printed as day, month and year, anywhere in the text; the last one when there are several and <paramref name="last"/>.</summary>
    public static (string Text, DateOnly Date, int Start)? FindDate(string text, bool last) =>
        DateIn(text, last) ?? (text.Contains(' ') ? DateIn(text.Replace(" ", string.Empty, StringComparison.Ordinal), last) : null);

    private static (string Text, DateOnly Date, int Start)? DateIn(string text, bool last)
    {
        (string Text, DateOnly Date, int Start)? found = null;
        foreach (Match match in FullDate().Matches(text))
        {
            if (MonthOf(match.Groups["m"].Value) is { } month && YearOf(match.Groups["y"].Value) is { } year && Make(year, month, Number(match.Groups["d"].Value)) is { } date)
            {
                found = (match.Value.Trim(), date, match.Index);
                if (!last)
                {
                    return found;
                }
            }
        }
        if (found is null)
        {
            foreach (Match match in SlashDate().Matches(text))
            {
                if (YearOf(match.Groups["y"].Value) is { } year && Make(year, Number(match.Groups["m"].Value), Number(match.Groups["d"].Value)) is { } date)
                {
                    found = (match.Value.Trim(), date, match.Index);
                }
            }
        }
        return found;
    }

    /// <summary>The period a cell states; From and To stay null where it states none that can be dated.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="fiscalYear">The year of the measures, for "ตลอดปีงบประมาณ" and months without a year.</param>
    public static ReadPeriod Read(string text, int? fiscalYear)
    {
        var printed = text.Trim();
        var read = ReadParts(printed, fiscalYear);
        if (printed.Contains(' ') && Pieces().Count(printed) > 1)
        {
            // A narrow column of a PDF may break months and years apart: 1 พ .ค.6 8.
            var joined = ReadParts(printed.Replace(" ", string.Empty, StringComparison.Ordinal), fiscalYear);
            read = joined.From is not null ? joined with { Text = printed } : read;
        }
        return read;
    }

    private static ReadPeriod ReadParts(string printed, int? fiscalYear)
    {
        var marks = new List<Mark>();
        foreach (Match match in DatePart().Matches(printed))
        {
            if (MonthOf(match.Groups["m"].Value) is { } month)
            {
                marks.Add(new Mark(match.Groups["d"].Success ? Number(match.Groups["d"].Value) : null, month, match.Groups["y"].Success ? YearOf(match.Groups["y"].Value) : null));
            }
        }
        if (marks.Count == 0)
        {
            var slashes = SlashDate().Matches(printed).Select(m => YearOf(m.Groups["y"].Value) is { } y ? Make(y, Number(m.Groups["m"].Value), Number(m.Groups["d"].Value)) : null).ToList();
            return slashes.Count > 0 && slashes[0] is { } first ? new ReadPeriod(printed, first, slashes[^1] ?? first) : WithoutMonths(printed, fiscalYear);
        }
        // A year may stand once, at the end, for both months: ม.ค.-มี.ค.64. It may also be missing altogether.
        var year = marks.FirstOrDefault(m => m.Year is not null).Year is not null ? marks.Last(m => m.Year is not null).Year : null;
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            var mark = marks[i];
            if (mark.Year is null)
            {
                int? given = i + 1 < marks.Count ? marks[i + 1].Year is { } after ? mark.Month > marks[i + 1].Month ? after - 1 : after : null : null;
                given ??= year ?? (fiscalYear is { } f ? f - FiscalYear.BuddhistOffset - (mark.Month >= 10 ? 1 : 0) : null);
                marks[i] = mark with { Year = given };
            }
        }
        var (from, to) = (marks[0], marks[^1]);
        if (from.Year is null || to.Year is null)
        {
            return new ReadPeriod(printed, null, null);
        }
        // ต.ค. - ก.ย. พ.ศ. ๒๕๖๘ without a year at the first month begins in the year before.
        var start = Make(from.Year.Value, from.Month, from.Day ?? 1);
        var end = Make(to.Year.Value, to.Month, to.Day ?? DateTime.DaysInMonth(to.Year.Value, to.Month));
        return start <= end ? new ReadPeriod(printed, start, end) : new ReadPeriod(printed, null, null);
    }

    private static ReadPeriod WithoutMonths(string printed, int? fiscalYear)
    {
        var arabic = ThaiDigits.ToArabic(printed);
        var own = FiscalYearIn().Match(arabic) is { Success: true } m && YearOf(m.Groups["y"].Value) is { } y ? y + FiscalYear.BuddhistOffset : fiscalYear;
        if (own is not (>= 2500 and <= 2700))
        {
            return new ReadPeriod(printed, null, null);
        }
        var year = new FiscalYear(own.Value);
        var quarters = Quarter().Matches(arabic).SelectMany(q => q.Groups["q"].Value.Where(char.IsAsciiDigit)).Select(c => c - '0').Where(q => q is >= 1 and <= 4).ToList();
        if (quarters.Count > 0)
        {
            return new ReadPeriod(printed, year.FirstDay.AddMonths(3 * (quarters.Min() - 1)), year.FirstDay.AddMonths(3 * quarters.Max()).AddDays(-1));
        }
        var key = ThaiText.Key(printed);
        return key.Contains("ตลอด", StringComparison.Ordinal) || key.StartsWith("ปีงบประมาณ", StringComparison.Ordinal) || key.StartsWith("ภายในปีงบ", StringComparison.Ordinal)
            || key.StartsWith("ประจำปีงบ", StringComparison.Ordinal) || key.StartsWith("ทั้งปี", StringComparison.Ordinal)
            ? new ReadPeriod(printed, year.FirstDay, year.LastDay)
            : new ReadPeriod(printed, null, null);
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Mark(int? Day, int Month, int? Year);

    private static int Number(string digits) => int.Parse(ThaiDigits.ToArabic(digits), CultureInfo.InvariantCulture);

    private static int? MonthOf(string text)
    {
        var key = ThaiText.Key(text);
        foreach (var (name, month) in Months)
        {
            if (key == name)
            {
                return month;
            }
        }
        return null;
    }

    /// <summary>Gregorian year of a printed Buddhist (or Gregorian) year of two or four digits.</summary>
    private static int? YearOf(string text)
    {
        var year = Number(text);
        return year switch
        {
            >= 2500 and <= 2700 => year - FiscalYear.BuddhistOffset,
            >= 1990 and <= 2100 => year,
            >= 50 and <= 99 => 2500 + year - FiscalYear.BuddhistOffset,
            _ => null,
        };
    }

    private static DateOnly? Make(int year, int month, int? day) =>
        month is >= 1 and <= 12 && day is { } d && d >= 1 && d <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, d) : null;

    private const string MonthPattern = @"(?<m>มกราคม|กุมภาพันธ์?|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรก[ฎฏ]าคม|สิงหาคม|กันยายน|ตุลาคม|พฤ[ศษ]จิกายน|ธันวาคม|(?:ม\s?\.?\s?ค|ก\s?\.?\s?พ|มี\s?\.?\s?ค|เม\s?\.?\s?ย|พ\s?\.?\s?ค|มิ\s?\.?\s?ย|ก\s?\.?\s?ค|ส\s?\.?\s?ค|ก\s?\.?\s?ย|ต\s?\.?\s?ค|พ\s?\.?\s?ย|ธ\s?\.?\s?ค)(?![ก-๎])\s?\.?)";
    private const string YearPattern = @"(?:พ\s?\.?\s?ศ\s?\.?\s*)?(?<y>[0-9๐-๙]{4}|[0-9๐-๙]{2})(?![0-9๐-๙])";

    [GeneratedRegex(@"(?<![0-9๐-๙])[0-9๐-๙]\s[0-9๐-๙](?![0-9๐-๙])|[ก-ฮ]\s\.", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Pieces();

    [GeneratedRegex(@"(?:วันที่\s*)?(?<![0-9๐-๙])(?<d>[0-9๐-๙]{1,2})\s*(?:เดือน\s*)?" + MonthPattern + @"\s*" + YearPattern, RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FullDate();

    [GeneratedRegex(@"(?:(?<![0-9๐-๙])(?<d>[0-9๐-๙]{1,2})\s*)?(?:(?<=เดือน)|(?<=ถึง)|(?<![ก-๎]))" + MonthPattern + @"(?:\s*(?![0-9๐-๙]{1,2}\s*[มกพสตธเ]\S{0,3}\s?\.)" + YearPattern + ")?", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex DatePart();

    [GeneratedRegex(@"(?<![0-9๐-๙/])(?<d>[0-9๐-๙]{1,2})\s?/\s?(?<m>[0-9๐-๙]{1,2})\s?/\s?(?<y>[0-9๐-๙]{4}|[0-9๐-๙]{2})(?![0-9๐-๙/])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex SlashDate();

    [GeneratedRegex(@"ไตรมาส\s*(?:ที่)?\s*(?<q>[1-4](?:\s*(?:-|–|,|และ|ถึง)\s*(?:ไตรมาส\s*(?:ที่)?\s*)?[1-4])*)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(?<y>25[0-9]{2}|(?<=ปี\s?(?:งบประมาณ)?\s?)[5-9][0-9])(?![0-9])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FiscalYearIn();
}
