using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Assessment.Sheets;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Drafts;

[Authorize("assessment.write")]
internal sealed class ShowModel(AppDbContext db, RulebookSet rules) : DraftPage(db, rules)
{
    /// <summary>Page of the document, from 1.</summary>
    [BindProperty(SupportsGet = true, Name = "sheet")]
    public int SheetNumber { get; set; } = 1;

    /// <summary>A figure to turn to.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public SheetModel? Paper { get; private set; }

    /// <summary>Best candidate per wrong figure.</summary>
    public IReadOnlyList<Suspect> Suspects { get; private set; } = [];

    public IReadOnlySet<string> SuspectTargets { get; private set; } = new HashSet<string>();

    /// <summary>Figures the year's rules have and the draft lacks, by kind of figure.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop, withSource: true))
        {
            return NotFound();
        }
        // What a person has looked at and let stand is a suspect no longer.
        Suspects = [.. Verification.Suspects.Where(s => s.Readings.Any(r => Draft.Figure(r.Target)?.State is not FigureState.Kept)).OrderBy(s => s.Rank)];
        SuspectTargets = Suspects.Where(s => s.Rank == 1).SelectMany(s => s.Readings).Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
        var known = Targets.Of(Rulebook);
        Missing = [.. Rulebook.Indicators.Select(i => Target.Indicator(i.No)).Append(Target.Total).Where(t => known.Contains(t) && Draft.Figure(t)?.Value is null)];
        if (Import?.Source is { } source)
        {
            if (At is not null && Draft.Figure(At)?.Place is { } place)
            {
                SheetNumber = Sheet.PageOf(source, place);
            }
            Paper = new SheetModel(Sheet.Of(source, Draft.Figures, SuspectTargets, SheetNumber), target => $"/assessment/drafts/{Id}/values/{target}");
        }
        return Page();
    }
}
