namespace Prongsai.Documents.Checking;

/// <summary>An official name and how a slip of it is told: at most <see cref="Edits"/> letters apart from it and from none of <see cref="Accept"/>.</summary>
public sealed record OfficialName(string Name, int Edits, string Rule, IReadOnlyList<string>? Accept = null);

/// <summary>A word that is often written wrong. <see cref="Whole"/>: only where no Thai letter stands before or behind it. <see cref="NotBefore"/>: not where one of these letters follows.</summary>
public sealed record Misspelling(string Wrong, string Right, string Rule = "misspelt-word", bool Whole = false, string NotBefore = "");

/// <summary>What papers say of an indicator: names that count as the official one, and the topics by which a description is told to be of it.</summary>
public sealed record IndicatorWords(string Kind, IReadOnlyList<string> Accept, IReadOnlyList<string> Topics);

/// <summary>A kind of organisation and the words only this kind uses.</summary>
public sealed record OrganisationWords(string Kind, IReadOnlyList<string> Words);

/// <summary>
/// The data of the document check (rules/checks): names, misspellings, words. Each file says its source. Read by <see cref="CheckDataReader"/>.
/// </summary>
public sealed record CheckData
{
    public required IReadOnlyList<OfficialName> Names { get; init; }

    public required IReadOnlyList<Misspelling> Misspellings { get; init; }

    /// <summary>Words that may stand twice in a row.</summary>
    public required IReadOnlyList<string> MayRepeat { get; init; }

    /// <summary>Nouns that may end one phrase and begin the next behind a blank.</summary>
    public required IReadOnlyList<string> Subjects { get; init; }

    public required IReadOnlyList<IndicatorWords> Indicators { get; init; }

    public required IReadOnlyList<OrganisationWords> Kinds { get; init; }

    /// <summary>Words after which a paper may name another organisation.</summary>
    public required IReadOnlyList<string> OtherOrganisationAllowedAfter { get; init; }

    /// <summary>How an addressee behind เรียน begins.</summary>
    public required IReadOnlyList<string> Salutations { get; init; }

    public required IReadOnlyList<string> Provinces { get; init; }

    public required Wording Wording { get; init; }
}

/// <summary>Words by which papers say what was done, what should be done, and what was founded.</summary>
public sealed record Wording(
    string Source,
    IReadOnlyList<string> DoneHeadings,
    IReadOnlyList<string> DoneWords,
    IReadOnlyList<string> AdviceWords,
    IReadOnlyList<string> FoundingWords,
    IReadOnlyList<string> FoundingBodies,
    IReadOnlyList<string> DependentWords,
    IReadOnlyList<string> EvidenceWords,
    IReadOnlyList<string> NoFlaw,
    IReadOnlyList<string> WeakHeadings,
    IReadOnlyList<string> StrongHeadings);

/// <summary>The data of the document check holds a mistake. The message names the file and the member.</summary>
public sealed class CheckDataException(string file, string message, Exception? inner = null) : Exception($"{file}: {message}", inner)
{
    public string File { get; } = file;
}
