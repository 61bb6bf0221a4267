using Prongsai.Domain;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports.Moves;

/// <summary>Every year whose measures stand between two confirmed results.</summary>
internal sealed class DidItWork(IConfirmedResults results, IPlannedMeasures planned) : IUseCase
{
    /// <summary>Newest year first; empty while no year of measures has its own result.</summary>
    public async Task<IReadOnlyList<YearMoves>> All(CancellationToken stop)
    {
        var all = (await results.All(stop)).ToDictionary(r => r.Year);
        var years = new List<YearMoves>();
        foreach (var (year, after) in all.OrderByDescending(r => r.Key))
        {
            if (all.TryGetValue(year.Previous, out var before) && await planned.Aims(year, stop) is { Count: > 0 } measures)
            {
                years.Add(Mover.Of(year, before, after, measures));
            }
        }
        return years;
    }

    /// <summary>The latest year of measures whose result is not confirmed yet, or null: what the page waits for.</summary>
    public async Task<FiscalYear?> Waiting(CancellationToken stop)
    {
        var latest = await results.LatestYear(stop);
        return latest is { } year && (await planned.Aims(year.Next, stop)).Count > 0 ? year.Next : null;
    }
}

/// <summary>Gives the library how its measures fared.</summary>
internal sealed class LibraryRecords(DidItWork moves) : ILibraryRecords
{
    public async Task<IReadOnlyDictionary<string, LibraryRecord>> All(CancellationToken stop) =>
        (await moves.All(stop)).SelectMany(y => y.Measures.Where(m => m.Measure.LibraryId is not null).Select(m => (y.Year, m.Measure.LibraryId, m.Moves)))
            .GroupBy(m => m.LibraryId!, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => new LibraryRecord(
                    g.Select(m => m.Year).Distinct().Count(),
                    g.Sum(m => m.Moves.Count(x => x.State is not MoveState.Unknown)),
                    g.Sum(m => m.Moves.Count(x => x.State is MoveState.Rose)),
                    g.Sum(m => m.Moves.Count(x => x.State is MoveState.Fell))),
                StringComparer.Ordinal);
}
