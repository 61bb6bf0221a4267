using System.Text.RegularExpressions;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>One mention of an organisation: its name in full, as printed (a misspelt form stays misspelt), and where.</summary>
internal sealed record OrganisationMention(string Name, string Form, string Own, int Node, Place At, bool Title);

/// <summary>
/// Finds the names of organisations. A name runs on into the next word in Thai, so where it ends is learnt from the document itself:
/// from places where a blank, a mark or a word such as อำเภอ follows. Of two names that begin alike, the more frequent one is taken.
/// </summary>
internal static partial class Organisations
{
    private const int Timeout = 1000;
    private const int LongestName = 40;

    // Words that end a name, and with which no name of a place begins as the second word.
    private static readonly string[] Enders =
    [
        "อำเภอ", "อําเภอ", "จังหวัด", "ประจำปี", "ปีงบประมาณ", "เรียบร้อย", "ดังนี้", "ดังต่อไปนี้", "ดังกล่าว", "ได้", "จึง", "ซึ่ง", "เพื่อ", "โดย", "หวัง", "ต่อ", "และ", "หรือ", "ให้", "ตาม", "จำนวน",
        "มีค่าคะแนน", "มีคะแนน", "มีผล", "มีความ", "มีการ", "มีนโยบาย", "มีประสิทธิ", "เป็นไป", "เป็นหน่วย", "เป็นอย่าง", "เป็นการ", "ในปี", "ในการ", "ในรอบ", "ในระดับ", "ในด้าน", "ในเรื่อง", "ที่ได้", "ที่มี", "ที่เกี่ยวข้อง", "ขอ", "ทราบ", "เกี่ยวกับ", "ด้าน", "ผ่าน", "กำหนด",
        "ดำเนิน", "จัด", "จะ", "ต้อง", "ควร", "พบ", "ว่า", "ด้วย", "นั้น", "นี้", "ทุก", "ทั้ง", "สามารถ", "อยู่", "ผู้", "คะแนน", "ระดับ", "เข้ารับ", "เข้าร่วม", "เข้าสู่", "เผยแพร่", "พิจารณา", "ประกาศ", "ทาง", "สำหรับ", "เรื่อง", "รายงาน", "แล้ว", "ร่วม", "ไม่", "ประชุม", "ครั้ง", "พ.ศ", "ฉบับ", "รหัส", "ประเภท", "ขนาด", "สังกัด", "ณ", "เมื่อ",
        "ปฏิบัติ", "บรรลุ", "ประสบ", "รับผิดชอบ", "แจ้ง", "ส่งเสริม", "ขับเคลื่อน", "วิเคราะห์", "นำ", "ถือ", "ใช้", "สร้าง", "ประกอบ", "สรุป", "ผล", "ชื่อ", "โทร", "ขึ้น", "ภายใต้", "ภายใน", "เท่ากับ", "รับทราบ", "อัน", "เช่น", "คือ", "เป็นต้น",
    ];

    // What follows the form when no name is meant.
    private static readonly string[] NotNames =
    [
        "และ", "หรือ", "ทุก", "ทั่ว", "ได้", "มี", "จึง", "ต้อง", "โดย", "จะ", "ดังกล่าว", "แห่ง", "ขนาด", "ของ", "นี้", "ซึ่ง", "เพื่อ", "ให้", "เป็น", "ควร", "ที่มี", "ที่ได้", "เอง", "ต่าง", "ใน", "ตาม", "ว่า", "เรื่อง", "จำนวน", "อื่น", "สามัญ", "ประจำ",
        "ดำเนิน", "ดังนี้", "ไม่", "จัด", "ผู้", "พบ", "นั้น", "ทั้ง", "พ.ศ", "อำเภอ", "จังหวัด", "ประชาคม",
    ];

    private sealed record Raw(string Form, string Printed, string Run, string Flat, string Clean, bool Hard, int Node, Place At, bool Title);

