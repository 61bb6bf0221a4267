using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>What a printed year is the year of.</summary>
internal enum YearOf
{
    Result,
    Measures,
    Other,
}

/// <summary>A printed year, what it is the year of, how much that weighs, and where it stood.</summary>
internal sealed record YearMention(int Year, YearOf Of, double Weight, int Node, Place At, string Text);

/// <summary>
/// Finds the years a paper speaks of. Each mention is judged by the words before it in its sentence (or in the lines of its heading):
/// ผลการประเมิน, คะแนน, วิเคราะห์ speak of the result; มาตรการ, รายงานผลการดำเนินการ, แนวทาง of the measures. Ranges of plans, laws and
/// plain dates count for nothing.
/// </summary>
internal static partial class Years
{
    private const int Timeout = 1000;
    private const int First = 2561;
    private const int Last = 2580;

    public static List<YearMention> Find(IReadOnlyList<Node> nodes)
    {
        var found = new List<YearMention>();
        var heading = string.Empty;
        var sinceHeading = 9;
        foreach (var node in nodes)
        {
            if (node is Line line)
            {
                // A heading is often broken over lines; the words that say what the year is of may stand on the line above.
                var before = sinceHeading <= 2 ? heading : string.Empty;
                Scan(line.Text, before, node.Index, line.At, line.Text.Length < 130, found);
                if (line.Text.Length < 130)
                {
                    heading = sinceHeading <= 2 ? Tail(heading + " " + line.Text) : line.Text;
                    sinceHeading = 0;
                }
                else
                {
                    sinceHeading = 9;
                }
            }
            else if (node is Grid grid)
            {
                foreach (var row in grid.Rows.Take(400))
                {
                    foreach (var cell in row.Cells)
                    {
                        if (cell.Text.Length is > 0 and < 200 && cell.Text.AsSpan().IndexOfAny("25๒") >= 0)
                        {
                            Scan(cell.Text, string.Empty, node.Index, cell.At, false, found);
                        }
                    }
                }
                sinceHeading = 9;
            }
            sinceHeading++;
        }
        return found;
    }

    /// <summary>Years with their weights, the heaviest first; the earlier mention breaks a tie.</summary>
    public static IEnumerable<(int Year, double Weight, YearMention First)> Ranked(IEnumerable<YearMention> mentions) => mentions
        .GroupBy(m => m.Year).Select(g => (g.Key, g.Sum(m => m.Weight), g.MaxBy(m => (m.Weight, -m.Node))!))
        .OrderByDescending(g => g.Item2).ThenBy(g => g.Item3.Node);

