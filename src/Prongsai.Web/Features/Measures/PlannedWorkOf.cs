using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Measures;

/// <summary>Hands the plan to the area that does it.</summary>
internal sealed class PlannedWorkOf(AppDbContext db) : IUseCase, IPlannedWork
{
    public async Task<IReadOnlyList<PlannedWork>> Of(FiscalYear year, CancellationToken stop) =>
        [.. (await db.Measures.AsNoTracking().Include(m => m.Steps).Where(m => m.Year == year).OrderBy(m => m.Number).ToListAsync(stop)).Select(Work)];

    public async Task<IReadOnlyList<PlannedOutline>> Outline(FiscalYear year, CancellationToken stop) =>
        [.. (await db.Measures.AsNoTracking().Where(m => m.Year == year).Select(m => new { m.Id, m.UnitIds, m.FollowUps }).ToListAsync(stop)).Select(m => new PlannedOutline(m.Id, m.UnitIds, [.. m.FollowUps.Select(KebabCase<FollowUp>.Read)]))];

    public async Task<PlannedWork?> Find(Guid measure, CancellationToken stop) =>
        await db.Measures.AsNoTracking().Include(m => m.Steps).FirstOrDefaultAsync(m => m.Id == measure, stop) is { } row ? Work(row) : null;

    public async Task<IReadOnlyList<FiscalYear>> Years(CancellationToken stop) =>
        [.. (await db.Measures.Select(m => m.Year).Distinct().ToListAsync(stop)).OrderDescending()];

    private static PlannedWork Work(PlannedMeasure row) => new(row.Id, row.Number, row.ToMeasure(), [.. row.Steps.OrderBy(s => s.Number).Select(s => s.Id)]);
}
