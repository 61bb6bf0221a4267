using System.Globalization;
using System.Text;
using System.Xml;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Rebuilds the numbers that Word writes by itself ("๑.", "2.1", "ก)"), which are not in the text of the paragraphs.
/// </summary>
internal sealed class DocxNumbering
{
    private const int Levels = 9;
    private readonly Dictionary<string, Level?[]> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string List, Dictionary<int, int> Starts, Dictionary<int, Level> Own)> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int?[]> _counters = new(StringComparer.Ordinal);
    private readonly HashSet<(string Number, int Level)> _restarted = [];

    private sealed record Level(int Start, string Format, string Text, string Suffix, bool Symbol, bool Arabic);

    public static DocxNumbering Load(ZipContainer zip, string part, XmlWalk walk)
    {
        var numbering = new DocxNumbering();
        using var reader = zip.Xml(part);
        if (reader is null || reader.MoveToContent() != XmlNodeType.Element)
        {
            return numbering;
        }
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        var linked = new Dictionary<string, string>(StringComparer.Ordinal);
        walk.Children(reader, name =>
        {
            if (name == "abstractNum" && XmlWalk.Attribute(reader, "abstractNumId") is { } id && numbering._lists.Count < 5_000)
            {
                var levels = new Level?[Levels];
                walk.Children(reader, child =>
                {
                    if (child == "lvl" && XmlWalk.Number(reader, "ilvl") is >= 0 and < Levels and var at)
                    {
                        levels[at] = ReadLevel(reader, walk);
                    }
                    else if (child == "styleLink" && XmlWalk.Attribute(reader, "val") is { } style)
                    {
                        links[style] = id;
                    }
                    else if (child == "numStyleLink" && XmlWalk.Attribute(reader, "val") is { } link)
                    {
                        linked[id] = link;
                    }
                });
                numbering._lists[id] = levels;
            }
            else if (name == "num" && XmlWalk.Attribute(reader, "numId") is { } number && numbering._numbers.Count < 20_000)
            {
                var list = string.Empty;
                var starts = new Dictionary<int, int>();
                var own = new Dictionary<int, Level>();
                walk.Children(reader, child =>
                {
                    if (child == "abstractNumId")
                    {
                        list = XmlWalk.Attribute(reader, "val") ?? string.Empty;
                    }
                    else if (child == "lvlOverride" && XmlWalk.Number(reader, "ilvl") is >= 0 and < Levels and var at)
                    {
                        walk.Children(reader, change =>
                        {
                            if (change == "startOverride" && XmlWalk.Number(reader, "val") is { } start)
                            {
                                starts[at] = start;
                            }
                            else if (change == "lvl")
                            {
                                own[at] = ReadLevel(reader, walk);
                            }
                        });
                    }
                });
                numbering._numbers[number] = (list, starts, own);
            }
        });
        foreach (var (list, style) in linked)
        {
            if (links.TryGetValue(style, out var target) && numbering._lists.TryGetValue(target, out var levels))
            {
                numbering._lists[list] = levels;
            }
        }
        return numbering;
    }

    /// <summary>The label of the next paragraph of this number and level, with the space after it; empty when there is none.</summary>
    public string Next(string numberId, int level)
    {
        if (numberId == "0" || level is < 0 or >= Levels || !_numbers.TryGetValue(numberId, out var number) || !_lists.TryGetValue(number.List, out var levels))
        {
            return string.Empty;
        }
        Level? At(int l) => number.Own.TryGetValue(l, out var own) ? own : levels[l];
        if (At(level) is not { } here)
        {
            return string.Empty;
        }
        if (!_counters.TryGetValue(number.List, out var counters))
        {
            _counters[number.List] = counters = new int?[Levels];
        }
        if (number.Starts.TryGetValue(level, out var start) && _restarted.Add((numberId, level)))
        {
            counters[level] = start;
        }
        else
        {
            counters[level] = counters[level] is { } last ? Math.Min(last, 1_000_000) + 1 : here.Start;
        }
        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            counters[deeper] = null;
        }
        var suffix = here.Suffix == "nothing" ? string.Empty : " ";
        if (here.Format == "none" && !here.Text.Contains('%'))
        {
            return here.Text.Length == 0 ? string.Empty : here.Text + suffix;
        }
        if (here.Format == "bullet")
        {
            return (here.Symbol || here.Text.Length == 0 || here.Text[0] is >= '\uE000' and <= '\uF8FF' ? "•" : here.Text) + suffix;
        }
        var label = new StringBuilder();
        for (var i = 0; i < here.Text.Length; i++)
        {
            if (here.Text[i] == '%' && i + 1 < here.Text.Length && here.Text[i + 1] is >= '1' and <= '9')
            {
                var l = here.Text[++i] - '1';
                var value = counters[l] ??= At(l)?.Start ?? 1;
                label.Append(Format(value, l != level && here.Arabic ? "decimal" : At(l)?.Format ?? "decimal"));
            }
            else
            {
                label.Append(here.Text[i]);
            }
        }
        return label.Length == 0 ? string.Empty : label + suffix;
    }

    /// <summary>Writes a number in one of Word's formats.</summary>
    internal static string Format(int value, string format) => format switch
    {
        "thaiNumbers" or "thaiCounting" => string.Concat(value.ToString(CultureInfo.InvariantCulture).Select(d => d is >= '0' and <= '9' ? (char)('๐' + (d - '0')) : d)),
        "thaiLetters" => Repeat(value, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
        "upperLetter" => Repeat(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "lowerLetter" => Repeat(value, "abcdefghijklmnopqrstuvwxyz"),
        "upperRoman" => Roman(value),
        "lowerRoman" => Roman(value).ToLowerInvariant(),
        "decimalZero" => value.ToString("00", CultureInfo.InvariantCulture),
        "none" => string.Empty,
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Repeat(int value, string letters) =>
        value < 1 ? string.Empty : new string(letters[(value - 1) % letters.Length], Math.Min(1 + ((value - 1) / letters.Length), 20));

    private static string Roman(int value)
    {
        if (value is < 1 or > 3_999)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }
        var roman = new StringBuilder();
        foreach (var (worth, sign) in new[] { (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; value >= worth; value -= worth)
            {
                roman.Append(sign);
            }
        }
        return roman.ToString();
    }

    private static Level ReadLevel(XmlReader reader, XmlWalk walk)
    {
        var start = 1;
        var format = "decimal";
        var text = string.Empty;
        var suffix = "tab";
        var symbol = false;
        var arabic = false;
        walk.Children(reader, name =>
        {
            switch (name)
            {
                case "start":
                    start = XmlWalk.Number(reader, "val") ?? 1;
                    break;
                case "numFmt":
                    format = XmlWalk.Attribute(reader, "val") ?? format;
                    break;
                case "lvlText":
                    text = XmlWalk.Attribute(reader, "val") ?? string.Empty;
                    break;
                case "suff":
                    suffix = XmlWalk.Attribute(reader, "val") ?? suffix;
                    break;
                case "isLgl":
                    arabic = XmlWalk.On(reader);
                    break;
                case "rPr":
                    walk.Children(reader, property =>
                    {
                        if (property == "rFonts" && XmlWalk.Attribute(reader, "ascii") is { } font)
                        {
                            symbol = font.StartsWith("Wingdings", StringComparison.OrdinalIgnoreCase) || font.Equals("Symbol", StringComparison.OrdinalIgnoreCase);
                        }
                    });
                    break;
            }
        });
        return new Level(start, format, TextCleaner.Clean(text.Length > 100 ? text[..100] : text), suffix, symbol, arabic);
    }
}
