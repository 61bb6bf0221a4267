using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Recomputes every indicator, tool and the total, and judges each against what was printed.</summary>
internal static class Steps
{
    private static readonly decimal[] LastPlace = [0.01m, -0.01m, 0.02m, -0.02m];

    public static List<VerificationStep> Of(Rulebook rules, Sheet sheet, IReadOnlyList<Suspect> suspects, IReadOnlyDictionary<int, ItemCounts> items)
    {
        var steps = new List<VerificationStep>();
        foreach (var indicator in rules.Indicators)
        {
            steps.Add(OfIndicator(rules, sheet, indicator));
        }
        steps = [.. steps.Select(s => s is { Verdict: Verdict.Unchecked, Printed: { } printed } && Target.IndicatorNo(s.Target) is { } no
            && items.TryGetValue(no, out var counts) && Respondents.Hundredths(printed) is { } hundredths && !counts.CanPrint(hundredths)
                ? s with { Why = $"{s.Why} แต่ไม่มีจำนวนข้อมูลที่ครบชุดใดทำให้เกิด {Words.Number(printed, rules.Places)}{(counts.IsGroupingSure(rules) ? "" : " ตามการจัดกลุ่มข้อที่ยังไม่ยืนยัน")}" }
                : s)];
        foreach (var tool in rules.Tools)
        {
            var from = rules.IndicatorsOf(tool.Code).Select(i => Target.Indicator(i.No)).ToList();
            var missing = rules.IndicatorsOf(tool.Code).Where(i => sheet.IndicatorValue(i.No) is null).Select(i => Words.Count(i.No)).ToList();
            steps.Add(Judge(rules, tool.Code, sheet[tool.Code], sheet.ToolBelow(tool.Code), from,
                missing.Count > 0 ? $"ไม่พบคะแนนตัวชี้วัดที่ {string.Join(", ", missing)} จึงคำนวณคะแนน {tool.Code} ไม่ได้" : null));
        }
        var unknown = rules.Tools.Where(t => sheet.ToolValue(t.Code) is null).Select(t => t.Code).ToList();
        steps.Add(Judge(rules, Target.Total, sheet[Target.Total], sheet.Total(), [.. rules.Tools.Select(t => t.Code)],
            unknown.Count > 0 ? $"ไม่มีคะแนน {string.Join(", ", unknown)} จึงคำนวณคะแนนรวมไม่ได้" : null));
        return [.. steps.Select(s => s is { Verdict: Verdict.Agrees, IsExact: false } ? s with { Why = $"{s.Why} {WhatWouldBeExact(rules, sheet, s, suspects)}" }
            : s is { Verdict: Verdict.Differs } && !suspects.Any(x => x.Explains.Contains(s.Target)) ? s with { Why = $"{s.Why} ไม่พบค่าใดค่าเดียวที่แก้แล้วทำให้ตรง" }
            : s)];
    }

    /// <summary>A printed figure inside the tolerance that is not the rounded one: the reading that would make it so.</summary>
    private static string WhatWouldBeExact(Rulebook rules, Sheet sheet, VerificationStep step, IReadOnlyList<Suspect> suspects)
    {
        if (suspects.FirstOrDefault(s => s.Rank == 1 && s.Explains.Contains(step.Target)) is { } suspect
            && suspect.Readings.FirstOrDefault(r => step.From.Contains(r.Target)) is { } reading)
        {
            return $"จะตรงพอดีเมื่อ{Words.Name(reading.Target)} เป็น {Words.Exact(reading.Suggested)} แทน {Words.Exact(reading.Printed)}";
        }
        if (Target.IndicatorNo(step.Target) is { } no && rules.IndicatorNo(no)!.Method == Scoring.MeanOfQuestions)
        {
            foreach (var change in LastPlace)
            {
                foreach (var code in step.From)
                {
                    var printed = sheet[code]!.Value;
                    sheet.Set(code, printed + change);
                    var exact = printed + change is >= 0 and <= 100 && printed is not (0 or 100) && Scoring.Round(rules, sheet.IndicatorBelow(no)!.Value) == step.Printed;
                    sheet.Set(code, printed);
                    if (exact)
                    {
                        return $"จะตรงพอดีเมื่อ{Words.Name(code)} เป็น {Words.Exact(printed + change)} แทน {Words.Exact(printed)}";
                    }
                }
            }
        }
        return "เพราะคะแนนที่ใช้คำนวณพิมพ์ไว้เพียงสองตำแหน่ง";
    }

