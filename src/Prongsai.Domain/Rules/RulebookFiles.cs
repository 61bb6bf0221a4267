namespace Prongsai.Domain.Rules;

// The shapes of the files of one rulebook, member by member as they are written. RulebookReader turns them into a Rulebook.
// A member with a default may be left out; any other must be there, none may be repeated, and no other may be.

internal sealed record SourceFile(Certainty Certainty, string From)
{
    public Sourced ToSourced() => new(Certainty, From);
}

/// <summary>A list whose <see cref="Source"/> holds for every entry that has none of its own.</summary>
internal sealed record ListFile<T>(SourceFile Source, IReadOnlyList<T> List);

internal sealed record RulebookFile(
    string Id,
    int Year,
    string Title,
    SourceFile Source,
    int Places,
    decimal Tolerance,
    ListFile<ToolFile> Tools,
    ListFile<IndicatorFile> Indicators,
    ListFile<LevelFile> Levels,
    ListFile<ScaleFile> Scales,
    ListFile<SampleMinimumFile> SampleMinima,
    ListFile<CalendarFile> Calendar);

internal sealed record ToolFile(string Code, string Name, string ShortName, decimal Weight, IReadOnlyList<string>? Aliases = null, SourceFile? Source = null);

internal sealed record IndicatorFile(
    int No,
    string Kind,
    string Tool,
    string Name,
    string Method,
    IReadOnlyList<string>? Aliases = null,
    SourceFile? MethodSource = null,
    IReadOnlyList<SubIndicatorFile>? SubIndicators = null,
    SourceFile? Source = null);

internal sealed record SubIndicatorFile(string No, string Name, SourceFile? Source = null);

internal sealed record LevelFile(string Code, string Name, decimal AtLeast, IReadOnlyList<string>? Aliases = null, decimal? EachToolAtLeast = null);

internal sealed record ScaleFile(string Id, string Name, IReadOnlyList<decimal> Points, SourceFile? Source = null);

internal sealed record SampleMinimumFile(
    string Tool,
    string Rule,
    string? OrganisationKind = null,
    string? Size = null,
    int? Minimum = null,
    decimal? Share = null,
    SourceFile? Source = null);

internal sealed record CalendarFile(string Kind, string Title, DateOnly? From = null, DateOnly? To = null, SourceFile? Source = null);

/// <summary><see cref="Grouping"/> and <see cref="Elements"/> are the sources of grouping and of elements where an item has none of its own.</summary>
internal sealed record DisclosureFile(SourceFile Source, SourceFile Grouping, SourceFile Elements, IReadOnlyList<ItemFile> Items);

internal sealed record ItemFile(
    string Code,
    string Kind,
    string Title,
    string SubIndicator,
    IReadOnlyList<string>? Also = null,
    IReadOnlyList<string>? Aliases = null,
    SourceFile? Grouping = null,
    IReadOnlyList<ElementFile>? Elements = null,
    SourceFile? ElementsSource = null,
    SourceFile? Source = null);

internal sealed record ElementFile(string Text, SourceFile? Source = null);

internal sealed record SurveyFile(string Tool, SourceFile Source, IReadOnlyList<QuestionFile> Questions);

internal sealed record QuestionFile(
    string Code,
    string Kind,
    int Indicator,
    string Text,
    Direction Direction,
    string? Scale = null,
    IReadOnlyList<string>? SubItems = null,
    IReadOnlyList<int>? ReversedSubItems = null,
    IReadOnlyList<string>? Options = null,
    string? Note = null,
    SourceFile? Source = null);

internal sealed record IssuesFile(SourceFile Source, IReadOnlyList<IssueFile> Issues);

internal sealed record IssueFile(
    int No,
    string Name,
    IReadOnlyList<string> Questions,
    IReadOnlyList<string> Items,
    IReadOnlyList<string>? Aliases = null,
    SourceFile? Source = null);
