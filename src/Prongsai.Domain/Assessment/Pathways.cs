using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// Concrete ways to the next level: one indicator raised alone, items completed in one sub-indicator, and, where that cannot suffice, the lowest
/// indicators of what is short raised one after another. Each is recomputed before it is offered.
/// </summary>
internal static class Pathways
{
    private const int Most = 12;

    public static List<Pathway> To(Rulebook rules, Sheet sheet, NextLevel? next, IReadOnlyDictionary<int, ItemCounts> items, IReadOnlyList<ItemInference> inferences)
    {
        if (next is null || rules.Indicators.Any(i => sheet.IndicatorValue(i.No) is null))
        {
            return [];
        }
        var found = new List<Pathway>();
        foreach (var indicator in rules.Indicators)
        {
            if (RaiseAlone(rules, sheet, next.Level, indicator) is { } step)
            {
                Add([step]);
            }
            if (items.TryGetValue(indicator.No, out var counts))
            {
                foreach (var complete in CompleteItems(rules, sheet, next.Level, indicator, counts, inferences.FirstOrDefault(i => i.Indicator == indicator.No)))
                {
                    Add([complete]);
                }
            }
        }
        if (LowestFirst(rules, sheet, next.Level) is { Count: > 1 } steps)
        {
            Add(steps);
        }
        return [.. found.OrderBy(p => p.Steps.Count).ThenBy(p => p.Steps.Sum(s => s.To - s.From)).ThenByDescending(p => p.Steps.All(s => s.IsCertain)).Take(Most)];

        void Add(List<PathwayStep> steps)
        {
            if (Reached(rules, sheet, steps, next.Level) is { } total)
            {
                found.Add(new(steps, total, Say(rules, steps, total, next.Level)));
            }
        }
    }

    /// <summary>The total after the steps when they reach the level or a better one, else null.</summary>
    private static decimal? Reached(Rulebook rules, Sheet sheet, List<PathwayStep> steps, Level goal)
    {
        var before = steps.Select(s => sheet[Target.Indicator(s.Indicator)]).ToList();
        foreach (var step in steps)
        {
            sheet.Set(Target.Indicator(step.Indicator), step.To);
        }
        var (total, level) = (sheet.Total(), sheet.Level());
        for (var s = 0; s < steps.Count; s++)
        {
            sheet.Set(Target.Indicator(steps[s].Indicator), before[s]);
        }
        var levels = rules.Levels.ToList();
        return level is not null && total is { } score && levels.IndexOf(level) <= levels.IndexOf(goal) ? Scoring.Round(rules, score) : null;
    }

    private static PathwayStep? RaiseAlone(Rulebook rules, Sheet sheet, Level goal, Indicator indicator)
    {
        var from = sheet.IndicatorValue(indicator.No)!.Value;
        if (from >= 100 || Reached(rules, sheet, [new(indicator.No, from, 100)], goal) is null)
        {
            return null;
        }
        // The score is monotone in every indicator, so the least hundredth that suffices can be found by halving.
        var (low, high) = ((int)Math.Floor(from * 100m), 10_000);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Reached(rules, sheet, [new(indicator.No, from, middle / 100m)], goal) is null)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
        return new(indicator.No, from, high / 100m);
    }

    private static IEnumerable<PathwayStep> CompleteItems(
        Rulebook rules, Sheet sheet, Level goal, Indicator indicator, ItemCounts counts, ItemInference? inference)
    {
        if (inference is null || inference.Combinations.Count == 0)
        {
            yield break;
        }
        var from = sheet.IndicatorValue(indicator.No)!.Value;
        var s = 0;
        foreach (var (sub, worth) in counts.Worths())
        {
            var missing = inference.Combinations.Select(c => inference.ItemCounts[s] - c[s]).ToList();
            for (var k = 1; k <= missing.Max(); k++)
            {
                var step = new PathwayStep(indicator.No, from, Math.Min(100m, Scoring.Round(rules, from + k * worth)), sub, k, inference.IsComplete && missing.Min() >= k);
                if (Reached(rules, sheet, [step], goal) is not null)
                {
                    yield return step;
                    break;
                }
            }
            s++;
        }
    }

    /// <summary>Raises the lowest indicators, those of a tool that is short first, each as far as is needed.</summary>
    private static List<PathwayStep>? LowestFirst(Rulebook rules, Sheet sheet, Level goal)
    {
        var steps = new List<PathwayStep>();
        var scores = rules.Indicators.ToDictionary(i => i.No, i => sheet.IndicatorValue(i.No)!.Value);
        if (goal.EachToolAtLeast is { } least)
        {
            foreach (var tool in rules.Tools)
            {
                var own = rules.IndicatorsOf(tool.Code).ToList();
                var needed = least * own.Count - own.Sum(i => scores[i.No]);
                Raise(own, needed);
            }
        }
        foreach (var tool in rules.Tools.OrderBy(t => rules.IndicatorsOf(t.Code).Min(i => scores[i.No])))
        {
            var own = rules.IndicatorsOf(tool.Code).ToList();
            var total = rules.Tools.Sum(t => t.Weight * rules.IndicatorsOf(t.Code).Average(i => scores[i.No]));
            Raise(own, (goal.AtLeast - total) * own.Count / tool.Weight);
        }
        return Reached(rules, sheet, steps, goal) is null ? null : steps;

        void Raise(List<Indicator> own, decimal needed)
        {
            foreach (var indicator in own.OrderBy(i => scores[i.No]))
            {
                if (needed <= 0)
                {
                    return;
                }
                var from = scores[indicator.No];
                var to = Math.Min(100m, Math.Ceiling((from + needed) * 100m) / 100m);
                if (to <= from)
                {
                    continue;
                }
                scores[indicator.No] = to;
                needed -= to - from;
                steps.RemoveAll(s => s.Indicator == indicator.No);
                steps.Add(new(indicator.No, sheet.IndicatorValue(indicator.No)!.Value, to));
            }
        }
    }

    private static string Say(Rulebook rules, List<PathwayStep> steps, decimal total, Level goal)
    {
        var what = string.Join(" และ", steps.Select(s => s.SubIndicator is { } sub
            ? $"ทำข้อมูล OIT ในตัวชี้วัดย่อยที่ {sub} ให้ครบเพิ่ม {Words.Count(s.Items!.Value)} ข้อ ตัวชี้วัดที่ {Words.Count(s.Indicator)} จะเป็น {Words.Number(s.To)}"
            : $"ยกตัวชี้วัดที่ {Words.Count(s.Indicator)} {rules.IndicatorNo(s.Indicator)!.Name} จาก {Words.Number(s.From)} เป็น {Words.Number(s.To)}"));
        var unsure = steps.All(s => s.IsCertain) ? "" : " หากในตัวชี้วัดย่อยนั้นยังขาดเท่านี้จริง";
        return $"{what}{unsure} คะแนนรวมจะเป็น {Words.Number(total, rules.Places)} ถึงระดับ {goal.Name}";
    }
}