    /// <summary>All mentions, in order.</summary>
    public static List<OrganisationMention> Find(IReadOnlyList<Node> nodes)
    {
        var raw = new List<Raw>();
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Line line:
                    Scan(line.Text, node.Index, line.At, line.Text.Length < 140, raw);
                    break;
                case Grid grid:
                    foreach (var row in grid.Rows)
                    {
                        foreach (var cell in row.Cells)
                        {
                            if (!cell.IsEmpty)
                            {
                                Scan(cell.Text, node.Index, cell.At, false, raw);
                            }
                        }
                    }
                    break;
            }
        }
        return Resolve(raw);
    }

    /// <summary>The organisation a cell names, in full, or null.</summary>
    public static string? InCell(string cell)
    {
        var raw = new List<Raw>();
        Scan(cell, 0, new Place(), false, raw);
        return raw.Count == 0 || raw[0].Clean.Length < 2 ? null : raw[0].Form + (raw[0].Hard ? raw[0].Run : raw[0].Clean);
    }

    /// <summary>The name of a whole cell of a column of organisations, with or without its form.</summary>
    public static string? WholeCell(string cell)
    {
        var (_, text) = Steps.Number(cell);
        text = text.Replace(" ", string.Empty, StringComparison.Ordinal).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '๐', '๑', '๒', '๓', '๔', '๕', '๖', '๗', '๘', '๙', '.', ')');
        var match = FormPattern().Match(text);
        if (match.Success && match.Index == 0)
        {
            var own = CutAt().Split(text[match.Length..].Trim())[0].Trim(' ', '.', ':', '*');
            return own.Length >= 2 && own.Length <= LongestName ? FullForm(match.Value) + own.Replace(" ", string.Empty, StringComparison.Ordinal) : null;
        }
        return null;
    }

    /// <summary>Two names mean one organisation: equal, or so alike that one is a slip of the other.</summary>
    public static bool Alike(string a, string b)
    {
        var (ka, kb) = (OwnKey(a), OwnKey(b));
        return ka == kb || (SameForm(a, b) && (Distance.Likeness(ka, kb) >= 0.6 || (Math.Min(ka.Length, kb.Length) >= 5 && (ka.Contains(kb, StringComparison.Ordinal) || kb.Contains(ka, StringComparison.Ordinal)))));
    }

    private static bool SameForm(string a, string b) => FormOf(a) == FormOf(b);

    private static string FormOf(string name) => FullForm(FormPattern().Match(name).Value).Replace("องค์กร", "องค์การ", StringComparison.Ordinal);

    private static string OwnKey(string name)
    {
        var match = FormPattern().Match(name);
        return ThaiText.Key(match.Success && match.Index == 0 ? name[match.Length..] : name);
    }

    private static void Scan(string text, int node, Place at, bool title, List<Raw> raw)
    {
        foreach (Match match in FormPattern().Matches(text))
        {
            var form = FullForm(match.Value);
            if (form == "เมืองพัทยา")
            {
                raw.Add(new Raw(form, match.Value, string.Empty, string.Empty, string.Empty, true, node, at, title));
                continue;
            }
            var start = match.Index + match.Length;
            while (start < text.Length && text[start] is ' ' or '.')
            {
                start++;
            }
            if (start >= text.Length || !ThaiText.IsThaiLetter(text[start]))
            {
                continue;
            }
            var end = start;
            while (end < text.Length && end - start < 60 && (ThaiText.IsThaiLetter(text[end]) || char.IsAsciiDigit(text[end])))
            {
                end++;
            }
            var run = text[start..end];
            var flat = Flat(text, start);
            var cut = Cut(run);
            var clean = cut < 0 ? run : run[..cut];
            if (clean.Length < 2 || run.Any(char.IsAsciiDigit) || (NotNames.Any(n => run.StartsWith(n, StringComparison.Ordinal)) && !(clean.Length <= 12 && cut < 0)))
            {
                continue;
            }
            raw.Add(new Raw(form, match.Value, clean, flat, clean, cut < 0 ? end - start <= LongestName : true, node, at, title));
        }
    }

    // The letters from a place on, blanks left out, as far as a name may reach.
    private static string Flat(string text, int start)
    {
        Span<char> flat = stackalloc char[LongestName + 20];
        var n = 0;
        for (var i = start; i < text.Length && n < flat.Length; i++)
        {
            if (ThaiText.IsThaiLetter(text[i]))
            {
                flat[n++] = text[i];
            }
            else if (text[i] != ' ')
            {
                break;
            }
        }
        return new string(flat[..n]);
    }

    /// <summary>Where a following word begins inside a run, or -1. A name has at least two letters.</summary>
    private static int Cut(string run)
    {
        var cut = -1;
        foreach (var ender in Enders)
        {
            for (var at = run.IndexOf(ender, 2 <= run.Length ? 2 : 0, StringComparison.Ordinal); at > 1; at = run.IndexOf(ender, at + 1, StringComparison.Ordinal))
            {
                // A name may hold the letters of a short word; the word must end the run or be followed by enough to be a sentence.
                if (ender.Length <= 3 && run.Length - at < ender.Length + 3)
                {
                    break;
                }
                if (ThaiText.IsLeadingVowel(run[at - 1]) || (at + ender.Length < run.Length && IsTail(run[at + ender.Length])))
                {
                    continue;
                }
                cut = cut < 0 ? at : Math.Min(cut, at);
                break;
            }
        }
        return cut;
    }

    private static bool IsTail(char c) => ThaiText.IsMark(c) || c is 'ะ' or 'า' or 'ำ';

    private static List<OrganisationMention> Resolve(List<Raw> raw)
    {
        // Names that stand free, by form: how often each is seen. The misspelt form counts with the right one.
        var free = new Dictionary<(string Form, string Name), int>();
        foreach (var one in raw.Where(r => r.Hard && r.Clean.Length is >= 2 and <= LongestName))
        {
            var key = (one.Form, one.Clean);
            free[key] = free.GetValueOrDefault(key) + 1;
        }
        var mentions = new List<OrganisationMention>();
        foreach (var one in raw)
        {
            if (one.Form == "เมืองพัทยา")
            {
                mentions.Add(new OrganisationMention(one.Form, one.Form, one.Form, one.Node, one.At, one.Title));
                continue;
            }
            // All free names the letters from here on begin with; the most frequent, the longer of equals.
            string? best = null;
            var most = 0;
            for (var length = Math.Min(one.Flat.Length, LongestName); length >= 2; length--)
            {
                var name = one.Flat[..length];
                if (free.TryGetValue((one.Form, name), out var count) && count > most && !(length < one.Flat.Length && IsTail(one.Flat[length])))
                {
                    (best, most) = (name, count);
                }
            }
            best ??= one.Clean;
            if (best.Length is >= 2 and <= LongestName)
            {
                var spelt = Spelling(one);
                mentions.Add(new OrganisationMention(spelt + best, one.Form, best, one.Node, one.At, one.Title));
            }
        }
        return mentions;
    }

    // The misspelt องค์กรบริหารส่วนตำบล stays as printed; an abbreviation is joined to the full form.
    private static string Spelling(Raw raw) => raw.Printed.Replace(" ", string.Empty, StringComparison.Ordinal) switch
    {
        "องค์กรบริหารส่วนตำบล" or "องค์กรบริหารส่วนจังหวัด" => raw.Printed.Replace(" ", string.Empty, StringComparison.Ordinal),
        _ => raw.Form,
    };

    private static string FullForm(string printed)
    {
        var key = printed.Replace(" ", string.Empty, StringComparison.Ordinal).Replace(".", string.Empty, StringComparison.Ordinal);
        return key switch
        {
            "อบต" or "อปต" => "องค์การบริหารส่วนตำบล",
            "อบจ" => "องค์การบริหารส่วนจังหวัด",
            "ทต" => "เทศบาลตำบล",
            "ทม" => "เทศบาลเมือง",
            "ทน" => "เทศบาลนคร",
            "องค์กรบริหารส่วนตำบล" => "องค์การบริหารส่วนตำบล",
            "องค์กรบริหารส่วนจังหวัด" => "องค์การบริหารส่วนจังหวัด",
            _ => key,
        };
    }

    [GeneratedRegex(@"องค์กา?รบริหาร\s?ส่วน\s?ตำบล|องค์กา?รบริหาร\s?ส่วน\s?จังหวัด|เทศบาล\s?(?:ตำบล|เมือง|นคร)|(?<![ก-๎.])(?:อ\s?\.?\s?[บป]\s?\.?\s?ต\s?\.|อบต|อปต|อ\s?\.?\s?บ\s?\.?\s?จ\s?\.|อบจ|ท\s?\.?\s?[ตมน]\s?\.)|(?<=ของ|แห่ง|ใน|นายก|ปลัด|ภายใน|ที่|ให้|บุคลากร|พนักงาน)อบ[ตจ]\.?|(?:ศาลาว่าการ)?เมืองพัทยา", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FormPattern();

    [GeneratedRegex(@"\s*(?:\(|อำเภอ|อ\.|จังหวัด|จ\.|,|/)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex CutAt();
}

/// <summary>Finds organisations of other kinds (schools, hospitals, police stations, offices) when a paper names no local government.</summary>
internal static partial class OtherOrganisations
{
    public static List<OrganisationMention> Find(IReadOnlyList<Node> nodes)
    {
        var found = new List<OrganisationMention>();
        foreach (var line in nodes.OfType<Line>().Where(l => l.Text.Length < 160))
        {
            foreach (Match match in Kinds().Matches(line.Text))
            {
                var own = match.Groups["n"].Value.Trim();
                foreach (var stop in (string[])["ประจำปี", "ปีงบประมาณ", "อำเภอ", "จังหวัด", "ตำบล"])
                {
                    var at = own.IndexOf(stop, StringComparison.Ordinal);
                    own = at > 1 ? own[..at] : own;
                }
                if (own.Length >= 2)
                {
                    found.Add(new OrganisationMention(match.Groups["k"].Value + own, match.Groups["k"].Value, own, line.Index, line.At, true));
                }
            }
        }
        return found;
    }

    [GeneratedRegex(@"(?<k>สถานีตำรวจภูธร|สถานีตำรวจนครบาล|โรงพยาบาล(?:ส่งเสริมสุขภาพตำบล)?|โรงเรียน|วิทยาลัย(?:เทคนิค|อาชีวศึกษา|การอาชีพ|เกษตรและเทคโนโลยี)?|มหาวิทยาลัย|สำนักงานเขตพื้นที่การศึกษา|ที่ว่าการอำเภอ|ที่ทำการปกครองอำเภอ|สำนักงานสาธารณสุขอำเภอ|กรม|สำนักงานเทศบาล)(?<n>[ก-๎]{2,40})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Kinds();
}
