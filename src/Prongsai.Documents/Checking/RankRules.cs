using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;

namespace Prongsai.Documents.Checking;

/// <summary>A heading of strengths or weaknesses and the indicators listed under it.</summary>
internal sealed record NamedList(bool IsStrong, Piece Heading, IReadOnlyList<int> InHeading, IReadOnlyList<(int No, Piece At)> Listed, decimal? Threshold);

/// <summary>Finds the lists of strong and of weak indicators.</summary>
internal static partial class NamedLists
{
    private const int LongestHeading = 170;

    public static IEnumerable<NamedList> Of(CheckContext paper)
    {
        var pieces = paper.Pieces;
        for (var i = 0; i < pieces.Count; i++)
        {
            var heading = pieces[i];
            if (!heading.IsLine || heading.Text.Length > LongestHeading || Kind(paper, heading.Text) is not { } strong)
            {
                continue;
            }
            var listed = new List<(int, Piece)>();
            for (var n = i + 1; n < pieces.Count && n <= i + 40; n++)
            {
                if (pieces[n].IsLine && (Kind(paper, pieces[n].Text) is not null || Section().IsMatch(pieces[n].Text)))
                {
                    break;
                }
                if (pieces[n].Text.Length < 110 && paper.Lexicon.Whole(pieces[n].Text) is { Distance: <= 3 } match)
                {
                    listed.Add((match.No, pieces[n]));
                }
            }
            var inHeading = paper.Lexicon.In(heading.Keyed).Select(m => m.No).Distinct().ToList();
            if (listed.Count > 0 || inHeading.Count > 0)
            {
                yield return new NamedList(strong, heading, inHeading, [.. listed.DistinctBy(l => l.Item1)], ThresholdOf(heading.Text));
            }
        }
    }

    /// <summary>True for strong, false for weak, null for neither (or both).</summary>
    private static bool? Kind(CheckContext paper, string text)
    {
        if (!Headed().IsMatch(text))
        {
            return null;
        }
        var strong = paper.Data.Wording.StrongHeadings.Any(w => text.Contains(w, StringComparison.Ordinal));
        var weak = paper.Data.Wording.WeakHeadings.Any(w => text.Contains(w, StringComparison.Ordinal));
        return strong == weak ? null : strong;
    }

    private static decimal? ThresholdOf(string text)
    {
        var match = Above().Match(ThaiDigits.ToArabic(text));
        return match.Success ? decimal.Parse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^\s*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]?\s*|\([0-9๐-๙ก-ฮ]\)\s*|[-•➢]\s*)?(?:ประเด็น|จุด|ตัวชี้วัด|ข้อ|ด้าน|สรุป|รายการ|สิ่งที่|การ)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Headed();

    [GeneratedRegex(@"^\s*(?:[0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2}|[0-9๐-๙]{1,2}\.)\s*(?:ประเด็น|การประเมิน|ข้อเสนอแนะ|แนวทาง|วิธี|มาตรการ|สรุป|ผล|บท|การวิเคราะห์)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"(?:มากกว่า|สูงกว่า|ตั้งแต่|เกินกว่า|เกิน|ไม่ต่ำกว่า|ไม่น้อยกว่า)\s*(?:ร้อยละ\s*)?(?<n>[0-9]{2,3}(?:\.[0-9]+)?)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Above();
}

/// <summary>The heading of the strengths names one indicator while others are listed, or one that is not strong at all.</summary>
internal sealed class StrengthsHeading : CheckRule
{
    public override string Name => "weak-called-strong";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var list in paper.NamedLists.Where(l => l.IsStrong))
        {
            foreach (var (no, at) in list.InHeading.Select(n => (n, list.Heading)).Concat(list.Listed.Select(l => (l.No, l.At))))
            {
                if (paper.RankOf(no) is { } rank && paper.Verification!.Ranks.Count >= 5 && (list.Threshold is { } least ? rank.Score < least : rank.Rank > paper.Verification.Ranks.Count - 3 && rank.Score < 85))
                {
                    yield return Error($"{rank.Name} ได้ {CheckContext.Score(rank.Score)} (อันดับ {CheckContext.Number(rank.Rank)}) แต่จัดไว้เป็นจุดแข็ง",
                        list.Threshold is { } t ? $"หัวข้อกำหนดว่าต้องได้มากกว่า {CheckContext.Score(t)}" : "เป็นหนึ่งในสามอันดับท้าย", at.At, "ย้ายไปไว้ในประเด็นที่ต้องพัฒนา หรือแก้ชื่อตัวชี้วัดในหัวข้อ");
                }
                else if (at == list.Heading && list.Listed.Count >= 2 && !list.Listed.Any(l => l.No == no))
                {
                    yield return Warning($"หัวข้อระบุตัวชี้วัด \"{paper.Lexicon.OfficialName(no, paper.Paper.Year?.Value)}\" แต่รายการใต้หัวข้อเป็นตัวชี้วัดอื่น", "หัวข้อกับเนื้อหาไม่ตรงกัน", at.At, "ลบชื่อตัวชี้วัดออกจากหัวข้อ หรือแก้รายการ");
                }
            }
        }
    }
}

