using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>
/// What the organisation calls strong, weak and urgent; scores 0–100. An indicator that reaches <see cref="StrongAtLeast"/> is a strength and
/// therefore never also a weakness, even where <see cref="WeakBelow"/> lies higher: its reason then says that it is below that mark.
/// </summary>
public sealed record Thresholds(decimal StrongAtLeast, decimal WeakBelow, decimal UrgentBelow, int LeastUrgentCount)
{
    /// <summary>80 as in S0's form; weak below 85 (the pass mark); urgent below 70, and the lowest indicator in any case.</summary>
    public static Thresholds Default { get; } = new(80m, 85m, 70m, 1);

    /// <summary>A question below this is something to improve, although no flaw; 95 is what the best level asks of each tool from 2566.</summary>
    public decimal ImproveBelow { get; init; } = 95m;

    /// <summary>A reversed question (of what should not happen) below this is kept under watch and named; 100: any score that is not full.</summary>
    public decimal WatchReversedBelow { get; init; } = 100m;

    /// <summary>Fewer respondents than this are called few, and the text says how far one answer moves a question.</summary>
    public int FewRespondentsBelow { get; init; } = 100;

    /// <summary>At most so many pieces of advice in one text; what is left is still named with its score.</summary>
    public int AdvicePerText { get; init; } = 3;
}

/// <summary>A figure a sentence rests on.</summary>
public sealed record Basis(string Target, decimal Score);

/// <summary>
/// A number printed in a sentence that is not a figure of the paper: a threshold ("threshold:weak"), a count ("count:items"), the worth of an
/// item ("worth:9.3"), a number of respondents ("respondents:IIT"), a year. <see cref="Printed"/> is the number as it stands in the text.
/// </summary>
public sealed record Datum(string Name, string Printed);

/// <summary>One drafted sentence (Thai) and the figures it rests on; AdviceId names the piece of the library it came from, if any.</summary>
public sealed record DraftSentence(string Text, IReadOnlyList<Basis> Basis, string? AdviceId)
{
    /// <summary>The other numbers of the sentence: thresholds, counts, data of the rules, results of inference.</summary>
    public IReadOnlyList<Datum> Data { get; init; } = [];
}

/// <summary>A drafted text of several sentences. Key is stable for a year and layout ("issue-2/flaw", "indicator-9/advice", "tool-IIT/develop").</summary>
public sealed record DraftText(string Key, string Heading, IReadOnlyList<DraftSentence> Sentences)
{
    public string Text => string.Join(' ', Sentences.Select(s => s.Text));
}

public sealed record Finding(int Indicator, string Name, string Tool, decimal Score, string Why);

/// <summary>Code as in the rulebook ("i5", "e9", "O28"), which is also its target; Score is null where the paper has none.</summary>
public sealed record IssueRow(string Tool, string Code, string Text, decimal? Score);

public sealed record IssueAnalysis(Issue Issue, IReadOnlyList<IssueRow> Rows, DraftText Flaw, DraftText Develop, DraftText Keep);

/// <summary>Lowest is null where the tool has no score, all its scores are full, or its lowest is the best of all ten.</summary>
public sealed record ToolAnalysis(string Tool, Finding? Lowest, DraftText Develop);

public sealed record IndicatorAnalysis(int Indicator, string Name, string Tool, decimal? Score, DraftText Advice);

/// <summary>Strengths and weaknesses by arithmetic, per tool and overall, the seven issues where the year has them, and the indicator form.</summary>
public sealed record AnalysisResult
{
    public required Verification Verification { get; init; }

    public required Thresholds Thresholds { get; init; }

    /// <summary>From the highest to the lowest score.</summary>
    public required IReadOnlyList<Finding> Strengths { get; init; }

    /// <summary>From the lowest to the highest score; never the best score of the paper, never a strength.</summary>
    public required IReadOnlyList<Finding> Weaknesses { get; init; }

    /// <summary>From the lowest to the highest score: all below the urgent threshold, and at least the lowest ones.</summary>
    public required IReadOnlyList<Finding> Urgent { get; init; }

    public required IReadOnlyList<ToolAnalysis> Tools { get; init; }

    public required IReadOnlyList<IssueAnalysis> Issues { get; init; }

    public required IReadOnlyList<IndicatorAnalysis> Indicators { get; init; }

    /// <summary>Total, level, highest, lowest, what is missing to the next level, and which printed figures do not agree; key "overview".</summary>
    public DraftText? Overview { get; init; }

    /// <summary>Every draft of the result, by key.</summary>
    public IEnumerable<DraftText> Drafts =>
        (Overview is null ? [] : new[] { Overview })
            .Concat(Issues.SelectMany(i => new[] { i.Flaw, i.Develop, i.Keep }))
            .Concat(Tools.Select(t => t.Develop))
            .Concat(Indicators.Select(i => i.Advice));
}
