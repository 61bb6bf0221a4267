using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

internal sealed record UnitNameIsTaken() : Refusal("มีส่วนราชการชื่อนี้แล้ว");

/// <summary>Adds and changes units. One that papers name is never removed, only put out of use.</summary>
internal sealed class KeepUnits(AppDbContext db) : IUseCase
{
    public async Task<Result<Unit>> Add(string name, CancellationToken stop)
    {
        if (await db.Units.AnyAsync(u => u.Name == name, stop))
        {
            return new UnitNameIsTaken();
        }
        var unit = new Unit { Name = name, Sort = (await db.Units.MaxAsync(u => (int?)u.Sort, stop) ?? 0) + 1 };
        db.Units.Add(unit);
        db.Record("unit.added", "unit", unit.Id, data: new { name });
        await db.SaveChangesAsync(stop);
        return unit;
    }

    /// <returns>Null when there is no such unit.</returns>
    public async Task<Result<Unit>?> Change(Guid id, string name, int sort, bool active, CancellationToken stop)
    {
        if (await db.Units.FirstOrDefaultAsync(u => u.Id == id, stop) is not { } unit)
        {
            return null;
        }
        if (await db.Units.AnyAsync(u => u.Name == name && u.Id != id, stop))
        {
            return new UnitNameIsTaken();
        }
        var from = new { unit.Name, unit.Sort, unit.Active };
        (unit.Name, unit.Sort, unit.Active) = (name, sort, active);
        if (db.ChangeTracker.HasChanges())
        {
            db.Record("unit.changed", "unit", id, data: new { from, to = new { name, sort, active } });
            await db.SaveChangesAsync(stop);
        }
        return unit;
    }
}
