using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>Sentences on disclosure items: which are missing where item scores are known, and what can be reckoned back from an indicator's score where they are not.</summary>
internal static class DisclosureDrafts
{
    /// <summary>Names the items that are not complete and says what one more of their kind is worth.</summary>
    public static IEnumerable<DraftSentence> Missing(Material m, IReadOnlyList<DisclosureItem> items, int turn)
    {
        var missing = items.Where(i => m.Score(i.Code) < Words.Full).ToList();
        if (missing.Count == 0)
        {
            yield break;
        }
        var subjects = missing.Select(i => m.Of(i)!).OrderBy(s => s.Score).ToList();
        var scored = Words.Scored(subjects);
        var count = Words.Counted("missing-items", missing.Count);
        yield return Words.Say(
            missing.Count == 1
                ? $"ข้อมูลที่ยังเปิดเผยไม่ครบถ้วนตามองค์ประกอบ คือ {scored}"
                : Choose(turn,
                    $"ข้อมูลที่ยังเปิดเผยไม่ครบถ้วนตามองค์ประกอบมี {count.Printed} ข้อ ได้แก่ {scored}",
                    $"หน่วยงานยังเปิดเผยข้อมูลไม่ครบถ้วน {count.Printed} ข้อ ได้แก่ {scored}",
                    $"ข้อมูลสาธารณะที่ต้องจัดทำหรือปรับปรุงให้ครบองค์ประกอบมี {count.Printed} ข้อ ได้แก่ {scored}"),
            subjects,
            missing.Count == 1 ? [] : [count]);
        if (Worth(m, [.. missing.Select(i => i.SubIndicator).Distinct()]) is { } worth)
        {
            yield return worth with { Basis = [.. subjects.Select(s => s.Basis)] };
        }
    }

    /// <summary>
    /// What an indicator's score says of its items when no item score is printed. Only <paramref name="among"/> (sub-indicators) is spoken of;
    /// null means all of the indicator's.
    /// </summary>
    public static IEnumerable<DraftSentence> Inferred(Material m, Indicator indicator, IReadOnlyCollection<string>? among)
    {
        if (m.OfIndicator(indicator.No) is not { } subject)
        {
            yield break;
        }
        if (Words.IsFull(subject.Score))
        {
            yield return Words.Say($"{subject.Name} ได้ {Words.Score(subject.Score)} คะแนน แสดงว่าข้อมูลที่ต้องเปิดเผยทุกข้อของตัวชี้วัดนี้ครบถ้วน แม้เอกสารไม่มีคะแนนรายข้อ", [subject]);
            yield break;
        }
        var inference = m.Verification.Items.FirstOrDefault(i => i.Indicator == indicator.No);
        if (inference is null || !inference.IsComplete)
        {
            if (Worth(m, among is null ? [.. indicator.SubIndicators.Select(s => s.No)] : [.. among.Order(StringComparer.Ordinal)]) is { } any)
            {
                yield return any with { Basis = [subject.Basis] };
            }
            yield break;
        }
        if (inference.Combinations.Count == 0)
        {
            yield return Words.Say(
                $"คะแนน {Words.Score(subject.Score)} ของ{subject.Name} ไม่ตรงกับผลที่เป็นไปได้จากการให้คะแนนรายข้อว่าครบถ้วนหรือไม่ครบถ้วน จึงควรตรวจสอบตัวเลขกับระบบ ITAS ก่อนนำไปใช้", [subject]);
            yield break;
        }
        var fewest = Enumerable.Range(0, inference.SubIndicators.Count)
            .Select(k => (Sub: inference.SubIndicators[k], Missing: inference.ItemCounts[k] - inference.Combinations.Max(c => c[k])))
            .Where(x => x.Missing > 0 && (among is null || among.Contains(x.Sub)))
            .ToList();
        var least = inference.Combinations.Min(c => c.Zip(inference.ItemCounts, (complete, all) => all - complete).Sum());
        var sure = IsGroupingSure(m, inference.SubIndicators);
        var data = fewest.Select(x => Words.Counted($"missing:{x.Sub}", x.Missing)).ToList();
        var places = Words.And([.. fewest.Select(x => $"หมวด {x.Sub} {NameOf(indicator, x.Sub)} อย่างน้อย {Words.Count(x.Missing)} ข้อ")]);
        if (among is null)
        {
            var total = Words.Counted($"missing:indicator-{Words.Count(indicator.No)}", least);
            yield return Words.Say(
                $"คำนวณย้อนกลับจากคะแนน {Words.Score(subject.Score)} ของ{subject.Name} มีข้อมูลที่ยังไม่ครบถ้วนรวมอย่างน้อย {total.Printed} ข้อ"
                    + (fewest.Count == 0 ? " แต่คะแนนนี้ยังระบุไม่ได้แน่ชัดว่าขาดในหมวดใด" : sure ? $" โดยแน่ชัดว่าขาดใน{places}" : $" โดยน่าจะขาดใน{places} (การจัดหมวดของปีนี้ยังไม่ยืนยัน)"),
                [subject],
                [total, .. data]);
        }
        else if (fewest.Count > 0)
        {
            yield return Words.Say($"คำนวณย้อนกลับจากคะแนน {Words.Score(subject.Score)} ของ{subject.Name} {(sure ? "มี" : "น่าจะมี")}ข้อมูลที่ยังไม่ครบถ้วนใน{places}{(sure ? "" : " (การจัดหมวดของปีนี้ยังไม่ยืนยัน)")}", [subject], [.. data]);
        }
        if ((among is null || fewest.Count > 0) && Worth(m, fewest.Count > 0 ? [.. fewest.Select(x => x.Sub)] : inference.SubIndicators, noted: fewest.Count > 0) is { } worth)
        {
            yield return worth with { Basis = [subject.Basis] };
        }
    }

