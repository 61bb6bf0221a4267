using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Platform.Papers;

/// <summary>
/// The document check of kept files, for every area that takes papers in, has them approved or publishes them. What a person dismissed stays
/// dismissed, with the reason. The papers area fills it; <c>&lt;paper-check file="…" /&gt;</c> shows it.
/// </summary>
internal interface IPaperCheck
{
    /// <summary>What stands of a file. It is read and checked now when it never was, or when the rules are newer. Null when there is no such file.</summary>
    Task<PaperCheck?> Of(Guid fileId, CancellationToken stop);

    /// <summary>
    /// Checks what was just read and adds it to the current save: an import, which reads anyway. The file may be new in the same save. Letters
    /// that come from optical recognition are not recognised again when rules change.
    /// </summary>
    Task Take(StoredFile file, SourceDocument source, PaperReading reading, bool recognised, CancellationToken stop);
}

/// <summary>The findings of a file as they stand now. A file that could not be read, or is not about ITA, was not checked and has none.</summary>
internal sealed record PaperCheck(Guid FileId, string FileName, bool IsAboutIta, DateTimeOffset CheckedAt, IReadOnlyList<StandingFinding> Findings)
{
    /// <summary>Not dismissed.</summary>
    public IReadOnlyList<StandingFinding> Open => [.. Findings.Where(f => f.Dismissal is null)];

    public int Errors => Open.Count(f => f.Finding.Severity is ProblemSeverity.Error);

    public int Warnings => Open.Count(f => f.Finding.Severity is ProblemSeverity.Warning);

    /// <summary>The page that shows them and lets a person dismiss them.</summary>
    public string Href => $"/checks/{FileId}";
}

/// <summary>A finding with the key that tells it from the others of its file, and its dismissal, null while it is open.</summary>
internal sealed record StandingFinding(string Key, CheckFinding Finding, DismissalOfFinding? Dismissal);

/// <summary>Why a finding need not be mended, and which position said so; everywhere is for every paper of the organisation, not this one alone.</summary>
internal sealed record DismissalOfFinding(Guid Id, string Reason, string By, DateTimeOffset At, bool Everywhere);
