using System.Globalization;
using System.Text;

namespace Prongsai.Ui;

/// <summary>The little Thai this project needs without knowing the Domain: digits typed by people, and a date said back to them.</summary>
internal static class ThaiText
{
    private static readonly string[] Months =
        ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];

    private static readonly string[] ShortMonths =
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    internal static string Month(int month) => Months[month - 1];

    internal static string ShortMonth(int month) => ShortMonths[month - 1];

    /// <summary>9 เมษายน 2568, joined by no-break spaces.</summary>
    internal static string Long(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day}\u00A0{Month(day.Month)}\u00A0{day.Year + 543}");

    /// <summary>9 เม.ย. 2568, joined by no-break spaces.</summary>
    internal static string Short(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day}\u00A0{ShortMonth(day.Month)}\u00A0{day.Year + 543}");

    /// <summary>The month a person wrote by name, full or short, with or without full stops; null when it is none.</summary>
    internal static int? MonthNamed(string text)
    {
        var bare = Bare(text);
        for (var i = 0; i < 12; i++)
        {
            if (bare == Months[i] || bare == Bare(ShortMonths[i]))
            {
                return i + 1;
            }
        }
        return null;

        static string Bare(string s) => s.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    /// <summary>Thai digits to 0–9, the minus sign to a hyphen, invisible and no-break spaces to nothing or a space; trimmed.</summary>
    internal static string Plain(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\u0E50' and <= '\u0E59':
                    to.Append((char)('0' + (c - '\u0E50')));
                    break;
                case '\u2212' or '\u2013':
                    to.Append('-');
                    break;
                case '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF':
                    break;
                default:
                    to.Append(char.IsWhiteSpace(c) ? ' ' : c);
                    break;
            }
        }
        return to.ToString().Trim();
    }

    /// <summary>0–9 to Thai digits; everything else stays.</summary>
    internal static string ThaiDigits(string text) => string.Create(text.Length, text, static (span, s) =>
    {
        for (var i = 0; i < s.Length; i++)
        {
            span[i] = s[i] is >= '0' and <= '9' ? (char)(s[i] - '0' + '\u0E50') : s[i];
        }
    });

    /// <summary>Two places, U+2212 for minus: how every figure stands on a screen.</summary>
    internal static string Figure(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
