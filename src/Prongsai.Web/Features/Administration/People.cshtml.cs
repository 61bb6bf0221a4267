using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.People)]
internal sealed class PeopleModel(AppDbContext db) : PageModel
{
    public sealed record Row(Guid Id, string Position, string Name, string? Unit, IReadOnlyList<string> Roles, bool Active, bool HasAccount)
    {
        public string State => !Active ? "พ้นหน้าที่แล้ว" : HasAccount ? "เข้าใช้งานได้" : "ยังไม่มีบัญชี";
    }

    public PageOf<Row> Rows { get; private set; } = new([], 1, Listing.UsualSize, 0);

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public async Task OnGet(string? q, Guid? unit, CancellationToken stop)
    {
        var listing = Listing.Of(Request, []);
        var (people, units) = (db.People.AsNoTracking(), db.Units);
        if (!string.IsNullOrWhiteSpace(q))
        {
            var text = $"%{q.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            people = people.Where(p => EF.Functions.ILike(p.Position, text) || EF.Functions.ILike(p.Name, text));
        }
        if (unit is not null)
        {
            people = people.Where(p => p.UnitId == unit);
        }
        var total = await people.CountAsync(stop);
        var rows = await people.OrderByDescending(p => p.Active).ThenBy(p => p.Sort).ThenBy(p => p.Position).Skip(listing.Skip).Take(listing.Size)
            .Select(p => new Row(p.Id, p.Position, p.Name, units.Where(u => u.Id == p.UnitId).Select(u => u.Name).FirstOrDefault(), p.Roles.Select(r => r.Name).ToList(), p.Active, p.AccountId != null))
            .ToListAsync(stop);
        Rows = new(rows, listing, total);
        Units = await db.Units.OrderBy(u => u.Sort).Select(u => new Choice(u.Id.ToString(), u.Name, null, false)).ToListAsync(stop);
    }
}
