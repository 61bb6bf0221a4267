using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Platform.Cycle;

/// <summary>
/// One of the six stops of the working year, told by the area that owns it. The track of year 2568 begins with the result of 2567.
/// </summary>
internal interface ICycleStop
{
    /// <summary>1–6, as in <see cref="YearTrack.Names"/>.</summary>
    int Number { get; }

    /// <summary>How the stop stands in the working year, for the current organisation.</summary>
    Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop);
}

/// <summary>The state of a stop, where it leads, and one line of what is done or due.</summary>
internal sealed record StopStanding(StopState State, string Href, string? Words, string? Note);

/// <summary>Something the person at the screen can do next; the start page lists these of all areas.</summary>
/// <param name="Title">What will be done: ยืนยันผลปี 2567.</param>
/// <param name="Href">Where.</param>
/// <param name="Hint">Why, or what it brings.</param>
/// <param name="Due">By when, where there is a day.</param>
/// <param name="Order">Lower is more pressing.</param>
internal sealed record NextTask(string Title, string Href, string Hint, DateOnly? Due, int Order);

/// <summary>Tasks of one area.</summary>
internal interface ITaskSource
{
    /// <summary>Who may do them; nobody else is shown them.</summary>
    string Permission { get; }

    Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop);
}

/// <summary>The year track of the current organisation: drawn on every page of the cycle.</summary>
internal sealed class CycleTrack(IEnumerable<ICycleStop> stops, IConfirmedResults results, TimeProvider clock)
{
    /// <summary>The fiscal year it is today in Bangkok.</summary>
    public FiscalYear ThisYear => FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow()));

    /// <summary>The year an office works on unless it chooses another: this year, or the year after its latest result when that is an older one.</summary>
    public async Task<FiscalYear> UsualYear(CancellationToken stop) =>
        await results.LatestYear(stop) is { } latest && latest < ThisYear.Previous ? latest.Next : ThisYear;

    /// <param name="workingYear">The year in which the work is done; the result it starts from is the year before.</param>
    /// <param name="current">The stop of the page, 1–6, or 0.</param>
    /// <param name="stop">Ends the asking.</param>
    public async Task<YearTrack> Of(FiscalYear workingYear, int current, CancellationToken stop)
    {
        var drawn = new List<Stop>();
        for (var number = 1; number <= YearTrack.Names.Count; number++)
        {
            var owner = stops.FirstOrDefault(s => s.Number == number);
            var standing = owner is null ? new StopStanding(StopState.Wait, "/", "ยังไม่เปิดใช้", null) : await owner.Stand(workingYear, stop);
            drawn.Add(new Stop(YearTrack.Names[number - 1], standing.State, standing.Href, standing.Words, standing.Note, number == current));
        }
        return new YearTrack(workingYear.Value, drawn);
    }
}
