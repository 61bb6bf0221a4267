using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>The organisation's name written several ways, or another organisation's name in its place.</summary>
internal sealed class OrganisationNames : CheckRule
{
    public override string Name => "organisation-name-drift";

    public override IReadOnlyList<string> Names => [Name, "other-organisation"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Reading.Papers.Select(p => p.Organisations is [{ } o, ..] ? o.Name : null).Distinct().Count() > 1)
        {
            // A roll-up speaks of many.
            yield break;
        }
        var named = Organisations.Find(paper.Nodes).Where(m => m.Own.Length >= 2).GroupBy(m => (Form: Form(m.Form), m.Own))
            .Select(g => (g.Key.Form, g.Key.Own, Mentions: g.ToList())).OrderByDescending(g => g.Mentions.Count).ThenBy(g => g.Mentions[0].Node).ToList();
        if (named.Count < 2)
        {
            yield break;
        }
        var main = named[0];
        foreach (var other in named.Skip(1))
        {
            if (other.Form == main.Form && (other.Own == main.Own || other.Own.StartsWith(main.Own, StringComparison.Ordinal) || main.Own.StartsWith(other.Own, StringComparison.Ordinal) && other.Own.Length < 3))
            {
                continue;
            }
            var mentions = other.Mentions.Where(m => !Allowed(paper, m)).ToList();
            if (mentions.Count == 0)
            {
                continue;
            }
            var (name, right) = (other.Form + other.Own, main.Form + main.Own);
            var alike = other.Form == main.Form && (Distance.Likeness(other.Own, main.Own) >= 0.4 || Common(other.Own, main.Own) >= 3);
            var also = mentions.Skip(1).Select(m => m.At).ToList();
            var times = OfficialNamesMisspelt.Times(mentions.Count);
            yield return alike
                ? Error($"ชื่อหน่วยงาน \"{name}\" ไม่ตรงกับ \"{right}\" ที่ใช้ในแห่งอื่น{times}", "เอกสารฉบับเดียวต้องเป็นของหน่วยงานเดียว ชื่อที่ต่างกันทำให้ไม่น่าเชื่อถือ", mentions[0].At, "ตรวจชื่อที่ถูกต้องแล้วใช้ให้ตรงกันทั้งฉบับ") with { AlsoAt = also }
                : new CheckFinding(ProblemSeverity.Error, "other-organisation", $"พบชื่อหน่วยงานอื่น \"{name}\" ในเอกสารของ \"{right}\"{times}", "มักเกิดจากการคัดลอกเอกสารของหน่วยงานอื่นมาแก้ไม่หมด", mentions[0].At, $"ถ้าหมายถึงหน่วยงานนี้ ให้แก้เป็น \"{right}\"") { AlsoAt = also };
        }
    }

    private static string Form(string form) => form.Replace("องค์กร", "องค์การ", StringComparison.Ordinal);

    private static int Common(string a, string b)
    {
        var (start, end) = (0, 0);
        while (start < Math.Min(a.Length, b.Length) && a[start] == b[start])
        {
            start++;
        }
        while (end < Math.Min(a.Length, b.Length) && a[a.Length - 1 - end] == b[b.Length - 1 - end])
        {
            end++;
        }
        return Math.Max(start, end);
    }

    private static bool Allowed(CheckContext paper, OrganisationMention mention)
    {
        var key = ThaiText.Key(mention.Own);
        foreach (var piece in paper.Pieces.Where(p => p.Node == mention.Node && p.Key.Contains(key, StringComparison.Ordinal)))
        {
            var before = piece.Text[..piece.Keyed.At(piece.Key.IndexOf(key, StringComparison.Ordinal))];
            before = before.Length > 60 ? before[^60..] : before;
            if (paper.Data.OtherOrganisationAllowedAfter.Any(w => w.Length > 1 ? before.Contains(w, StringComparison.Ordinal) : before.Contains(" " + w + " ", StringComparison.Ordinal)))
            {
                return true;
            }
        }
        return false;
    }
}

