using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>
/// Official names written almost right. Every name is cut into one piece more than it may have slips, so that one piece of a misspelt name is
/// always whole: only around those is the edit distance taken.
/// </summary>
internal sealed class OfficialNamesMisspelt : CheckRule
{
    public override string Name => "official-name-misspelt";

    public override IReadOnlyList<string> Names => [Name, "ita-name-misspelt", "organisation-kind-misspelt", "position-misspelt"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var names = paper.Data.Names.Select(n => new Sought(n)).OrderByDescending(n => n.Key.Length).ToList();
        var found = new List<(string Rule, string Right, string Wrong, Place At)>();
        foreach (var piece in paper.Pieces.Where(p => p.Key.Length >= 8))
        {
            var taken = new List<(int From, int To)>();
            foreach (var name in names)
            {
                foreach (var (start, end) in NearMisses(piece.Key, name))
                {
                    if (taken.Exists(t => start < t.To && end > t.From))
                    {
                        continue;
                    }
                    taken.Add((start, end));
                    var wrong = piece.Text[piece.Keyed.At(start)..piece.Keyed.After(end - 1)];
                    if (paper.Document.Format == "pdf" && Bare(wrong) == Bare(name.Name.Name))
                    {
                        // A PDF loses marks of its own accord.
                        continue;
                    }
                    found.Add((name.Name.Rule, name.Name.Name, wrong, piece.Around(start, end)));
                }
            }
        }
        foreach (var group in found.GroupBy(f => (f.Rule, f.Right, Key: ThaiText.Key(f.Wrong))))
        {
            var (rule, right, wrong, at) = group.First();
            yield return new CheckFinding(
                rule is "organisation-kind-misspelt" or "position-misspelt" ? ProblemSeverity.Error : ProblemSeverity.Warning,
                rule,
                $"\"{wrong}\" ไม่ตรงกับชื่อทางการ \"{right}\"{Times(group.Count())}",
                "ชื่อตามกฎหมายและชื่อทางการต้องเขียนให้ตรงทุกตัวอักษร",
                at,
                $"แก้เป็น \"{right}\"")
            { AlsoAt = [.. group.Skip(1).Select(g => g.At)] };
        }
    }

    internal static string Times(int count) => count > 1 ? $" (พบ {CheckContext.Number(count)} แห่ง)" : string.Empty;

    private static string Bare(string text) => string.Concat(ThaiText.Key(text).Where(c => !ThaiText.IsMark(c)));

    private static IEnumerable<(int Start, int End)> NearMisses(string key, Sought name)
    {
        var last = -1;
        foreach (var (chunk, offset) in name.Chunks)
        {
            for (var at = key.IndexOf(chunk, StringComparison.Ordinal); at >= 0; at = key.IndexOf(chunk, at + 1, StringComparison.Ordinal))
            {
                var from = Math.Max(0, at - offset - name.Edits);
                var to = Math.Min(key.Length, at - offset + name.Key.Length + name.Edits);
                if (to - from < name.Key.Length - name.Edits || from <= last)
                {
                    continue;
                }
                var window = key[from..to];
                if (window.Contains(name.Key, StringComparison.Ordinal) || name.Accepted.Exists(a => Covers(key, a, at, at + chunk.Length))
                    || Distance.Find(window, name.Key, name.Edits) is not { Edits: > 0 } place)
                {
                    continue;
                }
                var (start, end) = (from + place.Start, from + place.End);
                // A name cut by a line's end is not misspelt: its first and last letters must be there.
                if (key[start] != name.Key[0] || key[end - 1] != name.Key[^1] || (end < key.Length && ThaiText.IsMark(key[end])) || name.Accepted.Exists(a => Covers(key, a, start, end)))
                {
                    continue;
                }
                last = start;
                yield return (start, end);
            }
        }
    }

    /// <summary>An accepted form stands at this place.</summary>
    private static bool Covers(string key, string accepted, int from, int to)
    {
        for (var at = key.IndexOf(accepted, Math.Max(0, from - accepted.Length), StringComparison.Ordinal); at >= 0 && at < to; at = key.IndexOf(accepted, at + 1, StringComparison.Ordinal))
        {
            if (at < to && at + accepted.Length > from)
            {
                return true;
            }
        }
        return false;
    }

    private sealed class Sought
    {
        public Sought(OfficialName name)
        {
            Name = name;
            Key = ThaiText.Key(name.Name);
            Edits = name.Edits;
            Accepted = [.. (name.Accept ?? []).Select(ThaiText.Key)];
            var count = name.Edits + 1;
            Chunks = [.. Enumerable.Range(0, count).Select(i => (From: Key.Length * i / count, To: Key.Length * (i + 1) / count)).Select(r => (Key[r.From..r.To], r.From))];
        }

        public OfficialName Name { get; }

