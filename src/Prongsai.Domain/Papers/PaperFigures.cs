using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Papers;

/// <summary>From what was read to the figures that are verified: one figure for each target.</summary>
public static class PaperFigures
{
    /// <summary>
    /// The figures of a paper by a year's rules. Where a target was read more than once, the surest reading with a score is taken, the
    /// first of equals; the paper's problems say where readings disagree (see <see cref="Contradictions"/>). Targets the rules do not
    /// know are left out, unless the year's list of questions or items is unknown (then none is refused).
    /// </summary>
    public static Figures From(Paper paper, Rulebook rules)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(rules);
        var scores = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (target, readings) in Readings(paper, rules))
        {
            scores[target] = readings.MaxBy(r => r.Confidence)!.Value;
        }
        return new Figures { Year = rules.Year, Scores = scores, Level = paper.Level?.Value };
    }

    /// <summary>Targets that were read with different scores, and those scores, the chosen one first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Printed<decimal>>> Contradictions(Paper paper, Rulebook rules)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(rules);
        return Readings(paper, rules).Where(r => r.Value.Select(v => v.Value).Distinct().Count() > 1)
            .ToDictionary(r => r.Key, r => (IReadOnlyList<Printed<decimal>>)[.. r.Value.OrderByDescending(v => v.Confidence).DistinctBy(v => v.Value)], StringComparer.Ordinal);
    }

    private static Dictionary<string, List<Printed<decimal>>> Readings(Paper paper, Rulebook rules)
    {
        var readings = new Dictionary<string, List<Printed<decimal>>>(StringComparer.Ordinal);
        void Add(string target, decimal? score, Place at, double confidence)
        {
            if (score is not { } value)
            {
                return;
            }
            if (!readings.TryGetValue(target, out var list))
            {
                readings[target] = list = [];
            }
            list.Add(new Printed<decimal>(value, at, confidence));
        }
        foreach (var indicator in paper.Indicators)
        {
            Add(Target.Indicator(indicator.No), indicator.Score, indicator.At, indicator.Confidence);
        }
        foreach (var question in paper.Questions.Where(q => rules.FindQuestion(q.Code) is not null || !rules.Questions.Any(r => r.Tool == q.Tool)))
        {
            Add(question.Code, question.Score, question.At, question.Confidence);
        }
        foreach (var item in paper.Items.Where(i => rules.FindItem(i.Code) is not null || rules.Items.Count == 0))
        {
            // A row whose title belongs to another item counts less than one whose title fits its code.
            var fits = item.Kind is null || rules.FindItem(item.Code)?.Kind == item.Kind;
            Add(item.Code, item.Score, item.At, fits ? item.Confidence : item.Confidence * 0.5);
        }
        foreach (var (tool, printed) in paper.Tools)
        {
            Add(tool, printed.Value, printed.At, printed.Confidence);
        }
        if (paper.Total is { } total)
        {
            Add(Target.Total, total.Value, total.At, total.Confidence);
        }
        return readings;
    }
}
