using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>Library measures in the order in which they answer what is weak, each with its reasons; several are chosen at once.</summary>
[Authorize("measures.write")]
internal sealed class ProposalsModel(PlanOf plans, KeepMeasures keep, CycleTrack cycle) : PageModel
{
    /// <summary>Proposals shown at first; the rest on demand.</summary>
    private const int Few = 20;

    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "issue")]
    public int? Issue { get; set; }

    [BindProperty(SupportsGet = true, Name = "all")]
    public bool All { get; set; }

    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    public PlanNow Now { get; private set; } = null!;

    public IReadOnlyList<Proposal> Shown { get; private set; } = [];

    public int More { get; private set; }

    /// <summary>Ids of library measures that stand in the plan.</summary>
    public IReadOnlySet<string> Planned { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    public YearTrack Track { get; private set; } = null!;

    public IReadOnlyList<Choice> IssueChoices => [.. Now.Rules.Issues.Select(i => new Choice(i.No.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{i.No} {i.Name}"))];

    public Task OnGet(CancellationToken stop) => Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "เลือกมาตรการอย่างน้อยหนึ่งรายการ");
        }
        else
        {
            var (library, house) = (await plans.Library(stop), await plans.House(stop));
            var measures = Chosen.Distinct(StringComparer.Ordinal).Select(library.Find).OfType<LibraryMeasure>().Select(m => new NewMeasure(m.For(Year, house.ActiveUnits))).ToList();
            var added = await keep.Add(Year, measures, "measure.proposed", $"จากคลังตามผลปี {Year.Previous}", stop);
            if (added.IsOk)
            {
                TempData.Done($"เพิ่ม {added.Value.Count} มาตรการแล้ว", "เปิดแต่ละมาตรการเพื่อปรับขั้นตอน ผู้รับผิดชอบ และวันที่ให้ตรงกับหน่วยงาน");
                return Redirect($"/measures/{Year}");
            }
            ModelState.AddModelError(nameof(Chosen), added.Refusal.Text);
        }
        await Load(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Load(CancellationToken stop)
    {
        Now = await plans.Of(Year, stop);
        var library = await plans.Library(stop);
        var all = Now.Analysis is null
            ? [.. library.Measures.Select(m => new Proposal(m, 0, []))]
            : Proposals.From(Now.Analysis, library, Now.Rules);
        var fitting = all.Where(p => Issue is null || p.Measure.Answers.SelectMany(a => Aims.IssuesOf(a, Now.Rules)).Contains(Issue.Value)).ToList();
        Shown = All || Issue is not null ? fitting : [.. fitting.Take(Few)];
        More = fitting.Count - Shown.Count;
        Planned = Now.Measures.Select(m => m.LibraryId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Track = await cycle.Of(Year, 3, stop);
    }
}
