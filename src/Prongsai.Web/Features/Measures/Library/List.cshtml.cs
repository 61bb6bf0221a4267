using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>The library: searched by words, narrowed to an issue, an indicator, a question or an item.</summary>
[Authorize("measures.read")]
internal sealed class ListModel(AppDbContext db, PlanOf plans, ILibraryRecords records, RulebookSet rules, CycleTrack cycle) : PageModel
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    [BindProperty(SupportsGet = true, Name = "issue")]
    public int? Issue { get; set; }

    [BindProperty(SupportsGet = true, Name = "indicator")]
    public string? Indicator { get; set; }

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    public int All { get; private set; }

    /// <summary>Own measures put out of sight.</summary>
    public IReadOnlyList<(string Id, string Title)> Hidden { get; private set; } = [];

    public PageOf<LibraryMeasure> Rows { get; private set; } = null!;

    public FiscalYear PlanYear { get; private set; }

    /// <summary>How often each measure moved a score here.</summary>
    public IReadOnlyDictionary<string, LibraryRecord> Records { get; private set; } = new Dictionary<string, LibraryRecord>();

    private Rulebook Rules { get; set; } = null!;

    public IReadOnlyList<Choice> IssueChoices => [.. Rules.Issues.Select(i => new Choice(i.No.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{i.No} {i.Name}"))];

    public IReadOnlyList<Choice> IndicatorChoices => [.. Rules.Indicators.Select(i => new Choice(i.Kind, $"{i.No} {i.Name}"))];

    public IReadOnlyList<Choice> KindChoices =>
        [.. Rules.Questions.Select(q => Answer.Question(q.Kind)).Concat(Rules.Items.Select(i => Answer.Item(i.Kind))).Select(a => new Choice(a.ToString(), Aims.Of(a, Rules)!.Name is var name && name.Length > 80 ? name[..80] + "…" : name))];

    /// <summary>Null for what the year's rules no longer know.</summary>
    public string? NameOf(Answer answer) => Aims.Of(answer, Rules)?.Name;

    public async Task OnGet(CancellationToken stop)
    {
        PlanYear = cycle.ThisYear;
        Rules = rules.Find(PlanYear) ?? rules.Current[^1];
        var library = await plans.Library(stop);
        All = library.Measures.Count;
        Hidden = [.. (await db.OwnLibraryMeasures.AsNoTracking().Where(m => m.HiddenAt != null).ToListAsync(stop)).Select(m => (m.Content.Id, m.Content.Title))];
        Records = await records.All(stop);
        Rows = PageOf.Cut<LibraryMeasure>([.. library.Measures.Where(Fits)], Listing.Of(Request, ["order"], PageSize));
    }

    private bool Fits(LibraryMeasure measure) =>
        (string.IsNullOrWhiteSpace(Words) || string.Join(' ', measure.Steps.Select(s => s.Text).Prepend(measure.Guideline).Prepend(measure.Title)).Contains(Words.Trim(), StringComparison.CurrentCultureIgnoreCase))
        && (Issue is null || measure.Answers.Contains(Answer.Issue(Issue.Value)))
        && (string.IsNullOrEmpty(Indicator) || measure.Answers.Contains(Answer.Indicator(Indicator)))
        && (Answer.Parse(Kind) is not { } answer || measure.Answers.Contains(answer));
}
