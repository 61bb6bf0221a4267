using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Content;

/// <summary>The picture of a piece for who edits it, also while nothing of it is public.</summary>
internal static class ContentPictures
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/content/{id:guid}/picture", Picture).RequireAuthorization(ContentModule.Read);

    private static async Task<IResult> Picture(Guid id, AppDbContext db, FileStore store, HttpContext http, CancellationToken stop)
    {
        var file = await db.Contents.Where(c => c.Id == id && c.FileId != null).Join(db.Files, c => c.FileId, f => f.Id, (_, f) => f).AsNoTracking().FirstOrDefaultAsync(stop);
        if (file is not { ContentType: "image/webp" } picture || !store.Has(picture))
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "private, no-store";
        return store.Download(picture, http.Response, inline: true);
    }
}
