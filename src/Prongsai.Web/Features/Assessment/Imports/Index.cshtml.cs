using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Imports;

/// <summary>Every paper handed in, newest first.</summary>
[Authorize("assessment.write")]
internal sealed class IndexModel(AppDbContext db) : PageModel
{
    private const int Size = 25;

    internal sealed record Row(Guid Id, string FileName, ImportState State, DateTimeOffset CreatedAt, string CreatedBy);

    public Listing Ask { get; private set; } = null!;

    public PageOf<Row> Rows { get; private set; } = new([], 1, Size, 0);

    public async Task OnGet(CancellationToken stop)
    {
        Ask = Listing.Of(Request, ["-when", "name"], Size);
        var imports = db.Imports.AsNoTracking();
        var sorted = (Ask.Sort, Ask.Descending) switch
        {
            ("name", false) => imports.OrderBy(i => i.FileName).ThenByDescending(i => i.CreatedAt),
            ("name", true) => imports.OrderByDescending(i => i.FileName).ThenByDescending(i => i.CreatedAt),
            (_, false) => imports.OrderBy(i => i.CreatedAt),
            _ => imports.OrderByDescending(i => i.CreatedAt),
        };
        var rows = await sorted.Skip(Ask.Skip).Take(Ask.Size).Select(i => new Row(i.Id, i.FileName, i.State, i.CreatedAt, i.CreatedBy)).ToListAsync(stop);
        Rows = new(rows, Ask, await imports.CountAsync(stop));
    }
}
