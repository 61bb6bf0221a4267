using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Imports;

/// <summary>Every paper handed in, newest first.</summary>
[Authorize("assessment.write")]
internal sealed class IndexModel(AppDbContext db) : PageModel
{
    public const int Size = 25;

    [BindProperty(SupportsGet = true, Name = "no")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    internal sealed record Row(Guid Id, string FileName, ImportState State, DateTimeOffset CreatedAt, string CreatedBy);

    public async Task OnGet(CancellationToken stop)
    {
        Total = await db.Imports.CountAsync(stop);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + Size - 1) / Size));
        Rows = await db.Imports.AsNoTracking().OrderByDescending(i => i.CreatedAt).Skip((Number - 1) * Size).Take(Size)
            .Select(i => new Row(i.Id, i.FileName, i.State, i.CreatedAt, i.CreatedBy)).ToListAsync(stop);
    }
}
