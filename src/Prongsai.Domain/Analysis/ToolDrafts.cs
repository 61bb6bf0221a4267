using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>What to develop under each tool (as in S0, part 4): its lowest indicator, what lies inside it, and advice.</summary>
internal static class ToolDrafts
{
    public static ToolAnalysis Of(Tool tool, Material m)
    {
        var ranks = m.Verification.Ranks.Where(r => r.Tool == tool.Code).OrderBy(r => r.Score).ThenBy(r => r.Indicator).ToList();
        var lowest = ranks.Count > 0 && !Words.IsFull(ranks[0].Score) && ranks[0].Score < m.BestScore ? ranks[0] : null;
        var finding = lowest is null ? null : new Finding(lowest.Indicator, lowest.Name, lowest.Tool, lowest.Score, Why(lowest.Score, m.Marks));
        var subjects = ranks.Select(r => m.OfIndicator(r.Indicator)).OfType<Subject>().ToList();
        return new ToolAnalysis(tool.Code, finding, new DraftText($"tool-{tool.Code}/develop", $"{tool.Name} ({tool.Code})", [.. Sentences(tool, lowest?.Indicator, subjects, m)]));
    }

    private static IEnumerable<DraftSentence> Sentences(Tool tool, int? lowest, List<Subject> subjects, Material m)
    {
        if (subjects.Count == 0)
        {
            yield return Words.Say($"เอกสารไม่มีคะแนนตัวชี้วัดของ{tool.Name} จึงยังวิเคราะห์ส่วนนี้ไม่ได้", []);
            yield break;
        }
        if (lowest is null)
        {
            yield return Words.Say(
                Words.IsFull(subjects[0].Score)
                    ? $"ทุกตัวชี้วัดที่มีคะแนนได้ {Words.Score(Words.Full)} คะแนน คือ {Words.Called(subjects)} จึงไม่มีตัวชี้วัดที่ต้องพัฒนาเป็นพิเศษ ให้รักษาระดับไว้"
                    : $"{Words.Scored(subjects)} ซึ่งเป็นคะแนนสูงที่สุดของหน่วยงาน ควรพัฒนาต่อให้ถึงคะแนนเต็ม",
                subjects);
            foreach (var advice in Advice(subjects[0], AdviceBand.Keep, 1, m))
            {
                yield return advice;
            }
            yield break;
        }
        var low = subjects[0];
        var indicator = m.Rules.IndicatorNo(lowest.Value)!;
        yield return Words.Say($"{Words.Scored([low])} ต่ำที่สุดของแบบ {tool.Code} {Standing(low.Score, m.Marks, out var data)}", [low], data);
        var turn = indicator.No + m.Rules.Year.Value + 1;
        var inside = IndicatorDrafts.Inside(indicator, m, turn).ToList();
        foreach (var sentence in inside)
        {
            yield return sentence;
        }
        foreach (var advice in Advice(low, IndicatorDrafts.Band(low.Score, m.Marks), inside.Exists(s => s.AdviceId is not null) ? 1 : 2, m))
        {
            yield return advice;
        }
        var others = subjects.Skip(1).Where(s => s.Score < m.Marks.WeakBelow && s.Score < m.BestScore).ToList();
        if (others.Count > 0)
        {
            yield return Words.Say($"ตัวชี้วัดอื่นของแบบนี้ที่ต่ำกว่า {Words.Mark(m.Marks.WeakBelow)} คะแนนและต้องพัฒนาด้วย ได้แก่ {Words.Scored(others)}",
                others, Words.Threshold("weak", m.Marks.WeakBelow));
        }
        if (m.SmallSample(tool.Code, [low]) is { } sample)
        {
            yield return sample;
        }
    }

    private static IEnumerable<DraftSentence> Advice(Subject subject, AdviceBand band, int atMost, Material m)
    {
        var no = Assessment.Target.IndicatorNo(subject.Target)!.Value;
        var kind = m.Rules.IndicatorNo(no)!.Kind;
        return Enumerable.Range(1, atMost)
            .Select(k => m.Advice(AdviceTarget.Indicator, kind, band, subject.Score, no + m.Rules.Year.Value + k, subject.Basis))
            .OfType<DraftSentence>()
            .DistinctBy(s => s.AdviceId);
    }

    private static string Standing(decimal score, Thresholds marks, out Datum[] data)
    {
        (var text, data) = score < marks.UrgentBelow
            ? ($"และต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(marks.UrgentBelow)} คะแนน", [Words.Threshold("urgent", marks.UrgentBelow)])
            : score < marks.WeakBelow
                ? ($"และต่ำกว่าเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนน", [Words.Threshold("weak", marks.WeakBelow)])
                : ($"แต่ไม่ต่ำกว่าเกณฑ์ {Words.Mark(marks.WeakBelow)} คะแนน จึงเป็นการพัฒนาต่อยอด", new[] { Words.Threshold("weak", marks.WeakBelow) });
        return text;
    }

    private static string Why(decimal score, Thresholds marks) => $"ต่ำที่สุดของเครื่องมือ {Standing(score, marks, out _)}";
}
