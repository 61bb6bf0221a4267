using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>An indicator recognised in a text. Start and End are positions in that text; Distance is the edit distance to the nearest official name or alias.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NameMatch(int No, int Distance, int Start, int End);

/// <summary>The words the rulebooks of all years know: indicators, tools, levels, issues, item titles and question texts, ready to be looked for.</summary>
internal sealed partial class Lexicon
{
    private const int Timeout = 1000;
    private const int MostKept = 16;
    private static readonly ConcurrentDictionary<string, Lexicon> Made = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<Rulebook> _books;
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly List<(string Key, int No)> _names;
    private readonly List<(string Printed, string Key, bool Letter)> _levels;
    private readonly List<(string Key, int No)> _issues;

    // Names that occur on papers of every year and that no rulebook need list: the words in front of and behind the official name.
    private static readonly (string Name, int No)[] EverydayNames =
    [
        ("การปรับปรุงการทำงาน", 8), ("การปรับปรุงระบบการทำงาน", 8), ("การแก้ไขปัญหาการทุจริต", 5), ("การแก้ปัญหาการทุจริต", 5), ("การเปิดเผยข้อมูล", 9),
        ("การป้องกันการทุจริต", 10), ("การใช้อำนาจ", 3), ("การใช้อำนาจของผู้บริหารด้านการบริหารงานบุคคล", 3), ("การใช้ทรัพย์สินของราชการ", 4),
        ("การใช้ทรัพย์สินของทางราชการ", 4), ("การใช้งบประมาณ", 2), ("การปฏิบัติหน้าที่", 1), ("คุณภาพการดำเนินงาน", 6), ("ประสิทธิภาพการสื่อสาร", 7),
        ("ประสิทธิภาพด้านการสื่อสาร", 7),
    ];

    private Lexicon(IReadOnlyList<Rulebook> books)
    {
        _books = [.. books.OrderBy(b => b.Year)];
        _names = [.. books.SelectMany(b => b.Indicators).SelectMany(i => i.Aliases.Prepend(i.Name).Select(n => (ThaiText.Key(n), i.No)))
            .Concat(EverydayNames.Select(e => (ThaiText.Key(e.Name), e.No)))
            .Where(n => n.Item1.Length >= 6).Distinct().OrderByDescending(n => n.Item1.Length)];
        _levels = [.. books.SelectMany(b => b.Levels).SelectMany(l => l.Aliases.Append(l.Name).Append(l.Code))
            .Where(l => l.Length > 0 && (l.Length <= 2 ? l.All(char.IsAsciiLetter) : l.Any(ThaiText.IsThai)))
            .Select(l => l.StartsWith("ระดับ", StringComparison.Ordinal) ? l["ระดับ".Length..].Trim() : l).Where(l => l.Length > 0)
            .Concat(["AA", "A", "B", "C", "D", "E", "F", "ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน", "ไม่ผ่าน"])
            .Distinct().Select(l => (l, ThaiText.Key(l), l.All(char.IsAsciiLetter))).OrderByDescending(l => l.Item2.Length)];
        _issues = [.. books.SelectMany(b => b.Issues).SelectMany(i => i.Aliases.Prepend(i.Name).Select(n => (ThaiText.Key(n), i.No))).Distinct()];
    }

    public IReadOnlyList<Rulebook> Books => _books;

    /// <summary>The lexicon of these rulebooks; made once for the same editions.</summary>
    public static Lexicon Of(IReadOnlyList<Rulebook> books)
    {
        if (Made.Count > MostKept)
        {
            Made.Clear();
        }
        return Made.GetOrAdd(string.Join('\n', books.Select(b => b.Id + b.Sha256)), static (_, b) => new Lexicon(b), books);
    }

    /// <summary>The year's rulebook, or the nearest year's.</summary>
    public Rulebook? Nearest(int? year) => year is { } y
        ? _books.MinBy(b => (Math.Abs(b.Year.Value - y), b.Year.Value))
        : _books.Count > 0 ? _books[^1] : null;

    public Rulebook? Exact(int? year) => _books.LastOrDefault(b => b.Year.Value == year);

    public string OfficialName(int no, int? year) => Nearest(year)?.IndicatorNo(no)?.Name ?? EverydayNames.First(e => e.No == no).Name;

