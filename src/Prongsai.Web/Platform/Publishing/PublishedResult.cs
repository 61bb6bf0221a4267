using Prongsai.Domain;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// The data of an edition of kind <see cref="PublishedKinds.Result"/>. Complete in itself: the public page needs no rules and no figures of
/// the office. Members are added, never renamed or removed, because editions are kept.
/// </summary>
internal sealed record PublishedResult
{
    public required int Year { get; init; }

    public required decimal? Total { get; init; }

    /// <summary>The level in that year's words.</summary>
    public required string? Level { get; init; }

    /// <summary>Thresholds of the total between levels, lowest first.</summary>
    public required IReadOnlyList<decimal> Limits { get; init; }

    public required IReadOnlyList<PublishedTool> Tools { get; init; }

    public required IReadOnlyList<PublishedIndicator> Indicators { get; init; }

    /// <summary>Question scores, only where the office chose to.</summary>
    public IReadOnlyList<PublishedLine>? Questions { get; init; }

    /// <summary>Scores of disclosure items, only where the office chose to.</summary>
    public IReadOnlyList<PublishedLine>? Items { get; init; }

    public required DateOnly ConfirmedOn { get; init; }

    public required PublishedRules Rules { get; init; }

    /// <summary>Thai sentences a reader must know: what is not certain, what does not add up.</summary>
    public required IReadOnlyList<string> Cautions { get; init; }
}

/// <param name="Code">IIT, EIT, OIT.</param>
/// <param name="Name">In Thai.</param>
/// <param name="Weight">Its share of the total, 0 to 1.</param>
/// <param name="Score">0–100, two places.</param>
internal sealed record PublishedTool(string Code, string Name, decimal Weight, decimal? Score);

/// <param name="No">1–10.</param>
/// <param name="Kind">Joins the same concept across years.</param>
/// <param name="Name">In Thai.</param>
/// <param name="Tool">The code of its tool.</param>
/// <param name="Score">0–100, as printed.</param>
internal sealed record PublishedIndicator(int No, string Kind, string Name, string Tool, decimal? Score);

/// <summary>The score of one question or item.</summary>
internal sealed record PublishedLine(string Code, string Text, int Indicator, string Tool, decimal Score);

/// <summary>The rules by which it was scored.</summary>
internal sealed record PublishedRules(string Id, string Sha256, string Title);

/// <summary>The data of an edition of kind <see cref="PublishedKinds.Analysis"/>; its text is the HTML of the edition.</summary>
internal sealed record PublishedReport
{
    public required int Year { get; init; }

    /// <summary>The number of the issued report: ฉบับที่.</summary>
    public required int Number { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string ContentSha256 { get; init; }

    public required DigitStyle Digits { get; init; }
}