/// <summary>Not all indicators above the threshold the paper itself gives are listed.</summary>
internal sealed class StrengthsIncomplete : CheckRule
{
    public override string Name => "strengths-list-incomplete";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var list in paper.NamedLists.Where(l => l is { IsStrong: true, Threshold: not null, Listed.Count: > 0 }))
        {
            var missing = paper.Verification?.Ranks.Where(r => r.Score > list.Threshold && !list.Listed.Any(l => l.No == r.Indicator)).ToList() ?? [];
            if (missing.Count > 0)
            {
                yield return Warning($"รายการจุดแข็งที่ได้มากกว่า {CheckContext.Score(list.Threshold!.Value)} ขาด {string.Join(", ", missing.Select(m => $"{m.Name} ({CheckContext.Score(m.Score)})"))}",
                    "หัวข้อกำหนดเกณฑ์ไว้เอง ตัวชี้วัดที่เข้าเกณฑ์ต้องอยู่ครบ", list.Heading.At, "เพิ่มตัวชี้วัดที่ขาด หรือเปลี่ยนเกณฑ์ในหัวข้อ");
            }
        }
    }
}

/// <summary>Only some of the weak indicators are named.</summary>
internal sealed class WeakUnnamed : CheckRule
{
    // Below this a result is "ต้องปรับปรุงโดยด่วน" from 2566 on, and D or worse with the lower letters before.
    private const decimal Urgent = 70m;

    public override string Name => "other-weak-unnamed";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var lists = paper.NamedLists;
        foreach (var list in lists.Where(l => !l.IsStrong && (l.Heading.Text.Contains("เร่งด่วน", StringComparison.Ordinal) || l.Heading.Text.Contains("จุดอ่อน", StringComparison.Ordinal))))
        {
            var named = list.Listed.Select(l => l.No).Concat(list.InHeading).ToHashSet();
            var least = Math.Max(Urgent, lists.Where(l => l.IsStrong).Max(l => l.Threshold) ?? 0);
            var missing = paper.Verification?.Ranks.Where(r => r.Score < least && !named.Contains(r.Indicator)).ToList() ?? [];
            if (named.Count > 0 && missing.Count > 0)
            {
                yield return Warning($"จุดอ่อนที่ต้องแก้ไขระบุเพียง {CheckContext.Number(named.Count)} ตัวชี้วัด แต่ {string.Join(", ", missing.OrderBy(m => m.Score).Select(m => $"{m.Name} ({CheckContext.Score(m.Score)})"))} ก็ต่ำกว่า {CheckContext.Score(least)}",
                    "ตัวชี้วัดที่ต่ำกว่าเกณฑ์ทุกตัวต้องมีแนวทางแก้ไข", list.Heading.At, "เพิ่มตัวชี้วัดที่ขาดและแนวทางแก้ไข");
            }
            foreach (var (no, at) in list.Listed)
            {
                if (paper.RankOf(no) is { } rank && paper.Verification!.Ranks.Count >= 5 && rank.Rank <= 3 && rank.Score >= 80)
                {
                    yield return Error($"{rank.Name} ได้ {CheckContext.Score(rank.Score)} (อันดับ {CheckContext.Number(rank.Rank)}) แต่จัดไว้เป็นจุดอ่อน", "ตัวชี้วัดนี้อยู่ในสามอันดับแรก", at.At, "ย้ายออกจากจุดอ่อน หรือตรวจคะแนน") with { Rule = "strong-called-weak" };
                }
            }
        }
    }

    public override IReadOnlyList<string> Names => [Name, "strong-called-weak"];
}

/// <summary>What is to be developed, per tool, is not the lowest of the tool, or is the best of all.</summary>
internal sealed class DevelopNotWeakest : CheckRule
{
    public override string Name => "develop-not-weakest";

