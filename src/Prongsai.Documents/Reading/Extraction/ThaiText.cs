using System.Text;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Thai text as papers really bear it, made comparable: broken vowels mended, odd spaces and digits made one kind,
/// and a key (no spaces, no marks of punctuation) by which two spellings of one text are equal.
/// </summary>
internal static class ThaiText
{
    private const char SaraAm = '\u0E33';
    private const char SaraAa = '\u0E32';
    private const char Nikhahit = '\u0E4D';

    // Old Thai fonts put shifted marks into the private use area; these are the characters they stand for (U+F700–U+F71A).
    private const string PrivateMarks = "\u0E10\u0E34\u0E35\u0E36\u0E37\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E0D\u0E31\u0E4D\u0E47\u0E48\u0E49\u0E4A\u0E4B\u0E4C\u0E38\u0E39\u0E3A";

    // Words of these papers that a PDF spells without the circle of sara am, or with one too many; no Thai word is spelt as on the left.
    private static readonly (string Wrong, string Right)[] LostCircles =
    [
        ("ดาเนิน", "ดำเนิน"), ("อานาจ", "อำนาจ"), ("ตาบล", "ตำบล"), ("อาเภอ", "อำเภอ"), ("ประจาปี", "ประจำปี"), ("จานวน", "จำนวน"), ("กาหนด", "กำหนด"), ("กากับ", "กำกับ"), ("ลาดับ", "ลำดับ"),
        ("สานักปลัด", "สำนักปลัด"), ("สานักงาน", "สำนักงาน"), ("คาถาม", "คำถาม"), ("การทางาน", "การทำงาน"), ("มำตรการ", "มาตรการ"), ("มำตรกำร", "มาตรการ"), ("รำชการ", "ราชการ"), ("แนวทำง", "แนวทาง"),
    ];

    /// <summary>Mends vowels and marks that a PDF or an old font broke, and makes white space plain. Line feeds stay.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\uF700' and <= '\uF71A')
            {
                c = PrivateMarks[c - '\uF700'];
            }
            if (c is '\u200B' or '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u2060' or '\uFEFF' or '\u00AD')
            {
                continue;
            }
            if (c is '\t' or '\u00A0' or '\u3000' or '\u202F' or (>= '\u2000' and <= '\u200A'))
            {
                c = ' ';
            }
            Append(clean, c, i + 1 >= text.Length ? ' ' : text[i + 1]);
        }
        var mended = clean.ToString();
        if (mended.Contains(SaraAa) || mended.Contains(SaraAm))
        {
            foreach (var (wrong, right) in LostCircles)
            {
                mended = mended.Replace(wrong, right, StringComparison.Ordinal);
            }
        }
        return mended;
    }

    private static void Append(StringBuilder clean, char c, char next)
    {
        if (clean.Length == 0)
        {
            clean.Append(c);
            return;
        }
        var last = clean[^1];
        if (c == SaraAa || c == SaraAm || IsMark(c) || c == Nikhahit || c == '\u0E30')
        {
            // None of these can begin a word: a space before them is the extraction's.
            var space = false;
            if (last == ' ' && clean.Length > 1 && (IsConsonant(clean[^2]) || IsMark(clean[^2]) || clean[^2] == Nikhahit))
            {
                clean.Length--;
                last = clean[^1];
                space = true;
            }
            if (c == SaraAa)
            {
                // อ านาจ: the nikhahit of sara am became a space. ํ + (tone) + า is sara am.
                if (last == Nikhahit)
                {
                    clean[^1] = SaraAm;
                    return;
                }
                if (IsTone(last) && clean.Length > 1 && clean[^2] == Nikhahit)
                {
                    clean[^2] = last;
                    clean[^1] = SaraAm;
                    return;
                }
                // In letters that all stand apart (ก า ร), and in การ, the space means nothing.
                var apart = (char.IsWhiteSpace(next) && (clean.Length == 1 || clean[^2] == ' ')) || (last == 'ก' && next == 'ร');
                clean.Append(space && !apart ? SaraAm : SaraAa);
                return;
            }
            if (IsUpperOrLowerVowel(c) && IsTone(last))
            {
                clean[^1] = c;
                clean.Append(last);
                return;
            }
            if (IsTone(c) && last == c)
            {
                return;
            }
            clean.Append(c);
            return;
        }
        if (c == '\u0E40' && last == '\u0E40')
        {
            clean[^1] = '\u0E41';
            return;
        }
        if (last == ' ' && clean.Length > 1 && IsLeadingVowel(clean[^2]) && IsConsonant(c))
        {
            clean.Length--;
        }
        clean.Append(c);
    }

    /// <summary>Cleaned, on one line, single spaces, trimmed.</summary>
    public static string OneLine(string text)
    {
        var clean = Clean(text);
        var line = new StringBuilder(clean.Length);
        foreach (var c in clean)
        {
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }
        if (line.Length > 0 && line[^1] == ' ')
        {
            line.Length--;
        }
        return line.ToString();
    }

    /// <summary>Letters and digits only, lower case, Arabic digits: what two spellings of one text share.</summary>
    public static string Key(string text) => Keyed.Of(text).Key;

    public static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B';

    public static bool IsThaiLetter(char c) => c is (>= '\u0E01' and <= '\u0E3A') or (>= '\u0E40' and <= '\u0E4E') && c != '\u0E46';

    public static bool IsConsonant(char c) => c is >= '\u0E01' and <= '\u0E2E';

    public static bool IsLeadingVowel(char c) => c is >= '\u0E40' and <= '\u0E44';

    public static bool IsTone(char c) => c is >= '\u0E48' and <= '\u0E4C';

    public static bool IsUpperOrLowerVowel(char c) => c is '\u0E31' or (>= '\u0E34' and <= '\u0E3A') or '\u0E47';

    /// <summary>Combining marks: they take no width.</summary>
    public static bool IsMark(char c) => IsUpperOrLowerVowel(c) || IsTone(c) || c is '\u0E4D' or '\u0E4E';

    /// <summary>Columns a text takes on a terminal: combining marks take none.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var c in text)
        {
            if (!IsMark(c) && c is not ('\u200B' or '\u200D' or '\uFEFF') && !char.IsLowSurrogate(c))
            {
                width++;
            }
        }
        return width;
    }

    /// <summary>Cut to a width, with an ellipsis when something was cut; never between a letter and its marks.</summary>
    public static string Fit(string text, int width)
    {
        if (Width(text) <= width)
        {
            return text;
        }
        var used = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsMark(text[i]) && ++used == width)
            {
                return text[..i].TrimEnd() + "…";
            }
        }
        return text;
    }
}

