using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Changes what a draft holds: one figure, many typed at once, its level or its year. Every change is recorded with what stood there before.</summary>
internal sealed class CorrectDraft(AppDbContext db, RulebookSet rules, TimeProvider clock) : IUseCase
{
    /// <summary>What to do with one figure.</summary>
    internal enum Deed
    {
        /// <summary>Let the value of the paper stand.</summary>
        Keep,

        /// <summary>Put another value in its place, or add one that was not read.</summary>
        Set,

        /// <summary>It is no figure of this result.</summary>
        Drop,

        /// <summary>Back to what the paper has.</summary>
        Restore,
    }

    internal sealed record Input(string Target, Deed Deed, decimal? Value, string? Reason);

    public async Task<Result<Draft>> Do(Guid draftId, int version, IReadOnlyList<Input> inputs, CancellationToken stop)
    {
        var found = await Open(draftId, version, stop);
        if (!found.IsOk)
        {
            return found;
        }
        var draft = found.Value;
        var rulebook = rules.Find(draft.Year);
        var changes = new List<object>();
        foreach (var input in inputs)
        {
            if (rulebook is null || !Targets.Of(rulebook).Contains(input.Target))
            {
                return new UnknownTarget(input.Target);
            }
            if (input is { Deed: Deed.Set, Value: not (>= 0 and <= 100) })
            {
                return new NotAScore();
            }
            var before = draft.Figure(input.Target);
            if (After(before, input) is { } after && after != before)
            {
                draft.Put(after);
                changes.Add(new { target = input.Target, from = before?.Value, to = after.Value, deed = input.Deed.ToString().ToLowerInvariant() });
            }
        }
        var reason = inputs.Select(i => i.Reason).FirstOrDefault(r => !string.IsNullOrWhiteSpace(r));
        return changes.Count == 0 ? draft : await Save(draft, "draft.corrected", reason, new { figures = changes }, stop);
    }

    public async Task<Result<Draft>> Level(Guid draftId, int version, string? level, CancellationToken stop)
    {
        var found = await Open(draftId, version, stop);
        if (!found.IsOk || found.Value.Level == level)
        {
            return found;
        }
        var before = found.Value.Level;
        found.Value.Level = string.IsNullOrWhiteSpace(level) ? null : level.Trim();
        return await Save(found.Value, "draft.level-set", null, new { from = before, to = found.Value.Level }, stop);
    }

    /// <summary>Moves a draft to another year's rules. Figures the other year does not know stay, marked dropped, so that nothing is lost.</summary>
    public async Task<Result<Draft>> Year(Guid draftId, int version, FiscalYear year, CancellationToken stop)
    {
        var found = await Open(draftId, version, stop);
        if (!found.IsOk || found.Value.Year == year)
        {
            return found;
        }
        if (rules.Find(year) is not { } rulebook)
        {
            return new NoRulebookForYear(year);
        }
        var draft = found.Value;
        var before = draft.Year;
        var known = Targets.Of(rulebook);
        draft.Year = year;
        draft.RulebookId = rulebook.Id;
        draft.RulebookSha256 = rulebook.Sha256;
        draft.Figures = [.. draft.Figures.Select(f => known.Contains(f.Target) ? f : f with { Value = null, State = FigureState.Dropped })];
        return await Save(draft, "draft.year-set", null, new { from = before.Value, to = year.Value }, stop);
    }

    public async Task<Result<Draft>> Discard(Guid draftId, int version, string? reason, CancellationToken stop)
    {
        var found = await Open(draftId, version, stop);
        if (!found.IsOk)
        {
            return found;
        }
        found.Value.State = DraftState.Discarded;
        return await Save(found.Value, "draft.discarded", reason, null, stop);
    }

    private static DraftFigure? After(DraftFigure? before, Input input) => input.Deed switch
    {
        Deed.Keep => before is null ? null : before with { Value = before.Read ?? before.Value, State = before.Read is null ? before.State : FigureState.Kept, Reason = input.Reason },
        Deed.Drop => before is null ? null : before with { Value = null, State = FigureState.Dropped, Reason = input.Reason },
        Deed.Restore => before?.Read is null ? null : before with { Value = before.Read, State = FigureState.Read, Reason = null },
        Deed.Set when before is null => new DraftFigure(input.Target, null, input.Value, FigureState.Added, null, 1, input.Reason),
        Deed.Set when before.Value == input.Value => before,
        Deed.Set => before with
        {
            Value = input.Value,
            State = before.Read is null ? FigureState.Added : before.Read == input.Value ? FigureState.Kept : FigureState.Corrected,
            Reason = input.Reason,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(input), input.Deed, null),
    };

    private async Task<Result<Draft>> Open(Guid id, int version, CancellationToken stop)
    {
        var draft = await db.Drafts.FirstAsync(d => d.Id == id, stop);
        if (draft.State is not DraftState.Open)
        {
            return new DraftIsClosed();
        }
        return draft.Version == version ? draft : new DraftWasChanged();
    }

    private async Task<Result<Draft>> Save(Draft draft, string kind, string? reason, object? data, CancellationToken stop)
    {
        draft.UpdatedAt = clock.GetUtcNow();
        draft.Version++;
        db.Record(kind, "draft", draft.Id, reason, data);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new DraftWasChanged();
        }
        return draft;
    }
}

/// <summary>The targets a year's rules know: ten indicators, questions, items, tools and the total.</summary>
internal static class Targets
{
    public static IReadOnlySet<string> Of(Rulebook rulebook) =>
        rulebook.Indicators.Select(i => Domain.Assessment.Target.Indicator(i.No))
            .Concat(rulebook.Questions.Select(q => q.Code))
            .Concat(rulebook.Items.Select(i => i.Code))
            .Concat(rulebook.Tools.Select(t => t.Code))
            .Append(Domain.Assessment.Target.Total)
            .ToHashSet(StringComparer.Ordinal);
}