    /// <summary>The fiscal year in a short text such as a column heading ("ปี 2567", "พ.ศ. ๒๕๖๖", "67"), or null.</summary>
    public static int? InHeader(string text)
    {
        text = text.Replace(" ", string.Empty, StringComparison.Ordinal);
        var match = FourDigits().Match(ThaiDigits.ToArabic(text));
        if (match.Success)
        {
            return Value(match.Value);
        }
        match = ShortYear().Match(ThaiDigits.ToArabic(text));
        return match.Success ? 2500 + int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The year that stands last before a position of a text.</summary>
    public static int? Before(string text, int position)
    {
        int? found = null;
        foreach (Match match in FourDigits().Matches(ThaiDigits.ToArabic(text[..Math.Min(position, text.Length)])))
        {
            found = Value(match.Value) ?? found;
        }
        return found;
    }

    /// <summary>A year from a file name: 2567, or 67 behind ita or ปี.</summary>
    public static int? InFileName(string name)
    {
        var arabic = ThaiDigits.ToArabic(name);
        foreach (Match match in FourDigits().Matches(arabic))
        {
            if (Value(match.Value) is { } year)
            {
                return year;
            }
        }
        var small = FileYear().Match(arabic);
        return small.Success ? 2500 + int.Parse(small.Groups["y"].Value, CultureInfo.InvariantCulture) : null;
    }

    private static string Tail(string text) => text.Length > 220 ? text[^220..] : text;

    private static int? Value(string digits) => int.Parse(digits, CultureInfo.InvariantCulture) is var y and >= First and <= Last ? y : null;

    private static void Scan(string text, string before, int node, Place at, bool isShort, List<YearMention> found)
    {
        var arabic = ThaiDigits.ToArabic(text);
        foreach (Match match in FourDigits().Matches(arabic))
        {
            if (Value(match.Value) is not { } year)
            {
                continue;
            }
            var lead = arabic[..match.Index];
            var rest = arabic[(match.Index + 4)..];
            if (RangeAfter().IsMatch(rest) || RangeBefore().IsMatch(lead) || LawBefore().IsMatch(lead))
            {
                continue;
            }
            var isDate = DateBefore().IsMatch(lead);
            var context = Tail(before + " " + lead);
            var of = Topic(context);
            var marked = YearWord().IsMatch(lead);
            var weight = (isShort ? 2.0 : 1.0) * (marked ? 1 : 0.5) * (isDate ? 0.15 : 1);
            if (of == YearOf.Result && Score().IsMatch(context))
            {
                weight *= 1.6;
            }
            if (PastYear().IsMatch(Last40(lead)))
            {
                weight *= of == YearOf.Result ? 1.3 : 1;
            }
            found.Add(new YearMention(year, isDate ? YearOf.Other : of, weight, node, at, text.Length > 160 ? text[..160] : text));
        }
    }

    private static string Last40(string text) => text.Length > 40 ? text[^40..] : text;

    // The topic named last before the year decides.
    private static YearOf Topic(string context)
    {
        var key = ThaiText.Key(context);
        var result = LastOf(key, ResultWords);
        var measures = LastOf(key, MeasureWords);
        return result < 0 && measures < 0 ? YearOf.Other : result >= measures ? YearOf.Result : YearOf.Measures;
    }

    private static readonly string[] ResultWords =
        ["ผลการประเมิน", "วิเคราะห์ผล", "คะแนน", "itas", "การประเมินคุณธรรม", "ประเมินita", "ระดับคุณธรรม", "ผลคะแนน", "การประเมินผลการประเมิน", "itaประจำปี", "ในปีที่ผ่านมา", "ตัวชี้วัด"];

    private static readonly string[] MeasureWords =
        ["มาตรการ", "รายงานผลการดำเนิน", "แนวทาง", "ขับเคลื่อน", "ไปสู่การปฏิบัติ", "ส่งเสริมคุณธรรม", "แผนปฏิบัติ", "การพัฒนาคุณธรรม", "พัฒนาคุณธรรม", "ระยะเวลา", "ข้อเสนอแนะในการ"];

    private static int LastOf(string key, string[] words)
    {
        var last = -1;
        foreach (var word in words)
        {
            var at = key.LastIndexOf(word, StringComparison.Ordinal);
            last = at < 0 ? last : Math.Max(last, at);
        }
        return last;
    }


    [GeneratedRegex(@"(?<![0-9]|[0-9][.,/])25[67][0-9](?![0-9]|[.,][0-9])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FourDigits();

    [GeneratedRegex(@"(?:ปี|พ\.?ศ\.?)\s*(?:งบประมาณ\s*)?(?:พ\.?ศ\.?\s*)?(?<y>6[2-9]|7[0-9])(?![0-9.])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ShortYear();

    [GeneratedRegex(@"(?:ita|ปี|fy|_|-)\s?(?<y>6[2-9]|7[0-9])(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex FileYear();

    [GeneratedRegex(@"^\s*(?:–|-|—|ถึง|/)\s*(?:พ\.?ศ\.?\s*)?2[56][0-9]{2}", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex RangeAfter();

    [GeneratedRegex(@"25[0-9]{2}\s*(?:–|-|—|ถึง|/)\s*(?:พ\.?ศ\.?\s*)?$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex RangeBefore();

    [GeneratedRegex(@"(?:พระราชบัญญัติ|พ\.ร\.บ\.|พรบ|ระเบียบ|กฎกระทรวง|พระราชกฤษฎีกา|ฉบับที่\s?[0-9]+\)?)[^0-9]{0,90}$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LawBefore();

    [GeneratedRegex(@"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|[มกพสตธ]ิ?ี?เ?\.?\s?[คพย]\s?\.|เม\s?\.?\s?ย\s?\.)\s*(?:พ\.?\s?ศ\.?)?\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex DateBefore();

    [GeneratedRegex(@"(?:ปี|งบประมาณ|พ\.?\s?ศ\.?|ita|ITA)\s*(?:พ\.?\s?ศ\.?)?\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex YearWord();

    [GeneratedRegex(@"คะแนน|ITAS|ผลการประเมิน", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Score();

    [GeneratedRegex(@"ปีที่ผ่านมา|ปีก่อน", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex PastYear();
}
