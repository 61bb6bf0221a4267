using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>What a monthly meeting asks about: steps overdue, not successful, without evidence, or due within a month, by unit.</summary>
[Authorize("doing.read")]
internal sealed class MeetingModel(WorkOf work) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public DateOnly Today => work.Today;

    public IReadOnlyList<(string Unit, IReadOnlyList<(MeasureNow Measure, StepNow Step)> Rows)> Groups { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var names = await work.Names(stop);
        Groups = [.. (await work.Of(Year, stop)).SelectMany(m => m.Steps.Select(s => (Measure: m, Step: s))).Where(x => IsAsked(x.Step))
            .GroupBy(x => names[x.Step.Step.UnitId ?? x.Measure.Plan.Owner]).OrderBy(g => g.Key, StringComparer.CurrentCulture)
            .Select(g => (g.Key, (IReadOnlyList<(MeasureNow, StepNow)>)[.. g.OrderBy(x => x.Step.Step.Until)]))];
    }

    private bool IsAsked(StepNow step) => step.Standing is StepStanding.Late or StepStanding.Failed or StepStanding.Done || (step.Standing is StepStanding.Now or StepStanding.Ahead && step.Step.Until <= Today.AddDays(31));
}
