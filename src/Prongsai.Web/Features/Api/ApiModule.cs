using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Api;

/// <summary>What programs may read with a token: /api/v1, documented in docs/api.md. Reading only; what a token may not do, no program may.</summary>
internal sealed class ApiModule : IModule
{
    public const string Manage = "tokens.manage";
    private const int MostChanges = 500;

    public static void Register(ModuleBuilder module) => module
        .Permission(Manage, "ออกและเพิกถอนโทเคนสำหรับโปรแกรมอื่น")
        .Change("token.made", "ออกโทเคน")
        .Change("token.revoked", "เพิกถอนโทเคน")
        .Endpoints(Map);

    private static void Map(IEndpointRouteBuilder endpoints)
    {
        // Open to everyone who brings a token: there is no session here, no cookie is read, and the token decides.
        var api = endpoints.MapGroup("/api/v1").AllowAnonymous();
        api.MapGet("/organisation", (CurrentOrganisation organisation) => Results.Json(new { id = organisation.Id, organisation.Card.Name, organisation.Card.ShortName, organisation.Card.District, organisation.Card.Province })).AddEndpointFilter(new TokenFilter(null));
        api.MapGet("/results", AllResults).AddEndpointFilter(new TokenFilter(Scopes.Results));
        api.MapGet("/measures/{year:int}", MeasuresOf).AddEndpointFilter(new TokenFilter(Scopes.Measures));
        api.MapGet("/changes", ChangesAfter).AddEndpointFilter(new TokenFilter(Scopes.Changes));
    }

    private static async Task<IResult> AllResults(IConfirmedResults results, CancellationToken stop) =>
        Results.Json((await results.All(stop)).Select(r => new
        {
            year = r.Year.Value,
            r.Edition,
            r.Total,
            level = r.LevelName,
            confirmedAt = r.ConfirmedAt,
            tools = r.Verification.Tools.Select(t => new { t.Tool, score = t.Printed ?? t.Computed }),
            indicators = r.Verification.Ranks.OrderBy(i => i.Indicator).Select(i => new { i.Indicator, i.Name, i.Score }),
        }));

    private static async Task<IResult> MeasuresOf(int year, IPlannedWork plans, AppDbContext db, CancellationToken stop)
    {
        if (year is < 2556 or > 2700)
        {
            return Results.NotFound();
        }
        var units = await db.Units.ToDictionaryAsync(u => u.Id, u => u.Name, stop);
        var counts = (await db.Database.SqlQuery<StepsOfMeasure>($"select measure_id as \"Measure\", count(*)::int as \"Steps\", count(*) filter (where done and not failed)::int as \"Done\", count(*) filter (where done and not failed and shown)::int as \"Proven\" from step_work where organisation_id = {db.OrganisationId} and year = {(short)year} group by measure_id").ToListAsync(stop)).ToDictionary(c => c.Measure);
        return Results.Json((await plans.Of(new FiscalYear(year), stop)).Select(m => new
        {
            m.Id,
            m.Number,
            title = m.Measure.Title,
            unit = m.Owner is { } owner ? units.GetValueOrDefault(owner) : null,
            steps = counts.GetValueOrDefault(m.Id)?.Steps ?? 0,
            done = counts.GetValueOrDefault(m.Id)?.Done ?? 0,
            proven = counts.GetValueOrDefault(m.Id)?.Proven ?? 0,
        }));
    }

    private static async Task<IResult> ChangesAfter(AppDbContext db, CancellationToken stop, long after = 0) =>
        Results.Json(await db.Changes.AsNoTracking().Where(c => c.Number > after).OrderBy(c => c.Number).Take(MostChanges)
            .Select(c => new { c.Number, c.Kind, c.SubjectType, c.SubjectId, c.Actor, c.At, c.Reason, hash = Convert.ToHexStringLower(c.Hash) }).ToListAsync(stop));

    private sealed record StepsOfMeasure(Guid Measure, int Steps, int Done, int Proven);
}

/// <summary>Finds the organisation of the token and whether it may do this; says 401 or 403 as problem details, and nothing of why a token does not work.</summary>
internal sealed class TokenFilter(string? scope) : IEndpointFilter
{
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, stop) = (context.HttpContext, context.HttpContext.RequestAborted);
        var services = http.RequestServices;
        http.Response.Headers.CacheControl = "no-store";
        if (KeepTokens.HashOf(http.Request.Headers.Authorization) is not { } hash)
        {
            return Unknown(http);
        }
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Guid id, organisation;
        string[] scopes;
        await using (var find = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select id, organisation_id, scopes from find_api_token($1, $2)"))
        {
            find.Parameters.Add(new() { Value = hash });
            find.Parameters.Add(new() { Value = now });
            await using var row = await find.ExecuteReaderAsync(stop);
            if (!await row.ReadAsync(stop))
            {
                return Unknown(http);
            }
            (id, organisation, scopes) = (row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<string[]>(2));
        }
        if (await services.GetRequiredService<OrganisationDirectory>().Find(organisation, stop) is not { } card)
        {
            return Unknown(http);
        }
        if (scope is not null && !scopes.Contains(scope, StringComparer.Ordinal))
        {
            return Results.Problem(statusCode: StatusCodes.Status403Forbidden, title: "The token may not do this.", detail: $"It needs the scope {scope}.");
        }
        services.GetRequiredService<CurrentOrganisation>().Use(card);
        await services.GetRequiredService<AppDbContext>().ApiTokens.Where(t => t.Id == id && (t.LastUsedAt == null || t.LastUsedAt < now - UsedEvery)).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), stop);
        return await next(context);
    }

    private static IResult Unknown(HttpContext http)
    {
        if (http.Request.Headers.Authorization.Count > 0)
        {
            SmellsOfAttack.Log(http, "a token that does not work");
        }
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "A valid token is needed.", detail: "Send it as Authorization: Bearer prongsai_…");
    }
}
