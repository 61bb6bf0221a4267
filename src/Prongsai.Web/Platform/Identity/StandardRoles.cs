using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>The roles a new organisation begins with. They are data from then on: it may rename, change and remove them.</summary>
internal static class StandardRoles
{
    public const string Administrator = "ผู้ดูแลระบบ";
    public const string Officer = "เจ้าหน้าที่ ITA";
    public const string Reader = "ผู้อ่าน";

    /// <summary>Adds them to the current save.</summary>
    public static IReadOnlyList<Role> Add(AppDbContext db, Product product)
    {
        // An officer does the work of the cycle and does not rule the house; a reader has what ends in .read.
        Role[] roles =
        [
            new() { Name = Administrator, Permissions = [Product.Everything] },
            new() { Name = Officer, Permissions = [.. product.Permissions.Select(p => p.Name).Where(p => !p.EndsWith(".manage", StringComparison.Ordinal) && !p.EndsWith(".approve", StringComparison.Ordinal))] },
            new() { Name = Reader, Permissions = [.. product.Permissions.Select(p => p.Name).Where(p => p.EndsWith(".read", StringComparison.Ordinal))] },
        ];
        db.Roles.AddRange(roles);
        return roles;
    }
}
