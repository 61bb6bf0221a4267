using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>A line of the round's list: a measure, or the part of one of its units.</summary>
internal sealed record RoundLine(ReportRow Row, ReportPart Part);

/// <summary>One round: its days, and the report of every unit on its measures.</summary>
[Authorize("doing.read")]
internal sealed class RoundModel(WorkOf work, RoundsOf rounds, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Months { get; set; }

    [BindProperty(SupportsGet = true, Name = "unit")]
    public Guid? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public ReportStanding? State { get; set; }

    public RoundNow Round { get; private set; } = null!;

    public PageOf<RoundLine> Rows { get; private set; } = null!;

    public Names Names { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public FollowUpRules Rules { get; private set; } = FollowUpRules.Usual;

    public static IReadOnlyList<Choice> States { get; } = [.. Enum.GetValues<ReportStanding>().Select(s => new Choice(s.ToString(), Standing.Name(s)))];

    public static StopState StateOf(ReportStanding standing) => standing switch
    {
        ReportStanding.OnTime => StopState.Done,
        ReportStanding.Late or ReportStanding.Awaited => StopState.Due,
        ReportStanding.Overdue or ReportStanding.Missed => StopState.Late,
        _ => StopState.Wait,
    };

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (await rounds.Find(Year, Months, stop) is not { } round)
        {
            return NotFound();
        }
        (Round, Names, Track) = (round, await work.Names(stop), await cycle.Of(Year, 4, stop));
        Rules = await work.Rules(Year, stop);
        Rows = PageOf.Cut<RoundLine>([.. round.Rows.SelectMany(r => r.Parts, (row, part) => new RoundLine(row, part)).Where(l => (Unit is null || l.Part.Unit == Unit) && (State is null || l.Part.Standing == State))], Listing.Of(Request, ["number"]));
        return Page();
    }
}