    public string ToolOf(int indicator) => Nearest(null)?.IndicatorNo(indicator)?.Tool ?? (indicator <= 5 ? "IIT" : indicator <= 8 ? "EIT" : "OIT");

    /// <summary>The indicator a whole cell names; numbers, "ตัวชี้วัดที่", "ด้าน" and a score around the name do not matter. Null when it names none.</summary>
    public NameMatch? Whole(string cell)
    {
        if (cell.Length is < 5 or > 160)
        {
            return null;
        }
        var core = Core(cell);
        var key = ThaiText.Key(core);
        if (key.Length < 7)
        {
            return null;
        }
        NameMatch? best = null;
        var second = int.MaxValue;
        foreach (var (name, no) in _names)
        {
            int distance;
            if (key.Length > name.Length && name.Length >= 11 && key.StartsWith(name, StringComparison.Ordinal) && IsExtension(key[name.Length..]))
            {
                distance = key.Length - name.Length;
                if (best is null || best.Value.Distance > 2)
                {
                    best = new NameMatch(no, distance, 0, cell.Length);
                    second = int.MaxValue;
                    continue;
                }
            }
            var limit = Math.Max(2, (int)(0.28 * Math.Max(key.Length, name.Length)));
            distance = Distance.Within(key, name, limit);
            if (distance > limit)
            {
                continue;
            }
            if (best is null || distance < best.Value.Distance)
            {
                second = best is { } b && b.No != no ? b.Distance : second;
                best = new NameMatch(no, distance, 0, cell.Length);
            }
            else if (best.Value.No != no)
            {
                second = Math.Min(second, distance);
            }
        }
        return best is { } found && found.Distance < second ? found : null;
    }

