using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>
/// One thing in a paper that is wrong or may be. <see cref="Rule"/> is a stable English slug ("organisation-name-drift"); the texts are Thai:
/// <see cref="Message"/> says what is wrong and where, <see cref="Why"/> why it matters or how it is known, <see cref="Suggestion"/> how to mend it.
/// Error: it cannot be right. Warning: it is very likely a slip. Info: worth a look.
/// </summary>
public sealed record CheckFinding(ProblemSeverity Severity, string Rule, string Message, string Why, Place At, string Suggestion)
{
    /// <summary>The other places of the same slip, in order.</summary>
    public IReadOnlyList<Place> AlsoAt { get; init; } = [];
}
