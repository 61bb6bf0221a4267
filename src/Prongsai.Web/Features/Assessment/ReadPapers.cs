using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Gives what imports read to other areas.</summary>
internal sealed class ReadPapers(AppDbContext db, ImportPaper import) : IReadPapers
{
    private const int Shown = 20;

    public async Task<IReadOnlyList<ReadFile>> WithMeasures(CancellationToken stop) =>
        [.. (await db.Imports.AsNoTracking().Where(i => i.State == ImportState.Read).OrderByDescending(i => i.CreatedAt).Take(Shown)
            .Select(i => new { i.Id, i.FileName, i.CreatedAt, i.Reading }).ToListAsync(stop))
            .Where(i => i.Reading is not null).Select(i => new ReadFile(i.Id, i.FileName, i.CreatedAt, i.Reading!)).Where(f => f.Measures.Count > 0)];

    public async Task<ReadFile?> Find(Guid id, CancellationToken stop) =>
        await db.Imports.AsNoTracking().Where(i => i.Id == id).Select(i => new { i.FileName, i.CreatedAt, i.Reading }).FirstOrDefaultAsync(stop) is { Reading: { } reading } found
            ? new ReadFile(id, found.FileName, found.CreatedAt, reading)
            : null;

    public async Task<Result<ReadFile>> Take(Stream content, string fileName, CancellationToken stop)
    {
        var taken = await import.Do(content, fileName, stop);
        return taken.Refusal is { } refusal ? refusal : new ReadFile(taken.Value.Id, taken.Value.FileName, taken.Value.CreatedAt, taken.Value.Reading!);
    }
}
