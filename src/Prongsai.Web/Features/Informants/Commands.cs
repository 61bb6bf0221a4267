using System.Globalization;
using Prongsai.Informants;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Npgsql;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Informants;

/// <summary>Prints how the informants' own process reaches the database: the connection of the role that sees their schema alone.</summary>
internal sealed class InformantsConnectionCommand : ICommand
{
    public string Name => "informants connection";

    public string Help => "Print the connection for a process of informants on another machine (a secret: its role sees their schema alone).";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        Wall.Nothing(rest, Name);
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        await stdout.WriteLineAsync(installation.Logins.InformantsConnection);
        return 0;
    }
}

/// <summary>Runs informants alone: their pages and desk, with the database role that sees their schema alone.</summary>
internal sealed class InformantsServeCommand : ICommand
{
    public string Name => "informants serve";

    public string Help => "Run informants as a process of its own (PRONGSAI_INFORMANTS_DATABASE; --port, --address, --data).";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        Wall.Nothing(rest, Name);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{options.Port}");
        await using var app = InformantsHost.Build(new InformantsHostOptions(address, options.DataDirectory, Wall.Connection()));
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken)
        {
            throw new InstallationException($"{address} could not be opened: {taken.Message} Choose another with --port.", taken);
        }
        await stdout.WriteLineAsync($"Informants are served at {address}");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }
}

/// <summary>Appoints a recipient where nobody signs in, and prints the digits to hand over.</summary>
internal sealed class InformantsAppointCommand : ICommand
{
    public string Name => "informants appoint";

    public string Help => "Appoint a recipient: OFFICE POSITION ORDER [--custodian]; prints digits for the first key.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var custodian = args.Contains("--custodian", StringComparer.Ordinal);
        if (args.Where(a => a is not "--custodian").ToArray() is not [var slug, var position, var order])
        {
            throw new UsageException("write the office's short address, the position and the number of the order.");
        }
        return await Wall.In(slug, async (office, wall) =>
        {
            if (await Wall.Person(office, position, stop) is not { } person)
            {
                await stderr.WriteLineAsync($"No one, or more than one, in {slug} has the position \"{position}\".");
                return 1;
            }
            if (await wall.Appoint(person, order, custodian, stop) is not { } digits)
            {
                await stderr.WriteLineAsync("This person is appointed already. End that appointment first: informants end.");
                return 1;
            }
            await stdout.WriteLineAsync(string.Join(' ', digits.Chunk(4).Select(c => new string(c))));
            return 0;
        }, stop);
    }
}

/// <summary>Ends an appointment where nobody signs in.</summary>
internal sealed class InformantsEndCommand : ICommand
{
    public string Name => "informants end";

    public string Help => "End the appointment of a recipient: OFFICE POSITION.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        if (args is not [var slug, var position])
        {
            throw new UsageException("write the office's short address and the position.");
        }
        return await Wall.In(slug, async (office, wall) =>
        {
            if (await Wall.Person(office, position, stop) is { } person && await wall.End(person, stop))
            {
                return 0;
            }
            await stderr.WriteLineAsync("No one of that position is appointed.");
            return 1;
        }, stop);
    }
}

/// <summary>Shows or changes the procedure where nobody signs in.</summary>
internal sealed class InformantsProcedureCommand : ICommand
{
    public string Name => "informants procedure";

    public string Help => "Print the procedure of an office, or make a new version: OFFICE [FILE REASON].";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        if (args is not ([_] or [_, _, { Length: > 0 and <= 1000 }]))
        {
            throw new UsageException("write the office's short address; to change it also the file and the reason.");
        }
        return await Wall.In(args[0], async (_, wall) =>
        {
            if (args.Length == 1)
            {
                await stdout.WriteLineAsync(await wall.ProcedureFile(stop));
                return 0;
            }
            if (!File.Exists(args[1]))
            {
                await stderr.WriteLineAsync($"There is no file {args[1]}.");
                return 1;
            }
            var faults = await wall.ChangeProcedure(await File.ReadAllTextAsync(args[1], stop), args[2], stop);
            foreach (var fault in faults)
            {
                await stderr.WriteLineAsync(fault);
            }
            return faults.Count == 0 ? 0 : 1;
        }, stop);
    }
}

/// <summary>Makes the key of an office that receives sealed packages.</summary>
internal sealed class InformantsKeyCommand : ICommand
{
    public string Name => "informants key";

    public string Help => "Make a key for receiving sealed packages: FILE, locked by a passphrase; FILE.pub is for everyone.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        if (args is not [var file])
        {
            throw new UsageException("name the file the key is to lie in.");
        }
        if (File.Exists(file) || File.Exists(file + ".pub"))
        {
            await stderr.WriteLineAsync($"{file} or {file}.pub is there already; a key is never written over.");
            return 1;
        }
        var passphrase = Secret.Ask("Passphrase of the new key: ");
        if (passphrase.Length < 12)
        {
            await stderr.WriteLineAsync("The passphrase must have at least 12 characters.");
            return 1;
        }
        var (line, keyFile) = InformantsWall.NewPackageKey(passphrase);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using (var to = new FileStream(file, options))
        {
            await to.WriteAsync(System.Text.Encoding.ASCII.GetBytes(keyFile), stop);
        }
        await File.WriteAllTextAsync(file + ".pub", line + "\n", stop);
        await stdout.WriteLineAsync(line);
        return 0;
    }
}

