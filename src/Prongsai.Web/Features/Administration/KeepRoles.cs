using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

internal sealed record RoleNameIsTaken() : Refusal("มีบทบาทชื่อนี้แล้ว ตั้งชื่ออื่น");

internal sealed record RoleIsHeld() : Refusal("มีผู้ถือบทบาทนี้อยู่ เปลี่ยนบทบาทของบุคคลนั้นก่อน แล้วจึงลบ");

/// <summary>Roles are data: added, changed and removed here, with what they permit.</summary>
internal sealed class KeepRoles(AppDbContext db, Administrators administrators, Product product) : IUseCase
{
    public async Task<Result<Role>> Add(string name, CancellationToken stop)
    {
        if (await db.Roles.AnyAsync(r => r.Name == name, stop))
        {
            return new RoleNameIsTaken();
        }
        var role = new Role { Name = name };
        db.Roles.Add(role);
        db.Record("role.added", "role", role.Id, data: new { name });
        await db.SaveChangesAsync(stop);
        return role;
    }

    public async Task<Result<Role>> Change(Guid id, string name, IReadOnlyList<string> permissions, bool demandsSecondFactor, CancellationToken stop)
    {
        if (await db.Roles.AnyAsync(r => r.Name == name && r.Id != id, stop))
        {
            return new RoleNameIsTaken();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var role = await db.Roles.FirstAsync(r => r.Id == id, stop);
        var from = new { role.Name, role.Permissions, role.DemandsSecondFactor };
        var chosen = product.Permissions.Select(p => p.Name).Where(p => permissions.Contains(p, StringComparer.Ordinal)).ToArray();
        // A role that held everything, and still does, holds what later versions bring too.
        var everything = chosen.Length == product.Permissions.Count && role.Permissions.Contains(Product.Everything, StringComparer.Ordinal);
        (role.Name, role.Permissions, role.DemandsSecondFactor) = (name, everything ? [Product.Everything] : chosen, demandsSecondFactor);
        db.Record("role.changed", "role", id, data: new { from, to = new { role.Name, role.Permissions, role.DemandsSecondFactor } });
        await db.SaveChangesAsync(stop);
        if (!await administrators.Remain(stop))
        {
            return new LastAdministrator();
        }
        await transaction.CommitAsync(stop);
        return role;
    }

    public async Task<Result<Role>> Remove(Guid id, string reason, CancellationToken stop)
    {
        if (await db.PersonRoles.AnyAsync(pr => pr.RoleId == id, stop))
        {
            return new RoleIsHeld();
        }
        var role = await db.Roles.FirstAsync(r => r.Id == id, stop);
        db.Roles.Remove(role);
        db.Record("role.removed", "role", id, reason, new { role.Name, role.Permissions });
        await db.SaveChangesAsync(stop);
        return role;
    }
}