        public string Key { get; }

        public int Edits { get; }

        public List<string> Accepted { get; }

        public List<(string Chunk, int Offset)> Chunks { get; }
    }
}

/// <summary>Words that are often written wrong, by a list.</summary>
internal sealed class MisspeltWords : CheckRule
{
    public override string Name => "misspelt-word";

    public override IReadOnlyList<string> Names => [Name, "abbreviation-misspelt", "place-misspelt"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var found = new List<(Misspelling Word, Place At)>();
        foreach (var word in paper.Data.Misspellings)
        {
            foreach (var piece in paper.Pieces)
            {
                for (var at = piece.Text.IndexOf(word.Wrong, StringComparison.Ordinal); at >= 0; at = piece.Text.IndexOf(word.Wrong, at + 1, StringComparison.Ordinal))
                {
                    var end = at + word.Wrong.Length;
                    var next = end < piece.Text.Length ? piece.Text[end] : ' ';
                    if ((word.Whole && ((at > 0 && ThaiText.IsThaiLetter(piece.Text[at - 1]) && !EndsPreposition(piece.Text[..at])) || ThaiText.IsConsonant(next) || ThaiText.IsMark(next)))
                        || word.NotBefore.Contains(next))
                    {
                        continue;
                    }
                    found.Add((word, piece.At with { Text = Around(piece.Text, at, end) }));
                }
            }
        }
        var words = found.Where(f => f.Word.Rule == Name).ToList();
        if (words.Count > 0)
        {
            var all = words.DistinctBy(w => w.Word).ToList();
            yield return Warning($"คำสะกดผิด {CheckContext.Number(all.Count)} คำ: {string.Join(", ", all.Select(w => $"\"{w.Word.Wrong.Trim()}\""))}", "ไม่ตรงกับพจนานุกรมหรือคำที่ใช้ในราชการ", words[0].At, "แก้ " + string.Join(", ", all.Select(w => $"\"{w.Word.Wrong.Trim()}\" เป็น \"{w.Word.Right}\""))) with
            { AlsoAt = [.. words.Skip(1).Select(w => w.At)] };
        }
        foreach (var group in found.Where(f => f.Word.Rule != Name).GroupBy(f => f.Word))
        {
            yield return new CheckFinding(
                ProblemSeverity.Warning,
                group.Key.Rule,
                $"\"{group.Key.Wrong.Trim()}\" สะกดผิด{OfficialNamesMisspelt.Times(group.Count())}",
                "เป็นคำทางการที่มีรูปเขียนเดียว",
                group.First().At,
                $"แก้เป็น \"{group.Key.Right}\"")
            { AlsoAt = [.. group.Skip(1).Select(g => g.At)] };
        }
    }

    private static bool EndsPreposition(string before) => before.EndsWith("ของ", StringComparison.Ordinal) || before.EndsWith("ใน", StringComparison.Ordinal) || before.EndsWith("เว็บไซต์", StringComparison.Ordinal) || before.EndsWith("นายก", StringComparison.Ordinal) || before.EndsWith("ปลัด", StringComparison.Ordinal);

    internal static string Around(string text, int from, int to)
    {
        var start = Math.Max(0, from - 20);
        var end = Math.Min(text.Length, to + 25);
        while (start > 0 && ThaiText.IsMark(text[start]))
        {
            start--;
        }
        while (end < text.Length && ThaiText.IsMark(text[end]))
        {
            end++;
        }
        return (start > 0 ? "…" : string.Empty) + text[start..end].Trim() + (end < text.Length ? "…" : string.Empty);
    }
}

