using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>The plan of a year as a table or against time, and what it covers.</summary>
[Authorize("measures.read")]
internal sealed class ListModel(AppDbContext db, PlanOf plans, IConfirmedResults results, CycleTrack cycle, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true, Name = "unit")]
    public Guid? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "issue")]
    public int? Issue { get; set; }

    [BindProperty(SupportsGet = true, Name = "indicator")]
    public string? Indicator { get; set; }

    [BindProperty(SupportsGet = true, Name = "view")]
    public string? View { get; set; }

    public PlanNow Now { get; private set; } = null!;

    public Listing Ask { get; private set; } = null!;

    public PageOf<PlannedMeasure> Rows { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public bool OnTime => View == "time";

    public string Query => Request.QueryString.ToUriComponent();

    public IReadOnlyList<Choice> IssueChoices => [.. Now.Rules.Issues.Select(i => new Choice(i.No.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{i.No} {i.Name}"))];

    public IReadOnlyList<Choice> IndicatorChoices => [.. Now.Rules.Indicators.Select(i => new Choice(i.Kind, $"{i.No} {i.Name}"))];

    public async Task OnGet(CancellationToken stop)
    {
        Now = await plans.Of(Year, stop);
        Today = ThaiDate.InBangkok(clock.GetUtcNow());
        Ask = Listing.Of(Request, ["number", "title", "unit", "from", "until"]);
        Rows = PageOf.Cut<PlannedMeasure>([.. Sorted(Now.Measures.Where(Shown))], Ask);
        Track = await cycle.Of(Year, 3, stop);
        Years = [.. (await db.Measures.Select(m => m.Year).Distinct().ToListAsync(stop)).Concat((await results.All(stop)).Select(r => r.Year.Next)).Append(cycle.ThisYear).Append(Year).Distinct().OrderDescending()];
    }

    private bool Shown(PlannedMeasure measure)
    {
        var answers = measure.ToMeasure().Answers;
        return (string.IsNullOrWhiteSpace(Words) || $"{measure.Title} {measure.Guideline}".Contains(Words.Trim(), StringComparison.CurrentCultureIgnoreCase))
            && (Unit is null || measure.UnitIds.Contains(Unit.Value) || measure.Steps.Any(s => s.UnitId == Unit))
            && (Issue is null || answers.Any(a => Aims.IssuesOf(a, Now.Rules).Contains(Issue.Value)))
            && (string.IsNullOrEmpty(Indicator) || answers.Any(a => a == Answer.Indicator(Indicator) || Of(a) == Now.Rules.IndicatorOfKind(Indicator)?.No));

        int Of(Answer answer) => answer.Target switch
        {
            AnswerTarget.Question => Now.Rules.QuestionOfKind(answer.Kind)?.Indicator ?? 0,
            AnswerTarget.Item => Now.Rules.ItemOfKind(answer.Kind)?.Indicator ?? 0,
            _ => 0,
        };
    }

    private IEnumerable<PlannedMeasure> Sorted(IEnumerable<PlannedMeasure> measures)
    {
        var sorted = Ask.Sort switch
        {
            "title" => measures.OrderBy(m => m.Title, StringComparer.CurrentCulture),
            "unit" => measures.OrderBy(m => Now.House.Names(m.UnitIds.Take(1)), StringComparer.CurrentCulture).ThenBy(m => m.Number),
            "from" => measures.OrderBy(m => m.StartsOn).ThenBy(m => m.Number),
            "until" => measures.OrderBy(m => m.EndsOn).ThenBy(m => m.Number),
            _ => measures.OrderBy(m => m.Number),
        };
        return Ask.Descending ? sorted.Reverse() : sorted;
    }
}
