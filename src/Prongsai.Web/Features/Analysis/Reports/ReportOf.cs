using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Analysis.Reports;

/// <summary>The analysis report of a year as a paper, from the figures and words of this moment.</summary>
internal sealed class ReportOf(AppDbContext db, AnalysisOf analysis, IConfirmedResults results, IPlannedMeasures planned, CurrentOrganisation organisation, IReadOnlyList<AnalysisLayout> layouts, TimeProvider clock) : IUseCase
{
    /// <summary>The newest version of every layout, the one usual for the year first.</summary>
    public IReadOnlyList<AnalysisLayout> LayoutsFor(FiscalYear year) =>
        [.. layouts.GroupBy(l => l.Id, StringComparer.Ordinal).Select(g => g.MaxBy(l => l.Version)!).OrderByDescending(l => l.IsUsualFor(year)).ThenBy(l => l.Id, StringComparer.Ordinal)];

    /// <summary>Null when the year has no confirmed result.</summary>
    /// <exception cref="ArgumentException">There is no such layout.</exception>
    public async Task<(Document Paper, AnalysisLayout Layout, AnalysisNow Now)?> Of(FiscalYear year, string? layoutId, DigitStyle digits, CancellationToken stop)
    {
        if (await analysis.Of(year, stop) is not { } now)
        {
            return null;
        }
        var choices = LayoutsFor(year);
        var layout = layoutId is null ? choices[0] : choices.FirstOrDefault(l => l.Id == layoutId) ?? throw new ArgumentException($"There is no layout {layoutId}.", nameof(layoutId));
        var card = organisation.Card;
        var earlier = (await results.All(stop)).Where(r => r.Year < year).TakeLast(3).Select(r => r.Verification).ToList();
        var head = await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).ThenBy(p => p.Position).FirstOrDefaultAsync(stop);
        var content = new AnalysisReport
        {
            Analysis = now.Analysis,
            Organisation = new OrganisationOnPaper(card.Name, card.District, card.Province),
            Date = ThaiDate.InBangkok(clock.GetUtcNow()),
            Texts = now.PersonsWords,
            EarlierYears = earlier,
            Measures = await planned.OnPaper(year.Next, stop),
            Signatories = head is null ? [] : [new Signatory(null, head.Position)],
            Digits = digits,
            Font = card.PaperFont,
            WrittenAt = clock.GetUtcNow(),
        };
        return (AnalysisForms.Build(content, layout), layout, now);
    }
}
