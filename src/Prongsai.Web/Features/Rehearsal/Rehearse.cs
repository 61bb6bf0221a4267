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
/// <param name="Item">Of the rules.</param>
/// <param name="IsComplete">By the assessor's decision, else by the office's own checklist; null where nobody has looked.</param>
/// <param name="Reason">What is missing.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Decision">The assessor's; null where there is none.</param>
/// <param name="Ready">What the office's own checklist says; null where none is kept.</param>
internal sealed record RehearsedItem(DisclosureItem Item, bool? IsComplete, string Reason, string Source, RehearsalDecision? Decision, ItemReadiness? Ready)
{
    /// <summary>The owner and the assessor do not see the same.</summary>
    public bool IsDisputed => Decision is not null && Ready?.IsComplete is { } own && own != Decision.IsComplete;
}

/// <summary>A rehearsal as it stands now.</summary>
internal sealed record LiveRehearsal(Rulebook Rules, IReadOnlyList<SurveyFigures> Surveys, IReadOnlyList<RehearsedItem> Items, IReadOnlyDictionary<string, decimal> Figures, Prediction Prediction, AssessingUnits Assessing)
{
    public int Undecided => Items.Count(i => i.IsComplete is null);

    /// <summary>Why a person of this unit may not decide on the item; null when they may.</summary>
    public Refusal? Bar(RehearsedItem item, Guid? unit) => Assessing.Bar(item.Ready?.Owner, unit);

    public int Disputed => Items.Count(i => i.IsDisputed);
}

internal sealed record ReasonIsMissing() : Refusal("บอกว่ายังขาดอะไร ผู้จัดทำจะได้แก้ถูกจุด");

internal sealed record ElementsAreLeft(IReadOnlyList<int> Places) : Refusal("ตัดสินให้ครบทุกองค์ประกอบก่อนบันทึก");

internal sealed record NothingToKeep() : Refusal("ยังไม่มีตัวเลขพอให้เก็บผล ต้องมีผล IIT EIT และการตัดสินข้อ OIT อย่างน้อยอย่างหนึ่ง");

/// <summary>Draws a rehearsal up from surveys, readiness and the assessor's decisions; decides on items; keeps a prediction.</summary>
internal sealed class Rehearse(AppDbContext db, RulebookSet rules, ISurveyFigures surveys, IEnumerable<IReadiness> readiness, Assessors assessors, CurrentPerson person, TimeProvider clock) : IUseCase
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
            ? new RehearsedItem(i, d.IsComplete, d.Reason, $"{d.DecidedBy}{(d.DecidedUnit.Length > 0 ? $" {d.DecidedUnit}" : "")} {ThaiDate.Short(ThaiDate.InBangkok(d.DecidedAt))}", d, ready.GetValueOrDefault(i.Code))
            : ready.TryGetValue(i.Code, out var r) ? new RehearsedItem(i, r.IsComplete, r.Missing, "จากความพร้อมของข้อ", null, r) : new RehearsedItem(i, null, "", "", null, null)).ToList();
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (code, score) in own.SelectMany(s => s.Scores).Where(s => book.FindQuestion(s.Key) is not null))
        {
            figures[code] = score;
        }
        foreach (var item in items.Where(i => i.IsComplete is not null))
        {
            figures[item.Item.Code] = item.IsComplete is true ? 100m : 0m;
        }
        return new(book, own, items, figures, Prongsai.Domain.Assessment.Rehearsing.Predict(book, figures), await assessors.Of(year, stop));
    }

    /// <param name="year">Rehearsed.</param>
    /// <param name="item">The item.</param>
    /// <param name="isThere">For each element of the item in the order of the rules, whether it was seen; null where nothing was chosen.</param>
    /// <param name="whole">The verdict on an item whose elements the rules do not hold.</param>
    /// <param name="reason">What is missing; made of the missing elements where nothing was written.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<RehearsalDecision>> Decide(FiscalYear year, DisclosureItem item, IReadOnlyList<bool?> isThere, bool whole, string? reason, CancellationToken stop)
    {
        var assessing = await assessors.Of(year, stop);
        if (assessing.Bar(await OwnerOf(year, item.Code, stop), person.UnitId) is { } barred)
        {
            return barred;
        }
        if (isThere.Select((there, i) => (there, i)).Where(e => e.there is null).Select(e => e.i).ToList() is { Count: > 0 } left)
        {
            return new ElementsAreLeft(left);
        }
        List<ElementDecision> elements = [.. item.Elements.Zip(isThere, (e, there) => new ElementDecision(e.Text, there!.Value))];
        var isComplete = elements.Count == 0 ? whole : elements.TrueForAll(e => e.IsThere);
        if (!isComplete && string.IsNullOrWhiteSpace(reason) && elements.Count > 0)
        {
            reason = "ยังไม่มี " + string.Join(" · ", elements.Where(e => !e.IsThere).Select(e => e.Text));
            reason = reason.Length > RehearsalDecision.ReasonMaxLength ? reason[..(RehearsalDecision.ReasonMaxLength - 1)] + "…" : reason;
        }
        if (!isComplete && string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsMissing();
        }
        var decision = await db.RehearsalDecisions.FirstOrDefaultAsync(d => d.Year == year && d.Item == item.Code, stop);
        if (decision is null)
        {
            decision = new RehearsalDecision { Year = year, Item = item.Code, DecidedBy = person.Position, DecidedAt = clock.GetUtcNow() };
            db.RehearsalDecisions.Add(decision);
        }
        decision.Elements = elements;
        decision.DecidedUnit = assessing.NameOf(person.UnitId) ?? "";
        (decision.IsComplete, decision.Reason, decision.DecidedBy, decision.DecidedAt) = (isComplete, isComplete ? "" : reason!.Trim(), person.Position, clock.GetUtcNow());
        db.Record("rehearsal.decided", "rehearsal", year.ToString(), decision.Reason.Length > 0 ? decision.Reason : null, new { item = item.Code, isComplete, elements = elements.Count, there = elements.Count(e => e.IsThere) });
        await db.SaveChangesAsync(stop);
        return decision;
    }

    private async Task<Guid?> OwnerOf(FiscalYear year, string item, CancellationToken stop)
    {
        Guid? owner = null;
        foreach (var source in readiness)
        {
            owner = (await source.Of(year, stop)).FirstOrDefault(i => i.Code == item)?.Owner ?? owner;
        }
        return owner;
    }

    /// <summary>Keeps the rehearsal as it stands now.</summary>
    public async Task<Result<KeptRehearsal>> Keep(FiscalYear year, CancellationToken stop)
    {
        var drawn = await Drawn(year, clock.GetUtcNow(), person.Position, stop);
        if (drawn.IsOk)
        {
            db.KeptRehearsals.Add(drawn.Value);
            db.Record("rehearsal.kept", "rehearsal", year.ToString(), null, new { total = drawn.Value.Scores.TryGetValue(Target.Total, out var total) ? total : (decimal?)null, level = drawn.Value.Level });
            await db.SaveChangesAsync(stop);
        }
        return drawn;
    }

    /// <summary>The rehearsal as it would be kept; not kept yet.</summary>
    public async Task<Result<KeptRehearsal>> Drawn(FiscalYear year, DateTimeOffset at, string by, CancellationToken stop)
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
        return new KeptRehearsal { Year = year, Scores = scores, Level = outcome.Level?.Name, RulebookId = live.Rules.Id, RulebookSha256 = live.Rules.Sha256, KeptBy = by, KeptAt = at };
    }
}
