using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>A figure found in a text: its value, where it stands, and how it was written.</summary>
internal readonly record struct FoundFigure(decimal Value, int Start, int End, int Decimals, bool HasUnit)
{
    /// <summary>A score lies between 0 and 100.</summary>
    public bool IsScore => Value is >= 0 and <= 100;
}

/// <summary>Reads figures: Thai and Arabic digits, comma decimals, unit words, percent, "95.00/100".</summary>
internal static partial class FigureText
{
    private const int Timeout = 1000;

    /// <summary>
    /// A cell that is a figure and nothing else but unit words. Null when it is not one. The value may lie outside 0–100: the caller says so.
    /// </summary>
    public static FoundFigure? Whole(string cell)
    {
        if (cell.Length is 0 or > 40)
        {
            return null;
        }
        var text = ThaiDigits.ToArabic(cell.Trim());
        if (Scattered().IsMatch(text))
        {
            // A PDF may set the digits of one figure apart.
            text = text.Replace(" ", string.Empty, StringComparison.Ordinal);
        }
        var match = WholeFigure().Match(text);
        if (!match.Success)
        {
            return null;
        }
        return Make(match.Groups["n"], match.Groups["u"].Success || match.Groups["p"].Success);
    }

    /// <summary>True for a dash, a dot line, N/A and their like: a place left empty on purpose.</summary>
    public static bool IsBlank(string cell) => cell.Length == 0 || BlankCell().IsMatch(cell);

    /// <summary>Every figure in a running text that could be a score (with decimals, a unit, or words that announce one).</summary>
    public static List<FoundFigure> All(string text)
    {
        var found = new List<FoundFigure>();
        var arabic = ThaiDigits.ToArabic(text);
        foreach (Match match in AnyFigure().Matches(arabic))
        {
            if (Make(match.Groups["n"], match.Groups["u"].Success || match.Groups["p"].Success) is { } figure && !IsListNumber(arabic, figure))
            {
                found.Add(figure);
            }
        }
        return found;
    }

    /// <summary>"1." or "2)" in front of an item of a list.</summary>
    private static bool IsListNumber(string text, FoundFigure figure) =>
        figure.Decimals == 0 && figure.End < text.Length && (text[figure.End] is '.' or ')') && (figure.Start == 0 || char.IsWhiteSpace(text[figure.Start - 1]) || text[figure.Start - 1] == '(');

    private static FoundFigure? Make(Group number, bool unit)
    {
        var digits = number.Value.Replace(" ", string.Empty, StringComparison.Ordinal);
        var comma = digits.LastIndexOf(',');
        if (comma >= 0)
        {
            // 85,31 is a decimal comma; 1,234 and 1,234.5 have a thousands separator.
            digits = !digits.Contains('.') && digits.Length - comma - 1 is 1 or 2 && digits.IndexOf(',') == comma
                ? digits.Replace(',', '.')
                : digits.Replace(",", string.Empty, StringComparison.Ordinal);
        }
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }
        var point = digits.IndexOf('.');
        return new FoundFigure(value, number.Index, number.Index + number.Length, point < 0 ? 0 : digits.Length - point - 1, unit);
    }

    [GeneratedRegex(@"^[(\[""“]?\s*(?<p>(?:ได้)?(?:คะแนน|ค่าคะแนน|ร้อยละ|score)\s*(?:ที่ได้|เท่ากับ)?|เท่ากับ)?\s*[:=]?\s*(?<n>-?\s?\d{1,3}(?:,\d{3})*(?:\s?[.,]\s?\d{1,6})?)\s*(?<u>คะแนน|%|％|เปอร์เซ็นต์|เปอร์เซนต์|points?|/\s*100(?:\.0+)?|เต็ม\s*100)*\s*(?:\(\s*(?:ร้อยละ|คะแนน)\s*\))?[)\]""”*]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex WholeFigure();

    [GeneratedRegex(@"^[0-9](?:\s?[0-9]){0,2}\s?[.,]\s?[0-9](?:\s?[0-9])?(?:\s*(?:คะแนน|%))?$|^1\s0\s?0$|^10\s0$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Scattered();

    [GeneratedRegex(@"(?<p>คะแนน(?:ที่ได้)?|ร้อยละ|เท่ากับ|[:=])?\s*(?<![\d.,/A-Za-z])(?<n>\d{1,3}(?:[.,]\s?\d{1,4})?)(?![\d/]|[.,]\d)\s*(?<u>คะแนน|%|เปอร์เซ็นต์|เปอร์เซนต์)?", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AnyFigure();

    [GeneratedRegex(@"^(?:[-–—_.…*/\s]+|n\s*/?\s*a\.?|ไม่มี(?:ข้อมูล|คะแนน)?|ไม่พบ(?:ข้อมูล)?|ไม่ได้(?:รับการ)?ประเมิน)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex BlankCell();
}