/// <summary>A key and where each of its characters stands in the text it was made from.</summary>
internal sealed class Keyed
{
    private readonly int[] _at;

    private Keyed(string text, string key, int[] at)
    {
        Text = text;
        Key = key;
        _at = at;
    }

    public string Text { get; }

    public string Key { get; }

    public static Keyed Of(string text)
    {
        var key = new StringBuilder(text.Length);
        var at = new int[text.Length];
        var n = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= '\u0E50' and <= '\u0E59')
            {
                c = (char)(c - '\u0E50' + '0');
            }
            else if (c is not (>= 'a' and <= 'z') and not (>= '0' and <= '9'))
            {
                if (c is >= 'A' and <= 'Z')
                {
                    c = (char)(c | 0x20);
                }
                else if (!ThaiText.IsThaiLetter(c) && !(c > '\u007F' && !ThaiText.IsThai(c) && char.IsLetter(c)))
                {
                    continue;
                }
            }
            at[n++] = i;
            key.Append(c);
        }
        return new Keyed(text, key.ToString(), at);
    }

    /// <summary>Where the key's character stands in the text; the text's length for the key's end.</summary>
    public int At(int index) => index < Key.Length ? _at[index] : Text.Length;

    /// <summary>The position just after the key's character in the text.</summary>
    public int After(int index) => _at[index] + 1;
}

/// <summary>Edit distance.</summary>
internal static class Distance
{
    private const int Longest = 400;

    /// <summary>Levenshtein distance, or <paramref name="limit"/> + 1 when it is more than the limit.</summary>
    public static int Within(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit || a.Length > Longest || b.Length > Longest)
        {
            return limit + 1;
        }
        Span<int> row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var least = row[0];
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
                least = Math.Min(least, cost);
            }
            if (least > limit)
            {
                return limit + 1;
            }
        }
        return Math.Min(row[b.Length], limit + 1);
    }

    /// <summary>1 for equal texts, 0 for texts with nothing in common.</summary>
    public static double Likeness(string a, string b)
    {
        var longest = Math.Max(a.Length, b.Length);
        return longest == 0 ? 1 : 1 - (Within(a, b, longest) / (double)longest);
    }

    /// <summary>Share of letter pairs two texts have in common (Dice), for texts longer than edit distance is meant for.</summary>
    public static double PairLikeness(string a, string b)
    {
        if (a.Length < 2 || b.Length < 2)
        {
            return a == b ? 1 : 0;
        }
        var pairs = new Dictionary<(char, char), int>();
        for (var i = 1; i < a.Length; i++)
        {
            var pair = (a[i - 1], a[i]);
            pairs[pair] = pairs.GetValueOrDefault(pair) + 1;
        }
        var common = 0;
        for (var i = 1; i < b.Length; i++)
        {
            var pair = (b[i - 1], b[i]);
            if (pairs.GetValueOrDefault(pair) > 0)
            {
                pairs[pair]--;
                common++;
            }
        }
        return 2.0 * common / (a.Length + b.Length - 2);
    }

    /// <summary>
    /// The best place of a pattern inside a longer text with at most <paramref name="limit"/> edits (Sellers): start, end (exclusive) and
    /// distance; the last of equally good places. Null when there is none.
    /// </summary>
    public static (int Start, int End, int Edits)? Find(string text, string pattern, int limit)
    {
        if (pattern.Length is 0 or > Longest || text.Length > 4000)
        {
            return null;
        }
        var cost = new int[pattern.Length + 1];
        var start = new int[pattern.Length + 1];
        for (var i = 0; i <= pattern.Length; i++)
        {
            cost[i] = i;
        }
        (int Start, int End, int Edits)? best = null;
        for (var j = 1; j <= text.Length; j++)
        {
            var (diagonal, diagonalStart) = (cost[0], start[0]);
            cost[0] = 0;
            start[0] = j;
            for (var i = 1; i <= pattern.Length; i++)
            {
                var replace = diagonal + (pattern[i - 1] == text[j - 1] ? 0 : 1);
                var (old, oldStart) = (cost[i], start[i]);
                if (replace <= cost[i] + 1 && replace <= cost[i - 1] + 1)
                {
                    (cost[i], start[i]) = (replace, diagonalStart);
                }
                else if (cost[i] <= cost[i - 1])
                {
                    cost[i]++;
                }
                else
                {
                    (cost[i], start[i]) = (cost[i - 1] + 1, start[i - 1]);
                }
                (diagonal, diagonalStart) = (old, oldStart);
            }
            if (cost[^1] <= limit && (best is null || cost[^1] <= best.Value.Edits))
            {
                best = (start[^1], j, cost[^1]);
            }
        }
        return best;
    }
}
