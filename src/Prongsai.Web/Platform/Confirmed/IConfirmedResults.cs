using Prongsai.Domain;
using Prongsai.Domain.Assessment;

namespace Prongsai.Web.Platform.Confirmed;

/// <summary>A confirmed result with what the rulebook it pinned says of it.</summary>
internal sealed record ConfirmedResult(Guid Id, FiscalYear Year, int Edition, decimal? Total, string? LevelPrinted, DateTimeOffset ConfirmedAt, string ConfirmedBy, Guid? FileId, Guid? DraftId, Verification Verification)
{
    /// <summary>The level in that year's words; "–" where it can be neither computed nor read.</summary>
    public string LevelName => Verification.Level.Computed?.Name ?? LevelPrinted ?? "–";
}

/// <summary>The results of the current organisation, for the areas that build on them. The assessment area fills it.</summary>
internal interface IConfirmedResults
{
    /// <summary>The current result of every year, oldest first.</summary>
    Task<IReadOnlyList<ConfirmedResult>> All(CancellationToken stop);

    /// <summary>The latest year that has a result, or null.</summary>
    Task<FiscalYear?> LatestYear(CancellationToken stop);

    /// <summary>The current result of a year, or null.</summary>
    Task<ConfirmedResult?> Of(FiscalYear year, CancellationToken stop);
}
