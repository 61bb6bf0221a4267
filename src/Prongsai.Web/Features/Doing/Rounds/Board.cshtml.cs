using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>How the year's work stands, unit by unit, and both rounds.</summary>
[Authorize("doing.read")]
internal sealed class BoardModel(WorkOf work, RoundsOf rounds, IPlannedWork plans, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];

    public IReadOnlyList<RoundNow> Rounds { get; private set; } = [];

    public IReadOnlyList<BoardLine> Lines { get; private set; } = [];

    public ProofMeter Meter { get; private set; } = ProofMeter.None;

    public int Measures { get; private set; }

    /// <summary>Some measure has several units.</summary>
    public bool HasShared { get; private set; }

    public FollowUpRules Rules { get; private set; } = FollowUpRules.Usual;

    public YearTrack Track { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        var measures = await work.Of(Year, stop);
        Rounds = await rounds.Of(Year, measures, stop);
        Lines = RoundsOf.Board(measures, Rounds, await work.Names(stop));
        (Measures, Meter) = (measures.Count, measures.Aggregate(ProofMeter.None, (sum, m) => sum.With(m.Meter)));
        HasShared = measures.Any(m => m.Plan.Measure.UnitIds.Count > 1);
        Rules = await work.Rules(Year, stop);
        Years = [.. (await plans.Years(stop)).Append(Year).Distinct().OrderDescending()];
        Track = await cycle.Of(Year, 4, stop);
    }
}
