using Prongsai.Domain.Assessment;

namespace Prongsai.Domain.Analysis;

/// <summary>
/// Turns verified figures into an analysis: what is strong, weak and urgent by arithmetic, and drafted texts that follow from the figures.
/// Pure, and the same for the same input: wording varies by turn (number of the issue, year), never by chance.
/// </summary>
public static class Analyst
{
    public static AnalysisResult Analyse(Verification verification, Thresholds thresholds, AdviceLibrary library)
    {
        ArgumentNullException.ThrowIfNull(verification);
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(library);
        var material = new Material(verification, thresholds, library);
        var rules = verification.Rulebook;
        var strengths = Strengths(material);
        var weaknesses = Weaknesses(material);
        var urgent = Urgent(material);
        return new AnalysisResult
        {
            Verification = verification,
            Thresholds = thresholds,
            Strengths = strengths,
            Weaknesses = weaknesses,
            Urgent = urgent,
            Tools = [.. rules.Tools.Select(tool => ToolDrafts.Of(tool, material))],
            Issues = IssueDrafts.Of(material),
            Indicators = [.. rules.Indicators.Select(indicator => IndicatorDrafts.Of(indicator, material))],
            Overview = OverviewDraft.Of(material),
        };
    }

    private static List<Finding> Strengths(Material m) =>
        [.. m.Verification.Ranks.Where(r => r.Score >= m.Marks.StrongAtLeast).OrderByDescending(r => r.Score).ThenBy(r => r.Indicator)
            .Select(r => Found(r, r.Score < m.Marks.WeakBelow
                ? $"ถึงเกณฑ์จุดแข็ง {Words.Mark(m.Marks.StrongAtLeast)} คะแนน แต่ยังต่ำกว่า {Words.Mark(m.Marks.WeakBelow)} คะแนน จึงควรพัฒนาต่อ"
                : $"ไม่ต่ำกว่าเกณฑ์จุดแข็ง {Words.Mark(m.Marks.StrongAtLeast)} คะแนน"))];

    private static List<Finding> Weaknesses(Material m) =>
        [.. m.Verification.Ranks.Where(r => r.Score < m.Marks.WeakBelow && r.Score < m.Marks.StrongAtLeast && r.Score < m.BestScore)
            .OrderBy(r => r.Score).ThenBy(r => r.Indicator)
            .Select(r => Found(r, $"ต่ำกว่าเกณฑ์จุดอ่อน {Words.Mark(m.Marks.WeakBelow)} คะแนน"))];

    private static List<Finding> Urgent(Material m)
    {
        var ascending = m.Verification.Ranks.OrderBy(r => r.Score).ThenBy(r => r.Indicator).ToList();
        var urgent = ascending.Where(r => r.Score < m.Marks.UrgentBelow).ToList();
        if (urgent.Count < m.Marks.LeastUrgentCount)
        {
            // What ties with the last one named is named as well; the best score and full scores are never made urgent only to fill the number.
            var named = ascending.Where(r => r.Score < m.BestScore && !Words.IsFull(r.Score)).Take(m.Marks.LeastUrgentCount).ToList();
            var limit = named.Count > 0 ? named[^1].Score : (decimal?)null;
            urgent = [.. ascending.Where(r => r.Score < m.Marks.UrgentBelow || (r.Score <= limit && r.Score < m.BestScore))];
        }
        return [.. urgent.Select(r => Found(r, (r.Score < m.Marks.UrgentBelow, r.Score == m.BestScore) switch
        {
            (true, true) => $"ต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(m.Marks.UrgentBelow)} คะแนน แม้เป็นคะแนนสูงสุดของหน่วยงาน",
            (true, false) => $"ต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(m.Marks.UrgentBelow)} คะแนน",
            _ => $"{(r.Score == ascending[0].Score ? "ได้คะแนนต่ำที่สุด" : "อยู่ในกลุ่มคะแนนต่ำที่สุด")}ของหน่วยงาน แม้ไม่ต่ำกว่าเกณฑ์เร่งด่วน {Words.Mark(m.Marks.UrgentBelow)} คะแนน จึงให้ดำเนินการเป็นลำดับแรก",
        }))];
    }

    private static Finding Found(Ranked ranked, string why) => new(ranked.Indicator, ranked.Name, ranked.Tool, ranked.Score, why);
}
