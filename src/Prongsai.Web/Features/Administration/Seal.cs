using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>The organisation's emblem, for the head of its public pages. Its address changes with it, so it is cached for good.</summary>
internal static class Seal
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/seal/{file:guid}", Show).WithMetadata(new PublicSideAttribute());

    private static async Task<IResult> Show(Guid file, AppDbContext db, FileStore store, CurrentOrganisation organisation, HttpContext http, CancellationToken stop)
    {
        if (organisation.Card.SealFileId != file || await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, stop) is not { } seal)
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return store.Download(seal, http.Response, inline: true);
    }
}
