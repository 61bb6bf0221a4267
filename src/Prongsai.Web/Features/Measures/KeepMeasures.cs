using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures;

/// <summary>Somebody saved the measure since the form was opened.</summary>
internal sealed record MeasureWasChanged(string By, DateTimeOffset At)
    : Refusal($"{By} บันทึกมาตรการนี้เมื่อ {ThaiDate.ShortWithTime(At)} ระหว่างที่ท่านแก้ไข สิ่งที่ท่านพิมพ์ยังอยู่ครบ เทียบสองฉบับแล้วบันทึกอีกครั้ง");

internal sealed record MeasureIsGone() : Refusal("มาตรการนี้ถูกนำออกจากแผนแล้ว");

internal sealed record WhyIsMissing() : Refusal("บอกเหตุผล เพื่อให้ผู้อื่นเข้าใจเมื่อดูย้อนหลัง");

internal sealed record PlanIsBusy() : Refusal("มีผู้เพิ่มมาตรการในแผนนี้พร้อมกัน โปรดกดบันทึกอีกครั้ง");

internal sealed record UnknownUnitOrPerson() : Refusal("หน่วยงานหรือบุคคลที่เลือกไม่มีในองค์กรนี้แล้ว โปรดเลือกใหม่");

/// <summary>A measure to be added, and the one of an earlier year it was copied from.</summary>
internal sealed record NewMeasure(Measure Measure, Guid? CarriedFrom = null);

/// <summary>Adds, changes and removes measures of a plan. Every deed is written down with what changed and why.</summary>
internal sealed class KeepMeasures(AppDbContext db, PlanOf plans, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="year">The year of the plan; every measure is of this year.</param>
    /// <param name="measures">Without faults; the first fault is the refusal.</param>
    /// <param name="kind">noun.past of the change.</param>
    /// <param name="reason">Where they come from, in a few words.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<IReadOnlyList<Guid>>> Add(FiscalYear year, IReadOnlyList<NewMeasure> measures, string kind, string? reason, CancellationToken stop)
    {
        if (measures.SelectMany(m => m.Measure.Faults()).FirstOrDefault() is { } fault)
        {
            return fault;
        }
        if (!await AllKnown(measures.Select(m => m.Measure), stop))
        {
            return new UnknownUnitOrPerson();
        }
        var number = await db.AllMeasures.Where(m => m.Year == year).MaxAsync(m => (int?)m.Number, stop) ?? 0;
        var added = new List<Guid>();
        foreach (var one in measures)
        {
            var row = new PlannedMeasure { Year = year, Number = ++number, CarriedFrom = one.CarriedFrom, CreatedAt = clock.GetUtcNow() };
            row.Take(one.Measure with { Year = year }, null, person.Position, clock.GetUtcNow());
            db.AllMeasures.Add(row);
            db.Record(kind, "measure", row.Id, reason, new { year = year.Value, number, title = row.Title, library = row.LibraryId, from = one.CarriedFrom });
            added.Add(row.Id);
        }
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException trouble) when (trouble.InnerException is Npgsql.PostgresException { SqlState: "23505" })
        {
            return new PlanIsBusy();
        }
        return added;
    }

    /// <summary>Refused by <see cref="MeasureWasChanged"/> when the version seen is no longer the one kept.</summary>
    public async Task<Result<Guid>> Change(Guid id, int seen, Measure measure, IReadOnlyList<Guid?> stepIds, string? reason, CancellationToken stop)
    {
        if (await db.Measures.Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == id, stop) is not { } row)
        {
            return new MeasureIsGone();
        }
        if (row.Version != seen)
        {
            return new MeasureWasChanged(row.UpdatedBy, row.UpdatedAt);
        }
        if (measure.Faults() is [var fault, ..])
        {
            return fault;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        if (!await AllKnown([measure], stop))
        {
            return new UnknownUnitOrPerson();
        }
        var (before, house, planRules) = (row.ToMeasure(), await plans.House(stop), plans.RulesOf(row.Year));
        row.Take(measure with { LibraryId = row.LibraryId }, stepIds, person.Position, clock.GetUtcNow());
        var changes = CarryOver.Differences(before, row.ToMeasure(), house.NameOf, a => Aims.Of(a, planRules)?.Name ?? a.ToString());
        if (changes.Count == 0)
        {
            return id;
        }
        db.Record("measure.changed", "measure", id, reason, new { number = row.Number, changes });
        return await Save(row, stop);
    }

    /// <summary>Takes the measure out of the plan; it and its history stay in the records.</summary>
    public async Task<Result<Guid>> Remove(Guid id, int seen, string? reason, CancellationToken stop)
    {
        if (await db.Measures.Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == id, stop) is not { } row)
        {
            return new MeasureIsGone();
        }
        if (row.Version != seen)
        {
            return new MeasureWasChanged(row.UpdatedBy, row.UpdatedAt);
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        row.Take(row.ToMeasure(), [.. row.Steps.OrderBy(s => s.Number).Select(s => (Guid?)s.Id)], person.Position, clock.GetUtcNow());
        row.RemovedAt = clock.GetUtcNow();
        db.Record("measure.removed", "measure", id, reason, new { year = row.Year.Value, number = row.Number, title = row.Title });
        return await Save(row, stop);
    }

    /// <summary>Puts a measure that was taken out back into its plan, under the number it had.</summary>
    public async Task<Result<Guid>> Restore(Guid id, string? reason, CancellationToken stop)
    {
        if (await db.AllMeasures.Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == id && m.RemovedAt != null, stop) is not { } row)
        {
            return new MeasureIsGone();
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        row.Take(row.ToMeasure(), [.. row.Steps.OrderBy(s => s.Number).Select(s => (Guid?)s.Id)], person.Position, clock.GetUtcNow());
        row.RemovedAt = null;
        db.Record("measure.restored", "measure", id, reason, new { year = row.Year.Value, number = row.Number, title = row.Title });
        return await Save(row, stop);
    }

    private async Task<Result<Guid>> Save(PlannedMeasure row, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return row.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            var now = await db.AllMeasures.AsNoTracking().Where(m => m.Id == row.Id).Select(m => new { m.UpdatedBy, m.UpdatedAt }).FirstAsync(stop);
            return new MeasureWasChanged(now.UpdatedBy, now.UpdatedAt);
        }
    }

    /// <summary>Ids come from a form; those of another organisation are not seen here and so not known.</summary>
    private async Task<bool> AllKnown(IEnumerable<Measure> measures, CancellationToken stop)
    {
        var (units, people) = (new HashSet<Guid>(), new HashSet<Guid>());
        foreach (var measure in measures)
        {
            units.UnionWith(measure.UnitIds.Concat(measure.Steps.Select(s => s.UnitId).OfType<Guid>()));
            people.UnionWith(measure.PersonIds.Concat(measure.Steps.Select(s => s.PersonId).OfType<Guid>()));
        }
        return await db.Units.CountAsync(u => units.Contains(u.Id), stop) == units.Count && await db.People.CountAsync(p => people.Contains(p.Id), stop) == people.Count;
    }
}
