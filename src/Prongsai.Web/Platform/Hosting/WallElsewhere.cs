using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Prongsai.Informants;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>Informants run in a process of its own: this one has none of their pages, asks them nothing and shows only the way there.</summary>
internal sealed class WallElsewhere : IBehindTheWall
{
    public Task<PublicProcedure?> Procedure(CancellationToken stop) => Task.FromResult<PublicProcedure?>(null);

    public Task<string> ProcedureFile(CancellationToken stop) => Task.FromResult("");

    public Task<IReadOnlyList<string>> ChangeProcedure(string file, string reason, CancellationToken stop) => Task.FromResult<IReadOnlyList<string>>(["The channel runs elsewhere."]);

    public Task LoadExample(CancellationToken stop) => Task.CompletedTask;

    public Task Keep(CancellationToken stop) => Task.CompletedTask;

    public Task<IReadOnlyList<Guid>> Appointed(CancellationToken stop) => Task.FromResult<IReadOnlyList<Guid>>([]);

    public Task<string?> Appoint(Guid person, string orderNumber, bool isCustodian, CancellationToken stop) => Task.FromResult<string?>(null);

    public Task<bool> End(Guid person, CancellationToken stop) => Task.FromResult(false);

    public Task<IReadOnlyList<HalfYear>> Statistics(int fiscalYear, CancellationToken stop) => Task.FromResult<IReadOnlyList<HalfYear>>([]);

    /// <summary>Takes the wall's pages out of this process.</summary>
    public static void Without(ApplicationPartManager parts)
    {
        foreach (var part in parts.ApplicationParts.Where(p => p.Name is "Prongsai.Informants").ToList())
        {
            parts.ApplicationParts.Remove(part);
        }
    }

    /// <summary>Sends who follows an old link on, with the path of the organisation and nothing else.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, Uri at)
    {
        foreach (var (path, to) in new[] { ("/n", "/n"), ("/desk", "/desk") })
        {
            endpoints.MapGet(path, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers["Referrer-Policy"] = "no-referrer";
                var slug = http.Features.Get<PublicOrganisation>() is { } found ? "/" + found.Card.Slug : "";
                return Results.Redirect(new Uri(at, slug + to).ToString());
            }).AllowAnonymous();
        }
    }
}
