using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Prongsai.Bench.Office;

/// <summary>Driven by scripts/scale-out, which brings the machines up and says in SCALE_… where they are.</summary>
internal sealed class ScaleOutBenchmark : IBenchmark
{
    private const int Officers = 6;
    private const int Citizens = 6;

    public string Name => "scale-out";

    public string Title => "Two of everything";

    public async Task<string> Measure()
    {
        var work = Said("SCALE_WORK");
        if (work.Length == 0)
        {
            return "Run scripts/scale-out.";
        }
        var connection = Said("SCALE_DATABASE");
        await OfficeLoad.Prepare(connection, Path.Combine(work, "data"), Officers);
        var load = new OfficeLoad(new Uri(Said("SCALE_WEB") + "/"), Officers, Citizens);
        var running = load.Run();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`scripts/scale-out`, {DateTime.UtcNow:yyyy-MM-dd}, one machine of {Environment.ProcessorCount} cores: two web processes behind HAProxy, two PostgreSQL by Patroni with a synchronous standby, {Officers} officers who write and {Citizens} citizens who read.\n\n| Part | Requests answered | Without answer | p50 | p99 | Longest without a write |\n|---|---|---|---|---|---|\n");
        await Part(text, load, "nothing happens", 20, () => Task.CompletedTask);
        await Part(text, load, "`kill -9` of one web process", 25, () => Kill(PidOf(work, "web1")));
        await Part(text, load, "the primary's machine lost for 40 s (`kill -9` of Patroni and PostgreSQL)", 90, () => KillPrimary(work));
        await Part(text, load, "`kill -9` of the proxy", 25, () => Kill(PidOf(work, "haproxy")));
        await Part(text, load, "a new version rolled in: each web process stopped and started", 60, async () =>
        {
            foreach (var (name, address) in new[] { ("web1", Said("SCALE_WEB1")), ("web2", Said("SCALE_WEB2")) })
            {
                await Run("kill", "-TERM", PidOf(work, name).ToString(CultureInfo.InvariantCulture));
                await Task.Delay(TimeSpan.FromSeconds(3));
                await UntilReady(address);
                await Task.Delay(TimeSpan.FromSeconds(3));
            }
        });
        load.Finish();
        await running;
        foreach (var fault in load.Faults)
        {
            await Console.Error.WriteLineAsync($"NOT, in the load itself: {fault}");
        }
        NpgsqlConnection.ClearAllPools();
        var (lost, twice, broken) = await load.Compare(connection, Path.Combine(work, "data"));
        text.Append(CultureInfo.InvariantCulture, $"\n{load.Units + load.Orders:#,0} writes were acknowledged ({load.Orders:#,0} with a file); {lost} lost, {twice} twice, {broken} files broken, {load.Refused:#,0} refused as wrong. \"Without answer\" counts every request that got none or was told \"not now\"; the same deed was then done again. Faults of the load itself: {load.Faults.Count}.\n");
        if (lost + twice + broken > 0 || load.Refused > 0 || load.Units == 0 || load.Orders == 0)
        {
            throw new InvalidOperationException(text.ToString());
        }
        return text.ToString();
    }

    private static async Task Part(StringBuilder text, OfficeLoad load, string what, int seconds, Func<Task> trouble)
    {
        Console.Error.WriteLine($"  {what} …");
        var (from, failed) = (load.Elapsed, load.Failed);
        await trouble();
        var rest = seconds - (load.Elapsed - from);
        if (rest > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(rest));
        }
        var to = load.Elapsed;
        var line = string.Create(CultureInfo.InvariantCulture, $"| {what} | {load.Answered(from, to):#,0} | {load.Failed - failed:#,0} | {load.Percentile(50, from, to):0} ms | {load.Percentile(99, from, to):0} ms | {load.Silence(from, to):0.0} s |\n");
        Console.Error.Write(line);
        text.Append(line);
    }

    private static async Task KillPrimary(string work)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var rests = Said("SCALE_REST").Split(' ');
        for (var i = 0; i < rests.Length; i++)
        {
            if ((await http.GetAsync(new Uri(rests[i] + "/primary"))).IsSuccessStatusCode)
            {
                var node = string.Create(CultureInfo.InvariantCulture, $"pg{i + 1}");
                var postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(work, "run", node, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
                var hold = Path.Combine(work, "hold-" + node);
                await File.WriteAllTextAsync(hold, "");
                await Kill(PidOf(work, node));
                await Kill(postmaster);
                await Task.Delay(TimeSpan.FromSeconds(40));
                File.Delete(hold);
                return;
            }
        }
        throw new InvalidOperationException("There is no primary.");
    }

    private static int PidOf(string work, string name) => int.Parse(File.ReadAllText(Path.Combine(work, name + ".pid")).Trim(), CultureInfo.InvariantCulture);

    private static Task Kill(int pid) => Run("kill", "-9", pid.ToString(CultureInfo.InvariantCulture));

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
    }

    private static async Task UntilReady(string address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var i = 0; i < 300; i++)
        {
            try
            {
                if ((await http.GetAsync(new Uri(address + "/health/ready"))).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                // Not started yet.
            }
            await Task.Delay(200);
        }
        throw new TimeoutException($"{address} did not come back.");
    }

    private static string Said(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
