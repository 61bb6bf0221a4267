namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// The data of an edition of kind <see cref="PublishedKinds.Satisfaction"/>: what people said at the office's counters, by months that are over.
/// Sums only, and none of fewer than the least number of people.
/// </summary>
internal sealed record PublishedSatisfaction
{
    public required int Year { get; init; }

    /// <summary>Nothing is shown of fewer answers than this.</summary>
    public required int Least { get; init; }

    public required IReadOnlyList<PublishedCounter> Counters { get; init; }
}

internal sealed record PublishedCounter(string Name, IReadOnlyList<PublishedMonth> Months);

/// <summary>A month of a counter.</summary>
/// <param name="Month">2025-04</param>
/// <param name="Respondents">How many answered.</param>
/// <param name="Questions">In the order of the form.</param>
internal sealed record PublishedMonth(string Month, int Respondents, IReadOnlyList<PublishedSpread> Questions);

/// <summary>A question of a counter.</summary>
/// <param name="Text">As it was asked.</param>
/// <param name="Score">0–100: the last option is 100, the first 0.</param>
/// <param name="Options">Each option and how many chose it.</param>
internal sealed record PublishedSpread(string Text, decimal? Score, IReadOnlyList<PublishedOption> Options);

internal sealed record PublishedOption(string Text, int Count);
