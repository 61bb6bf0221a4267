namespace Prongsai.Domain.Papers;

/// <summary>Where a value was read. What does not apply is null. Pages, tables, rows, columns and lines count from 1.</summary>
public sealed record Place
{
    public int? Page { get; init; }

    public string? Sheet { get; init; }

    public int? Table { get; init; }

    public int? Row { get; init; }

    public int? Column { get; init; }

    public int? Line { get; init; }

    /// <summary>The text read there, as it stood in the document.</summary>
    public string? Text { get; init; }
}

/// <summary>A value as printed, where it stood, and how sure the reader is (0–1).</summary>
public sealed record Printed<T>(T Value, Place At, double Confidence = 1);

public sealed record NamedOrganisation(string Name, int Count, Place At);

public sealed record ReadIndicator(int No, string Name, string PrintedName, int Distance, decimal? Score, Place At, double Confidence);

public sealed record ReadQuestion(string Code, string Tool, string Text, decimal? Score, Place At, double Confidence);

/// <summary>One row that bears an item code. The same code may be read several times, even under different titles; Kind is null when the title fits none.</summary>
public sealed record ReadItem(string Code, string? Kind, string Title, decimal? Score, Place At, double Confidence);

public sealed record ReadStep(string? No, string Text, string? DateText, DateOnly? Date);

public sealed record ReadPeriod(string Text, DateOnly? From, DateOnly? To);

/// <summary>A row of a measure table, joined again where a page break cut it.</summary>
public sealed record ReadMeasure(
    string? No,
    string Title,
    string? Guideline,
    IReadOnlyList<ReadStep> Steps,
    IReadOnlyList<string> Units,
    ReadPeriod? Period,
    string? Result,
    IReadOnlyList<ReadStep> ResultSteps,
    string? Output,
    string? Outcome,
    string? Suggestion,
    string? FollowUp,
    Place At)
{
    /// <summary>The header cells of the table it stood in, in order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

/// <summary>A piece of advice tied to an indicator (S3, S4).</summary>
public sealed record ReadAdvice(string Tool, int? Indicator, string IndicatorName, string Text, Place At);

/// <summary>A text under one of the seven issues: flaw (ข้อบกพร่อง), develop (การพัฒนา), keep (การรักษาระดับ).</summary>
public sealed record ReadIssueText(int? PrintedNo, int? Issue, string IssueName, string Kind, string Text, Place At);

public enum ProblemSeverity
{
    Error,
    Warning,
    Info,
}

/// <summary>Something the reader could not make sense of. Code is stable and English ("zip-bomb", "no-figures"); Message is Thai and says what was found and what to do.</summary>
public sealed record ReadProblem(ProblemSeverity Severity, string Code, string Message, Place? At);

/// <summary>What was read about one organisation and one year in one file.</summary>
public sealed record Paper
{
    /// <summary>Which part of the file, when it holds several documents or organisations ("1", "2"…).</summary>
    public required string Part { get; init; }

    /// <summary>"analysis", "measures-plan", "measures-report", "result", "memo" joined by "+", in order of appearance.</summary>
    public required string Kind { get; init; }

    public required IReadOnlyList<NamedOrganisation> Organisations { get; init; }

    /// <summary>The fiscal year of the result (of the measures when there is no result).</summary>
    public Printed<int>? Year { get; init; }

    public Printed<decimal>? Total { get; init; }

    public Printed<string>? Level { get; init; }

    /// <summary>IIT, EIT, OIT scores where the paper prints them.</summary>
    public IReadOnlyDictionary<string, Printed<decimal>> Tools { get; init; } = new Dictionary<string, Printed<decimal>>();

    public IReadOnlyList<ReadIndicator> Indicators { get; init; } = [];

    public IReadOnlyList<ReadQuestion> Questions { get; init; } = [];

    public IReadOnlyList<ReadItem> Items { get; init; } = [];

    public IReadOnlyList<ReadMeasure> Measures { get; init; } = [];

    public IReadOnlyList<ReadAdvice> Advice { get; init; } = [];

    public IReadOnlyList<ReadIssueText> IssueTexts { get; init; } = [];

    public IReadOnlyList<ReadProblem> Problems { get; init; } = [];
}

/// <summary>What was read from one file. Papers is empty for a file that is not about ITA; Problems then says so.</summary>
public sealed record PaperReading
{
    public required string File { get; init; }

    /// <summary>"docx", "pdf", "xlsx", "csv", "text", "markdown".</summary>
    public required string? Format { get; init; }

    public required IReadOnlyList<Paper> Papers { get; init; }

    public required IReadOnlyList<ReadProblem> Problems { get; init; }
}
