namespace Prongsai.Domain.Rules;

/// <summary>
/// One mistake in a rulebook, for the person who writes rules: <see cref="File"/> names the file ("rules/ita/2567/rulebook.json"),
/// <see cref="Text"/> the member and the value.
/// </summary>
public sealed record RulebookProblem(string File, string Text)
{
    public override string ToString() => $"{File}: {Text}";
}

/// <summary>What came of reading one year's files: a rulebook, or every mistake that was found.</summary>
public sealed record RulebookReading(Rulebook? Rulebook, IReadOnlyList<RulebookProblem> Problems)
{
    /// <summary>The rulebook, for a program that cannot go on without it.</summary>
    /// <exception cref="RulebookException">The files hold mistakes.</exception>
    public Rulebook OrThrow() => Rulebook ?? throw new RulebookException(Problems);
}

/// <summary>A rulebook of the product holds a mistake. It is a bug of the rules, so it stops the program; nothing is scored by half a rulebook.</summary>
public sealed class RulebookException : Exception
{
    public RulebookException(IReadOnlyList<RulebookProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public IReadOnlyList<RulebookProblem> Problems { get; }
}
