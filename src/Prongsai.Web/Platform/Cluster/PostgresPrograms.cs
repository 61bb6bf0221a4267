using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Cluster;

/// <summary>
/// The programs of PostgreSQL on this machine. PostgreSQL refuses to run as root, so a root process starts them as the user
/// <c>postgres</c>, whom Debian's package creates; any other process starts them as itself.
/// </summary>
internal sealed class PostgresPrograms
{
    public const string UnprivilegedUser = "postgres";
    private static readonly string[] Roots = ["/usr/lib/postgresql", "/opt/postgresql"];
    private static readonly string[] AsUnprivilegedUser = [$"--reuid={UnprivilegedUser}", $"--regid={UnprivilegedUser}", "--init-groups", "--"];
    private readonly string bin;

    private PostgresPrograms(string bin) => this.bin = bin;

    public static bool IsRoot { get; } = EffectiveUser() == 0;

    /// <summary>The PostgreSQL a cluster was made by, or, for a new one and when that is not installed, the newest of 15 or later, in the places where distributions put it.</summary>
    /// <param name="madeBy">The major version of a cluster that is there; a distribution that is upgraded installs the next beside it.</param>
    /// <exception cref="InstallationException">There is none.</exception>
    public static PostgresPrograms Find(string? madeBy = null)
    {
        var candidates = new List<(int Version, string Bin)>();
        if (Environment.GetEnvironmentVariable("PRONGSAI_POSTGRES_BIN") is { Length: > 0 } named)
        {
            candidates.Add((int.MaxValue, named));
        }
        foreach (var root in Roots.Where(Directory.Exists))
        {
            foreach (var directory in Directory.GetDirectories(root))
            {
                if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version >= 15)
                {
                    candidates.Add((version, Path.Combine(directory, "bin")));
                }
            }
        }
        var found = Choose([.. candidates.Where(c => File.Exists(Path.Combine(c.Bin, "initdb")))], madeBy);
        return found is null
            ? throw new InstallationException("PostgreSQL 15 or later is not installed. On Debian or Ubuntu: apt-get install postgresql. Or name a server with --database.")
            : new PostgresPrograms(found);
    }

    /// <summary>The named place first, then the version asked for, then the newest.</summary>
    internal static string? Choose(IReadOnlyList<(int Version, string Bin)> candidates, string? madeBy) =>
        candidates.OrderByDescending(c => c.Version == int.MaxValue).ThenByDescending(c => string.Equals(c.Version.ToString(CultureInfo.InvariantCulture), madeBy, StringComparison.Ordinal)).ThenByDescending(c => c.Version).Select(c => c.Bin).FirstOrDefault();

    /// <summary>The major version, as the cluster's PG_VERSION file has it.</summary>
    public string MajorVersion => Path.GetFileName(Path.GetDirectoryName(bin)!);

    /// <summary>Whether the user the cluster runs as can reach this folder, root's own home for one cannot be reached.</summary>
    public static async Task<bool> CanReach(string directory, CancellationToken stop) =>
        !IsRoot || (await Start("/usr/bin/test", ["-x", directory], asClusterUser: true, stop)).Status == 0;

    /// <summary>Gives a folder to the user the cluster runs as, and to nobody else.</summary>
    public static async Task GiveToClusterUser(string path, CancellationToken stop)
    {
        if (IsRoot)
        {
            await Required("/usr/bin/chown", ["-R", $"{UnprivilegedUser}:{UnprivilegedUser}", path], stop);
        }
    }

    public Task<(int Status, string Output)> Run(string program, IReadOnlyList<string> arguments, CancellationToken stop) =>
        Start(Path.Combine(bin, program), arguments, asClusterUser: true, stop);

    /// <summary>Runs a client program as ourselves against a database, its input and output streamed. The password is in its environment, not on its command line.</summary>
    /// <exception cref="InstallationException">It ended with an error; the message holds what it said.</exception>
    public async Task Pipe(string program, IReadOnlyList<string> arguments, string connection, Stream? input, Stream? output, CancellationToken stop)
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(Path.Combine(bin, program)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["PGHOST"] = database.Host;
        start.Environment["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = database.Username;
        start.Environment["PGPASSWORD"] = database.Password;
        start.Environment["PGDATABASE"] = database.Database;
        if (database.SslMode is Npgsql.SslMode.VerifyFull)
        {
            start.Environment["PGSSLMODE"] = "verify-full";
            // Without a file the authorities the system trusts, as Npgsql does; only PostgreSQL 16 and later know a word for them.
            start.Environment["PGSSLROOTCERT"] = database.RootCertificate is { Length: > 0 } file ? file : "/etc/ssl/certs/ca-certificates.crt";
        }
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output ?? Stream.Null, stop);
            if (input is not null)
            {
                try
                {
                    await input.CopyToAsync(process.StandardInput.BaseStream, stop);
                }
                catch (IOException)
                {
                    // The program ended before it read everything; what it said is told below.
                    await process.WaitForExitAsync(stop);
                }
            }
            process.StandardInput.Close();
            await reading;
            await process.WaitForExitAsync(stop);
            if (process.ExitCode != 0)
            {
                throw new InstallationException($"{program} ended with {process.ExitCode}: {(await errors).Trim()}");
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task Required(string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var (status, output) = await Start(program, arguments, asClusterUser: false, stop);
        if (status != 0)
        {
            throw new InstallationException($"{program} ended with {status}: {output.Trim()}");
        }
    }

    private static async Task<(int Status, string Output)> Start(string program, IReadOnlyList<string> arguments, bool asClusterUser, CancellationToken stop)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = "/" };
        if (asClusterUser && IsRoot)
        {
            start.FileName = "/usr/bin/setpriv";
            foreach (var argument in AsUnprivilegedUser)
            {
                start.ArgumentList.Add(argument);
            }
            start.ArgumentList.Add(program);
        }
        else
        {
            start.FileName = program;
        }
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("PGDATA");
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            // pg_ctl's child keeps the pipes open when no log file is named; it always is here, so both ends close with the program.
            var output = process.StandardOutput.ReadToEndAsync(stop);
            var errors = process.StandardError.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return (process.ExitCode, await output + await errors);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InstallationException($"{start.FileName} could not be started: {missing.Message}", missing);
        }
    }

    [DllImport("libc", EntryPoint = "geteuid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
