using Prongsai.Domain.Assessment;

namespace Prongsai.Domain.Analysis;

/// <summary>The opening of every form: total, level, highest, lowest, the next level, and which printed figures to check first.</summary>
internal static class OverviewDraft
{
    public static DraftText Of(Material m) => new("overview", "ภาพรวมผลการประเมิน", [.. Sentences(m)]);

    private static IEnumerable<DraftSentence> Sentences(Material m)
    {
        var v = m.Verification;
        var year = new Datum("year", v.Rulebook.Year.ToString());
        var level = v.Level.Computed?.Name ?? v.Level.Printed;
        if (v.Total is { } total)
        {
            // As it is called by the paper: a level of words begins with ผ่าน or ต้อง, one of letters does not.
            yield return new DraftSentence(
                $"ผลการประเมินประจำปีงบประมาณ พ.ศ. {year.Printed} ได้คะแนนรวม {Words.Score(total)} คะแนน{(level is null ? "" : $" อยู่ในระดับ{(IsLatin(level) ? " " : "")}{level}")}",
                [new Basis(Target.Total, total)], null)
            { Data = [year] };
        }
        else
        {
            yield return Words.Say($"เอกสารไม่มีคะแนนเพียงพอที่จะสรุปคะแนนรวมประจำปีงบประมาณ พ.ศ. {year.Printed}", [], year);
        }
        if (v.Highest is { } highest && v.Lowest is { } lowest)
        {
            if (highest.Score == lowest.Score)
            {
                var all = v.Ranks.Select(r => m.OfIndicator(r.Indicator)).OfType<Subject>().ToList();
                yield return Words.Say($"ทุกตัวชี้วัดที่มีคะแนนได้ {Words.Score(highest.Score)} คะแนนเท่ากัน", all);
            }
            else
            {
                var top = At(m, highest.Score);
                var bottom = At(m, lowest.Score);
                yield return Words.Say($"คะแนนสูงที่สุดเป็นของ{Words.Scored(top)} ส่วนคะแนนต่ำที่สุดเป็นของ{Words.Scored(bottom)}", [.. top, .. bottom]);
            }
        }
        if (Missing(m) is { } missing)
        {
            yield return missing;
        }
        if (v.Next is { } next && v.Total is { } now && NextLevelText(next, now) is { } toNext)
        {
            yield return toNext;
        }
        foreach (var step in v.Steps.Where(s => s.Verdict is Verdict.Differs && s.Printed is not null && s.Computed is not null))
        {
            var computed = Words.Score(decimal.Round(step.Computed!.Value, v.Rulebook.Places, MidpointRounding.AwayFromZero));
            yield return new DraftSentence(
                $"{Called(m, step.Target)}ที่พิมพ์ไว้ คือ {Words.Score(step.Printed!.Value)} ไม่ตรงกับค่าที่คำนวณได้ {computed} จึงต้องตรวจสอบกับระบบ ITAS ก่อนนำไปใช้",
                [new Basis(step.Target, step.Printed.Value)], null)
            { Data = [new Datum($"computed:{step.Target}", computed)] };
        }
    }

    private static DraftSentence? NextLevelText(NextLevel next, decimal total)
    {
        var wants = new List<string>();
        var data = new List<Datum>();
        if (next.TotalMissing > 0)
        {
            data.Add(new Datum("missing:total", Words.Score(next.TotalMissing)));
            wants.Add($"คะแนนรวมเพิ่มอีก {data[^1].Printed} คะแนน");
        }
        foreach (var (tool, missing) in next.ToolsMissing.Where(t => t.Value > 0).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            data.Add(new Datum($"missing:{tool}", Words.Score(missing)));
            wants.Add($"คะแนนแบบ {tool} เพิ่มอีก {data[^1].Printed} คะแนน");
        }
        return wants.Count == 0
            ? null
            : new DraftSentence($"หากจะเลื่อนเป็นระดับ{(IsLatin(next.Level.Name) ? " " : "")}{next.Level.Name} ต้องได้{Words.And(wants)}", [new Basis(Target.Total, total)], null) { Data = data };
    }

    private static DraftSentence? Missing(Material m)
    {
        var without = m.Rules.Indicators.Where(i => m.IndicatorScore(i.No) is null).Select(i => $"ตัวชี้วัดที่ {Words.Count(i.No)} {i.Name}").ToList();
        if (without.Count > 0)
        {
            return Words.Say($"เอกสารไม่มีคะแนนของ{Words.And(without)}", []);
        }
        var rows = m.Rules.Questions.Select(q => q.Code).Concat(m.Rules.Items.Select(i => i.Code)).Any(code => m.Score(code) is not null);
        return rows ? null : Words.Say("เอกสารนี้ไม่มีคะแนนรายข้อ การวิเคราะห์จึงทำได้ถึงระดับตัวชี้วัด", []);
    }

    private static List<Subject> At(Material m, decimal score) =>
        [.. m.Verification.Ranks.Where(r => r.Score == score).Select(r => m.OfIndicator(r.Indicator)).OfType<Subject>()];

    private static string Called(Material m, string target) =>
        Target.IndicatorNo(target) is { } no ? $"คะแนนของ{m.OfIndicator(no)?.Name ?? target}" : target == Target.Total ? "คะแนนรวม" : $"คะแนนแบบ {target} ";

    private static bool IsLatin(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]);
}
