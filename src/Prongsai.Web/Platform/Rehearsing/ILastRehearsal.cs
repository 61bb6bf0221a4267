using Prongsai.Domain;

namespace Prongsai.Web.Platform.Rehearsing;

/// <summary>A rehearsal that was kept.</summary>
/// <param name="Year">Of the assessment rehearsed.</param>
/// <param name="KeptAt">When.</param>
/// <param name="Scores">Questions, items, indicators, tools and the total, by target; what was not known then is not in it.</param>
internal sealed record PastRehearsal(FiscalYear Year, DateTimeOffset KeptAt, IReadOnlyDictionary<string, decimal> Scores);

/// <summary>Rehearsals that were kept, for areas that show figures beside them. The rehearsal area fills it.</summary>
internal interface ILastRehearsal
{
    /// <summary>The latest of the year; null where none was kept.</summary>
    Task<PastRehearsal?> Of(FiscalYear year, CancellationToken stop);
}
