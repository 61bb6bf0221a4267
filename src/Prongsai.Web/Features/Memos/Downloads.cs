using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Enclosures and scans of a memorandum, for whoever may see it.</summary>
internal static class Downloads
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/memos/{memo:guid}/files/{file:guid}", File).RequireAuthorization("memos.read");

    private static async Task<IResult> File(Guid memo, Guid file, AppDbContext db, FileStore store, CurrentPerson person, HttpResponse response, CancellationToken stop)
    {
        var me = person.PersonId;
        var belongs = await db.Memos.AnyAsync(m => m.Id == memo && (m.State != MemoState.Draft || m.AuthorId == me) && (m.Enclosures.Any(e => e.FileId == file) || m.Steps.Any(s => s.ScanFileId == file)), stop);
        return belongs && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, stop) is { } found && store.Has(found) ? store.Download(found, response) : Results.NotFound();
    }
}