    /// <summary>"เติมให้ครบหนึ่งข้อในหมวด 9.3 เพิ่มคะแนนรวม 0.57 คะแนน"; null where no worth is known.</summary>
    private static DraftSentence? Worth(Material m, IReadOnlyList<string> subIndicators, bool noted = false)
    {
        var worths = subIndicators
            .Select(sub => m.Verification.ItemWorths.FirstOrDefault(w => w.SubIndicator == sub))
            .OfType<ItemWorth>()
            .Select(w => (w.SubIndicator, Points: Math.Round(w.TotalPoints, m.Rules.Places, MidpointRounding.AwayFromZero)))
            .Where(w => w.Points > 0)
            .OrderByDescending(w => w.Points)
            .ToList();
        return worths.Count == 0
            ? null
            : Words.Say(
                "การทำให้ครบถ้วนเพิ่มขึ้นหนึ่งข้อ" + Words.And([.. worths.Select(w => $"ในหมวด {w.SubIndicator} เพิ่มคะแนนรวม {Words.Score(w.Points)} คะแนน")])
                    + (noted || IsGroupingSure(m, subIndicators) ? "" : " (การจัดหมวดของปีนี้ยังไม่ยืนยัน)"),
                [],
                [.. worths.Select(w => new Datum($"worth:{w.SubIndicator}", Words.Score(w.Points)))]);
    }

    private static bool IsGroupingSure(Material m, IReadOnlyList<string> subIndicators) =>
        m.Rules.Items.Where(i => subIndicators.Contains(i.SubIndicator)).All(i => i.GroupingSource.Certainty is Certainty.Verified or Certainty.FromSeeds);

    private static string NameOf(Indicator indicator, string sub) => indicator.SubIndicators.FirstOrDefault(s => s.No == sub)?.Name ?? "";

    private static string Choose(int turn, params string[] ways) => ways[(turn & int.MaxValue) % ways.Length];
}
