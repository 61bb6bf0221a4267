using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Reading.Reports;

/// <summary>A paper with the rules of its year and what verification says; both are null when the year is not known or has no rules.</summary>
public sealed record AssessedPaper(string File, Paper Paper, Rulebook? Rulebook, Verification? Verification)
{
    /// <summary>Verifies a paper by the rules of its year.</summary>
    public static AssessedPaper Of(string file, Paper paper, IReadOnlyList<Rulebook> rulebooks)
    {
        ArgumentNullException.ThrowIfNull(paper);
        ArgumentNullException.ThrowIfNull(rulebooks);
        var rules = paper.Year is { } year ? rulebooks.LastOrDefault(b => b.Year.Value == year.Value) : null;
        return new AssessedPaper(file, paper, rules, rules is null ? null : Verifier.Verify(rules, PaperFigures.From(paper, rules)));
    }

    /// <summary>True when a printed figure or the level does not agree with what it is made of.</summary>
    public bool Differs => Verification is { AllAgree: false };

    /// <summary>True when the paper bears any score.</summary>
    public bool HasFigures => Paper.Indicators.Count > 0 || Paper.Total is not null || Paper.Questions.Count > 0 || Paper.Items.Count > 0 || Paper.Tools.Count > 0;
}

/// <summary>What was read from one file, verified.</summary>
public sealed record AssessedFile(PaperReading Reading, IReadOnlyList<AssessedPaper> Papers)
{
    public static AssessedFile Of(PaperReading reading, IReadOnlyList<Rulebook> rulebooks)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new AssessedFile(reading, [.. reading.Papers.Select(p => AssessedPaper.Of(reading.File, p, rulebooks))]);
    }

    /// <summary>0 read and agrees, 1 read with differences, 2 could not be read.</summary>
    public int ExitStatus => Papers.Count == 0 ? 2 : Papers.Any(p => p.Differs) ? 1 : 0;
}
