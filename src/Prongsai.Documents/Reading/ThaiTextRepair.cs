using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Mends Thai text as PDFs and old fonts give it: sara am in two parts, marks in the wrong order or after a stray space, glyphs of old
/// fonts in the private-use area, words broken into single letters. Text that is right comes back unchanged.
/// </summary>
public static class ThaiTextRepair
{
    private const char Nikhahit = '\u0E4D';
    private const char SaraAa = '\u0E32';
    private const char SaraAm = '\u0E33';

    // Glyph variants that Thai fonts of the 1990s put at U+F700–U+F71A, by their meaning.
    private const string OldGlyphs =
        "\u0E10\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E0D\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A";

    // These stand before a stray space only where a PDF cut a word: no word ends in them.
    private static readonly string[] s_cutAfter = ["ป็", "ปั", "ปั้", "ฟั", "ฝั", "ฝึ", "ฟื", "ฟื้", "ป้", "ปึ", "ปื", "ปิ", "ฝื"];

    /// <summary>The mended text.</summary>
    public static string Repair(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!NeedsLook(text))
        {
            return text;
        }
        return JoinCutWords(JoinLetters(Order(text)));
    }

    /// <summary>Thai of old fonts that a PDF calls Latin letters ("¡ÒÃ" for "การ"); other text comes back unchanged.</summary>
    public static string FromLatin(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var high = 0;
        foreach (var c in text)
        {
            if (IsThai(c))
            {
                return text;
            }
            high += c is >= '\u00A1' and <= '\u00FB' ? 1 : 0;
        }
        return high < 2 || high * 2 < text.Length ? text : Repair(string.Concat(text.Select(c => c is >= '\u00A1' and <= '\u00FB' ? (char)(c - 0xA0 + 0x0E00) : c)));
    }

    /// <summary>True for a mark that stands above or below the letter before it.</summary>
    public static bool IsMark(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

    /// <summary>True for a letter of the Thai script.</summary>
    public static bool IsConsonant(char c) => c is >= '\u0E01' and <= '\u0E2E';

    /// <summary>True for any sign of the Thai block that is not a digit.</summary>
    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E4E';

    /// <summary>A vowel written before its consonant; no word ends in one.</summary>
    public static bool IsLeadingVowel(char c) => c is >= '\u0E40' and <= '\u0E44';

    /// <summary>A sign that cannot begin a word: marks and following vowels.</summary>
    public static bool CannotBegin(char c) => IsMark(c) || c is '\u0E30' or SaraAa or SaraAm or '\u0E45';

    private static bool NeedsLook(string text)
    {
        var before = '\0';
        var single = 0;
        foreach (var c in text)
        {
            if (c is Nikhahit or (>= '\uF700' and <= '\uF71A'))
            {
                return true;
            }
            if (CannotBegin(c) && (before is ' ' || (IsMark(c) && Class(before) >= Class(c) && IsMark(before)) || before is SaraAm or SaraAa && IsMark(c)))
            {
                return true;
            }
            if ((before == '\u0E40' && c == '\u0E40') || (c == ' ' && (IsLeadingVowel(before) || IsMark(before))))
            {
                return true;
            }
            single = c == ' ' ? single + 1 : single;
            before = c;
        }
        return single >= 3 && single * 3 > text.Length;
    }

    /// <summary>0 vowel marks, 1 tone marks, 2 marks on top; the order in which they are typed.</summary>
    private static int Class(char c) => c switch
    {
        >= '\u0E48' and <= '\u0E4B' => 1,
        '\u0E4C' or '\u0E4D' or '\u0E4E' => 2,
        _ => 0,
    };

    /// <summary>Puts each cluster in order: letter, vowel mark, tone mark, top mark; two-part sara am becomes one sign.</summary>
    private static string Order(string text)
    {
        var mended = new StringBuilder(text.Length);
        var marks = new List<char>(4);
        for (var i = 0; i < text.Length;)
        {
            var c = Known(text[i]);
            if (c == '\u0E40' && mended.Length > 0 && mended[^1] == '\u0E40')
            {
                mended[^1] = '\u0E41';
                i++;
                continue;
            }
            if (c == ' ' && mended.Length > 0 && IsLeadingVowel(mended[^1]) && NextLetter(text, i) is { } letter && IsConsonant(letter.Sign))
            {
                i = letter.At;
                continue;
            }
            if (!IsConsonant(c))
            {
                // A mark after sara am or sara aa belongs before it.
                if (IsMark(c) && mended.Length > 0 && mended[^1] is SaraAm or SaraAa && c is >= '\u0E48' and <= '\u0E4B' or Nikhahit)
                {
                    var vowel = mended[^1];
                    if (c == Nikhahit)
                    {
                        mended[^1] = SaraAm;
                    }
                    else
                    {
                        mended[^1] = c;
                        mended.Append(vowel);
                    }
                    i++;
                    continue;
                }
                mended.Append(c);
                i++;
                continue;
            }
            mended.Append(c);
            marks.Clear();
            i++;
            var tail = i;
            var am = false;
            while (NextLetter(text, tail) is { } next && (IsMark(next.Sign) || (next.Sign is SaraAm or SaraAa && !am && (next.At == tail || next.Spaces < 3))))
            {
                if (next.Sign is SaraAm or SaraAa)
                {
                    // Sara am, or its circle and its stroke apart; plain sara aa only closes the cluster.
                    // A space in its place is the circle that a PDF lost (จัดท า), unless all letters stand apart (ก า ร) or it is การ.
                    am = next.Sign == SaraAm || marks.Remove(Nikhahit) || (next.Spaces == 1 && !StandsApart(text, i - 1, next.At));
                    tail = next.At + 1;
                    if (!am)
                    {
                        break;
                    }
                    continue;
                }
                if (am && Class(next.Sign) != 1)
                {
                    break;
                }
                if (next.Spaces > 2)
                {
                    break;
                }
                if (!marks.Contains(next.Sign) && marks.Count < 4)
                {
                    marks.Add(next.Sign);
                }
                tail = next.At + 1;
            }
            foreach (var mark in marks.OrderBy(Class))
            {
                mended.Append(mark);
            }
            if (tail > i)
            {
                if (am)
                {
                    mended.Append(SaraAm);
                }
                else if (Known(text[tail - 1]) == SaraAa)
                {
                    mended.Append(SaraAa);
                }
                i = tail;
            }
        }
        return mended.ToString();
    }

    private static bool StandsApart(string text, int letter, int vowel) =>
        ((letter == 0 || text[letter - 1] == ' ') && (vowel + 1 >= text.Length || text[vowel + 1] == ' '))
        || (text[letter] == '\u0E01' && vowel + 1 < text.Length && text[vowel + 1] == '\u0E23');

    private static (char Sign, int At, int Spaces)? NextLetter(string text, int from)
    {
        var at = from;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
        return at < text.Length ? (Known(text[at]), at, at - from) : null;
    }

    private static char Known(char c) => c is >= '\uF700' and <= '\uF71A' ? OldGlyphs[c - '\uF700'] : c;

    /// <summary>"ตั ว ชี้ วั ด" becomes one word: three or more parts of one letter each, some of them a bare consonant.</summary>
    private static string JoinLetters(string text)
    {
        if (!text.Contains(' '))
        {
            return text;
        }
        var parts = text.Split(' ');
        var joined = new StringBuilder(text.Length);
        for (var i = 0; i < parts.Length;)
        {
            var end = i;
            while (end < parts.Length && IsOneCluster(parts[end]))
            {
                end++;
            }
            var run = end - i;
            // A bare consonant is no word, so some of them among the parts give a cut word away; all of them may be a list of letters.
            var bare = parts[i..end].Count(p => p.Length == 1 && IsConsonant(p[0]));
            var join = run >= 3 && ((bare * 4 >= run && bare < run) || parts[i..end].Any(p => CannotBegin(p[0])));
            if (i > 0)
            {
                joined.Append(' ');
            }
            if (join)
            {
                joined.AppendJoin(string.Empty, parts[i..end]);
                i = end;
            }
            else
            {
                joined.Append(parts[i]);
                i++;
            }
        }
        return joined.ToString();
    }

    private static bool IsOneCluster(string part)
    {
        if (part.Length is 0 or > 5 || !IsThai(part[0]) || part[0] is 'ๆ' or 'ฯ')
        {
            return false;
        }
        for (var i = 1; i < part.Length; i++)
        {
            if (!CannotBegin(part[i]) && !(i == 1 && IsLeadingVowel(part[0])))
            {
                return false;
            }
        }
        return true;
    }

    private static string JoinCutWords(string text)
    {
        if (!text.Contains(' '))
        {
            return text;
        }
        foreach (var cut in s_cutAfter)
        {
            for (var at = text.IndexOf(cut + " ", StringComparison.Ordinal); at >= 0; at = text.IndexOf(cut + " ", at + 1, StringComparison.Ordinal))
            {
                var space = at + cut.Length;
                if (space + 1 < text.Length && IsConsonant(text[space + 1]))
                {
                    text = text.Remove(space, 1);
                }
            }
        }
        return text;
    }
}
