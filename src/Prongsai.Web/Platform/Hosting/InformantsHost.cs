using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Informants;
using Prongsai.Ui;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>What the informants' own process is built from.</summary>
/// <param name="Address">http://0.0.0.0:5081</param>
/// <param name="DataDirectory">Where the keys of its forms lie; nothing else is kept.</param>
/// <param name="Connection">Of the role prongsai_informants, which sees its own schema alone.</param>
internal sealed record InformantsHostOptions(string Address, string DataDirectory, string Connection)
{
    /// <summary>Last word on the services; tests put a clock of their own here.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}

/// <summary>
/// Informants as a process of its own, on another machine if wanted, from the same binary: their pages and desk, nothing of the rest of the
/// product, no sign-in, no other database role. Recipients come by their key.
/// </summary>
internal static class InformantsHost
{
    public static WebApplication Build(InformantsHostOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(InformantsHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Address);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // It would write a line whenever an officer opens a page.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        AddCore(builder.Services, options.Connection);
        builder.Services.AddRazorPages().WithRazorPagesRoot("/Features").AddProngsaiUi().ConfigureApplicationPartManager(parts =>
        {
            var web = typeof(InformantsHost).Assembly.GetName().Name;
            foreach (var part in parts.ApplicationParts.Where(p => string.Equals(p.Name, web, StringComparison.Ordinal)).ToList())
            {
                parts.ApplicationParts.Remove(part);
            }
        });
        builder.Services.AddScoped<IFrameSource, WallFrame>();
        builder.Services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        builder.Services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "prongsai-form";
            form.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy("informants.handle", policy => policy.RequireAssertion(_ => true))
            .AddPolicy("informants.manage", policy => policy.RequireAssertion(_ => false));
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, NotHere>();
        builder.Services.AddDataProtection().SetApplicationName("prongsai-informants").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataDirectory, "form-keys")));
        builder.Services.Configure<ForwardedHeadersOptions>(headers => headers.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        builder.Services.AddHostedService<WallKeeper>();
        options.Configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseMiddleware<CookieNames>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(failed => failed.Run(http => Plain(http, 500, "ขณะนี้ใช้งานไม่ได้ ลองอีกครั้งในอีกสักครู่ สิ่งที่ยังไม่ส่งยังไม่ถูกส่ง")));
        app.UseStatusCodePages(status => Plain(status.HttpContext, status.HttpContext.Response.StatusCode, "ไม่พบหน้านี้"));
        app.UseMiddleware<WallAddress>();
        app.UseRouting();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapProngsaiUi();
        app.MapInformants();
        app.MapGet("/health", () => "ok");
        return app;
    }

    /// <summary>Without HTTP, for commands.</summary>
    public static void AddCore(IServiceCollection services, string connection)
    {
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
        services.AddSingleton<WallOffices>();
        services.AddScoped<WallOffice>();
        services.AddScoped<IOffice>(provider => provider.GetRequiredService<WallOffice>());
        services.AddSingleton<IPdfPrinter>(_ => new ChromiumPdfPrinter());
        services.AddInformants(() => connection).AddSingleton<IOfficeTools, ToolsForTheWall>();
    }

    private static Task Plain(HttpContext http, int status, string words)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($"""<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ข้อมูลสำหรับประชาชน</title></head><body><h1>{words}</h1></body></html>""");
    }

    /// <summary>Nobody signs in here, so who may not is told that there is no such page.</summary>
    private sealed class NotHere : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
            {
                return next(context);
            }
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }
}

/// <summary>An office as the wall's own role sees it.</summary>
internal sealed record WallOfficeCard(Guid Id, string Name, string ShortName, string Slug, string? Host, bool IsExample, string District, string Province);

