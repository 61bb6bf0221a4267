using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>What is advised, or was mended, about one indicator of a tool.</summary>
/// <param name="Tool">IIT, EIT or OIT.</param>
/// <param name="Key">Tells it from the others: "indicator-6". Persons' words are kept under "advice/" and this.</param>
/// <param name="Name">Of the indicator, in Thai.</param>
/// <param name="Text">May have several lines; empty where nothing was written.</param>
public sealed record AdviceOnPaper(string Tool, string Key, string Name, string Text);

/// <summary>One of the year's issues, and the measures that answer it, by their number in the plan.</summary>
public sealed record IssueOnPaper(int No, string Name, IReadOnlyList<int> Measures);

/// <summary>All that a result report prints: what came of the measures of <see cref="Year"/>, which answered the result of the year before.</summary>
public sealed record ResultReport
{
    public required OrganisationOnPaper Organisation { get; init; }

    public required FiscalYear Year { get; init; }

    public required IReadOnlyList<MeasureResult> Results { get; init; }

    /// <summary>The issues of the year's rules; a form by issue prints a row for each, also for those without a measure.</summary>
    public IReadOnlyList<IssueOnPaper> Issues { get; init; } = [];

    public IReadOnlyList<AdviceOnPaper> Advice { get; init; } = [];

    /// <summary>Measures of the table of follow-ups; null takes those of <see cref="Results"/>.</summary>
    public IReadOnlyList<MeasureOnPaper>? FollowedUp { get; init; }

    /// <summary>Words of persons, by key of a text of the layout ("intro", "closing") or of a piece of advice ("advice/indicator-6").</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    public string Font { get; init; } = "TH SarabunIT๙";

    /// <summary>Written into the file's properties; null leaves it out.</summary>
    public DateTimeOffset? WrittenAt { get; init; }
}
