namespace Prongsai.Domain.Assessment;

/// <summary>
/// Figures of one assessment, keyed by target: <c>ind1</c>…<c>ind10</c>, <c>i1</c>…, <c>e1</c>…, <c>O1</c>…, <c>IIT</c>, <c>EIT</c>, <c>OIT</c>, <c>total</c>.
/// Scores lie between 0 and 100. What was not printed has no entry.
/// </summary>
public sealed record Figures
{
    public required FiscalYear Year { get; init; }

    public required IReadOnlyDictionary<string, decimal> Scores { get; init; }

    /// <summary>The level as printed ("C", "ผ่านดีเยี่ยม"), or null.</summary>
    public string? Level { get; init; }

    public decimal? this[string target] => Scores.TryGetValue(target, out var score) ? score : null;
}

/// <summary>Makes and reads targets, the stable names of figures.</summary>
public static class Target
{
    public const string Total = "total";
    public const string Level = "level";

    public static string Indicator(int no) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ind{no}");

    /// <summary>The number of an indicator target, or null for any other target.</summary>
    public static int? IndicatorNo(string target) =>
        target.StartsWith("ind", StringComparison.Ordinal) && int.TryParse(target.AsSpan(3), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var no) ? no : null;
}

public enum Verdict
{
    /// <summary>Printed and computed differ by no more than the tolerance.</summary>
    Agrees,

    /// <summary>They differ by more.</summary>
    Differs,

    /// <summary>There is nothing to check it against; the reason is said.</summary>
    Unchecked,
}
