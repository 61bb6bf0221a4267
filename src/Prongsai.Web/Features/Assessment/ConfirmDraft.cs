using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Makes a draft the result of its year. A result that stands already is replaced by a new edition, with a reason.</summary>
internal sealed class ConfirmDraft(AppDbContext db, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<ConfirmedAssessment>> Do(Guid draftId, int version, string? reason, CancellationToken stop)
    {
        var draft = await db.Drafts.FirstAsync(d => d.Id == draftId, stop);
        if (draft.State is not DraftState.Open)
        {
            return new DraftIsClosed();
        }
        if (draft.Version != version)
        {
            return new DraftWasChanged();
        }
        if (rules.Find(draft.Year) is not { } rulebook)
        {
            return new NoRulebookForYear(draft.Year);
        }
        var kept = draft.Figures.Where(f => f.Value is not null).ToList();
        if (!kept.Any(f => f.Target == Target.Total || Target.IndicatorNo(f.Target) is not null))
        {
            return new NothingToConfirm();
        }
        var current = await db.Assessments.FirstOrDefaultAsync(a => a.Year == draft.Year && a.State == AssessmentState.Current, stop);
        if (current is not null && string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsNeeded();
        }
        var edition = await db.Assessments.Where(a => a.Year == draft.Year).MaxAsync(a => (int?)a.Edition, stop) ?? 0;
        var verification = Verifier.Verify(rulebook, draft.AsFigures);
        var fileId = draft.ImportId is null ? null : await db.Imports.Where(i => i.Id == draft.ImportId).Select(i => (Guid?)i.FileId).FirstOrDefaultAsync(stop);
        var assessment = new ConfirmedAssessment
        {
            Year = draft.Year,
            Edition = edition + 1,
            RulebookId = rulebook.Id,
            RulebookSha256 = rulebook.Sha256,
            LevelPrinted = draft.Level,
            Total = draft.AsFigures[Target.Total] ?? verification.Total,
            Level = verification.Level.Computed?.Code,
            Source = draft.Corrects is not null ? AssessmentSource.Correction : draft.ImportId is not null ? AssessmentSource.Paper : AssessmentSource.Typed,
            FileId = fileId,
            DraftId = draft.Id,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            ConfirmedAt = clock.GetUtcNow(),
            ConfirmedBy = person.Position,
            Figures = [.. kept.Select(f => new AssessmentFigure
            {
                Target = f.Target,
                Score = f.Value!.Value,
                ScoreRead = f.Read,
                Origin = f.State switch
                {
                    FigureState.Read or FigureState.Kept or FigureState.Dropped => FigureOrigin.Read,
                    FigureState.Corrected => FigureOrigin.Corrected,
                    FigureState.Added => FigureOrigin.Added,
                    _ => throw new InvalidOperationException($"A figure in state {f.State} cannot be confirmed."),
                },
                Place = f.Place,
                Reason = f.Reason,
            })],
        };
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (current is not null)
        {
            // The index that allows one current result a year is not deferred: the old one steps down first.
            current.State = AssessmentState.Replaced;
            await db.SaveChangesAsync(stop);
        }
        draft.State = DraftState.Confirmed;
        draft.UpdatedAt = clock.GetUtcNow();
        draft.Version++;
        db.Assessments.Add(assessment);
        db.Record("assessment.confirmed", "assessment", assessment.Id, assessment.Reason, new
        {
            year = draft.Year.Value,
            edition = assessment.Edition,
            total = assessment.Total,
            level = assessment.Level,
            rulebook = rulebook.Id,
            replaces = current?.Id,
            corrected = kept.Count(f => f.State is FigureState.Corrected),
        });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new DraftWasChanged();
        }
        catch (DbUpdateException fault) when (fault.InnerException is Npgsql.PostgresException { SqlState: "23505" })
        {
            // Two people confirmed the same year at the same moment; the other was first.
            return new DraftWasChanged();
        }
        await transaction.CommitAsync(stop);
        return assessment;
    }
}
