using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Platform.Cluster;

/// <summary>
/// A PostgreSQL cluster of the product's own inside the data folder: made on first use, started, recovered and stopped by the program.
/// It listens on the loopback address only, on a port of its own choice, and lets nobody in without the random password kept beside it.
/// </summary>
internal sealed class PrivateCluster
{
    public const string Superuser = "prongsai";
    public const string DatabaseName = "prongsai";

    private readonly PostgresPrograms programs;
    private readonly string directory;
    private readonly string passwordFile;
    private readonly IReadOnlyList<string> settings;

    private PrivateCluster(PostgresPrograms programs, string directory, string passwordFile, IReadOnlyList<string> settings)
    {
        this.programs = programs;
        this.directory = directory;
        this.passwordFile = passwordFile;
        this.settings = settings;
    }

    /// <summary>The port it listens on, once started.</summary>
    public int Port { get; private set; }

    /// <summary>Where it lives; not inside the data folder when the unprivileged user cannot reach that.</summary>
    public string Location => directory;

    /// <summary>Whether this call started the server, rather than finding it running.</summary>
    public bool StartedHere { get; private set; }

    /// <summary>Finds or makes the cluster of a data folder, without starting it.</summary>
    /// <param name="dataDirectory">The data folder of the installation; made if missing.</param>
    /// <param name="settings">Lines for postgresql.conf beyond our own; used by tests to trade safety for speed.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InstallationException">PostgreSQL is missing, of the wrong version, or could not make a cluster.</exception>
    public static async Task<PrivateCluster> Open(string dataDirectory, IReadOnlyList<string> settings, CancellationToken stop)
    {
        Directory.CreateDirectory(dataDirectory);
        var directory = await Locate(dataDirectory, stop);
        var made = Path.Combine(directory, "PG_VERSION");
        var programs = PostgresPrograms.Find(File.Exists(made) ? (await File.ReadAllTextAsync(made, stop)).Trim() : null);
        var passwordFile = Path.Combine(dataDirectory, "cluster.password");
        var cluster = new PrivateCluster(programs, directory, passwordFile, settings);
        if (!File.Exists(made))
        {
            // A command may be given while the first start is still at it.
            await using var turn = await TakeTurn(Path.Combine(dataDirectory, "cluster.lock"), stop);
            if (!File.Exists(made))
            {
                await cluster.Create(stop);
            }
        }
        var version = (await File.ReadAllTextAsync(Path.Combine(directory, "PG_VERSION"), stop)).Trim();
        if (!string.Equals(version, programs.MajorVersion, StringComparison.Ordinal) && Environment.GetEnvironmentVariable("PRONGSAI_POSTGRES_BIN") is not { Length: > 0 })
        {
            throw new InstallationException($"The cluster in {directory} was made by PostgreSQL {version}, which is not installed (found {programs.MajorVersion}). Install postgresql-{version}, or see docs/operations.md, Upgrade.");
        }
        return cluster;
    }

    /// <summary>Starts the server if it is not running; one left behind by a killed process is taken over.</summary>
    /// <exception cref="InstallationException">The server does not start; the message holds the end of its log.</exception>
    public async Task Start(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await RunningPort(stop) is { } running)
            {
                Port = running;
                return;
            }
            var port = RememberedPort() is { } remembered && IsFree(remembered) ? remembered : FreePort();
            var (status, output) = await programs.Run(
                "pg_ctl",
                ["-D", directory, "-l", Path.Combine(directory, "server.log"), "-w", "-t", "60", "-s", "-o", string.Create(CultureInfo.InvariantCulture, $"-p {port}"), "start"],
                stop);
            if (status == 0)
            {
                Port = port;
                StartedHere = true;
                await File.WriteAllTextAsync(PortFile, port.ToString(CultureInfo.InvariantCulture), stop);
                return;
            }
            // After kill -9 of the server its children may hold the shared memory for a moment, and another program may take the port first.
            if (attempt == 10)
            {
                throw new InstallationException($"PostgreSQL did not start in {directory}: {output.Trim()} {await EndOfLog(stop)}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(300), stop);
        }
    }

    /// <summary>Stops the server in an orderly way, ending sessions that are open.</summary>
    /// <param name="immediately">Without a checkpoint; the next start recovers. For tests.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="InstallationException">The server still runs after a minute.</exception>
    public async Task Stop(bool immediately, CancellationToken stop)
    {
        if (ServerProcess is not { } server)
        {
            return;
        }
        // pg_ctl would wait for the absence of any server: where another process starts it again at once, for a whole minute and in vain.
        if ((await programs.Run("pg_ctl", ["-D", directory, "-m", immediately ? "immediate" : "fast", "-W", "-s", "stop"], stop)).Status != 0)
        {
            return; // it was gone already, and its number may be another program's by now
        }
        for (var waited = Stopwatch.StartNew(); ServerProcess == server && Runs(server); await Task.Delay(20, stop))
        {
            if (waited.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InstallationException($"PostgreSQL in {directory} does not stop: {await EndOfLog(stop)}");
            }
        }
    }

