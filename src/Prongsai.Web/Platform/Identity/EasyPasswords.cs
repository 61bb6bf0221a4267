using System.Globalization;
using System.Text;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// Finds passwords that are long and yet guessed soon. Common words, rows of keys, runs, repetitions, years, dates, telephone numbers and words
/// of the context (office, person, product) are taken for what a guesser tries: each counts for little. What is left must be long enough.
/// </summary>
/// <param name="words">In small letters, three characters or more (rules/passwords/words.txt).</param>
internal sealed class EasyPasswords(IEnumerable<string> words)
{
    /// <summary>Characters of one's own that a password must hold. Eight unguessable ones are beyond guessing at a door that counts tries.</summary>
    public const int LeastOwn = 8;

    private const int Word = 2;
    private const int Run = 1;
    private const int Shortest = 3;

    private static readonly string[] Runs =
    [
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+", "abcdefghijklmnopqrstuvwxyz",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/", "147", "258", "369", "159", "357",
        "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1a2b3c4d5e6f7g8h9i", "a1b2c3d4e5f6g7h8i9", "qawsedrftgyhujikolp", "qazwsxedcrfvtgbyhnujm", "azsxdcfvgbhnjm",
        "ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบล", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ", "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวสหอ",
    ];

    /// <summary>The keys of an English keyboard, and what the same keys write on the usual Thai one (Kedmanee).</summary>
    private const string EnglishKeys = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?";

    private const string ThaiKeys = "ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ+๑๒๓๔ู฿๕๖๗๘๙๐\"ฎฑธํ๊ณฯญฐ,ฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ";

    private static readonly Dictionary<char, char> ToThai = EnglishKeys.Zip(ThaiKeys).ToDictionary(k => k.First, k => k.Second);
    private static readonly Dictionary<char, char> ToEnglish = EnglishKeys.Zip(ThaiKeys).GroupBy(k => k.Second).ToDictionary(k => k.Key, k => k.First().First);

    private static readonly string[] Titles = ["องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "นางสาว", "นาย", "นาง", "จังหวัด", "อำเภอ", "ตำบล"];

    private readonly string[] words = [.. words.Where(w => w.Length >= Shortest).Distinct(StringComparer.Ordinal)];

    /// <summary>The words that ship with the product.</summary>
    /// <exception cref="FileNotFoundException">They are missing beside the binary.</exception>
    public static EasyPasswords Load() => new(
        File.ReadLines(Path.Combine(Path.GetDirectoryName(RulebookStore.DefaultFolder) ?? ".", "passwords", "words.txt"))
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));

    /// <param name="password">As typed.</param>
    /// <param name="context">Names a guesser would know: taken apart at blanks and signs, and as a whole.</param>
    public bool IsEasy(string password, IEnumerable<string?> context)
    {
        var known = context.OfType<string>().SelectMany(Parts).Where(w => w.Length >= Shortest).Distinct(StringComparer.Ordinal).ToList();
        return Spellings(password).Any(spelling => Own(spelling, known) < LeastOwn);
    }

    /// <summary>As typed, with doubled characters once, and as the same keys write on the other keyboard.</summary>
    private static IEnumerable<string> Spellings(string password)
    {
        var plain = Plain(password);
        yield return plain;
        yield return string.Concat(plain.Where((c, i) => i == 0 || c != plain[i - 1]));
        yield return Plain(string.Concat(password.Select(c => ToThai.GetValueOrDefault(c, c))));
        yield return Plain(string.Concat(password.Select(c => ToEnglish.GetValueOrDefault(c, c))));
    }