/// <summary>Provinces and districts: a name almost that of a province, and one district or province written two ways.</summary>
internal sealed partial class PlaceNames : CheckRule
{
    public override string Name => "place-misspelt";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var provinces = paper.Data.Provinces;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var districts = new Dictionary<string, (int Count, Place At)>(StringComparer.Ordinal);
        foreach (var piece in paper.Pieces.Where(p => p.Text.Contains("จังหวัด", StringComparison.Ordinal) || p.Text.Contains("อำเภอ", StringComparison.Ordinal)))
        {
            foreach (Match match in Province().Matches(piece.Text))
            {
                var name = match.Groups["n"].Value;
                if (provinces.Any(p => name.StartsWith(p, StringComparison.Ordinal)) || !seen.Add(name))
                {
                    continue;
                }
                var near = provinces.Where(p => p.Length >= 4 && Math.Abs(p.Length - name.Length) <= 2).Select(p => (Name: p, Edits: Distance.Within(p, name, 2))).Where(p => p.Edits <= (p.Name.Length >= 7 ? 2 : 1)).OrderBy(p => p.Edits).FirstOrDefault();
                if (near.Name is { } right && !(paper.Document.Format == "pdf" && name.Length < right.Length))
                {
                    yield return Warning($"ชื่อจังหวัด \"{name}\" น่าจะสะกดผิด", "ใกล้เคียงกับชื่อจังหวัดที่มีอยู่แต่ไม่ตรงกัน", piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) }, $"แก้เป็น \"จังหวัด{right}\"");
                }
            }
            foreach (Match match in District().Matches(piece.Text))
            {
                var name = match.Groups["n"].Value;
                var place = piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) };
                districts[name] = districts.TryGetValue(name, out var known) ? (known.Count + 1, known.At) : (1, place);
            }
        }
        foreach (var (name, (count, at)) in districts)
        {
            var main = districts.Where(d => d.Value.Count > count && d.Key != name && !name.StartsWith(d.Key, StringComparison.Ordinal) && !d.Key.StartsWith(name, StringComparison.Ordinal) && Distance.Likeness(d.Key, name) >= 0.75)
                .OrderByDescending(d => d.Value.Count).FirstOrDefault();
            if (main.Key is { } other && !paper.Data.Misspellings.Any(m => ("อำเภอ" + name).StartsWith(m.Wrong, StringComparison.Ordinal)))
            {
                yield return Warning($"ชื่ออำเภอ \"{name}\" ต่างจาก \"{other}\" ที่ใช้ในแห่งอื่นของเอกสาร", "ชื่ออำเภอเดียวกันเขียนสองแบบ", at, $"ตรวจสอบและใช้ \"อำเภอ{other}\" ให้ตรงกันทั้งฉบับ");
            }
        }
    }

    [GeneratedRegex(@"จังหวัด\s?(?<n>[ก-๎]{2,20})(?![ก-๎])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Province();

    [GeneratedRegex(@"อำเภอ(?<n>[ก-๎]{3,24}?)(?=\s|จังหวัด|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex District();
}

/// <summary>A word written twice in a row.</summary>
internal sealed class DoubledWords : CheckRule
{
    private const int Shortest = 4;
    private const int Longest = 20;

    public override string Name => "doubled-word";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var piece in paper.Pieces)
        {
            var key = piece.Key;
            for (var at = 0; at + (2 * Shortest) <= key.Length; at++)
            {
                if (!ThaiText.IsThaiLetter(key[at]) || !Begins(key[at]) || (at > 0 && ThaiText.IsLeadingVowel(key[at - 1])))
                {
                    continue;
                }
                var length = Repeated(key, at);
                if (length == 0)
                {
                    continue;
                }
                var word = key.Substring(at, length);
                var gap = piece.Text[piece.Keyed.After(at + length - 1)..piece.Keyed.At(at + length)];
                if (IsSlip(paper.Data, piece, at, length, word, gap))
                {
                    yield return Warning($"มีคำซ้ำติดกัน \"{word}{(gap.Length > 0 ? " " : string.Empty)}{word}\"", "น่าจะพิมพ์หรือคัดลอกซ้ำ", piece.Around(at, at + (2 * length)), $"ลบคำที่ซ้ำ ให้เหลือ \"{word}\" เพียงครั้งเดียว");
                    at += (2 * length) - 1;
                }
            }
        }
    }

    private static bool IsSlip(CheckData data, Piece piece, int at, int length, string word, string gap)
    {
        if (data.MayRepeat.Contains(word) || word.Any(char.IsAsciiDigit) || gap.Any(c => c != ' '))
        {
            return false;
        }
        if (gap.Length == 0)
        {
            return true;
        }
        // With a blank between, the second may begin a new phrase, unless the first is the end of a longer word or the cell goes on in prose.
        var inWord = at > 0 && piece.Keyed.At(at) == piece.Keyed.After(at - 1) && ThaiText.IsThaiLetter(piece.Key[at - 1]);
        var goesOn = at + (2 * length) < piece.Key.Length && piece.Keyed.At(at + (2 * length)) == piece.Keyed.After(at + (2 * length) - 1);
        return inWord && goesOn && length >= 6 && !data.Subjects.Any(s => word.EndsWith(s, StringComparison.Ordinal));
    }

    private static bool Begins(char c) => ThaiText.IsConsonant(c) || ThaiText.IsLeadingVowel(c);

    private static int Repeated(string key, int at)
    {
        for (var length = Math.Min(Longest, (key.Length - at) / 2); length >= Shortest; length--)
        {
            if (key[at] == key[at + length] && string.CompareOrdinal(key, at, key, at + length, length) == 0
                && !(at + (2 * length) < key.Length && (ThaiText.IsMark(key[at + (2 * length)]) || key[at + (2 * length)] is 'า' or 'ะ' or 'ำ')) && !ThaiText.IsLeadingVowel(key[at + length - 1]))
            {
                return length;
            }
        }
        return 0;
    }
}