    /// <summary>Connection string of the cluster's superuser, who owns the database.</summary>
    public string ConnectionString(string database = DatabaseName) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = Superuser,
            Password = File.ReadAllText(passwordFile),
            Database = database,
        }.ConnectionString;

    /// <summary>Makes the product's database when it is not there yet.</summary>
    public async Task CreateDatabase(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(stop);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = DatabaseName } } };
        if (await exists.ExecuteScalarAsync(stop) is null)
        {
            await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
            await create.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>Whether the process named in postmaster.pid runs. Cheap; starts no program.</summary>
    public bool IsAlive => ServerProcess is { } server && Runs(server);

    /// <summary>The process named in postmaster.pid, whether it runs or not.</summary>
    private int? ServerProcess
    {
        get
        {
            try
            {
                using var reader = new StreamReader(Path.Combine(directory, "postmaster.pid"));
                return int.TryParse(reader.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>A dead process that nobody waited for (as in a container without an init) does not run.</summary>
    private static bool Runs(int process)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is not ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    private string PortFile => Path.Combine(Path.GetDirectoryName(passwordFile)!, "cluster.port");

    /// <summary>A process started by root keeps the cluster elsewhere when the unprivileged user cannot walk to the data folder (/root).</summary>
    private static async Task<string> Locate(string dataDirectory, CancellationToken stop)
    {
        var note = Path.Combine(dataDirectory, "cluster.location");
        if (File.Exists(note))
        {
            return (await File.ReadAllTextAsync(note, stop)).Trim();
        }
        var inside = Path.Combine(dataDirectory, "cluster");
        if (Directory.Exists(inside) || await PostgresPrograms.CanReach(dataDirectory, stop))
        {
            return inside;
        }
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataDirectory)))[..12];
        var outside = Path.Combine("/var/lib/prongsai", name);
        await File.WriteAllTextAsync(note, outside + "\n", stop);
        return outside;
    }

    private static async Task<FileStream> TakeTurn(string path, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 600)
            {
                await Task.Delay(100, stop);
            }
        }
    }

    private async Task Create(CancellationToken stop)
    {
        if (Directory.Exists(directory))
        {
            // Empty, or it is somebody's: what an interrupted start leaves has another name.
            try
            {
                Directory.Delete(directory);
            }
            catch (IOException notEmpty)
            {
                throw new InstallationException($"{directory} is not empty and holds no PostgreSQL cluster. Restore a backup into an empty folder, or move that one away.", notEmpty);
            }
        }
        // Made beside its place and moved there when it is whole: a start that is cut off begins anew.
        var making = directory + ".making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }
        Directory.CreateDirectory(making);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(making, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await PrivateFile.Write(passwordFile, Encoding.UTF8.GetBytes(password), replace: true, stop);
        var forInitdb = Path.Combine(Path.GetTempPath(), $"prongsai-{Guid.NewGuid():N}");
        try
        {
            await WritePrivately(forInitdb, password, stop);
            await PostgresPrograms.GiveToClusterUser(making, stop);
            await PostgresPrograms.GiveToClusterUser(forInitdb, stop);
            var (status, output) = await programs.Run(
                "initdb",
                ["-D", making, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={forInitdb}", "--locale-provider=icu", "--icu-locale=th-TH", "--locale=C.UTF-8", "-E", "UTF8", "--no-instructions"],
                stop);
            if (status != 0)
            {
                throw new InstallationException($"initdb could not make a cluster in {directory}: {output.Trim()}");
            }
        }
        finally
        {
            File.Delete(forInitdb);
        }
        await File.AppendAllLinesAsync(
            Path.Combine(making, "postgresql.conf"),
            [
                "# Prongsai",
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "timezone = 'UTC'",
                "log_timezone = 'UTC'",
                "log_statement = 'none'",
                "log_min_error_statement = panic",
                "log_parameter_max_length = 0",
                "log_parameter_max_length_on_error = 0",
                .. settings,
            ],
            stop);
        Directory.Move(making, directory);
    }

    /// <summary>The port of the server running on this folder, or null. Line 4 of postmaster.pid, believed only when pg_ctl sees the process.</summary>
    private async Task<int?> RunningPort(CancellationToken stop)
    {
        var file = Path.Combine(directory, "postmaster.pid");
        if (!File.Exists(file) || (await programs.Run("pg_ctl", ["-D", directory, "status"], stop)).Status != 0)
        {
            return null;
        }
        // A server that is starting or stopping is waited for.
        for (var i = 0; i < 100 && File.Exists(file); i++)
        {
            var lines = await File.ReadAllLinesAsync(file, stop);
            if (lines.Length >= 8 && lines[7].Trim() == "ready" && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                return port;
            }
            await Task.Delay(100, stop);
        }
        return null;
    }

    private int? RememberedPort() =>
        File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WritePrivately(string path, string text, CancellationToken stop)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using var stream = new FileStream(path, options);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
    }

    private async Task<string> EndOfLog(CancellationToken stop)
    {
        var log = Path.Combine(directory, "server.log");
        return File.Exists(log) ? string.Join('\n', (await File.ReadAllLinesAsync(log, stop)).TakeLast(5)) : "";
    }
}