    private static string Plain(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormC).ToLowerInvariant().Select(c => c is >= '๐' and <= '๙' ? (char)(c - '๐' + '0') : c));

    private static IEnumerable<string> Parts(string name)
    {
        var plain = Plain(name);
        var parts = plain.Split([' ', '.', '-', '_', '@', '/', '(', ')', ',', ':'], StringSplitOptions.RemoveEmptyEntries);
        return [.. parts, string.Concat(parts), .. parts.SelectMany(Bare)];

        // A name stands often behind what its bearer is.
        static IEnumerable<string> Bare(string part) => Titles
            .Where(title => part.StartsWith(title, StringComparison.Ordinal)).Select(title => part[title.Length..]);
    }

    /// <summary>How much of it is one's own: the cheapest way to put it together from what a guesser has, a character that is in nothing counting one.</summary>
    private int Own(string text, List<string> known)
    {
        var least = new int[text.Length + 1];
        Array.Fill(least, int.MaxValue, 1, text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            Reach(1, text[at] is ' ' or '-' or '_' or '.' or ',' or '/' ? 0 : 1);
            Reach(LengthOfRun(text, at), Run);
            foreach (var (length, cost) in Numbers(text, at))
            {
                Reach(length, cost);
            }
            if (Again(text, at) is var again and > 1)
            {
                Reach(again, again > 2 ? 0 : Run);
            }
            foreach (var word in known)
            {
                if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
                {
                    Reach(word.Length, 0);
                }
            }
            foreach (var word in words)
            {
                if (Reads(text, at, word))
                {
                    Reach(word.Length, Word);
                }
            }

            void Reach(int length, int cost) => least[at + length] = Math.Min(least[at + length], least[at] + cost);
        }
        return least[^1];
    }

    /// <summary>Neighbours on the keyboard or in the alphabet, either way, or one character over and over; 1 when there is no run.</summary>
    private static int LengthOfRun(string text, int at)
    {
        var longest = 1;
        while (at + longest < text.Length && text[at + longest] == text[at])
        {
            longest++;
        }
        foreach (var run in Runs)
        {
            if (run.IndexOf(text[at], StringComparison.Ordinal) is var from and >= 0)
            {
                foreach (var step in new[] { 1, -1 })
                {
                    var length = 1;
                    while (at + length < text.Length && from + (step * length) is var next && next >= 0 && next < run.Length && run[next] == text[at + length])
                    {
                        length++;
                    }
                    longest = Math.Max(longest, length);
                }
            }
        }
        return longest < Shortest ? 1 : longest;
    }

    /// <summary>Years of both calendars, days, telephone numbers and the numbers of citizens.</summary>
    private static IEnumerable<(int Length, int Cost)> Numbers(string text, int at)
    {
        var digits = 0;
        while (at + digits < text.Length && char.IsAsciiDigit(text[at + digits]))
        {
            digits++;
        }
        var from = text.AsSpan(at, digits).ToString();
        if (digits >= 4 && from[..2] is "19" or "20" or "24" or "25")
        {
            yield return (4, Run);
        }
        if (digits >= 6 && IsDay(from[..2], from[2..4]))
        {
            yield return (6, Word);
        }
        if (digits >= 8 && (IsDay(from[..2], from[2..4]) && from[4..6] is "19" or "20" or "24" or "25" || (from[..2] is "19" or "20" or "24" or "25" && IsDay(from[6..8], from[4..6]))))
        {
            yield return (8, Word);
        }
        if (digits >= 10 && from[0] is '0' && from[1] is '6' or '8' or '9')
        {
            yield return (10, Word);
        }
        if (digits >= 13 && (11 - (Enumerable.Range(0, 12).Sum(i => (from[i] - '0') * (13 - i)) % 11)) % 10 == from[12] - '0')
        {
            yield return (13, Word);
        }

        static bool IsDay(string day, string month) => int.Parse(day, CultureInfo.InvariantCulture) is >= 1 and <= 31 && int.Parse(month, CultureInfo.InvariantCulture) is >= 1 and <= 12;
    }

    /// <summary>How much from here stands earlier already.</summary>
    private static int Again(string text, int at)
    {
        var length = 0;
        while (at + length < text.Length && length < at && text.AsSpan(0, at).IndexOf(text.AsSpan(at, length + 1), StringComparison.Ordinal) >= 0)
        {
            length++;
        }
        return length;
    }

    /// <summary>Also when some letters are written as the figures and signs that look like them.</summary>
    private static bool Reads(string text, int at, string word)
    {
        if (at + word.Length > text.Length)
        {
            return false;
        }
        var same = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var (written, meant) = (text[at + i], word[i]);
            if (written == meant)
            {
                same++;
            }
            else if ((written, meant) is not (('0', 'o') or ('1', 'i') or ('1', 'l') or ('!', 'i') or ('|', 'l') or ('3', 'e') or ('4', 'a') or ('@', 'a') or ('5', 's') or ('$', 's') or ('7', 't') or ('+', 't') or ('8', 'b') or ('9', 'g')))
            {
                return false;
            }
        }
        return same > 0;
    }
}
