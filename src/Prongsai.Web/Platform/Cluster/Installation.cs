using Npgsql;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Cluster;

/// <summary>
/// An installation with its database running and migrated. Disposing stops the private cluster if this process started it.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly FileStream? hold;

    private Installation(InstallationOptions options, PrivateCluster? cluster, string ownerConnection, FileStream? hold)
    {
        Options = options;
        Cluster = cluster;
        OwnerConnection = ownerConnection;
        this.hold = hold;
        Logins = new DatabaseLogins(ownerConnection);
    }

    public InstallationOptions Options { get; }

    /// <summary>Null when a server was named with --database.</summary>
    public PrivateCluster? Cluster { get; }

    /// <summary>Connection string of the owner of the tables. Migrations and verification use it; the web does not.</summary>
    public string OwnerConnection { get; }

    public DatabaseLogins Logins { get; }

    /// <summary>The migrations this opening ran.</summary>
    public IReadOnlyList<string> Migrated { get; private set; } = [];

    /// <param name="options">Which data folder, which database.</param>
    /// <param name="exclusively">The web server: only one process may hold a private cluster. Commands join a running one.</param>
    /// <param name="stop">Ends the start.</param>
    /// <exception cref="InstallationException">It cannot be opened; the message says why.</exception>
    public static async Task<Installation> Open(InstallationOptions options, bool exclusively, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(options.DataDirectory);
        }
        catch (Exception denied) when (denied is UnauthorizedAccessException or IOException)
        {
            throw new InstallationException($"The data folder {options.DataDirectory} cannot be made or entered: {denied.Message}", denied);
        }
        if (options.Database is { } named)
        {
            var installation = new Installation(options, null, CheckNamed(named), null);
            installation.Migrated = await Migrator.Migrate(installation.OwnerConnection, installation.Logins, stop);
            return installation;
        }
        var hold = exclusively ? Hold(options.DataDirectory) : null;
        try
        {
            var cluster = await PrivateCluster.Open(options.DataDirectory, [], stop);
            await cluster.Start(stop);
            await cluster.CreateDatabase(stop);
            var installation = new Installation(options, cluster, cluster.ConnectionString(), hold);
            installation.Migrated = await Migrator.Migrate(installation.OwnerConnection, installation.Logins, stop);
            return installation;
        }
        catch
        {
            if (hold is not null)
            {
                await hold.DisposeAsync();
            }
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (Cluster is not null && (Cluster.StartedHere || hold is not null))
        {
            await Cluster.Stop(immediately: false, CancellationToken.None);
        }
        if (hold is not null)
        {
            await hold.DisposeAsync();
        }
    }

    private static string CheckNamed(string connection)
    {
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(connection);
            DatabaseTransport.Demand(parsed);
            return string.IsNullOrEmpty(parsed.Password)
                ? throw new InstallationException("--database needs a connection string with a Password: the passwords of the web's own database roles are derived from it.")
                : parsed.ConnectionString;
        }
        catch (ArgumentException wrong)
        {
            throw new InstallationException("--database is not a connection string such as \"Host=db;Database=prongsai;Username=prongsai;Password=…\".", wrong);
        }
    }

    /// <summary>The operating system drops the hold with the process, however it ends.</summary>
    private static FileStream Hold(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new InstallationException($"Another Prongsai is running on {directory}. Stop it first, or choose another folder with --data.", taken);
        }
    }
}
