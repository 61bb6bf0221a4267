using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>The indicator form (as in S3): for each indicator what is to be mended or improved, from its score, its questions and its items.</summary>
internal static class IndicatorDrafts
{
    public static IndicatorAnalysis Of(Indicator indicator, Material m)
    {
        var score = m.IndicatorScore(indicator.No);
        var turn = indicator.No + m.Rules.Year.Value;
        return new IndicatorAnalysis(indicator.No, indicator.Name, indicator.Tool, score,
            new DraftText($"indicator-{Words.Count(indicator.No)}/advice", indicator.Name, [.. Sentences(indicator, m, turn)]));
    }

    private static IEnumerable<DraftSentence> Sentences(Indicator indicator, Material m, int turn)
    {
        if (m.OfIndicator(indicator.No) is not { } subject)
        {
            yield return Words.Say("เอกสารไม่มีคะแนนของตัวชี้วัดนี้ จึงยังระบุข้อที่ต้องแก้ไขจากคะแนนไม่ได้", []);
            if (m.Advice(AdviceTarget.Indicator, indicator.Kind, AdviceBand.Develop, null, turn, null) is { } general)
            {
                yield return general;
            }
            yield break;
        }
        yield return Opening(subject, m, turn);
        var inside = Inside(indicator, m, turn).ToList();
        foreach (var sentence in inside)
        {
            yield return sentence;
        }
        var band = Band(subject.Score, m.Marks);
        var advice = Enumerable.Range(0, band is AdviceBand.Fault && !inside.Exists(s => s.AdviceId is not null) ? 2 : 1)
            .Select(k => m.Advice(AdviceTarget.Indicator, indicator.Kind, band, subject.Score, turn + k, subject.Basis))
            .OfType<DraftSentence>()
            .DistinctBy(s => s.AdviceId);
        foreach (var sentence in advice)
        {
            yield return sentence;
        }
    }

    public static AdviceBand Band(decimal score, Thresholds marks) =>
        score < marks.WeakBelow ? AdviceBand.Fault : Words.IsFull(score) ? AdviceBand.Keep : AdviceBand.Develop;

    /// <summary>What is known below the indicator: its lowest questions, or its missing items, or what can be reckoned of them.</summary>
    public static IEnumerable<DraftSentence> Inside(Indicator indicator, Material m, int turn)
    {
        var questions = m.Rules.QuestionsOf(indicator.No).ToList();
        var low = questions.Select(m.Of).OfType<Subject>().Where(q => !Words.IsFull(q.Score)).OrderBy(q => q.Score).Take(m.Marks.AdvicePerText).ToList();
        var reversed = low.Where(s => questions.First(q => q.Code == s.Target).Direction is Direction.Reversed).ToList();
        if (low.Count > 0)
        {
            var scored = low.Count == 1
                ? $"ข้อคำถามที่ยังไม่ได้คะแนนเต็ม คือ {Words.Scored(low)}"
                : Choose(turn, $"ข้อคำถามที่ได้คะแนนน้อยกว่าข้ออื่น ได้แก่ {Words.Scored(low)}", $"เมื่อพิจารณารายข้อพบว่า{Words.Scored(low)}");
            yield return Words.Say(reversed.Count == low.Count ? $"{scored} ซึ่งเป็นเรื่องที่ต้องไม่เกิดขึ้น จึงต้องป้องกันและตรวจสอบอย่างจริงจัง" : scored, low);
        }
        if (reversed.Count > 0 && reversed.Count < low.Count)
        {
            yield return Words.Say($"ทั้งนี้ {Words.Called(reversed)} เป็นเรื่องที่ต้องไม่เกิดขึ้น จึงต้องป้องกันและตรวจสอบอย่างจริงจัง", reversed);
        }
        if (indicator.SubIndicators.Count == 0)
        {
            yield break;
        }
        var items = m.Rules.Items.Where(i => i.Indicator == indicator.No).ToList();
        var known = items.Any(i => m.Score(i.Code) is not null);
        foreach (var sentence in known ? DisclosureDrafts.Missing(m, items, turn)
            : m.IndicatorScore(indicator.No) is { } score && !Words.IsFull(score) ? DisclosureDrafts.Inferred(m, indicator, null) : [])
        {
            yield return sentence;
        }
        var advice = items
            .Where(i => m.Score(i.Code) < Words.Full)
            .OrderByDescending(i => m.Verification.ItemWorths.FirstOrDefault(w => w.SubIndicator == i.SubIndicator)?.TotalPoints ?? 0)
            .Select((item, k) => m.Advice(item, AdviceBand.Fault, m.Score(item.Code), turn + k, m.Of(item)!.Basis))
            .OfType<DraftSentence>()
            .Take(m.Marks.AdvicePerText);
        foreach (var sentence in advice)
        {
            yield return sentence;
        }
    }

    private static DraftSentence Opening(Subject subject, Material m, int turn)
    {
        var score = Words.Score(subject.Score);
        var marks = m.Marks;
        if (subject.Score < marks.UrgentBelow)
        {
            return Words.Say(
                Choose(turn, $"ได้ {score} คะแนน ต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(marks.UrgentBelow)} คะแนน จึงต้องแก้ไขโดยเร่งด่วน",
                    $"คะแนน {score} ต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(marks.UrgentBelow)} คะแนน เป็นเรื่องที่ต้องแก้ไขก่อนเรื่องอื่น"),
                [subject], Words.Threshold("urgent", marks.UrgentBelow));
        }
        if (subject.Score < marks.WeakBelow)
        {
            return Words.Say(
                Choose(turn, $"ได้ {score} คะแนน ต่ำกว่าเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนน จึงต้องปรับปรุง",
                    $"คะแนน {score} ยังไม่ถึงเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนน หน่วยงานต้องปรับปรุงให้ผ่านเกณฑ์"),
                [subject], Words.Threshold("weak", marks.WeakBelow));
        }
        return Words.IsFull(subject.Score)
            ? Words.Say($"ได้ {score} คะแนน ไม่มีข้อที่ต้องแก้ไขจากผลคะแนน ให้รักษาระดับไว้", [subject])
            : Words.Say(
                Choose(turn, $"ได้ {score} คะแนน ไม่ต่ำกว่าเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนน และควรพัฒนาให้ดียิ่งขึ้น",
                    $"คะแนน {score} ถึงเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนนแล้ว แต่ยังพัฒนาได้อีก"),
                [subject], Words.Threshold("weak", marks.WeakBelow));
    }

    private static string Choose(int turn, params string[] ways) => ways[turn % ways.Length];
}