    /// <summary>All indicator names that stand in a running text, spelt right or (after the word ตัวชี้วัด) nearly right; by position, none overlapping.</summary>
    public List<NameMatch> In(Keyed text, bool fuzzy = false)
    {
        var found = new List<NameMatch>();
        var taken = new List<(int From, int To)>();
        foreach (var (name, no) in _names)
        {
            for (var at = text.Key.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.Key.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                if (!taken.Exists(t => at < t.To && at + name.Length > t.From) && !IsInside(text.Key, at, name.Length))
                {
                    taken.Add((at, at + name.Length));
                    found.Add(new NameMatch(no, 0, text.At(at), text.After(at + name.Length - 1)));
                }
            }
        }
        if (fuzzy && found.Count == 0)
        {
            NameMatch? best = null;
            foreach (var (name, no) in _names)
            {
                if (name.Length >= 11 && Distance.Find(text.Key, name, name.Length / 6) is { } place && place.End > place.Start
                    && (best is null || place.Edits < best.Value.Distance))
                {
                    best = new NameMatch(no, place.Edits, text.At(place.Start), text.After(place.End - 1));
                }
            }
            if (best is { } match)
            {
                found.Add(match);
            }
        }
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>The tool a text names, by its letters first, then by its Thai name; null when it names none or several.</summary>
    public static string? ToolIn(string text)
    {
        if (text.Length > 400)
        {
            text = text[..400];
        }
        string? code = null;
        foreach (Match match in ToolLetters().Matches(text))
        {
            var next = match.Value.ToUpperInvariant() switch { "IIT" or "LIT" => "IIT", var other => other };
            if (code is not null && code != next)
            {
                return null;
            }
            code = next;
        }
        if (code is not null)
        {
            return code;
        }
        var key = ThaiText.Key(text);
        var inside = key.Contains("ส่วนเสียภายใน", StringComparison.Ordinal) || key.Contains("ได้เสียภายใน", StringComparison.Ordinal) || key.Contains("internalintegrity", StringComparison.Ordinal) || key == "internal";
        var outside = key.Contains("ส่วนเสียภายนอก", StringComparison.Ordinal) || key.Contains("ได้เสียภายนอก", StringComparison.Ordinal) || key.Contains("externalintegrity", StringComparison.Ordinal) || text.Contains("(External", StringComparison.OrdinalIgnoreCase);
        var open = key.Contains("ตรวจการเปิดเผยข้อมูล", StringComparison.Ordinal) || key.Contains("วัดการเปิดเผยข้อมูลสาธารณะ", StringComparison.Ordinal) || key.Contains("ตรวจวัดการเปิดเผย", StringComparison.Ordinal) || key.Contains("opendataintegrity", StringComparison.Ordinal);
        return (inside, outside, open) switch
        {
            (true, false, false) => "IIT",
            (false, true, false) => "EIT",
            (false, false, true) => "OIT",
            _ => null,
        };
    }

    /// <summary>A cell that is a level and nothing else; the level as printed.</summary>
    public string? LevelWhole(string cell)
    {
        var text = cell.Trim(' ', '"', '“', '”', '\'', '‘', '’', '(', ')', ':', '.');
        text = LevelWord().Replace(text, string.Empty).Trim(' ', '"', '“', '”', ':');
        var key = ThaiText.Key(text);
        foreach (var (_, level, _) in _levels)
        {
            if (level == key && key.Length > 0)
            {
                // Levels are written in one piece; a blank inside came from the end of a line.
                return text.Replace(" ", string.Empty, StringComparison.Ordinal);
            }
        }
        return null;
    }

    /// <summary>The level that begins at a position of a text (after blanks and quotes); the text as printed and its end, or null.</summary>
    public (string Printed, int End)? LevelAt(string text, int start)
    {
        for (var again = text.IndexOf("ระดับ", start, StringComparison.Ordinal); again >= 0 && again - start < 4 && text[start..again].All(c => !char.IsLetterOrDigit(c)); again = -1)
        {
            // “ระดับผ่านดีเยี่ยม”: the word comes again before the level.
            start = again + "ระดับ".Length;
        }
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] is ':' or '=' or '"' or '“' or '”' or '\'' or '‘' or '(' or '–' or '-' or '*'))
        {
            start++;
        }
        var rest = Keyed.Of(text.Length - start > 60 ? text.Substring(start, 60) : text[start..]);
        foreach (var (_, key, letter) in _levels)
        {
            if (key.Length == 0 || !rest.Key.StartsWith(key, StringComparison.Ordinal))
            {
                continue;
            }
            var end = rest.After(key.Length - 1);
            var next = end < rest.Text.Length ? rest.Text[end] : ' ';
            if (letter ? char.IsAsciiLetterOrDigit(next) || next is '-' or '&' or '.' || rest.Text[..end].Contains(' ') : key == "ผ่าน" && IsPassVerb(rest.Text[end..]))
            {
                continue;
            }
            return (rest.Text[..end].Replace(" ", string.Empty, StringComparison.Ordinal), start + end);
        }
        return null;
    }

    /// <summary>The issue (ประเด็นที่ ๑–๗) a name is nearest to.</summary>
    public int? IssueOf(string name)
    {
        var key = ThaiText.Key(name);
        if (key.Length < 8)
        {
            return null;
        }
        var best = _issues.Select(i => (i.No, Likeness: Distance.PairLikeness(key, i.Key))).OrderByDescending(i => i.Likeness).FirstOrDefault();
        return best.Likeness >= 0.6 ? best.No : null;
    }

    /// <summary>The item of the year whose title a printed title fits best; the item of the same code is preferred. Null when none fits.</summary>
    public DisclosureItem? ItemFor(string code, string title, int? year)
    {
        if (Nearest(year) is not { } book)
        {
            return null;
        }
        var key = ThaiText.Key(title);
        var same = book.FindItem(code);
        if (key.Length < 4)
        {
            return same;
        }
        if (same is not null && Fits(same, key) >= 0.55)
        {
            return same;
        }
        var best = book.Items.Select(i => (Item: i, Fit: Fits(i, key))).MaxBy(i => i.Fit);
        return best.Fit >= 0.6 ? best.Item : null;
    }

    // Keys of the rulebooks' own texts, made once.
    private string KeyOf(string text) => _keys.GetOrAdd(text, static t => ThaiText.Key(t));

    private double Fits(DisclosureItem item, string key) => item.Aliases.Prepend(item.Title).Max(t =>
    {
        var title = KeyOf(t);
        return title.Length >= 5 && (title.StartsWith(key, StringComparison.Ordinal) || key.StartsWith(title, StringComparison.Ordinal))
            ? Math.Max(0.8, Distance.PairLikeness(title, key))
            : Distance.PairLikeness(title, key);
    });

    /// <summary>The question of the year whose text a printed text fits best.</summary>
    public Question? QuestionFor(string text, string tool, int? year)
    {
        var key = ThaiText.Key(text);
        if (key.Length < 12 || Nearest(year) is not { } book)
        {
            return null;
        }
        var best = book.Questions.Where(q => q.Tool == tool).Select(q => (Question: q, Fit: Distance.PairLikeness(key, KeyOf(q.Text)))).OrderByDescending(q => q.Fit).FirstOrDefault();
        return best.Fit >= 0.7 ? best.Question : null;
    }

    /// <summary>How many questions a tool has in the year; a safe most when the list is not known.</summary>
    public int QuestionsOf(string tool, int? year)
    {
        var count = Nearest(year)?.Questions.Count(q => q.Tool == tool) ?? 0;
        return count > 0 ? count : tool == "IIT" ? 30 : 15;
    }

    /// <summary>The cell without "ตัวชี้วัดที่ 3", "ด้าน", a list number before it, a tool behind it and a score at its end.</summary>
    public static string Core(string cell)
    {
        var text = ThaiDigits.ToArabic(cell);
        text = Lead().Replace(text, string.Empty, 1);
        text = Tail().Replace(text, string.Empty, 1);
        return text;
    }

    // "ของผู้บริหาร…", "ด้าน…", "(IIT)": words that lengthen an indicator's name without making it another thing.
    private static bool IsExtension(string rest) => rest.Length <= 40 &&
        (rest.StartsWith("ของ", StringComparison.Ordinal) || rest.StartsWith("ด้าน", StringComparison.Ordinal) || rest.StartsWith("ภาย", StringComparison.Ordinal)
        || rest.StartsWith("สาธารณะ", StringComparison.Ordinal) || rest.StartsWith("ใน", StringComparison.Ordinal) || rest.StartsWith("และประพฤติมิชอบ", StringComparison.Ordinal));

    // การป้องกันการทุจริต inside แผนปฏิบัติการป้องกันการทุจริต names a plan, not the indicator; so for the tool's การเปิดเผยข้อมูลสาธารณะ.
    private static bool IsInside(string key, int at, int length)
    {
        var before = key[..at];
        if (before.EndsWith("ปฏิบัติ", StringComparison.Ordinal) || before.EndsWith("ดำเนิน", StringComparison.Ordinal) || before.EndsWith("มาตร", StringComparison.Ordinal)
            || before.EndsWith("แบบตรวจ", StringComparison.Ordinal) || before.EndsWith("แบบวัด", StringComparison.Ordinal) || before.EndsWith("แบบตรวจวัด", StringComparison.Ordinal))
        {
            return true;
        }
        return key.AsSpan(at + length).StartsWith("สาธารณะoit", StringComparison.Ordinal);
    }

    private static bool IsPassVerb(string rest)
    {
        rest = rest.TrimStart();
        return rest.StartsWith("เกณฑ์", StringComparison.Ordinal) || rest.StartsWith("การ", StringComparison.Ordinal) || rest.StartsWith("ทาง", StringComparison.Ordinal)
            || rest.StartsWith("ระบบ", StringComparison.Ordinal) || rest.StartsWith("เว็บ", StringComparison.Ordinal) || rest.StartsWith("ช่อง", StringComparison.Ordinal) || rest.StartsWith("มา", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?<![A-Za-z])(?:[IEOl]IT|iit|eit|oit)(?![A-Za-z])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ToolLetters();

    [GeneratedRegex(@"^(?:\s*(?:ระดับ)(?:ผลการประเมิน|คะแนน|คุณภาพ|ที่ได้)?\s*[:=]?\s*)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LevelWord();

    [GeneratedRegex(@"^\s*(?:[-–•➢➤*]\s*)?(?:\(?\d{1,2}(?:\s*[.)\]:-])?\s*)?(?:(?:ตัว\s?ชี้\s?วัด|ตชว\.?|KPI)\s*(?:ที่)?\s*[:.]?\s*(?:\(?\d{1,2}\s*[.):\-–]?\s*)?)?(?:[IEO]IT\s*[:\-–]?\s*)?(?:ด้าน)?\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\s*(?:\((?:IIT|EIT|OIT)\))?\s*[:=–-]?\s*(?:ได้\s*)?(?:คะแนน|ร้อยละ|เท่ากับ|\s)*\s*(?:-?\d{1,3}(?:[.,]\s?\d{1,4})?)?\s*(?:คะแนน|%|/\s*100)?\s*[.)]?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex Tail();
}
