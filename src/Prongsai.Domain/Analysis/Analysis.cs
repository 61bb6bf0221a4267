using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>What the organisation calls strong, weak and urgent; scores 0–100.</summary>
public sealed record Thresholds(decimal StrongAtLeast, decimal WeakBelow, decimal UrgentBelow, int LeastUrgentCount)
{
    /// <summary>80 as in S0's form; weak below 85 (the pass mark); urgent below 70, and the lowest indicator in any case.</summary>
    public static Thresholds Default { get; } = new(80m, 85m, 70m, 1);
}

/// <summary>A figure a sentence rests on.</summary>
public sealed record Basis(string Target, decimal Score);

/// <summary>One drafted sentence (Thai) and the figures it rests on; AdviceId names the piece of the library it came from, if any.</summary>
public sealed record DraftSentence(string Text, IReadOnlyList<Basis> Basis, string? AdviceId);

/// <summary>A drafted text of several sentences. Key is stable for a year and layout ("issue-2/flaw", "indicator-9/advice", "tool-IIT/develop").</summary>
public sealed record DraftText(string Key, string Heading, IReadOnlyList<DraftSentence> Sentences)
{
    public string Text => string.Join(' ', Sentences.Select(s => s.Text));
}

public sealed record Finding(int Indicator, string Name, string Tool, decimal Score, string Why);

public sealed record IssueRow(string Tool, string Code, string Text, decimal? Score);

public sealed record IssueAnalysis(Issue Issue, IReadOnlyList<IssueRow> Rows, DraftText Flaw, DraftText Develop, DraftText Keep);

public sealed record ToolAnalysis(string Tool, Finding? Lowest, DraftText Develop);

public sealed record IndicatorAnalysis(int Indicator, string Name, string Tool, decimal? Score, DraftText Advice);

/// <summary>Strengths and weaknesses by arithmetic, per tool and overall, the seven issues where the year has them, and the indicator form.</summary>
public sealed record AnalysisResult
{
    public required Verification Verification { get; init; }

    public required Thresholds Thresholds { get; init; }

    public required IReadOnlyList<Finding> Strengths { get; init; }

    public required IReadOnlyList<Finding> Weaknesses { get; init; }

    public required IReadOnlyList<Finding> Urgent { get; init; }

    public required IReadOnlyList<ToolAnalysis> Tools { get; init; }

    public required IReadOnlyList<IssueAnalysis> Issues { get; init; }

    public required IReadOnlyList<IndicatorAnalysis> Indicators { get; init; }

    /// <summary>Every draft of the result, by key.</summary>
    public IEnumerable<DraftText> Drafts =>
        Issues.SelectMany(i => new[] { i.Flaw, i.Develop, i.Keep }).Concat(Tools.Select(t => t.Develop)).Concat(Indicators.Select(i => i.Advice));
}
