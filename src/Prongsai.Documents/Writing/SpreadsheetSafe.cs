using System.Globalization;
using System.Text;

namespace Prongsai.Documents.Writing;

/// <summary>
/// Text for spreadsheets that does nothing when it is opened. A cell of a CSV that begins with = + - @ (or a tab or line break before one)
/// is a formula to Excel; in XLSX a text cell never is, but control characters break the file.
/// </summary>
public static class SpreadsheetSafe
{
    private const int MaxCell = 32_767;

    /// <summary>One CSV cell, quoted where needed; text that a spreadsheet would run gets an apostrophe before it. A plain number stays a number.</summary>
    public static string Csv(string? text)
    {
        var clean = Printable(text);
        if (IsFormula(clean) && !decimal.TryParse(clean, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
        {
            clean = "'" + clean;
        }
        return clean.AsSpan().IndexOfAny(",\"\n;\t") >= 0 || clean != clean.Trim() ? $"\"{clean.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : clean;
    }

    /// <summary>A line of CSV, without its line end.</summary>
    public static string CsvLine(IEnumerable<string?> cells) => string.Join(',', cells.Select(Csv));

    /// <summary>Text for a text cell of an XLSX: no control characters, no longer than Excel takes.</summary>
    public static string Xlsx(string? text)
    {
        var clean = Printable(text);
        return clean.Length > MaxCell ? clean[..(char.IsHighSurrogate(clean[MaxCell - 1]) ? MaxCell - 1 : MaxCell)] : clean;
    }

    /// <summary>Whether a spreadsheet would take the text for a formula.</summary>
    public static bool IsFormula(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var start = text.AsSpan().TrimStart();
        return start.Length > 0 && start[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' || (text.Length > 0 && text[0] is '\t' or '\r');
    }

    private static string Printable(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if ((c >= ' ' || c is '\t' or '\n') && !char.IsSurrogate(c) && c is not ('\u007F' or '\uFFFE' or '\uFFFF'))
            {
                clean.Append(c);
            }
        }
        return clean.ToString();
    }
}
