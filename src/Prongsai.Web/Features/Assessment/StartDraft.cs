using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Begins a draft typed by hand, or one that corrects a confirmed result.</summary>
internal sealed class StartDraft(AppDbContext db, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>An empty draft of a year, to be typed.</summary>
    public async Task<Result<Guid>> Typed(FiscalYear year, CancellationToken stop)
    {
        if (rules.Find(year) is not { } rulebook)
        {
            return new NoRulebookForYear(year);
        }
        var draft = New(rulebook, [], null, null);
        db.Drafts.Add(draft);
        db.Record("draft.started", "draft", draft.Id, data: new { year = year.Value, typed = true });
        await db.SaveChangesAsync(stop);
        return draft.Id;
    }

    /// <summary>A draft that starts from the current result of a year. Confirming it replaces that result.</summary>
    public async Task<Result<Guid>> Correcting(FiscalYear year, CancellationToken stop)
    {
        var current = await db.Assessments.Include(a => a.Figures).FirstOrDefaultAsync(a => a.Year == year && a.State == AssessmentState.Current, stop);
        if (current is null || rules.Find(year) is not { } rulebook)
        {
            return new NoRulebookForYear(year);
        }
        var open = await db.Drafts.Where(d => d.Corrects == current.Id && d.State == DraftState.Open).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop);
        if (open is not null)
        {
            return open.Value;
        }
        var figures = current.Figures.Select(f => new DraftFigure(
            f.Target,
            f.ScoreRead,
            f.Score,
            f.Origin switch { FigureOrigin.Read => FigureState.Read, FigureOrigin.Corrected => FigureState.Corrected, FigureOrigin.Added => FigureState.Added, _ => throw new InvalidOperationException($"Not an origin: {f.Origin}.") },
            f.Place,
            1,
            f.Reason)).ToList();
        var importId = await db.Drafts.Where(d => d.Id == current.DraftId).Select(d => d.ImportId).FirstOrDefaultAsync(stop);
        var draft = New(rulebook, figures, current, importId);
        db.Drafts.Add(draft);
        db.Record("draft.started", "draft", draft.Id, data: new { year = year.Value, corrects = current.Id });
        await db.SaveChangesAsync(stop);
        return draft.Id;
    }

    private Draft New(Rulebook rulebook, IReadOnlyList<DraftFigure> figures, ConfirmedAssessment? corrects, Guid? importId) => new()
    {
        ImportId = importId,
        Year = rulebook.Year,
        RulebookId = rulebook.Id,
        RulebookSha256 = rulebook.Sha256,
        Figures = figures,
        Level = corrects?.LevelPrinted,
        LevelRead = corrects?.LevelPrinted,
        Corrects = corrects?.Id,
        CreatedAt = clock.GetUtcNow(),
        CreatedBy = person.Position,
        UpdatedAt = clock.GetUtcNow(),
    };
}
