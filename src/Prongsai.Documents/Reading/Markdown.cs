using System.Text.RegularExpressions;

namespace Prongsai.Documents.Reading;

/// <summary>Takes Markdown marks off one line. Reading keeps line numbers, so a whole-document parser is not used.</summary>
internal static partial class Markdown
{
    /// <summary>The line without emphasis, links and escapes; Bold when all of it was bold.</summary>
    public static (string Text, bool Bold) Strip(string line)
    {
        if (line.AsSpan().IndexOfAny("*_\\`[") < 0)
        {
            return (line, false);
        }
        if (line.Length > 20_000)
        {
            return (line.Replace("**", string.Empty, StringComparison.Ordinal), false);
        }
        line = Link().Replace(line, "${text}");
        var trimmed = line.Trim();
        var bold = trimmed.Length > 4
            && ((trimmed.StartsWith("**", StringComparison.Ordinal) && trimmed.EndsWith("**", StringComparison.Ordinal) && trimmed.IndexOf("**", 2, StringComparison.Ordinal) == trimmed.Length - 2)
                || (trimmed.StartsWith("__", StringComparison.Ordinal) && trimmed.EndsWith("__", StringComparison.Ordinal) && !trimmed.Contains("___", StringComparison.Ordinal)));
        line = line.Replace("**", string.Empty, StringComparison.Ordinal);
        line = DoubleUnderscore().Replace(line, "${text}");
        line = Star().Replace(line, "${text}");
        line = Underscore().Replace(line, "${text}");
        line = Escape().Replace(line, "${text}");
        return (line.Trim(), bold);
    }

    /// <summary>Level 1–6 of an ATX heading ("## …") and its text.</summary>
    public static (int Level, string Text)? Heading(string line)
    {
        var level = 0;
        while (level < line.Length && line[level] == '#')
        {
            level++;
        }
        return level is >= 1 and <= 6 && level < line.Length && line[level] == ' ' ? (level, line[level..].Trim().TrimEnd('#').TrimEnd()) : null;
    }

    /// <summary>A line of nothing but dashes, equals signs, stars or underscores.</summary>
    public static bool IsRule(string line) => line.Length >= 3 && line[0] is '-' or '=' or '*' or '_' && line.All(c => c == line[0] || c == ' ');

    /// <summary>The alignment row of a pipe table.</summary>
    public static bool IsAlignment(IReadOnlyList<string> cells) => cells.Count > 0 && cells.All(c => AlignmentCell().IsMatch(c.Trim()));

    /// <summary>The cells of one row of a pipe table; an escaped pipe stays in its cell.</summary>
    public static List<string> Cells(string row)
    {
        row = row.Trim();
        var cells = new List<string>();
        var start = row.StartsWith('|') ? 1 : 0;
        for (var i = start; i < row.Length; i++)
        {
            if (row[i] == '\\')
            {
                i++;
            }
            else if (row[i] == '|')
            {
                cells.Add(row[start..i].Replace("\\|", "|", StringComparison.Ordinal));
                start = i + 1;
            }
        }
        if (start < row.Length)
        {
            cells.Add(row[start..].Replace("\\|", "|", StringComparison.Ordinal));
        }
        return cells;
    }

    [GeneratedRegex("!?\\[(?<text>[^\\[\\]]{0,500})\\]\\([^()\\s]{0,2000}\\)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Link();

    [GeneratedRegex("(?<!_)__(?=[^_\\s])(?<text>[^_]{1,2000}?)__(?!_)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex DoubleUnderscore();

    [GeneratedRegex("(?<!\\*)\\*(?=[^*\\s])(?<text>[^*]{1,2000}?)(?<=\\S)\\*(?!\\*)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Star();

    [GeneratedRegex("(?<![\\w_])_(?=[^_\\s])(?<text>[^_]{1,2000}?)(?<=[^_\\s])_(?![\\w_])", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Underscore();

    [GeneratedRegex("\\\\(?<text>[\\\\`*_{}\\[\\]()#+\\-.!|>~])", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Escape();

    [GeneratedRegex("^:?-+:?$", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex AlignmentCell();
}
