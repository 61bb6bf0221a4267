using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Site;

/// <summary>Files, pictures and colours of the public site. A file is given only through a visible piece that carries it.</summary>
internal static class SiteFiles
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/documents/{number:int}/file", Document).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/pictures/{number:int}/{file:guid}", Picture).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/cover/{file:guid}", Cover).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/theme/{colour}.css", Theme).WithMetadata(new PublicSideAttribute());
    }

    private static async Task<IResult> Document(int number, PublicContent content, FileStore store, HttpContext http, CancellationToken stop)
    {
        if (await content.At(ContentKind.Document, number, stop) is null || await content.FileOf(number, null, stop) is not { } file)
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, no-cache";
        return store.Has(file) ? store.Download(file, http.Response) : Results.NotFound();
    }

    private static async Task<IResult> Picture(int number, Guid file, PublicContent content, FileStore store, HttpContext http, CancellationToken stop)
    {
        // Only what we drew ourselves is shown in the page; a document's file is downloaded.
        if (await content.FileOf(number, file, stop) is not { ContentType: "image/webp" } picture || !store.Has(picture))
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, no-cache";
        return store.Download(picture, http.Response, inline: true);
    }

    private static async Task<IResult> Cover(Guid file, AppDbContext db, FileStore store, HttpContext http, CancellationToken stop)
    {
        if (!await db.SiteFaces.AnyAsync(f => f.CoverFileId == file, stop) || await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == file, stop) is not { } cover || !store.Has(cover))
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, no-cache";
        return store.Download(cover, http.Response, inline: true);
    }

    private static IResult Theme(string colour, HttpContext http)
    {
        var checkedColour = Contrast.Check("#" + colour);
        if (!checkedColour.IsOk)
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(Contrast.StyleSheet(checkedColour.Value), "text/css");
    }
}
