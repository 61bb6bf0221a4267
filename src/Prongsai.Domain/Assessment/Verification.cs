using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// One recomputed figure. <see cref="Computed"/> and <see cref="Difference"/> have full precision: show <see cref="Rounded"/>, and the
/// difference with one place more than the figures. <see cref="From"/> are the targets it was computed from; <see cref="Why"/> (Thai) says
/// why it could not be checked, or what explains a difference inside the tolerance.
/// </summary>
public sealed record VerificationStep(string Target, decimal? Printed, decimal? Computed, Verdict Verdict, IReadOnlyList<string> From, string? Why)
{
    /// <summary>Places the year's figures are printed with.</summary>
    public int Places { get; init; } = 2;

    /// <summary>Printed minus computed, unrounded.</summary>
    public decimal? Difference => Printed - Computed;

    /// <summary>The computed figure as the year would print it.</summary>
    public decimal? Rounded => Computed is { } computed ? Math.Round(computed, Places, MidpointRounding.AwayFromZero) : null;

    /// <summary>The computed figure, rounded, is the printed one to the last place.</summary>
    public bool IsExact => Printed is { } printed && Rounded == printed;
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

    /// <summary>Two digits of one figure, as when a number is copied from the line beside it.</summary>
    TwoDigits,

    /// <summary>A disclosure item, which can only be 0 or 100, printed as the other.</summary>
    OtherItemScore,
}

/// <summary>One printed figure read differently.</summary>
public sealed record Reading(string Target, decimal Printed, decimal Suggested, Slip Slip);

/// <summary>The printed word of the level read as another level of the year. Its target is <see cref="Target.Level"/>.</summary>
public sealed record LevelReading(string Printed, Level Suggested);

/// <summary>
/// A way to make what disagrees agree: one reading, two in one indicator, or one printed value read differently wherever a tool prints it.
/// Or, with no readings, another <see cref="Level"/>. <see cref="Explains"/> are the targets that agree once the readings are taken;
/// <see cref="Reasons"/> are Thai sentences for the screen. Candidates for one problem share <see cref="Problem"/> and are ranked within it;
/// rank 1 is the likeliest.
/// </summary>
public sealed record Suspect(IReadOnlyList<Reading> Readings, IReadOnlyList<string> Explains, int Rank, IReadOnlyList<string> Reasons)
{
    /// <summary>Numbers, from 1, the independent problems of a paper.</summary>
    public int Problem { get; init; } = 1;

    /// <summary>Set when it is the word of the level that should be read differently.</summary>
    public LevelReading? Level { get; init; }
}

/// <summary>
/// Numbers of respondents that can produce a tool's printed question scores on a scale. <see cref="Fits"/> ascends; the first is the simplest.
/// <see cref="Unfitting"/> are the question codes that no listed N can produce as printed (empty when all fit).
/// </summary>
public sealed record RespondentInference(string Tool, string Scale, IReadOnlyList<int> Fits, IReadOnlyList<string> Unfitting)
{
    /// <summary>Chance would seldom (less than 1 in 100) let so few respondents produce these figures. Say a number only when this holds.</summary>
    public bool IsTelling { get; init; }
}

/// <summary>How many items of each sub-indicator may be complete to give the printed score. Counts run in the order of <see cref="SubIndicators"/>.</summary>
public sealed record ItemInference(int Indicator, IReadOnlyList<string> SubIndicators, IReadOnlyList<int> ItemCounts, IReadOnlyList<IReadOnlyList<int>> Combinations, bool IsComplete)
{
    /// <summary>For each sub-indicator the number of complete items all combinations agree on, or null where they do not.</summary>
    public IReadOnlyList<int?> Shared =>
        [.. SubIndicators.Select((_, s) => Combinations.Count > 0 && Combinations.All(c => c[s] == Combinations[0][s]) ? Combinations[0][s] : (int?)null)];
}

/// <summary>What one more complete item of a sub-indicator adds to the total, in points.</summary>
public sealed record ItemWorth(string SubIndicator, decimal IndicatorPoints, decimal TotalPoints);

/// <summary>An indicator's place among all; equal scores share a rank.</summary>
public sealed record Ranked(int Rank, int Indicator, string Name, string Tool, decimal Score);

public sealed record ToolScore(string Tool, decimal? Computed, decimal? Printed);

/// <summary>What stands between the result and the next better level: the points missing in the total and per tool.</summary>
public sealed record NextLevel(Level Level, decimal TotalMissing, IReadOnlyDictionary<string, decimal> ToolsMissing);

/// <summary>
/// One indicator raised. With <see cref="SubIndicator"/>, by completing <see cref="Items"/> more items in it; <see cref="IsCertain"/> is false
/// when the figures leave open whether so many are missing there.
/// </summary>
public sealed record PathwayStep(int Indicator, decimal From, decimal To, string? SubIndicator = null, int? Items = null, bool IsCertain = true);

/// <summary>Steps that, taken together and nothing else changing, reach the next level; <see cref="Text"/> says so in Thai.</summary>
public sealed record Pathway(IReadOnlyList<PathwayStep> Steps, decimal Total, string Text);

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

    /// <summary>Ways to reach <see cref="Next"/>, the smallest change first.</summary>
    public IReadOnlyList<Pathway> Pathways { get; init; } = [];

    public Ranked? Highest => Ranks.Count > 0 ? Ranks[0] : null;

    public Ranked? Lowest => Ranks.Count > 0 ? Ranks[^1] : null;

    public bool AllAgree => Level.Verdict is not Verdict.Differs && Steps.All(s => s.Verdict is not Verdict.Differs);

    public VerificationStep? Step(string target) => Steps.FirstOrDefault(s => s.Target == target);
}
