using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Prongsai.Web;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Testing;

/// <summary>
/// The real product on a real PostgreSQL, listening on a real port, with a clock that stands still and one organisation, อบต.ทดสอบ. Each Site has
/// a database of its own: use one per test class (<c>IClassFixture&lt;Site&gt;</c>).
/// </summary>
public sealed class Site : IAsyncDisposable
{
    internal const string Password = "ลมหนาวพัดผ่านทุ่งนา-2568";
    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-site-").FullName;
    private readonly Dictionary<string, Visitor> visitors = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim signingIn = new(1, 1);
    private readonly Lazy<Task<WebApplication>> app;
    private string ownerConnection = "";
    private WebApplication? running;

    private readonly bool withOrganisation;
    private readonly Action<Product>? change;

    public Site()
        : this(withOrganisation: true)
    {
    }

    /// <param name="withOrganisation">False begins with an empty database, as a first start does.</param>
    /// <param name="product">Adds to the product, a job of the test's own for one.</param>
    internal Site(bool withOrganisation = true, Action<Product>? product = null)
    {
        this.withOrganisation = withOrganisation;
        change = product;
        app = new(Start);
    }

    internal FakeTime Time { get; } = new();

    /// <summary>What the product sent by mail.</summary>
    internal FakeMail Mail { get; } = new();

    /// <summary>Connection string of the owner of the tables: what an attacker with the database's keys could do.</summary>
    internal string OwnerConnection => ownerConnection;

    internal string DataDirectory => folder;

    internal IServiceProvider Services => running!.Services;

    internal Guid Organisation { get; private set; }

    /// <summary>How often one person may ask; as good as always, unless a test says otherwise before it starts.</summary>
    internal BusyLimit Busy { get; set; } = new(1_000_000, 1_000_000, 1_000_000);

    internal string Address => running!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts the product if it does not run yet. The other members call it where they can.</summary>
    internal async Task<Site> Ready()
    {
        await app.Value;
        return this;
    }

    /// <summary>Every endpoint of the product.</summary>
    internal async Task<IReadOnlyList<RouteEndpoint>> Endpoints()
    {
        await Ready();
        return [.. Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];
    }

    /// <summary>Someone who is not signed in.</summary>
    internal async Task<Visitor> Anyone()
    {
        await Ready();
        return new Visitor(new Uri(Address));
    }

    /// <summary>Someone signed in with a role that has exactly these permissions (and what they imply), in the given or the first organisation.</summary>
    internal Task<Visitor> As(params string[] permissions) => AsIn(null, permissions);

    internal async Task<Visitor> AsIn(Guid? organisation, params string[] permissions)
    {
        await Ready();
        var home = organisation ?? Organisation;
        var key = $"{home} {string.Join(' ', permissions.Order(StringComparer.Ordinal))}";
        await signingIn.WaitAsync();
        try
        {
            if (!visitors.TryGetValue(key, out var visitor))
            {
                var userName = $"user{visitors.Count + 1}";
                await AddPerson(home, userName, "ผู้ทดสอบ " + (visitors.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), permissions);
                visitor = new Visitor(new Uri(Address));
                await visitor.SignIn(userName, Password);
                visitors.Add(key, visitor);
            }
            return visitor;
        }
        finally
        {
            signingIn.Release();
        }
    }

    /// <summary>Asks the database as the web does, inside one organisation.</summary>
    internal async Task<T> Query<T>(Func<AppDbContext, Task<T>> ask)
    {
        await Ready();
        return await QueryIn(Organisation, ask);
    }

    internal async Task<T> QueryIn<T>(Guid organisation, Func<AppDbContext, Task<T>> ask)
    {
        await using var scope = await ScopeOf(organisation);
        return await ask(scope.ServiceProvider.GetRequiredService<AppDbContext>());
    }

    /// <summary>Does something with the services of a scope inside the first organisation: a use case, a job queue.</summary>
    internal async Task<T> Do<T>(Func<IServiceProvider, Task<T>> deed)
    {
        await Ready();
        return await DoIn(Organisation, deed);
    }

    internal async Task<T> DoIn<T>(Guid organisation, Func<IServiceProvider, Task<T>> deed)
    {
        await using var scope = await ScopeOf(organisation);
        return await deed(scope.ServiceProvider);
    }