/// <summary>Opens a sealed package into a new folder.</summary>
internal sealed class InformantsOpenCommand : ICommand
{
    public string Name => "informants open";

    public string Help => "Open a sealed package: PACKAGE [--key FILE] [--to FOLDER]; asks for the passphrase of the key, or for the 24 digits.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var (package, key, to) = Read(args);
        to ??= Path.Combine(Path.GetDirectoryName(Path.GetFullPath(package))!, Path.GetFileNameWithoutExtension(package) + "-opened");
        if (!File.Exists(package) || (key is not null && !File.Exists(key)))
        {
            await stderr.WriteLineAsync($"There is no file {(File.Exists(package) ? key : package)}.");
            return 1;
        }
        if (new FileInfo(package).Length > MostBytes || (key is not null && new FileInfo(key).Length > 4096))
        {
            await stderr.WriteLineAsync("That file is too large to be one of ours.");
            return 1;
        }
        if (Directory.Exists(to) || File.Exists(to))
        {
            await stderr.WriteLineAsync($"{to} is there already: name another folder with --to.");
            return 1;
        }
        var opened = InformantsWall.OpenPackage(await File.ReadAllBytesAsync(package, stop), key is null ? null : await File.ReadAllTextAsync(key, stop), Secret.Ask(key is null ? "24 digits: " : "Passphrase of the key: "));
        if (opened.Refused is { } why)
        {
            await stderr.WriteLineAsync(why);
            return 1;
        }
        foreach (var (name, content) in opened.Files)
        {
            var path = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, content, stop);
            await stdout.WriteLineAsync(path);
        }
        await stdout.WriteLineAsync("Attachments are as they came: they may carry harmful programs and tell who made them. Open them on a machine without network.");
        return 0;
    }

    private const long MostBytes = 256L << 20;

    private static (string Package, string? Key, string? To) Read(string[] args)
    {
        string? package = null, key = null, to = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--key" or "--to" && i + 1 < args.Length)
            {
                (key, to) = args[i] is "--key" ? (args[i + 1], to) : (key, args[i + 1]);
                i++;
            }
            else if (package is null && !args[i].StartsWith("--", StringComparison.Ordinal))
            {
                package = args[i];
            }
            else
            {
                throw new UsageException($"\"{args[i]}\" is not understood. Write: PACKAGE [--key FILE] [--to FOLDER].");
            }
        }
        return (package ?? throw new UsageException("name the package."), key, to);
    }
}

/// <summary>A secret typed at the terminal, or given in the environment by a script.</summary>
internal static class Secret
{
    public const string Variable = "PRONGSAI_PACKAGE_SECRET";

    public static string Ask(string prompt)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() ?? "";
        }
        Console.Error.Write(prompt);
        var typed = new System.Text.StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key is not ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}

/// <summary>What the commands of the wall share.</summary>
internal static class Wall
{
    public const string Variable = "PRONGSAI_INFORMANTS_DATABASE";

    public static string Connection()
    {
        var said = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(said);
            if (connection.Host is { Length: > 0 })
            {
                DatabaseTransport.Demand(connection);
                return connection.ConnectionString;
            }
        }
        catch (ArgumentException)
        {
            // No connection string: said below.
            said = null;
        }
        throw new UsageException($"{Variable} must hold the connection that \"prongsai informants connection\" prints on the machine of the database.");
    }

    public static void Nothing(string[] rest, string command)
    {
        if (rest.Length > 0)
        {
            throw new UsageException($"\"{rest[0]}\" is not an option of {command}.");
        }
    }

    public static async Task<int> In(string slug, Func<WallOffice, IBehindTheWall, Task<int>> deed, CancellationToken stop)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        InformantsHost.AddCore(services, Connection());
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        if ((await provider.GetRequiredService<WallOffices>().All(stop)).FirstOrDefault(o => string.Equals(o.Slug, slug, StringComparison.OrdinalIgnoreCase)) is not { } card)
        {
            throw new UsageException($"there is no office \"{slug}\".");
        }
        var office = scope.ServiceProvider.GetRequiredService<WallOffice>();
        office.Use(card);
        return await deed(office, scope.ServiceProvider.GetRequiredService<IBehindTheWall>());
    }

    /// <summary>The one person of a position; null when there is none or several.</summary>
    public static async Task<Guid?> Person(WallOffice office, string position, CancellationToken stop) =>
        (await office.People(stop)).Where(p => string.Equals(p.Position, position, StringComparison.Ordinal)).ToList() is [var only] ? only.Id : null;
}
