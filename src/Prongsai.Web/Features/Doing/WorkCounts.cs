using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing;

/// <summary>How many steps stand where, and the earliest last day among the overdue and among those whose time is now.</summary>
internal sealed record StepCounts(int Total, int Done, int Proven, int Late, int Now, DateOnly? LateSince, DateOnly? NowUntil)
{
    /// <summary>Done, with nothing that shows it.</summary>
    public int Unproven => Done - Proven;

    public ProofMeter Meter => new(Proven, Done, Total);
}

/// <summary>
/// Counts the year's work in the database, by the same rule as <see cref="StepWork.Standing"/>: the year track stands on every page and must
/// not read a year's work to draw one of its stops.
/// </summary>
internal sealed class WorkCounts(AppDbContext db) : IUseCase
{
    public Task<StepCounts> Of(FiscalYear year, DateOnly today, CancellationToken stop) => Count(year, today, true, Guid.Empty, Guid.Empty, stop);

    /// <summary>Those of one person: named in the step, or one of the measure's when the step names nobody, or of the person's unit.</summary>
    public Task<StepCounts> Of(FiscalYear year, DateOnly today, Guid? person, Guid? unit, CancellationToken stop) => Count(year, today, false, person ?? Guid.Empty, unit ?? Guid.Empty, stop);

    private async Task<StepCounts> Count(FiscalYear year, DateOnly today, bool everyone, Guid person, Guid unit, CancellationToken stop) =>
        (await db.Database.SqlQuery<StepCounts>(
            $"""
            select count(*)::int as "Total",
              count(*) filter (where done and not failed)::int as "Done",
              count(*) filter (where done and not failed and shown)::int as "Proven",
              count(*) filter (where not done and not failed and ends_on < {today})::int as "Late",
              count(*) filter (where not done and not failed and {today} between starts_on and ends_on)::int as "Now",
              min(ends_on) filter (where not done and not failed and ends_on < {today}) as "LateSince",
              min(ends_on) filter (where not done and not failed and {today} between starts_on and ends_on) as "NowUntil"
            from step_work
            where organisation_id = {db.OrganisationId} and year = {(short)year.Value}
              and ({everyone} or person_id = {person} or (person_id is null and {person} = any (person_ids))
                or coalesce(unit_id = {unit}, {unit} = any (unit_ids)))
            """).ToListAsync(stop))[0];
}
