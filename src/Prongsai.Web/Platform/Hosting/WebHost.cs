using System.IO.Compression;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Prongsai.Informants;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Watching;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>What the web server is built from.</summary>
/// <param name="Address">http://127.0.0.1:5080</param>
/// <param name="DataDirectory">Where files lie.</param>
/// <param name="Logins">The roles to sign in to the database as.</param>
internal sealed record WebHostOptions(string Address, string DataDirectory, DatabaseLogins Logins)
{
    public bool RunJobs { get; init; } = true;

    /// <summary>Make EF Core's model while the pages are found, on another core, rather than at the first question.</summary>
    public bool ModelBeforehand { get; init; }

    public string EnvironmentName { get; init; } = Environments.Production;

    /// <summary>Last word on the services; tests put a clock of their own here.</summary>
    public Action<IServiceCollection>? Configure { get; init; }
}

/// <summary>Builds the web application from the product's areas.</summary>
internal static class WebHost
{
    /// <summary>The services that pages, jobs and commands share; everything but HTTP.</summary>
    public static void AddCore(IServiceCollection services, Product product, string dataDirectory, DatabaseLogins logins)
    {
        services.AddSingleton(product);
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => NpgsqlDataSource.Create(logins.WebConnection));
        services.AddSingleton(new FileFolder(Path.Combine(dataDirectory, "files")));
        services.AddSingleton(BackupFolder.Of(dataDirectory));
        services.AddSingleton(new Moving.MovingFolder(dataDirectory));
        services.AddSingleton(new RecoverySheet(dataDirectory));
        services.AddSingleton<OrganisationDirectory>();
        services.AddSingleton<PublicMarks>();
        services.AddScoped<CurrentOrganisation>();
        services.AddScoped<CurrentPerson>();
        services.AddSingleton<OrganisationScope>();
        services.AddDbContext<AppDbContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .AddInterceptors(provider.GetRequiredService<OrganisationScope>()));
        services.AddScoped<FileStore>();
        services.AddSingleton(provider => new VirusScanner(VirusScanner.At(SettingsOf(provider)[VirusScanner.Setting]), provider.GetRequiredService<ILogger<VirusScanner>>()));
        services.AddSingleton<DiskSpace>();
        services.AddSingleton(provider => OutboundRules.Of(SettingsOf(provider)));
        services.AddSingleton<Outbound>();
        services.AddScoped<JobQueue>();
        services.AddSingleton<SignInThrottle>();
        services.AddIdentityCore<Identity.Account>(options =>
            {
                options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                options.Password.RequiredLength = Identity.Account.PasswordMinLength;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                options.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._@";
                // Locking an account would let anyone lock anyone out; SignInThrottle counts per account and address instead.
                options.Lockout.AllowedForNewUsers = false;
            })
            .AddEntityFrameworkStores<AppDbContext>()
            .AddSignInManager()
            .AddPasswordValidator<RefuseEasyPasswords>()
            .AddDefaultTokenProviders();
        services.AddSingleton(_ => EasyPasswords.Load());
        services.AddSingleton(provider => LeakedPasswords.Of(SettingsOf(provider)));
        foreach (var type in typeof(WebHost).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IUseCase))))
        {
            services.AddScoped(type);
        }
        if (product.InformantsAt is null)
        {
            services.AddInformants(() => logins.InformantsConnection).AddScoped<IOffice, OfficeBeyondTheWall>().AddSingleton<IOfficeTools, ToolsForTheWall>();
        }
        else
        {
            services.AddSingleton<IBehindTheWall, WallElsewhere>();
        }
        foreach (var add in product.ServiceActions)
        {
            add(services);
        }
    }

    public static WebApplication Build(Product product, WebHostOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = options.EnvironmentName,
        });
        builder.WebHost.UseUrls(options.Address);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 60 * 1024 * 1024;
        });
        builder.Logging.ClearProviders().AddConsole(console => console.FormatterName = PlainLog.FormatterName)
            .AddConsoleFormatter<PlainLog, PlainLogOptions>(log => log.Json = string.Equals(builder.Configuration["PRONGSAI_LOG"], "json", StringComparison.OrdinalIgnoreCase));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        AddCore(builder.Services, product, options.DataDirectory, options.Logins);
        AddWeb(builder.Services, product);
        if (options.RunJobs)
        {
            builder.Services.AddSingleton<JobWorker>().AddHostedService(provider => provider.GetRequiredService<JobWorker>());
        }
        options.Configure?.Invoke(builder.Services);

        var app = builder.Build();
        var model = options.ModelBeforehand ? Task.Run(() => AppModel.Build(app.Services)) : null;
        Use(app, product);
        model?.GetAwaiter().GetResult();
        return app;
    }

    private static void AddWeb(IServiceCollection services, Product product)
    {
        var pages = services.AddRazorPages(pages => pages.Conventions.AddFolderApplicationModelConvention("/Informing", page => page.EndpointMetadata.Add(new PublicSideAttribute())))
            .WithRazorPagesRoot("/Features").AddProngsaiUi();
        services.Configure<MvcOptions>(mvc =>
        {
            mvc.Filters.Add(new PlainRequests.NoNul());
            mvc.Filters.Add(new SmellsOfAttack());
        });
        if (product.InformantsAt is not null)
        {
            pages.ConfigureApplicationPartManager(WallElsewhere.Without);
        }
        services.AddScoped<IFrameSource, ProductFrame>();
        services.AddHostedService<Telemetry>();
        services.AddSingleton(provider => Leaving.Of(provider.GetRequiredService<IConfiguration>()));
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = "prongsai-notice");
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "prongsai-form";
            options.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        // Here the framework keeps what it asked of a passkey.
        services.Configure<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => cookie.Cookie.Name = "prongsai-passkey");
        services.Configure<IdentityPasskeyOptions>(passkey => (passkey.UserVerificationRequirement, passkey.ResidentKeyRequirement) = ("required", "required"));
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = FrontDoor.SessionCookie;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/no-permission";
            cookie.ReturnUrlParameter = "to";
            cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask;
            var turnAway = cookie.Events.OnRedirectToAccessDenied;
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                var route = (context.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/') ?? "";
                if (!Watching.Telemetry.IsQuiet(route))
                {
                    context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Prongsai.Permission")
                        .LogWarning("A permission was refused: account {Account}, {Method} {Route}", context.HttpContext.User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value, context.Request.Method, route);
                }
                return turnAway(context);
            };
            cookie.Events.OnCheckSlidingExpiration = context =>
            {
                // A public page sets no cookie, also not for an officer who looks at it.
                context.ShouldRenew &= !IsPublicSide(context.HttpContext);
                return Task.CompletedTask;
            };
        });
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var permission in product.Permissions.Select(p => p.Name).Append(WhoIsThis.ManageInstallation))
        {
            authorization.AddPolicy(permission, policy => policy.RequireAuthenticatedUser().RequireClaim(WhoIsThis.PermissionClaim, permission));
        }
        services.TryAddSingleton(provider => BusyLimit.Of(provider.GetRequiredService<IConfiguration>()));
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<BusyLimit>((options, limit) => limit.Configure(options));
        services.AddDataProtection().SetApplicationName("prongsai");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new KeysInDatabase(provider.GetRequiredService<NpgsqlDataSource>)));
        services.Configure<ForwardedHeadersOptions>(options => options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        // Only the public side is compressed, see Use: it holds no secret and repeats nothing of the request, so its length tells nothing.
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    private static void Use(WebApplication app, Product product)
    {
        app.Use(app.Services.GetRequiredService<Leaving>().CloseConnections);
        // A setting that cannot be followed is told now, and not to who changes a password or hands in a file.
        _ = app.Services.GetRequiredService<LeakedPasswords>();
        _ = app.Services.GetRequiredService<VirusScanner>();
        app.UseForwardedHeaders();
        app.UseMiddleware<CookieNames>();
        app.UseMiddleware<SecurityHeaders>();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/problem",
                // A body that is no form, or too long a one, is the sender's mistake and not ours.
                StatusCodeSelector = fault => fault switch
                {
                    BadHttpRequestException wrong => wrong.StatusCode,
                    IOException or InvalidDataException when fault.Source is "Microsoft.AspNetCore.WebUtilities" or "Microsoft.AspNetCore.Http" => StatusCodes.Status400BadRequest,
                    _ => StatusCodes.Status500InternalServerError,
                },
            });
        }
        app.UseStatusCodePagesWithReExecute("/problem", "?status={0}");
        app.UseMiddleware<PlainRequests>();
        app.UseMiddleware<PublicAddress>();
        app.UseMiddleware<TidyAddress>();
        app.UseMiddleware<FrontDoor>();
        app.UseRouting();
        app.Use(Telemetry.Name);
        app.UseMiddleware<PublicAnswers>();
        // What informants see repeats what they typed beside a sealed key: its compressed length could tell.
        app.UseWhen(context => IsPublicSide(context) && !context.Request.Path.StartsWithSegments("/n", StringComparison.OrdinalIgnoreCase), publicSide => publicSide.UseResponseCompression());
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<WhoIsThis>();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapProngsaiUi();
        Health.Map(app);
        if (product.InformantsAt is { } elsewhere)
        {
            WallElsewhere.Map(app, elsewhere);
        }
        else
        {
            app.MapInformants();
        }
        // An address nobody knows is "not found" for everyone; without this the fallback policy would ask strangers to sign in.
        // Also where it looks like a file: most old addresses end in .php or .html, which the usual fallback leaves out.
        app.MapFallback("{*path}", OldAddresses.Answer).AllowAnonymous();
        foreach (var map in product.EndpointActions)
        {
            map(app);
        }
    }

    /// <summary>Commands have no configuration of a host, but the same environment.</summary>
    private static IConfiguration SettingsOf(IServiceProvider provider) => provider.GetService<IConfiguration>() ?? new ConfigurationBuilder().AddEnvironmentVariables().Build();

    private static bool IsPublicSide(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<PublicSideAttribute>() is not null;
}
