using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// A code at the head of a text: the tool its letter (or the digit that stands for the letter) names, and the numbers it may mean.
/// "1๑๓" may be i13 or question 113; the second number, <see cref="Other"/>, is the one without the leading look-alike.
/// </summary>
internal readonly record struct FoundCode(string? Tool, int Number, int? Other, bool HasLetter, string Rest, bool HasWord);

/// <summary>Reads question and item codes: O/0/๐ and i/1/๑/l/I are taken for one another as papers do.</summary>
internal static partial class Codes
{
    /// <summary>The code a text begins with, or null. A plain number is a code only when the caller knows it stands where codes stand.</summary>
    public static FoundCode? Read(string text, string? tool)
    {
        var match = Head().Match(text);
        if (!match.Success)
        {
            return null;
        }
        var word = match.Groups["w"].Success;
        var letter = match.Groups["l"].Value;
        var digits = match.Groups["d"].Value.Replace(" ", string.Empty, StringComparison.Ordinal);
        var rest = match.Groups["r"].Value.TrimStart(' ', '.', ')', ':', '-', '–', ']');
        var number = int.Parse(ThaiDigits.ToArabic(digits), CultureInfo.InvariantCulture);
        if (letter.Length > 0)
        {
            var named = letter is "I" or "i" or "l" or "|" ? "IIT" : letter is "E" or "e" ? "EIT" : "OIT";
            return number == 0 ? null : new FoundCode(named, number, null, true, rest, word);
        }
        if (digits.Length >= 2 && digits[0] is '0' or '๐')
        {
            // A leading zero stands for the letter O, unless the table is a survey's.
            return number == 0 ? null : tool is "IIT" or "EIT" ? new FoundCode(tool, number, null, false, rest, word) : new FoundCode("OIT", number, null, true, rest, word);
        }
        if (digits.Length >= 2 && digits[0] is '1' or '๑' && IsMixed(digits) && tool is null or "IIT")
        {
            var behind = int.Parse(ThaiDigits.ToArabic(digits[1..]), CultureInfo.InvariantCulture);
            if (behind > 0)
            {
                return new FoundCode("IIT", behind, null, true, rest, word);
            }
        }
        int? other = digits.Length >= 2 && digits[0] is '1' or '๑' && tool == "IIT" ? int.Parse(ThaiDigits.ToArabic(digits[1..]), CultureInfo.InvariantCulture) : null;
        return number == 0 ? null : new FoundCode(tool, number, other, false, rest, word);
    }

    /// <summary>i13, e4, O28.</summary>
    public static string Format(string tool, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{tool switch { "IIT" => "i", "EIT" => "e", _ => "O" }}{number}");

    // The first digit is written in one script and the rest in the other.
    private static bool IsMixed(string digits)
    {
        var first = digits[0] is >= '0' and <= '9';
        for (var i = 1; i < digits.Length; i++)
        {
            if (digits[i] is >= '0' and <= '9' == first)
            {
                return false;
            }
        }
        return true;
    }

    [GeneratedRegex(@"^\s*(?<w>ข้อ(?:\s?คำถาม)?(?:ที่)?|คำถาม(?:ข้อ)?(?:ที่)?|รายการ(?:ที่)?|ตัวชี้วัดย่อย(?:ที่)?)?\s*[(\[]?\s*(?:(?<l>[iIlL|eEoO])\s?[-.]?\s?)?(?<d>[0-9๐-๙](?:\s?[0-9๐-๙]){0,2})(?![0-9๐-๙]|[.,][0-9๐-๙]|\s*/)(?<r>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Head();
}
