using System.Globalization;
using Prongsai.Informants;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.CommandLine;

/// <summary>Brings the database to this program's version; the start does so by itself.</summary>
internal sealed class MigrateCommand : ICommand
{
    public string Name => "migrate";

    public string Help => "Bring the database to this version and stop.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out _);
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        await stdout.WriteLineAsync($"The database is at this version; {installation.Migrated.Count} migrations ran now.");
        foreach (var name in installation.Migrated)
        {
            await stdout.WriteLineAsync($"  {name}");
        }
        return 0;
    }
}

/// <summary>Walks the chains of changes.</summary>
internal sealed class VerifyCommand : ICommand
{
    public string Name => "verify";

    public string Help => "Check that no recorded change was altered, removed or cut off; names the first that was.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out _);
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        var (holding, broken) = await ChangeChain.Verify(installation.OwnerConnection, stop, await ChainAnchor.Read(options.DataDirectory, stop));
        foreach (var link in broken)
        {
            await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"BROKEN {link.Organisation}: change {link.Number}: {link.Why}"));
        }
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{holding} changes hold, {broken.Count} chains broken"));
        var (looks, gaps) = await InformantsWall.VerifyLooks(installation.OwnerConnection, stop);
        foreach (var gap in gaps)
        {
            await stdout.WriteLineAsync($"BROKEN {gap}");
        }
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{looks} looks at informants' reports hold, {gaps.Count} do not"));
        return broken.Count == 0 && gaps.Count == 0 ? 0 : 1;
    }
}

/// <summary>A way in when the administrator's password is lost: whoever can run this owns the data folder anyway.</summary>
internal sealed class SignInLinkCommand : IProductCommand
{
    public string Name => "sign-in-link";

    public string Help => "Print a one-time link with which the administrator sets a new password.";

    public Product Product { private get; set; } = new();

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out _);
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        var services = new ServiceCollection();
        services.AddLogging();
        WebHost.AddCore(services, Product, options.DataDirectory, installation.Logins);
        await using var provider = services.BuildServiceProvider();
        var link = await FirstAdministrator.Link(provider, stop) ?? await FirstAdministrator.NewPasswordLink(provider, stop);
        // A server has no browser: where people reach it from outside is known if the installation was told.
        var at = Environment.GetEnvironmentVariable("PRONGSAI_PUBLIC_ADDRESS") is { Length: > 0 } outside ? outside.TrimEnd('/') : string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{options.Port}");
        await stdout.WriteLineAsync($"Works once, for one day: {at}{link}");
        return 0;
    }
}