    private static VerificationStep OfIndicator(Rulebook rules, Sheet sheet, Indicator indicator)
    {
        var target = Target.Indicator(indicator.No);
        var scored = sheet.Indicator(indicator.No);
        var step = Judge(rules, target, sheet[target], scored.Value, scored.From, scored.Value is null ? WhyNot(indicator, scored) : null);
        if (step is { Verdict: Verdict.Unchecked, Printed: { } printed } && scored.Missing.Count is > 0 and <= 3 && scored.Missing.Count < scored.From.Count
            && indicator.Method == Scoring.MeanOfSubIndicatorMeans)
        {
            return step with { Why = $"{step.Why} {WhatWouldFit(rules, sheet, indicator.No, scored.Missing, printed)}" };
        }
        return step;
    }

    private static VerificationStep Judge(Rulebook rules, string target, decimal? printed, decimal? computed, IReadOnlyList<string> from, string? whyNot)
    {
        var step = new VerificationStep(target, printed, computed, Verdict.Unchecked, from, whyNot) { Places = rules.Places };
        if (printed is null)
        {
            return step with
            {
                Why = computed is null
                    ? $"{Words.Name(target)} ไม่ได้พิมพ์ไว้ และ{whyNot ?? "คำนวณไม่ได้"}"
                    : $"{Words.Name(target)} ไม่ได้พิมพ์ไว้ให้เทียบ",
            };
        }
        if (printed is < 0 or > 100)
        {
            return step with { Verdict = Verdict.Differs, Why = $"พิมพ์ไว้ {Words.Exact(printed.Value)} แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100" };
        }
        if (computed is null)
        {
            return step;
        }
        var difference = Math.Abs(step.Difference!.Value);
        if (difference > rules.Tolerance)
        {
            return step with
            {
                Verdict = Verdict.Differs,
                Why = $"พิมพ์ไว้ {Words.Exact(printed.Value)} แต่คำนวณได้ {Words.Number(step.Rounded!.Value, rules.Places)}",
            };
        }
        var why = difference == 0 ? null
            : step.IsExact ? $"ต่างกันเพราะปัดเศษ คำนวณได้ {Words.Exact(computed.Value)} ปัดเป็น {Words.Number(printed.Value, rules.Places)}"
            : $"ต่าง {Words.Number(difference, rules.Places + 1)} อยู่ในเกณฑ์ {Words.Exact(rules.Tolerance)} แต่คำนวณแล้วปัดได้ {Words.Number(step.Rounded!.Value, rules.Places)}";
        return step with { Verdict = Verdict.Agrees, Why = why };
    }

    private static string WhyNot(Indicator indicator, Scored scored)
    {
        var kind = indicator.Method == Scoring.MeanOfQuestions ? "คำถาม" : "ข้อมูล OIT";
        if (!Scoring.Methods.ContainsKey(indicator.Method))
        {
            return "กฎของปีนี้ยังไม่ระบุวิธีคิดคะแนนตัวชี้วัดนี้";
        }
        if (scored.From.Count == 0 || scored.Missing.Count == 0)
        {
            return $"ยังไม่มีรายการ{kind}ของปีนี้ครบ จึงตรวจจากรายข้อไม่ได้";
        }
        return scored.Missing.Count == scored.From.Count
            ? "เอกสารไม่มีคะแนนรายข้อของตัวชี้วัดนี้"
            : $"คะแนนรายข้อไม่ครบ ไม่พบข้อ {Words.Codes(scored.Missing)}";
    }

    /// <summary>Items are 0 or 100, so with few missing it can be said which of them would give the printed score.</summary>
    private static string WhatWouldFit(Rulebook rules, Sheet sheet, int no, IReadOnlyList<string> missing, decimal printed)
    {
        var fits = new List<int>();
        for (var mask = 0; mask < 1 << missing.Count; mask++)
        {
            for (var i = 0; i < missing.Count; i++)
            {
                sheet.Set(missing[i], (mask >> i & 1) == 1 ? 100m : 0m);
            }
            if (sheet.IndicatorBelow(no) is { } score && Math.Abs(score - printed) <= rules.Tolerance)
            {
                fits.Add(mask);
            }
        }
        foreach (var code in missing)
        {
            sheet.Set(code, null);
        }
        return fits.Count switch
        {
            0 => $"ไม่ว่าข้อที่ขาดจะได้ 0 หรือ 100 ก็ไม่ได้ {Words.Exact(printed)}",
            1 => $"คะแนน {Words.Exact(printed)} ลงตัวเมื่อ {string.Join(" ", missing.Select((code, i) => $"{code} ได้ {((fits[0] >> i & 1) == 1 ? "100" : "0")}"))}",
            _ => $"คะแนน {Words.Exact(printed)} เป็นไปได้ {Words.Count(fits.Count)} แบบ",
        };
    }
}