    /// <summary>Adds an organisation with the standard roles.</summary>
    internal async Task<Guid> AddOrganisation(string shortName, string slug, bool isExample = false)
    {
        await Ready();
        return await AddOrganisation(running!.Services, shortName, slug, isExample);
    }

    /// <summary>Runs jobs that are due until none is left.</summary>
    internal async Task RunJobs()
    {
        await Ready();
        var worker = ActivatorUtilities.CreateInstance<JobWorker>(Services);
        while (await worker.RunOne(CancellationToken.None))
        {
        }
    }

    /// <summary>Lets the periodic work that is due at this time come round, and runs it.</summary>
    internal async Task RunPeriodicJobs()
    {
        await Ready();
        await ActivatorUtilities.CreateInstance<JobWorker>(Services).AddPeriodic(CancellationToken.None);
        await RunJobs();
    }

    internal async Task<Guid> AddPerson(Guid organisation, string userName, string position, string[] permissions, bool installationAdministrator = false)
    {
        await using var scope = await ScopeOf(organisation);
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var account = await accounts.FindByNameAsync(userName);
        if (account is null)
        {
            account = new Account { UserName = userName, IsInstallationAdministrator = installationAdministrator, CreatedAt = Time.GetUtcNow() };
            var made = await accounts.CreateAsync(account, Password);
            if (!made.Succeeded)
            {
                throw new InvalidOperationException(made.ToString());
            }
        }
        var person = new Person { Position = position, AccountId = account.Id, CreatedAt = Time.GetUtcNow() };
        var role = new Role { Name = $"ทดสอบ {userName}", Permissions = permissions };
        db.Add(person);
        db.Add(role);
        db.Add(new PersonRole { PersonId = person.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        return person.Id;
    }

    private async Task<AsyncServiceScope> ScopeOf(Guid organisation)
    {
        await Ready();
        return await ScopeOf(running!.Services, organisation);
    }

    private static async Task<AsyncServiceScope> ScopeOf(IServiceProvider services, Guid organisation)
    {
        var card = await services.GetRequiredService<OrganisationDirectory>().Find(organisation, CancellationToken.None);
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card!);
        return scope;
    }

    private async Task<Guid> AddOrganisation(IServiceProvider services, string shortName, string slug, bool isExample)
    {
        var organisation = new Organisation
        {
            Name = shortName.Replace("อบต.", "องค์การบริหารส่วนตำบล", StringComparison.Ordinal),
            ShortName = shortName,
            Kind = OrganisationKind.Subdistrict,
            Size = OrganisationSize.Medium,
            District = "เมือง",
            Province = "ทดสอบ",
            Slug = slug,
            IsExample = isExample,
            CreatedAt = Time.GetUtcNow(),
        };
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Organisations.Add(organisation);
            await db.SaveChangesAsync();
        }
        services.GetRequiredService<OrganisationDirectory>().Forget();
        await using (var scope = await ScopeOf(services, organisation.Id))
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            StandardRoles.Add(db, services.GetRequiredService<Product>());
            await db.SaveChangesAsync();
        }
        return organisation.Id;
    }

    private async Task<WebApplication> Start()
    {
        ThaiCulture.Use();
        ownerConnection = await TestCluster.NewDatabase();
        var product = Contents.Product();
        change?.Invoke(product);
        running = WebHost.Build(product, new WebHostOptions("http://127.0.0.1:0", folder, new DatabaseLogins(ownerConnection))
        {
            RunJobs = false,
            Configure = services => services.AddSingleton<TimeProvider>(Time).AddSingleton<Prongsai.Web.Platform.Mail.IMailSender>(Mail)
                // A test asks faster than any person.
                .AddSingleton(Busy)
                // Hundreds of people sign in during a run; that a hash is slow to make is the framework's to test.
                .Configure<PasswordHasherOptions>(options => options.IterationCount = 1_000),
        });
        await running.StartAsync();
        if (withOrganisation)
        {
            Organisation = await AddOrganisation(running.Services, "อบต.ทดสอบ", "thotsop", isExample: false);
        }
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values)
        {
            visitor.Dispose();
        }
        signingIn.Dispose();
        if (running is not null)
        {
            await running.DisposeAsync();
            using (var connection = new NpgsqlConnection(ownerConnection))
            {
                NpgsqlConnection.ClearPool(connection);
            }
            await TestCluster.Drop(ownerConnection);
        }
        Directory.Delete(folder, recursive: true);
    }
}
