using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>An item with what is known of it.</summary>
internal sealed record RehearsedItem(DisclosureItem Item, bool? IsComplete, string Reason, string Source);

/// <summary>A rehearsal as it stands now.</summary>
internal sealed record LiveRehearsal(Rulebook Rules, IReadOnlyList<SurveyFigures> Surveys, IReadOnlyList<RehearsedItem> Items, IReadOnlyDictionary<string, decimal> Figures, Prediction Prediction)
{
    public int Undecided => Items.Count(i => i.IsComplete is null);
}

internal sealed record ReasonIsMissing() : Refusal("บอกว่ายังขาดอะไร ผู้จัดทำจะได้แก้ถูกจุด");

internal sealed record NothingToKeep() : Refusal("ยังไม่มีตัวเลขพอให้เก็บผล ต้องมีผล IIT EIT และการตัดสินข้อ OIT อย่างน้อยอย่างหนึ่ง");

/// <summary>Draws a rehearsal up from surveys, readiness and the assessor's decisions; decides on items; keeps a prediction.</summary>
internal sealed class Rehearse(AppDbContext db, RulebookSet rules, ISurveyFigures surveys, IEnumerable<IReadiness> readiness, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<LiveRehearsal?> Of(FiscalYear year, CancellationToken stop)
    {
        if (rules.Find(year) is not { } book)
        {
            return null;
        }
        var own = await surveys.Of(year, stop);
        var decided = await db.RehearsalDecisions.AsNoTracking().Where(d => d.Year == year).ToDictionaryAsync(d => d.Item, stop);
        var ready = new Dictionary<string, ItemReadiness>(StringComparer.Ordinal);
        foreach (var source in readiness)
        {
            foreach (var item in await source.Of(year, stop))
            {
                ready[item.Code] = item;
            }
        }
        var items = book.Items.Select(i => decided.TryGetValue(i.Code, out var d)
            ? new RehearsedItem(i, d.IsComplete, d.Reason, $"{d.DecidedBy} {ThaiDate.Short(ThaiDate.InBangkok(d.DecidedAt))}")
            : ready.TryGetValue(i.Code, out var r) ? new RehearsedItem(i, r.IsComplete, r.Missing, "จากความพร้อมของข้อ") : new RehearsedItem(i, null, "", "")).ToList();
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (code, score) in own.SelectMany(s => s.Scores).Where(s => book.FindQuestion(s.Key) is not null))
        {
            figures[code] = score;
        }
        foreach (var item in items.Where(i => i.IsComplete is not null))
        {
            figures[item.Item.Code] = item.IsComplete is true ? 100m : 0m;
        }
        return new(book, own, items, figures, Prongsai.Domain.Assessment.Rehearsing.Predict(book, figures));
    }

    public async Task<Result<RehearsalDecision>> Decide(FiscalYear year, string item, bool isComplete, string? reason, CancellationToken stop)
    {
        if (!isComplete && string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsMissing();
        }
        var decision = await db.RehearsalDecisions.FirstOrDefaultAsync(d => d.Year == year && d.Item == item, stop);
        if (decision is null)
        {
            decision = new RehearsalDecision { Year = year, Item = item, DecidedBy = person.Position, DecidedAt = clock.GetUtcNow() };
            db.RehearsalDecisions.Add(decision);
        }
        (decision.IsComplete, decision.Reason, decision.DecidedBy, decision.DecidedAt) = (isComplete, isComplete ? "" : reason!.Trim(), person.Position, clock.GetUtcNow());
        db.Record("rehearsal.decided", "rehearsal", year.ToString(), decision.Reason.Length > 0 ? decision.Reason : null, new { item, isComplete });
        await db.SaveChangesAsync(stop);
        return decision;
    }

    public async Task<Result<KeptRehearsal>> Keep(FiscalYear year, CancellationToken stop)
    {
        if (await Of(year, stop) is not { } live || live.Figures.Count == 0)
        {
            return new NothingToKeep();
        }
        var outcome = live.Prediction.Outcome;
        var scores = new Dictionary<string, decimal>(live.Figures, StringComparer.Ordinal);
        foreach (var (no, score) in outcome.Indicators.Where(i => i.Value.Value is not null))
        {
            scores[Target.Indicator(no)] = score.Value!.Value;
        }
        foreach (var (tool, score) in outcome.Tools.Where(t => t.Value is not null))
        {
            scores[tool] = score!.Value;
        }
        if (outcome.Total is { } total)
        {
            scores[Target.Total] = total;
        }
        var kept = new KeptRehearsal { Year = year, Scores = scores, Level = outcome.Level?.Name, RulebookId = live.Rules.Id, RulebookSha256 = live.Rules.Sha256, KeptBy = person.Position, KeptAt = clock.GetUtcNow() };
        db.KeptRehearsals.Add(kept);
        db.Record("rehearsal.kept", "rehearsal", year.ToString(), null, new { total = outcome.Total, level = outcome.Level?.Code });
        await db.SaveChangesAsync(stop);
        return kept;
    }
}
