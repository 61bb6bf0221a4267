using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Start;

/// <summary>Where are we this year, what must I do next, what is late.</summary>
[Authorize]
internal sealed class IndexModel(CurrentOrganisation organisation, CycleTrack cycle, IEnumerable<ITaskSource> tasks, CurrentPerson person, IConfirmedResults results, RulebookSet rules, TimeProvider clock) : PageModel
{
    /// <summary>Tasks shown; the rest is counted.</summary>
    private const int Shown = 8;

    /// <summary>The working year, by its Buddhist year; the year it is today unless chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "year")]
    public FiscalYear? Chosen { get; set; }

    public OrganisationCard Organisation => organisation.Card;

    public DateOnly Today { get; private set; }

    public FiscalYear Year { get; private set; }

    public YearTrack Track { get; private set; } = null!;

    public IReadOnlyList<NextTask> Late { get; private set; } = [];

    public IReadOnlyList<NextTask> Next { get; private set; } = [];

    public int More { get; private set; }

    /// <summary>The latest confirmed result before or in the working year.</summary>
    public ConfirmedResult? Result { get; private set; }

    public ConfirmedResult? Before { get; private set; }

    public IReadOnlyList<CalendarEntry> Calendar { get; private set; } = [];

    /// <summary>Years one can turn to: those with a result, the year after the last of them, and this year.</summary>
    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        Today = ThaiDate.InBangkok(clock.GetUtcNow());
        var all = await results.All(stop);
        var thisYear = cycle.ThisYear;
        Year = Chosen ?? await cycle.UsualYear(stop);
        Years = [.. all.Select(r => r.Year.Next).Append(thisYear).Append(Year).Distinct().OrderDescending()];
        Track = await cycle.Of(Year, 0, stop);
        var pending = new List<NextTask>();
        foreach (var source in tasks.Where(t => person.May(t.Permission)))
        {
            pending.AddRange(await source.Tasks(Year, stop));
        }
        Late = [.. pending.Where(t => t.Due < Today).OrderBy(t => t.Due)];
        var next = pending.Where(t => t.Due is null || t.Due >= Today).OrderBy(t => t.Order).ThenBy(t => t.Due ?? DateOnly.MaxValue).ToList();
        (Next, More) = ([.. next.Take(Shown)], Math.Max(0, next.Count - Shown));
        Result = all.LastOrDefault(r => r.Year < Year) ?? (all.Count > 0 ? all[^1] : null);
        Before = Result is null ? null : all.LastOrDefault(r => r.Year < Result.Year);
        Calendar = [.. (rules.Find(Year)?.Calendar ?? []).Where(c => c.From is not null || c.To is not null).OrderBy(c => c.From ?? c.To).Take(6)];
    }
}
