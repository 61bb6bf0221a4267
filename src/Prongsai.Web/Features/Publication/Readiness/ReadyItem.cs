using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Publication.Readiness;

internal sealed record NothingToConfirm() : Refusal("ยังไม่มีอะไรให้ยืนยัน ต้องมีคำตอบหรือเอกสารที่เผยแพร่แล้วก่อน");

internal sealed record OwnWorkIsNotConfirmed() : Refusal("ท่านเป็นผู้แก้หรือผู้เผยแพร่ข้อนี้ล่าสุด ให้คนอื่นเปิดดูด้วยสายตาผู้ประเมินแล้วยืนยัน");

internal sealed record ConfirmingNeedsWords() : Refusal("เขียนสั้น ๆ ว่าเปิดดูแล้วเห็นอะไร ผู้อื่นจะได้รู้ว่าตรวจอะไรไปแล้ว");

internal sealed record SeenSomethingElse() : Refusal("เนื้อหาของข้อนี้เปลี่ยนระหว่างที่ท่านเปิดหน้านี้อยู่ เปิดดูอีกครั้งแล้วยืนยัน");

internal sealed record ItemIsBusy() : Refusal("มีผู้แก้ข้อนี้พร้อมกับท่าน เปิดหน้าใหม่แล้วทำอีกครั้ง");

internal sealed record NoSuchUnit() : Refusal("ไม่มีส่วนราชการนี้แล้ว เลือกใหม่จากรายการ");

/// <summary>The work around an answer: who owns it and by when, what is ticked, what the program sees, and the second pair of eyes.</summary>
internal sealed class ReadyItem(AppDbContext db, ItemsOf items, ItemChecks checks, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<bool>> Own(FiscalYear year, int number, Guid? unit, DateOnly? due, CancellationToken stop)
    {
        if (unit is { } id && !await db.Units.AnyAsync(u => u.Id == id, stop))
        {
            return new NoSuchUnit();
        }
        if (await Begin(year, number, stop) is not { } work)
        {
            return new ItemIsNotInTheRules();
        }
        (work.UnitId, work.DueOn) = (unit, due);
        db.Record("item.assigned", "item", KeepItem.Subject(year, number), null, new { unit, due });
        return await Save(stop);
    }

    /// <param name="year">Of the item.</param>
    /// <param name="number">7 of O7.</param>
    /// <param name="there">The texts of the elements that are there; those that are not among them lose their tick.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<bool>> Tick(FiscalYear year, int number, IReadOnlySet<string> there, CancellationToken stop)
    {
        if (await Begin(year, number, stop) is not { } work)
        {
            return new ItemIsNotInTheRules();
        }
        var known = rules.Find(year)!.Items.First(i => i.Number == number).Elements.Select(e => e.Text).Where(there.Contains).ToList();
        work.Ticks = [.. known.Select(e => work.Ticks.FirstOrDefault(t => t.Element == e) ?? new Tick(e, person.Position, clock.GetUtcNow()))];
        db.Record("item.ticked", "item", KeepItem.Subject(year, number), null, new { there = known.Count });
        return await Save(stop);
    }

    /// <param name="year">Of the item.</param>
    /// <param name="number">7 of O7.</param>
    /// <param name="seen">The fingerprint of what the person looked at, in hex.</param>
    /// <param name="words">What was seen.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<bool>> Confirm(FiscalYear year, int number, string? seen, string? words, CancellationToken stop)
    {
        if (await items.Find(year, number, stop) is not { } item)
        {
            return new ItemIsNotInTheRules();
        }
        if (item.Seen is not { } now)
        {
            return new NothingToConfirm();
        }
        if (string.IsNullOrWhiteSpace(words))
        {
            return new ConfirmingNeedsWords();
        }
        if (Convert.ToHexStringLower(now) != seen)
        {
            return new SeenSomethingElse();
        }
        if (await Begin(year, number, stop) is not { } work)
        {
            return new ItemIsNotInTheRules();
        }
        if (await IsOwn(item, stop))
        {
            return new OwnWorkIsNotConfirmed();
        }
        (work.ConfirmedMark, work.ConfirmedAt, work.ConfirmedBy, work.ConfirmedById, work.ConfirmedWords) = (now, clock.GetUtcNow(), person.Position, person.PersonId, words.Trim());
        db.Record("item.confirmed", "item", KeepItem.Subject(year, number), work.ConfirmedWords, new { seen });
        return await Save(stop);
    }

    /// <summary>Whether the person at the screen last changed the answer or published what stands, and so cannot be its second pair of eyes.</summary>
    public async Task<bool> IsOwn(OfficeItem item, CancellationToken stop)
    {
        if (person.PersonId is not { } me)
        {
            return false;
        }
        // An edition tells the public a position; which person it was stands in the changes.
        var lines = item.Public.Open.Select(e => PublishEdition.Subject(e.Kind, e.Year)).ToList();
        var acts = await db.Changes.AsNoTracking().Where(c => c.Kind == "edition.published" && c.SubjectType == "edition" && lines.Contains(c.SubjectId))
            .Select(c => new { c.SubjectId, c.Number, c.ActorId }).ToListAsync(stop);
        return item.Work?.ChangedById == me || acts.GroupBy(a => a.SubjectId).Any(line => line.MaxBy(a => a.Number)!.ActorId == me);
    }

    /// <summary>Lets the program look again and keeps what it found.</summary>
    public async Task<Result<bool>> Check(FiscalYear year, int number, CancellationToken stop)
    {
        if (await items.Find(year, number, stop) is not { } item)
        {
            return new ItemIsNotInTheRules();
        }
        var found = await checks.Of(item, stop);
        var work = (await Begin(year, number, stop))!;
        // The answer itself did not change, so its version stays.
        (work.Checks, work.CheckedAt) = (found, clock.GetUtcNow());
        return await Save(stop);
    }

    /// <summary>Saves, unless the answer was saved by another since it was read, or another began the same item.</summary>
    private async Task<Result<bool>> Save(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new ItemIsBusy();
        }
    }

    /// <summary>The work of an item, begun now when nobody had; null where the rules have no such item.</summary>
    private async Task<ItemWork?> Begin(FiscalYear year, int number, CancellationToken stop)
    {
        if (rules.Find(year)?.Items.Any(i => i.Number == number) != true)
        {
            return null;
        }
        var work = await db.ItemWorks.Include(w => w.Files).FirstOrDefaultAsync(w => w.Year == year && w.Number == number, stop);
        if (work is null)
        {
            work = new ItemWork { Year = year, Number = (short)number, ChangedAt = clock.GetUtcNow(), ChangedBy = person.Position };
            db.ItemWorks.Add(work);
        }
        return work;
    }
}

