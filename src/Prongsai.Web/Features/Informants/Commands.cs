using System.Globalization;
using Prongsai.Informants;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Hosting;

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

/// <summary>What the commands of the wall share.</summary>
internal static class Wall
{
    public const string Variable = "PRONGSAI_INFORMANTS_DATABASE";

    public static string Connection() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said
        ? said
        : throw new UsageException($"{Variable} must hold the connection that \"prongsai informants connection\" prints on the machine of the database.");

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
