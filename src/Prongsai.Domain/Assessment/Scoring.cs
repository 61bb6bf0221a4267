using System.Collections.Frozen;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// How an indicator's score follows from what lies below it. Every known method is a mean of group means:
/// <see cref="Groups"/> gives the targets of each group; a group without targets means that the year's list is not known.
/// </summary>
public sealed record ScoreMethod(string Name, Func<Rulebook, Indicator, IReadOnlyList<IReadOnlyList<string>>> Groups);

/// <summary>A figure computed at full precision from <see cref="From"/>, or null with what was <see cref="Missing"/>.</summary>
public sealed record Scored(decimal? Value, IReadOnlyList<string> From, IReadOnlyList<string> Missing);

/// <summary>
/// What a year's rules make of a set of scores: nothing here is rounded but <see cref="Total"/>.
/// A tool is the mean of its indicators, a printed indicator going before a computed one; the total is the weighted sum of unrounded tools.
/// </summary>
public sealed record Outcome(
    IReadOnlyDictionary<int, Scored> Indicators,
    IReadOnlyDictionary<string, decimal?> Tools,
    decimal? Total,
    Level? Level);

/// <summary>Scores by the year's rules, in decimal arithmetic, rounded once and half away from zero (domain/ita.md 1.2 and 8.1).</summary>
public static class Scoring
{
    /// <summary>IIT and EIT: the mean of the indicator's questions.</summary>
    public const string MeanOfQuestions = Rules.Indicator.MeanOfQuestions;

    /// <summary>OIT: the mean of the sub-indicators' means, each item being 0 or 100. Not the mean of the items (domain/ita.md 8.3).</summary>
    public const string MeanOfSubIndicatorMeans = Rules.Indicator.MeanOfSubIndicatorMeans;

    /// <summary>The methods a rulebook may name.</summary>
    public static IReadOnlyDictionary<string, ScoreMethod> Methods { get; } = new[]
    {
        new ScoreMethod(MeanOfQuestions, static (rules, indicator) =>
            [[.. rules.QuestionsOf(indicator.No).Select(q => q.Code)]]),
        new ScoreMethod(MeanOfSubIndicatorMeans, static (rules, indicator) =>
            [.. indicator.SubIndicators.Select(s => (IReadOnlyList<string>)[.. rules.ItemsOf(s.No).Where(i => i.Indicator == indicator.No).Select(i => i.Code)])]),
    }.ToFrozenDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>Rounds as the year prints: half away from zero.</summary>
    public static decimal Round(Rulebook rules, decimal value) => Math.Round(value, rules.Places, MidpointRounding.AwayFromZero);

    /// <summary>Scores by target to indicators, tools, total and level. Targets the rulebook does not know are ignored.</summary>
    public static Outcome Compute(Rulebook rules, IReadOnlyDictionary<string, decimal> scores)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(scores);
        var sheet = new Sheet(rules, scores);
        var tools = rules.Tools.ToDictionary(t => t.Code, t => sheet.ToolValue(t.Code), StringComparer.Ordinal);
        return new(
            rules.Indicators.ToDictionary(i => i.No, i => sheet.Indicator(i.No)),
            tools,
            sheet.Total() is { } total ? Round(rules, total) : null,
            sheet.Level());
    }

    /// <summary>
    /// The level of a total with its tools. Every threshold is met by the value rounded to the year's places, so that there is no hole between
    /// 84.99 and 85. Null when a threshold needs a tool that is not known and no surer answer is left.
    /// </summary>
    public static Level? LevelOf(Rulebook rules, decimal total, IReadOnlyDictionary<string, decimal?> tools)
    {
        var possible = PossibleLevels(rules, total, tools);
        return possible.Count == 1 ? possible[0] : null;
    }

    /// <summary>The levels a total may have while some tools are not known; one when all that matters is known.</summary>
    public static IReadOnlyList<Level> PossibleLevels(Rulebook rules, decimal total, IReadOnlyDictionary<string, decimal?> tools)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(tools);
        var rounded = Round(rules, total);
        var possible = new List<Level>();
        foreach (var level in rules.Levels)
        {
            if (rounded < level.AtLeast)
            {
                continue;
            }
            var known = rules.Tools.Select(t => tools.GetValueOrDefault(t.Code)).ToList();
            if (level.EachToolAtLeast is not { } least)
            {
                possible.Add(level);
                return possible;
            }
            if (known.Any(t => t is { } score && Round(rules, score) < least))
            {
                continue;
            }
            possible.Add(level);
            if (known.All(t => t is not null))
            {
                return possible;
            }
        }
        return possible;
    }
}
