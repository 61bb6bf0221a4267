using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Prongsai.Bench.Surveys;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Bench.Office;

/// <summary>
/// Officers write while the web process is killed at random moments, the database is stopped without warning, and both at once, in several
/// installations side by side. CRASH_KILLS says how often the web is killed (20; a full run is 1,000), CRASH_MINUTES how long that may take: then
/// it stops and says how often it was. Every deed that was acknowledged must be there once, its file whole, and the chain of changes must hold;
/// the product must start after every trouble, and may end only when it is killed.
/// </summary>
internal sealed class OfficeCrashBenchmark : IBenchmark
{
    private const int Officers = 2;
    private const int LongestWait = 500;
    private int done;

    public string Name => "crash-office";

    public string Title => "The office through crashes";

    public async Task<string> Measure()
    {
        var kills = Number("CRASH_KILLS", 20);
        var minutes = Number("CRASH_MINUTES", 24 * 60);
        var lanes = Math.Min(Number("CRASH_LANES", 2), kills);
        var port = Number("CRASH_PORT", 5298);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`CRASH_OFFICE_ONLY=1 CRASH_KILLS={kills} ./bench crash --write`, {DateTime.UtcNow:yyyy-MM-dd}. In each of {lanes} installations side by side {Officers} officers add units and orders with a file of 20 kB, and a citizen reads; a deed counts when the redirect came back, and trouble comes up to {LongestWait} ms after one. The web is `prongsai serve` with its jobs, compiled ahead of time as in the package. Afterwards each deed is looked for, every file is hashed, the chain of changes is walked.\n\n| Through | Times | Acknowledged | Lost | Twice | Files broken | Chain | Starts that failed | Ended by itself | Back in (median, most) | Passwords typed | Faults of the load |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        text.Append(await Through("`kill -9` of the web process at a random moment", kills, minutes, lanes, port, kill: true, stop: false));
        text.Append(await Through("`pg_ctl stop -m immediate` of the database", Math.Clamp(kills / 10, 3, 50), minutes / 10.0, lanes, port, kill: false, stop: true));
        text.Append(await Through("both at once", Math.Clamp(kills / 10, 3, 50), minutes / 10.0, lanes, port, kill: true, stop: true));
        return text.ToString();
    }

    private async Task<string> Through(string what, int times, double minutes, int lanes, int port, bool kill, bool stop)
    {
        Console.Error.WriteLine($"  {what} …");
        done = 0;
        var until = DateTime.UtcNow.AddMinutes(minutes);
        var all = await Task.WhenAll(Enumerable.Range(0, lanes).Select(i => Task.Run(() => Lane(i, times, until, port - i, kill, stop))));
        var backs = all.SelectMany(l => l.Backs).ToList();
        var line = string.Create(CultureInfo.InvariantCulture, $"| {what} | {Math.Min(done, times):#,0} | {all.Sum(l => l.Units):#,0} units, {all.Sum(l => l.Orders):#,0} orders | {all.Sum(l => l.Lost)} | {all.Sum(l => l.Twice)} | {all.Sum(l => l.Broken)} | {(all.All(l => l.Holds) ? "holds" : "broken")} | {all.Sum(l => l.Starts)} | {all.Sum(l => l.Ends)} | {BenchmarkPage.Median(backs):0.0} s, {backs.Max():0.0} s | {all.Sum(l => l.SignedIn)} by {lanes * Officers} officers | {all.Sum(l => l.Faults)} |\n");
        Console.Error.Write(line);
        return all.Any(l => l.Units == 0 || l.Orders == 0 || l.Refused > 0)
            ? throw new InvalidOperationException($"The load did not write, or wrongly: {line}")
            : all.Any(l => l.Lost + l.Twice + l.Broken + l.Starts + l.Ends > 0 || !l.Holds) ? throw new InvalidOperationException(line) : line;
    }

    private async Task<Outcome> Lane(int lane, int times, DateTime until, int port, bool kill, bool stop)
    {
        var folder = Surroundings.NewFolder();
        try
        {
            await using var installation = await Installation.Open(new InstallationOptions(folder, port), exclusively: false, CancellationToken.None);
            await OfficeLoad.Prepare(installation.OwnerConnection, folder, Officers);
            var host = await SurveyHost.Serve(folder, port);
            await using var last = new Last(() => host);
            var load = new OfficeLoad(host.Address, Officers, citizens: 1);
            var running = load.Run();
            var backs = new List<double>();
            var (starts, ends) = (0, 0);
            while (DateTime.UtcNow < until)
            {
                await Writing(load);
                await Task.Delay(Random.Shared.Next(0, LongestWait));
                var turn = Interlocked.Increment(ref done);
                if (turn > times)
                {
                    break;
                }
                if (host.HasEnded is { } byItself)
                {
                    ends++;
                    Console.Error.WriteLine($"    NOT in installation {lane}, before trouble {turn}: {byItself}");
                }
                var from = Stopwatch.StartNew();
                if (kill)
                {
                    await host.Kill();
                }
                if (stop)
                {
                    await installation.Cluster!.Stop(immediately: true, CancellationToken.None);
                }
                await installation.Cluster!.Start(CancellationToken.None);
                NpgsqlConnection.ClearAllPools();
                for (var waited = 0; waited < 40 && !kill && host.HasEnded is null && !await Answers(host); waited++)
                {
                    await Task.Delay(250); // a web that lives finds its database again
                }
                for (var tries = 0; !await Answers(host); tries++)
                {
                    await host.DisposeAsync();
                    try
                    {
                        host = await SurveyHost.Serve(folder, port);
                    }
                    catch (Exception failed) when (failed is InvalidOperationException or TimeoutException && tries < 3)
                    {
                        starts++;
                        Console.Error.WriteLine($"    NOT in installation {lane}, start after trouble {turn}: {failed.Message}");
                    }
                }
                backs.Add(from.Elapsed.TotalSeconds);
                if (turn % 25 == 0)
                {
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {DateTime.UtcNow:HH:mm:ss} {turn} times, {load.Units + load.Orders} deeds acknowledged in installation {lane}, {load.Failed} without answer"));
                }
            }
            await Task.Delay(TimeSpan.FromSeconds(2));
            load.Finish();
            await running;
            foreach (var fault in load.Faults)
            {
                await Console.Error.WriteLineAsync($"    NOT in installation {lane}, in the load itself: {fault}");
            }
            await host.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
            var (lost, twice, broken) = await load.Compare(installation.OwnerConnection, folder);
            var holds = (await ChangeChain.Verify(installation.OwnerConnection, CancellationToken.None)).Broken.Count == 0;
            return new Outcome(load.Units, load.Orders, load.Faults.Count, load.Refused, load.SignedInTimes, lost, twice, broken, holds, starts, ends, backs);
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

    /// <summary>The process that serves when the lane ends, also when it ends by a fault: one left behind would write into a folder that is being deleted, and that would be all one hears.</summary>
    private sealed class Last(Func<SurveyHost> host) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => host().DisposeAsync();
    }

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : otherwise;

    /// <summary>
    /// What came of one installation: deeds acknowledged, Faults of the load itself, deeds refused and lost; Starts that failed after trouble; Ends of the product that nobody
    /// caused; Backs, the seconds from each trouble until the product answered again.
    /// </summary>
    private sealed record Outcome(int Units, int Orders, int Faults, long Refused, long SignedIn, int Lost, int Twice, int Broken, bool Holds, int Starts, int Ends, IReadOnlyList<double> Backs);
}