/// <summary>Words of another kind of organisation: "นายกเทศมนตรี" in a paper of an อบต.</summary>
internal sealed class WordsOfAnotherKind : CheckRule
{
    public override string Name => "other-kind-words";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var names = paper.Paper.Organisations;
        var own = paper.Data.Kinds.FirstOrDefault(k => names.Count > 0 && names[0].Name.Replace("องค์กร", "องค์การ", StringComparison.Ordinal).StartsWith(k.Kind, StringComparison.Ordinal));
        if (own is null || paper.Reading.Papers.Count > 1)
        {
            yield break;
        }
        foreach (var word in paper.Data.Kinds.Where(k => k != own).SelectMany(k => k.Words))
        {
            var at = paper.Pieces.Where(p => p.Text.Contains(word, StringComparison.Ordinal)
                && !paper.Data.OtherOrganisationAllowedAfter.Any(w => w.Length > 1 && p.Text[..p.Text.IndexOf(word, StringComparison.Ordinal)].Contains(w, StringComparison.Ordinal))).ToList();
            if (at.Count > 0)
            {
                var from = at[0].Text.IndexOf(word, StringComparison.Ordinal);
                yield return Error($"\"{word}\" เป็นคำของหน่วยงานประเภทอื่น แต่เอกสารนี้เป็นของ{own.Kind}{OfficialNamesMisspelt.Times(at.Count)}", "ตำแหน่งและคำเรียกต่างกันตามประเภทขององค์กรปกครองส่วนท้องถิ่น มักเกิดจากการคัดลอกเอกสารของหน่วยงานอื่น",
                    at[0].At with { Text = MisspeltWords.Around(at[0].Text, from, from + word.Length) }, $"ใช้คำของ{own.Kind} เช่น {own.Words[0]}") with
                { AlsoAt = [.. at.Skip(1).Select(p => p.At)] };
            }
        }
    }
}

/// <summary>A memorandum addressed to no known position.</summary>
internal sealed partial class Salutation : CheckRule
{
    public override string Name => "salutation-misspelt";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var piece in paper.Lines.Where(p => p.Text.Length < 120))
        {
            var match = To().Match(piece.Text);
            if (!match.Success)
            {
                continue;
            }
            var addressee = match.Groups["to"].Value;
            if (paper.Data.Salutations.Any(s => addressee.StartsWith(s, StringComparison.Ordinal)))
            {
                continue;
            }
            yield return Error($"คำขึ้นต้น \"เรียน {ThaiText.Fit(addressee, 50)}\" ไม่ใช่ตำแหน่ง", "คำขึ้นต้นของหนังสือราชการต้องเป็นตำแหน่งของผู้รับ", piece.At, "แก้เป็นตำแหน่งเต็ม เช่น นายกองค์การบริหารส่วนตำบล หรือ นายกเทศมนตรี ตามด้วยชื่อหน่วยงาน");
        }
    }

    [GeneratedRegex(@"^\s*เรียน\s+(?<to>[ก-๎].*)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex To();
}

/// <summary>A place for a name or a year that was never filled in.</summary>
internal sealed partial class PlaceholderLeft : CheckRule
{
    public override string Name => "placeholder-left";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var piece in paper.Pieces)
        {
            if (Blank().Match(piece.Text) is { Success: true } match)
            {
                yield return Warning($"ยังไม่ได้กรอกข้อความ \"{ThaiText.Fit(match.Value.Trim(), 40)}\"", "เป็นช่องว่างของแบบฟอร์มที่ค้างอยู่", piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) }, "กรอกข้อความจริงแทนช่องว่าง");
            }
        }
    }

    [GeneratedRegex(@"(?:องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร))\s?(?:\.{3,}|…+|_{3,}|[xX]{2,})|(?:25|๒๕)(?:[xX]{2}|\.{2,}|…|__)|\(\s*ระบุ[^)]{0,40}\)|\[\s*(?:ชื่อ|ระบุ)[^\]]{0,40}\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Blank();
}
