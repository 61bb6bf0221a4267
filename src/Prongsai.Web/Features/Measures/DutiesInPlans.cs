using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures;

/// <summary>Measures that name a person and are not over.</summary>
internal sealed class DutiesInPlans(AppDbContext db) : IHeldDuties
{
    public async Task<IReadOnlyList<HeldDuty>> Of(Guid personId, DateOnly on, CancellationToken stop)
    {
        var held = await db.AllMeasures.AsNoTracking().Where(m => m.RemovedAt == null && m.EndsOn >= on && m.PersonIds.Contains(personId)).OrderBy(m => m.Year).ThenBy(m => m.Number).ToListAsync(stop);
        return [.. held.Select(m => new HeldDuty($"มาตรการปี {m.Year}: {m.Title}", $"/measures/{m.Id}"))];
    }
}
