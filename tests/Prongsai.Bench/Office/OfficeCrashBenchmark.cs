using System.Globalization;
using System.Text;
using Npgsql;
using Prongsai.Bench.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Bench.Office;

/// <summary>
/// Officers write while the web process is killed at random moments, the database is stopped without warning, and both at once. CRASH_KILLS
/// says how often the web is killed (20; a full run is 1,000), CRASH_MINUTES how long that may take: then it stops and says how often it was.
/// Every deed that was acknowledged must be there once, its file whole, and the
/// chain of changes must hold.
/// </summary>
internal sealed class OfficeCrashBenchmark : IBenchmark
{
    private const int Officers = 6;

    public string Name => "crash-office";

    public string Title => "The office through crashes";

    public async Task<string> Measure()
    {
        var kills = int.TryParse(Environment.GetEnvironmentVariable("CRASH_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 20;
        var port = int.TryParse(Environment.GetEnvironmentVariable("CRASH_PORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var other) ? other : 5298;
        var minutes = double.TryParse(Environment.GetEnvironmentVariable("CRASH_MINUTES"), CultureInfo.InvariantCulture, out var allowed) ? allowed : 24 * 60;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`CRASH_KILLS={kills} ./bench crash --write`, {DateTime.UtcNow:yyyy-MM-dd}. {Officers} officers add units and orders with a file of 20 kB; a deed counts when the redirect came back. Afterwards each is looked for, files are hashed, the chain of changes is walked.\n\n| Through | Times | Acknowledged | Lost | Twice | Files broken | Chain |\n|---|---|---|---|---|---|---|\n");
        text.Append(await Through("`kill -9` of the web process at a random moment", kills, minutes, port, async (_, host, _) => await host.Kill()));
        text.Append(await Through("`pg_ctl stop -m immediate` of the database", Math.Clamp(kills / 10, 3, 50), minutes / 10, port, async (installation, _, _) => await installation.Cluster!.Stop(immediately: true, CancellationToken.None)));
        text.Append(await Through("both at once", Math.Clamp(kills / 10, 3, 50), minutes / 10, port, async (installation, host, _) =>
        {
            await host.Kill();
            await installation.Cluster!.Stop(immediately: true, CancellationToken.None);
        }));
        return text.ToString();
    }

    private static async Task<string> Through(string what, int times, double minutes, int port, Func<Installation, SurveyHost, int, Task> trouble)
    {
        Console.Error.WriteLine($"  {what} …");
        var folder = Surroundings.NewFolder();
        try
        {
            await using var installation = await Installation.Open(new InstallationOptions(folder, port), exclusively: false, CancellationToken.None);
            await OfficeLoad.Prepare(installation.OwnerConnection, folder, Officers);
            var host = await SurveyHost.Start(folder, port, WriterPace.Usual);
            var load = new OfficeLoad(host.Address, Officers, citizens: 2);
            var running = load.Run();
            var until = DateTime.UtcNow.AddMinutes(minutes);
            var done = 0;
            for (; done < times && DateTime.UtcNow < until; done++)
            {
                await Writing(load);
                await Task.Delay(Random.Shared.Next(0, 1500));
                await trouble(installation, host, done);
                await installation.Cluster!.Start(CancellationToken.None);
                NpgsqlConnection.ClearAllPools();
                if (!await Answers(host))
                {
                    await host.DisposeAsync();
                    host = await SurveyHost.Start(folder, port, WriterPace.Usual);
                }
                if ((done + 1) % 20 == 0)
                {
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {done + 1} times, {load.Units + load.Orders} deeds acknowledged"));
                }
            }
            await Task.Delay(TimeSpan.FromSeconds(2));
            load.Finish();
            await running;
            await host.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
            var (lost, twice, broken) = await load.Compare(installation.OwnerConnection, folder);
            var holds = await ChainHolds(installation.OwnerConnection);
            if (load.Units == 0 || load.Orders == 0)
            {
                throw new InvalidOperationException($"The load did not write: {load.Units} units, {load.Orders} orders, {load.Refused} refused.");
            }
            if (lost + twice + broken > 0 || !holds)
            {
                throw new InvalidOperationException($"{what}: {lost} lost, {twice} twice, {broken} files broken, chain {(holds ? "holds" : "broken")}.");
            }
            return string.Create(CultureInfo.InvariantCulture, $"| {what} | {done:#,0} | {load.Units:#,0} units, {load.Orders:#,0} orders | {lost} | {twice} | {broken} | holds |\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Until officers write again, so that trouble falls on work in hand and not on a start; at most 20 s.</summary>
    private static async Task Writing(OfficeLoad load)
    {
        var before = load.Units + load.Orders;
        for (var i = 0; i < 200 && load.Units + load.Orders == before; i++)
        {
            await Task.Delay(100);
        }
    }

    private static async Task<bool> Answers(SurveyHost host)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            return (await http.GetAsync(new Uri(host.Address, "/health/ready"))).IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> ChainHolds(string ownerConnection) => (await ChangeChain.Verify(ownerConnection, CancellationToken.None)).Broken.Count == 0;
}
