using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>What no page answers: an address of the site the organisation had before leads on, for good; anything else is not found.</summary>
internal static class OldAddresses
{
    public static async Task<IResult> Answer(HttpContext http, IServiceProvider services)
    {
        if (http.Features.Get<PublicOrganisation>() is not { } found || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            return Results.NotFound();
        }
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(found.Card);
        var path = http.Request.Path.Value ?? "/";
        var whole = path + Uri.UnescapeDataString(http.Request.QueryString.Value ?? "");
        var rows = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Redirects.AsNoTracking().Where(r => r.FromPath == path || r.FromPath == whole).ToListAsync(http.RequestAborted);
        // The one that names the query too knows better.
        return rows.MaxBy(r => r.FromPath.Length) is { } row ? Results.Redirect(http.Request.PathBase.ToUriComponent() + row.ToPath, permanent: true) : Results.NotFound();
    }
}
