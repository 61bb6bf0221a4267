using System.Globalization;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.CommandLine;

/// <summary>Starts the database and the web, and keeps both until Ctrl-C.</summary>
internal sealed class ServeCommand : IProductCommand
{
    public string Name => "serve";

    public string Help => "Start the product (this is what runs when no command is given).";

    public Product Product { private get; set; } = new();

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        var withExample = !rest.Contains("--empty", StringComparer.Ordinal) && Environment.GetEnvironmentVariable("PRONGSAI_EXAMPLE") is not "off";
        rest = [.. rest.Where(r => r is not "--empty")];
        if (rest.Length > 0)
        {
            throw new UsageException($"\"{rest[0]}\" is not an option of serve. Known are: --empty {InstallationOptions.Help}");
        }
        var address = string.Create(CultureInfo.InvariantCulture, $"http://{options.Address}:{options.Port}");
        var environment = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } named ? named : Environments.Production;
        // The host is built while the database starts: together they take little longer than one. Whatever asks for the database too early waits for it.
        var owner = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var logins = new DatabaseLogins(() => owner.Task.GetAwaiter().GetResult());
        var building = Task.Run(() => WebHost.Build(Product, new WebHostOptions(address, options.DataDirectory, logins) { EnvironmentName = environment, ModelBeforehand = true }), stop);
        await using var installation = await Installation.Open(options, exclusively: true, stop);
        owner.SetResult(installation.OwnerConnection);
        await using var app = await building;
        if (withExample)
        {
            await FirstStart.Run(app.Services, stop);
        }
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException taken)
        {
            throw new InstallationException($"{address} could not be opened: {taken.Message} Choose another with --port.", taken);
        }
        await stdout.WriteLineAsync($"Prongsai is ready at {address}");
        if (await FirstAdministrator.Link(app.Services, stop) is { } link)
        {
            await stdout.WriteLineAsync($"First administrator, sign in here (works once, for one day): {address}{link}");
        }
        using var keeper = new ClusterKeeper(installation.Cluster, stderr);
        var keeping = new BackupKeeper(BackupFolder.Of(options.DataDirectory), options.DataDirectory, installation.OwnerConnection, TimeProvider.System, []).Run(stderr, stop);
        var moving = new MovingKeeper(app.Services.GetRequiredService<MovingFolder>(), options.DataDirectory, installation.OwnerConnection, app.Services.GetRequiredService<OrganisationDirectory>(), TimeProvider.System).Run(stderr, stop);
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            await stdout.WriteLineAsync("Stopping.");
        }
        await Task.WhenAll(app.Services.GetRequiredService<Leaving>().Run(), keeping, moving);
        await app.StopAsync(CancellationToken.None);
        return 0;
    }
}