/// <summary>The score the items give as they stand, by the year's rules, and which of them costs most.</summary>
/// <param name="Score">Of OIT, 0–100; null where it cannot be computed.</param>
/// <param name="Costly">Items that are missing, dearest first.</param>
/// <param name="Unconfirmed">Items counted as complete though no second person confirmed them.</param>
internal sealed record ReadyScore(decimal? Score, IReadOnlyList<CheapPoint> Costly, int Unconfirmed)
{
    public static ReadyScore Of(OfficeYear year)
    {
        var figures = year.Items.ToDictionary(i => i.Public.Code, i => i.IsComplete is false ? 0m : 100m, StringComparer.Ordinal);
        var predicted = Prongsai.Domain.Assessment.Rehearsing.Predict(year.Rules, figures);
        return new(predicted.Outcome.Tools.GetValueOrDefault("OIT"), [.. predicted.Cheapest.Where(p => figures.ContainsKey(p.Target))], year.Items.Count(i => i.IsComplete is null));
    }
}

/// <summary>Tells the rehearsal how the items stand; nothing of a year nobody works on here.</summary>
internal sealed class ItemReadinessOf(ItemsOf items) : IReadiness
{
    public async Task<IReadOnlyList<ItemReadiness>> Of(FiscalYear year, CancellationToken stop) =>
        await items.Of(year, stop) is { IsInUse: true } all ? [.. all.Items.Select(i => new ItemReadiness(i.Public.Code, i.IsComplete, i.Lacks, i.Work?.UnitId))] : [];
}

/// <summary>Looks at one item after it changed.</summary>
internal sealed class CheckItems(ReadyItem ready) : IJob
{
    internal sealed record What(int Year, int Number);

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var what = run.Arguments<What>();
        _ = await ready.Check(new FiscalYear(what.Year), what.Number, stop);
    }
}

/// <summary>Looks at every item that has something to look at, once a day: files get lost, pages move, days pass.</summary>
internal sealed class CheckEveryItem(ItemsOf items, ReadyItem ready, RulebookSet rules) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        foreach (var year in rules.Years.OrderDescending().Take(2))
        {
            foreach (var item in (await items.Of(year, stop))!.Items.Where(i => i.HasAnswer || i.Public.Open.Count > 0))
            {
                _ = await ready.Check(year, item.Number, stop);
            }
        }
    }
}
