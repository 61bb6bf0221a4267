using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Something that would raise the total, and by how much if it were made perfect and nothing else changed.</summary>
/// <param name="Target">i5 or O28.</param>
/// <param name="Score">Now, 0–100.</param>
/// <param name="Worth">Points of the total, unrounded.</param>
public sealed record CheapPoint(string Target, decimal Score, decimal Worth);

/// <summary>A prediction under the year's rules. What is missing is named, never guessed.</summary>
public sealed record Prediction(Outcome Outcome, IReadOnlyList<string> MissingTools, IReadOnlyList<CheapPoint> Cheapest, Level? LevelIfAllItems);

/// <summary>Predicts a result from live figures and finds the cheapest points left, by computing the total again with one figure changed.</summary>
public static class Rehearsing
{
    /// <param name="rules">Of the year rehearsed.</param>
    /// <param name="figures">Questions and items by code; items 0 or 100. Indicators only where their questions are not known.</param>
    public static Prediction Predict(Rulebook rules, IReadOnlyDictionary<string, decimal> figures)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(figures);
        var outcome = Scoring.Compute(rules, figures);
        var missing = rules.Tools.Where(t => outcome.Tools.GetValueOrDefault(t.Code) is null).Select(t => t.Code).ToList();
        var cheapest = rules.Questions.Select(q => q.Code).Concat(rules.Items.Select(i => i.Code))
            .Where(c => figures.TryGetValue(c, out var score) && score < 100)
            .Select(c => new CheapPoint(c, figures[c], Worth(rules, figures, c)))
            .Where(p => p.Worth > 0).OrderByDescending(p => p.Worth).ThenBy(p => p.Score).ToList();
        var full = figures.ToDictionary(f => f.Key, f => rules.FindItem(f.Key) is null ? f.Value : 100m, StringComparer.Ordinal);
        return new(outcome, missing, cheapest, missing.Count == 0 ? Scoring.Compute(rules, full).Level : null);
    }

    /// <summary>The tool's own weight counts even while another tool is not known yet.</summary>
    private static decimal Worth(Rulebook rules, IReadOnlyDictionary<string, decimal> figures, string target)
    {
        var better = new Dictionary<string, decimal>(figures, StringComparer.Ordinal) { [target] = 100m };
        var (now, then) = (Scoring.Compute(rules, figures), Scoring.Compute(rules, better));
        return rules.Tools.Sum(t => now.Tools.GetValueOrDefault(t.Code) is { } a && then.Tools.GetValueOrDefault(t.Code) is { } b ? t.Weight * (b - a) : 0);
    }
}
