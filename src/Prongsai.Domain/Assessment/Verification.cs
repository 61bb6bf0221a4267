using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// One recomputed figure. <see cref="From"/> are the targets it was computed from; <see cref="Why"/> (Thai) says why it could not be
/// checked, or what explains a difference inside the tolerance.
/// </summary>
public sealed record VerificationStep(string Target, decimal? Printed, decimal? Computed, Verdict Verdict, IReadOnlyList<string> From, string? Why)
{
    public decimal? Difference => Printed - Computed;
}

/// <summary>The level as printed, as it follows from the computed total and tools, and as it follows from the printed ones.</summary>
public sealed record LevelVerdict(string? Printed, Level? Computed, Verdict Verdict, string? Why);

/// <summary>A kind of slip that turns one figure into another.</summary>
public enum Slip
{
    OneDigit,
    LookAlikeDigit,
    SwappedDigits,
    MisplacedPoint,
    DroppedOrAddedDigit,
}

/// <summary>One printed figure read differently.</summary>
public sealed record Reading(string Target, decimal Printed, decimal Suggested, Slip Slip);

/// <summary>
/// A way to make what disagrees agree: one reading, or two in one indicator. Candidates are ranked; rank 1 is the likeliest.
/// <see cref="Explains"/> are the targets that agree once the readings are taken; <see cref="Reasons"/> are Thai sentences for the screen.
/// </summary>
public sealed record Suspect(IReadOnlyList<Reading> Readings, IReadOnlyList<string> Explains, int Rank, IReadOnlyList<string> Reasons);

/// <summary>
/// Numbers of respondents that can produce a tool's printed question scores on a scale. <see cref="Fits"/> ascends; the first is the simplest.
/// <see cref="Unfitting"/> are the question codes that no listed N can produce (empty when all fit).
/// </summary>
public sealed record RespondentInference(string Tool, string Scale, IReadOnlyList<int> Fits, IReadOnlyList<string> Unfitting);

/// <summary>How many items of each sub-indicator may be complete to give the printed score. Counts run in the order of <see cref="SubIndicators"/>.</summary>
public sealed record ItemInference(int Indicator, IReadOnlyList<string> SubIndicators, IReadOnlyList<int> ItemCounts, IReadOnlyList<IReadOnlyList<int>> Combinations, bool IsComplete);

/// <summary>What one more complete item of a sub-indicator adds to the total, in points.</summary>
public sealed record ItemWorth(string SubIndicator, decimal IndicatorPoints, decimal TotalPoints);

public sealed record Ranked(int Rank, int Indicator, string Name, string Tool, decimal Score);

public sealed record ToolScore(string Tool, decimal? Computed, decimal? Printed);

/// <summary>What stands between the result and the next better level: the points missing in the total and per tool.</summary>
public sealed record NextLevel(Level Level, decimal TotalMissing, IReadOnlyDictionary<string, decimal> ToolsMissing);

/// <summary>All that can be said of a set of printed figures by a year's rules.</summary>
public sealed record Verification
{
    public required Rulebook Rulebook { get; init; }

    public required Figures Figures { get; init; }

    /// <summary>Indicators, then tools, then total, in official order.</summary>
    public required IReadOnlyList<VerificationStep> Steps { get; init; }

    public required LevelVerdict Level { get; init; }

    public required IReadOnlyList<Suspect> Suspects { get; init; }

    public required IReadOnlyList<RespondentInference> Respondents { get; init; }

    public required IReadOnlyList<ItemInference> Items { get; init; }

    public required IReadOnlyList<ItemWorth> ItemWorths { get; init; }

    /// <summary>Indicators from the highest to the lowest printed score (computed where nothing was printed).</summary>
    public required IReadOnlyList<Ranked> Ranks { get; init; }

    public required IReadOnlyList<ToolScore> Tools { get; init; }

    /// <summary>From printed indicators, else from computed ones, by full precision, rounded once.</summary>
    public required decimal? Total { get; init; }

    public required NextLevel? Next { get; init; }

    public Ranked? Highest => Ranks.Count > 0 ? Ranks[0] : null;

    public Ranked? Lowest => Ranks.Count > 0 ? Ranks[^1] : null;

    public bool AllAgree => Level.Verdict is not Verdict.Differs && Steps.All(s => s.Verdict is not Verdict.Differs);

    public VerificationStep? Step(string target) => Steps.FirstOrDefault(s => s.Target == target);
}