/// <summary>The offices of the installation, as the wall's own role sees them; kept for half a minute.</summary>
internal sealed class WallOffices(NpgsqlDataSource source, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private volatile Snapshot? current;

    public async Task<IReadOnlyList<WallOfficeCard>> All(CancellationToken stop)
    {
        if (current is { } known && clock.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known.Cards;
        }
        var cards = new List<WallOfficeCard>();
        await using var command = source.CreateCommand("select id, name, short_name, slug, host, is_example, district, province from informants.offices order by slug");
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            cards.Add(new WallOfficeCard(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetBoolean(5), row.GetString(6), row.GetString(7)));
        }
        current = new Snapshot(cards, clock.GetTimestamp());
        return cards;
    }

    private sealed record Snapshot(IReadOnlyList<WallOfficeCard> Cards, long ReadAt);
}

/// <summary>The office of a request or a command, read from the wall's own views.</summary>
internal sealed class WallOffice(NpgsqlDataSource source, IHttpContextAccessor http) : IOffice
{
    private WallOfficeCard? chosen;

    public WallOfficeCard Card => chosen ?? http.HttpContext?.Features.Get<WallOfficeCard>() ?? throw new InvalidOperationException("No office was chosen.");

    public Guid OrganisationId => Card.Id;

    public string Name => Card.ShortName;

    public bool IsExample => Card.IsExample;

    public Guid? Me => null;

    public bool HasNoSignIn => true;

    public void Use(WallOfficeCard card) => chosen = card;

    public async Task<IReadOnlyList<OfficePerson>> People(CancellationToken stop)
    {
        var people = new List<OfficePerson>();
        await using var command = source.CreateCommand("select id, position, unit from informants.office_people where organisation_id = $1 order by sort, position");
        command.Parameters.Add(new() { Value = OrganisationId });
        await using var row = await command.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            people.Add(new OfficePerson(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)));
        }
        return people;
    }

    /// <summary>There is nobody here to tell: the public page shows who is appointed.</summary>
    public Task Announce(IReadOnlyList<Guid> people, string kind, string text, CancellationToken stop) => Task.CompletedTask;

    public Task<IReadOnlyList<OfficeDuty>?> HoldersOf(string duty, CancellationToken stop) => Task.FromResult<IReadOnlyList<OfficeDuty>?>(null);
}

/// <summary>Which office an address belongs to: its host, the first part of its path, or the only one there is.</summary>
internal sealed class WallAddress(RequestDelegate next, WallOffices offices)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var all = await offices.All(context.RequestAborted);
        var found = all.FirstOrDefault(o => o.Host is not null && string.Equals(o.Host, context.Request.Host.Host, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            foreach (var office in all)
            {
                if (context.Request.Path.StartsWithSegments($"/{office.Slug}", StringComparison.OrdinalIgnoreCase, out var matched, out var rest))
                {
                    (found, context.Request.PathBase, context.Request.Path) = (office, context.Request.PathBase.Add(matched), rest.HasValue ? rest : "/");
                    break;
                }
            }
        }
        found ??= all.Count == 1 ? all[0] : null;
        if (found is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Features.Set(found);
        if (context.Request.Path == "/" || !context.Request.Path.HasValue)
        {
            context.Response.Redirect(context.Request.PathBase + "/n");
            return;
        }
        await next(context);
    }
}

/// <summary>The frame of pages where there is nothing but the wall.</summary>
internal sealed class WallFrame(WallOffice office) : IFrameSource
{
    public ValueTask<Frame> Office(HttpContext http) => new(Of());

    public ValueTask<Frame> Public(HttpContext http) => new(Of());

    private Frame Of() => new()
    {
        Organisation = office.Card.ShortName,
        OrganisationInFull = office.Card.Name,
        Home = "/n",
        IsExample = office.Card.IsExample,
    };
}

/// <summary>Once a day, what the rule destroys is destroyed, office by office.</summary>
internal sealed class WallKeeper(IServiceScopeFactory scopes, WallOffices offices, ILogger<WallKeeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var card in await offices.All(stoppingToken))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    scope.ServiceProvider.GetRequiredService<WallOffice>().Use(card);
                    await scope.ServiceProvider.GetRequiredService<IBehindTheWall>().Keep(stoppingToken);
                }
            }
            catch (NpgsqlException away)
            {
                log.LogWarning("The daily keeping could not be done and will be tried again: {State}", away.SqlState);
            }
            await Task.Delay(TimeSpan.FromHours(24), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
