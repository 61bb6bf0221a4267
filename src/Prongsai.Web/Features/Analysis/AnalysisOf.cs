using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Analysis;

/// <summary>A text as it stands: the draft of today, what a person wrote over it, and whether a newer draft waits.</summary>
internal sealed record TextNow(string Key, DraftText? Draft, AnalysisText Text, bool Stored)
{
    public bool IsByPerson => Text.IsByPerson;

    public DraftText? Waiting => Text.Waiting;
}

/// <summary>The analysis of one year as it stands now.</summary>
internal sealed record AnalysisNow(ConfirmedResult Result, AnalysisResult Analysis, IReadOnlyDictionary<string, TextNow> Texts, IReadOnlyList<TextNow> Orphans, int ThresholdsVersion)
{
    public TextNow Text(DraftText draft) => Texts[draft.Key];

    /// <summary>What people wrote, by key: what reports print in the place of drafts.</summary>
    public IReadOnlyDictionary<string, string> PersonsWords => Texts.Values.Where(t => t.IsByPerson).ToDictionary(t => t.Key, t => t.Text.Text, StringComparer.Ordinal);
}

/// <summary>Puts a year's analysis together: result, thresholds, library with the organisation's changes, drafts, and people's words over them.</summary>
internal sealed class AnalysisOf(AppDbContext db, IConfirmedResults results, AdviceLibrary library, TimeProvider clock) : IUseCase
{
    /// <summary>Null when the year has no confirmed result.</summary>
    public async Task<AnalysisNow?> Of(FiscalYear year, CancellationToken stop)
    {
        if (await results.Of(year, stop) is not { } result)
        {
            return null;
        }
        var own = await db.Analyses.AsNoTracking().FirstOrDefaultAsync(a => a.Year == year, stop);
        var analysis = Analyst.Analyse(result.Verification, own?.Thresholds ?? Thresholds.Default, await Library(stop));
        var stored = await db.AnalysisTexts.AsNoTracking().Where(t => t.Year == year).ToListAsync(stop);
        var edited = stored.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var drafts = analysis.Drafts.ToDictionary(d => d.Key, StringComparer.Ordinal);
        var now = AnalysisTexts.Regenerate(stored.Select(t => t.ToText()), drafts.Values, clock.GetUtcNow())
            .Select(r => (r.Outcome, Text: new TextNow(r.Text.Key, drafts.GetValueOrDefault(r.Text.Key), r.Text, edited.Contains(r.Text.Key)))).ToList();
        return new(
            result,
            analysis,
            now.Where(x => x.Outcome is not Regeneration.Orphaned).ToDictionary(x => x.Text.Key, x => x.Text, StringComparer.Ordinal),
            [.. now.Where(x => x.Outcome is Regeneration.Orphaned).Select(x => x.Text)],
            own?.Version ?? 0);
    }

    /// <summary>The library with the organisation's changes. A change whose piece a later library no longer has is passed over.</summary>
    public async Task<AdviceLibrary> Library(CancellationToken stop)
    {
        var changes = await db.AdviceChanges.AsNoTracking().Where(c => c.Active).OrderBy(c => c.Number).ToListAsync(stop);
        var with = library;
        foreach (var change in changes)
        {
            var next = with.With([change.ToOverride()]);
            with = next.IsOk ? next.Value : with;
        }
        return with;
    }
}
