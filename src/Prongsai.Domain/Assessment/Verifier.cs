using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// Checks a set of printed figures by a year's rules (docs/verification.md): recomputes, judges, locates what is wrong, infers respondents and
/// items, ranks, and says what the next level needs. Pure; bounded in work whatever the figures.
/// </summary>
public static class Verifier
{
    /// <summary>Verifies. Figures the rulebook does not know are left out; a figure outside 0–100 differs from anything.</summary>
    public static Verification Verify(Rulebook rules, Figures figures)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(figures);
        var sheet = new Sheet(rules, figures.Scores);
        var checks = new Checks(rules, sheet, figures.Level);
        var level = LevelJudge.Judge(rules, sheet, figures.Level);
        var items = rules.Indicators
            .Select(i => (i.No, Counts: ItemCounts.Of(rules, sheet, i)))
            .Where(i => i.Counts is not null)
            .ToDictionary(i => i.No, i => i.Counts!);
        var people = rules.Tools
            .Select(t => (t.Code, People: new Respondents(rules, t.Code, sheet)))
            .Where(t => t.People.HasEvidence)
            .ToDictionary(t => t.Code, t => t.People, StringComparer.Ordinal);

        var problems = new Locator(rules, sheet, checks, people, items).Locate(figures.Level, level.Computed);
        var words = new SuspectWords(rules, sheet, checks, people, items);
        var suspects = problems
            .SelectMany((problem, p) => problem.Select((h, n) => new Suspect(h.Readings, Explained(checks, h), n + 1, words.Reasons(h)) { Problem = p + 1, Level = h.Level }))
            .OrderBy(s => s.Rank).ThenBy(s => s.Problem)
            .ToList();
        var adopted = Adopted(suspects);
        var inferred = rules.Indicators
            .Where(i => items.ContainsKey(i.No))
            .Select(i => items[i.No].Infer(sheet.IndicatorValue(i.No) is { } score ? Scoring.Round(rules, score) : null))
            .OfType<ItemInference>()
            .ToList();
        var next = Standing.NextLevel(rules, sheet, level.Computed);
        return new Verification
        {
            Rulebook = rules,
            Figures = figures,
            Steps = Steps.Of(rules, sheet, suspects, items),
            Level = level,
            Suspects = suspects,
            Respondents = [.. people.Values.Select(p => p.Infer(adopted)).OfType<RespondentInference>()],
            Items = inferred,
            ItemWorths = [.. rules.Indicators.Where(i => items.ContainsKey(i.No)).SelectMany(i => Standing.Worths(rules, i, items[i.No]))],
            Ranks = Standing.Rank(rules, sheet),
            Tools = [.. rules.Tools.Select(t => new ToolScore(t.Code, sheet.ToolBelow(t.Code), sheet[t.Code]))],
            Total = sheet.Total() is { } total ? Scoring.Round(rules, total) : null,
            Next = next,
            Pathways = Pathways.To(rules, sheet, next, items, inferred),
        };
    }

    private static List<string> Explained(Checks checks, Hypothesis hypothesis) =>
        [.. hypothesis.Fixed.Concat(hypothesis.MadeExact).Order().Select(c => checks.Targets[c])];

    /// <summary>The likeliest reading of every problem, in hundredths by target.</summary>
    private static Dictionary<string, int> Adopted(IEnumerable<Suspect> suspects)
    {
        var adopted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var reading in suspects.Where(s => s.Rank == 1).SelectMany(s => s.Readings))
        {
            if (Respondents.Hundredths(reading.Suggested) is { } hundredths)
            {
                adopted.TryAdd(reading.Target, hundredths);
            }
        }
        return adopted;
    }
}
