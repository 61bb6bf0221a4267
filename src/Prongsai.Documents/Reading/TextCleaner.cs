using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>Makes any text safe to show and compare: no control, zero-width or broken characters; odd spaces become spaces.</summary>
internal static class TextCleaner
{
    /// <summary>Cleans one text and mends its Thai. Tab and line feed stay; carriage returns go.</summary>
    public static string Clean(string text) => ThaiTextRepair.Repair(Plain(text));

    private static string Plain(string text)
    {
        var first = 0;
        while (first < text.Length && IsPlain(text[first]))
        {
            first++;
        }
        if (first == text.Length)
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        clean.Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            var c = text[i];
            if (IsPlain(c))
            {
                clean.Append(c);
            }
            else if (c is '\u00A0' or '\u2007' or '\u202F' or '\u3000' or (>= '\u2000' and <= '\u200A'))
            {
                clean.Append(' ');
            }
            else if (c is '\u2028' or '\u2029' or '\u0085' or '\v' or '\f')
            {
                clean.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
        }
        return clean.ToString();
    }

    /// <summary>Trims white space at both ends.</summary>
    public static string Trim(string text) => text.Trim();

    /// <summary>Runs of spaces become one; the ends are trimmed.</summary>
    public static string Collapse(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else
            {
                clean.Append(c);
            }
        }
        return clean.ToString().TrimEnd();
    }

    private static bool IsPlain(char c) => c switch
    {
        '\t' or '\n' => true,
        < ' ' or '\u007F' => false,
        >= '\u0080' and <= '\u00A0' => false,
        '\u00AD' => false,
        >= '\u2000' and <= '\u200F' => false,
        >= '\u2028' and <= '\u202F' => false,
        >= '\u2060' and <= '\u206F' => false,
        '\u3000' or '\uFEFF' or '\uFFFE' or '\uFFFF' => false,
        _ => !char.IsSurrogate(c),
    };
}
