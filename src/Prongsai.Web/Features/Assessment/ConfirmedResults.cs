using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Reads confirmed results, scored by the rulebooks they pinned.</summary>
internal sealed class ConfirmedResults(AppDbContext db, RulebookSet rules) : IConfirmedResults
{
    private IQueryable<ConfirmedAssessment> Current => db.Assessments.AsNoTracking().Include(a => a.Figures).Where(a => a.State == AssessmentState.Current);

    public async Task<IReadOnlyList<ConfirmedResult>> All(CancellationToken stop) =>
        [.. (await Current.OrderBy(a => a.Year).ToListAsync(stop)).Select(Verified).OfType<ConfirmedResult>()];

    public Task<FiscalYear?> LatestYear(CancellationToken stop) => db.Assessments.Where(a => a.State == AssessmentState.Current).OrderByDescending(a => a.Year).Select(a => (FiscalYear?)a.Year).FirstOrDefaultAsync(stop);

    public async Task<ConfirmedResult?> Of(FiscalYear year, CancellationToken stop) =>
        await Current.FirstOrDefaultAsync(a => a.Year == year, stop) is { } found ? Verified(found) : null;

    /// <summary>Null only when an installation lost the rules of a year it has results of.</summary>
    private ConfirmedResult? Verified(ConfirmedAssessment a) =>
        (rules.FindById(a.RulebookId) ?? rules.Find(a.Year)) is { } rulebook
            ? new(a.Id, a.Year, a.Edition, a.Total, a.LevelPrinted, a.ConfirmedAt, a.ConfirmedBy, a.FileId, a.DraftId, Verifier.Verify(rulebook, a.AsFigures))
            : null;
}