    public override IReadOnlyList<string> Names => [Name, "strong-called-weak"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Verification is not { Ranks.Count: >= 5 } verification)
        {
            yield break;
        }
        // Advice in tables that choose one indicator of a tool; a table that advises on all of a tool chooses none.
        foreach (var tool in paper.Paper.Advice.Where(a => a.Indicator is not null).GroupBy(a => a.Tool))
        {
            var named = tool.DistinctBy(a => a.Indicator).ToList();
            var all = verification.Ranks.Where(r => r.Tool == tool.Key).OrderBy(r => r.Score).ToList();
            if (named.Count >= all.Count || all.Count < 2)
            {
                continue;
            }
            foreach (var advice in tool)
            {
                if (paper.RankOf(advice.Indicator!.Value) is not { } rank)
                {
                    continue;
                }
                if (rank.Rank == 1 && rank.Score > all[0].Score)
                {
                    yield return Error($"{rank.Name} ได้คะแนนสูงที่สุด ({CheckContext.Score(rank.Score)}) แต่ระบุเป็นประเด็นที่ต้องพัฒนาของ {tool.Key}", $"ตัวชี้วัดต่ำสุดของ {tool.Key} คือ {all[0].Name} ({CheckContext.Score(all[0].Score)})", advice.At, $"เปลี่ยนเป็น {all[0].Name} หรืออธิบายว่าเหตุใดจึงพัฒนาตัวที่ดีที่สุด") with { Rule = "strong-called-weak" };
                }
                else if (rank.Score > all[0].Score && !tool.Any(a => a.Indicator == all[0].Indicator && a.At.Table == advice.At.Table))
                {
                    yield return Warning($"{rank.Name} ({CheckContext.Score(rank.Score)}) ถูกเลือกเป็นประเด็นที่ต้องพัฒนาของ {tool.Key} แต่ตัวต่ำสุดคือ {all[0].Name} ({CheckContext.Score(all[0].Score)})", "ประเด็นที่ต้องพัฒนาควรเริ่มจากตัวที่ได้คะแนนต่ำสุดของเครื่องมือนั้น", advice.At, $"เพิ่ม {all[0].Name} หรือบอกเหตุผลที่เลือกตัวอื่น");
                }
            }
        }
    }
}

/// <summary>A sentence that calls an indicator or a score the highest or the lowest while the table says otherwise.</summary>
internal sealed partial class HighestLowest : CheckRule
{
    public override string Name => "highest-lowest-wrong";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Verification is not { Ranks.Count: >= 8 } verification)
        {
            yield break;
        }
        var (top, bottom) = (verification.Ranks[0].Score, verification.Ranks[^1].Score);
        foreach (var piece in paper.Lines)
        {
            foreach (Match match in Extreme().Matches(ThaiDigits.ToArabic(piece.Text)))
            {
                var score = decimal.Parse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);
                var high = match.Groups["e"].Value.StartsWith("สูง", StringComparison.Ordinal) || match.Groups["e"].Value.StartsWith("มาก", StringComparison.Ordinal);
                var expected = high ? top : bottom;
                if (score != expected && verification.Ranks.Any(r => r.Score == score))
                {
                    yield return Error($"ข้อความว่าคะแนน{(high ? "สูงสุด" : "ต่ำสุด")}คือ {CheckContext.Score(score)} แต่ในตารางคือ {CheckContext.Score(expected)}", "ข้อความต้องตรงกับคะแนนในตาราง", piece.At, $"แก้เป็น {CheckContext.Score(expected)} ({(high ? verification.Ranks[0] : verification.Ranks[^1]).Name})");
                }
            }
            foreach (Match match in StrongIs().Matches(piece.Text))
            {
                var after = Keyed.Of(piece.Text[(match.Index + match.Length)..Math.Min(piece.Text.Length, match.Index + match.Length + 60)]);
                if (paper.Lexicon.In(after) is not [{ } name, ..] || name.Start > 12 || paper.RankOf(name.No) is not { } rank)
                {
                    continue;
                }
                var strong = match.Value.Contains("แข็ง", StringComparison.Ordinal) || match.Value.Contains("เด่น", StringComparison.Ordinal) || match.Value.Contains("สูง", StringComparison.Ordinal);
                if (strong ? rank.Rank > 5 && rank.Score < top : rank.Rank <= 5 && rank.Score > bottom && rank.Score >= 80)
                {
                    yield return Error($"ข้อความจัด {rank.Name} เป็น{(strong ? "จุดแข็ง" : "จุดอ่อน")} แต่ได้ {CheckContext.Score(rank.Score)} อันดับ {CheckContext.Number(rank.Rank)}", "ข้อความต้องตรงกับอันดับคะแนนในตาราง", piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) }, "แก้ชื่อตัวชี้วัดให้ตรงกับอันดับคะแนน") with { Rule = strong ? "weak-called-strong" : "strong-called-weak" };
                }
            }
        }
    }

    public override IReadOnlyList<string> Names => [Name, "weak-called-strong", "strong-called-weak"];

    [GeneratedRegex(@"คะแนน(?:ที่)?(?<e>สูง(?:ที่)?สุด|มาก(?:ที่)?สุด|ต่ำ(?:ที่)?สุด|น้อย(?:ที่)?สุด)\s*(?:คือ|เท่ากับ|ได้|:|=)?\s*(?<n>[0-9]{1,3}\.[0-9]{2})(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Extreme();

    [GeneratedRegex(@"(?:จุดแข็ง|จุดเด่น|จุดอ่อน|ตัวชี้วัดที่ได้คะแนน(?:สูง|ต่ำ|น้อย)(?:ที่)?สุด)[^.\n]{0,120}?(?:คือ|ได้แก่)\s*(?:ตัวชี้วัด)?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StrongIs();
}
