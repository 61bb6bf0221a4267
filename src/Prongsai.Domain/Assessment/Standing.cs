using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Ranks of indicators and the way to the next level.</summary>
internal static class Standing
{
    /// <summary>From the highest to the lowest; equal scores share a rank and stand in official order. What has no score is left out.</summary>
    public static List<Ranked> Rank(Rulebook rules, Sheet sheet)
    {
        var scores = rules.Indicators
            .Select(i => (Indicator: i, Score: sheet[Target.Indicator(i.No)] ?? (sheet.IndicatorBelow(i.No) is { } s ? Scoring.Round(rules, s) : null)))
            .Where(i => i.Score is not null)
            .Select(i => (i.Indicator, Score: i.Score!.Value))
            .OrderByDescending(i => i.Score)
            .ThenBy(i => i.Indicator.No)
            .ToList();
        return [.. scores.Select(i => new Ranked(1 + scores.Count(o => o.Score > i.Score), i.Indicator.No, i.Indicator.Name, i.Indicator.Tool, i.Score))];
    }

    /// <summary>Null at the best level, or when the level or the total is not known.</summary>
    public static NextLevel? NextLevel(Rulebook rules, Sheet sheet, Level? level)
    {
        if (level is null || (sheet.Total() ?? sheet[Target.Total]) is not { } total)
        {
            return null;
        }
        var at = rules.Levels.ToList().IndexOf(level);
        if (at <= 0)
        {
            return null;
        }
        var next = rules.Levels[at - 1];
        var missing = new Dictionary<string, decimal>(StringComparer.Ordinal);
        if (next.EachToolAtLeast is { } least)
        {
            foreach (var tool in rules.Tools)
            {
                if (sheet.ToolValue(tool.Code) is { } score && Scoring.Round(rules, score) < least)
                {
                    missing[tool.Code] = least - Scoring.Round(rules, score);
                }
            }
        }
        return new(next, Math.Max(0m, next.AtLeast - Scoring.Round(rules, total)), missing);
    }

    /// <summary>What one more complete item of each sub-indicator adds to the indicator and to the total, rounded as the year prints.</summary>
    public static IEnumerable<ItemWorth> Worths(Rulebook rules, Indicator indicator, ItemCounts counts)
    {
        var share = rules.Tool(indicator.Tool).Weight / rules.IndicatorsOf(indicator.Tool).Count();
        return counts.Worths().Select(w => new ItemWorth(w.SubIndicator, Scoring.Round(rules, w.IndicatorPoints), Scoring.Round(rules, w.IndicatorPoints * share)));
    }
}
