using System.Diagnostics;
using System.Globalization;
using Prongsai.Web;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Hosting;

namespace Prongsai.Bench.Surveys;

/// <summary>The product's web in a process of its own, so that its memory and its death are its own; the pace of the writer can be chosen.</summary>
internal sealed class SurveyHost : IAsyncDisposable
{
    public const string Argument = "surveys-host";
    private readonly Process process;
    private readonly Queue<string> said = new();
    private bool disposed;

    private SurveyHost(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public int ProcessId => process.Id;

    /// <summary>The child: serves until it is killed or asked to end.</summary>
    public static async Task<int> Run(string[] args)
    {
        ThaiCulture.Use();
        var pace = new WriterPace(int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        var options = new InstallationOptions(args[0], int.Parse(args[1], CultureInfo.InvariantCulture));
        await using var installation = await Installation.Open(options, exclusively: true, CancellationToken.None);
        using var keeper = new ClusterKeeper(installation.Cluster, Console.Error);
        await using var app = WebHost.Build(Contents.Product(), new WebHostOptions(FormattableString.Invariant($"http://127.0.0.1:{options.Port}"), options.DataDirectory, installation.Logins)
        {
            RunJobs = false,
            // One officer of a bench works for many.
            Configure = services => services.AddSingleton(pace).AddSingleton(new BusyLimit(1_000_000, 1_000_000, 1_000_000)),
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>Starts the child and waits until it answers.</summary>
    public static Task<SurveyHost> Start(string data, int port, WriterPace pace) =>
        Start(port, Environment.GetCommandLineArgs()[0], Argument, data, port.ToString(CultureInfo.InvariantCulture), pace.Writers.ToString(CultureInfo.InvariantCulture), pace.MostAtOnce.ToString(CultureInfo.InvariantCulture));

    /// <summary>The product's own command instead, as it is installed: with its jobs and keepers.</summary>
    public static Task<SurveyHost> Serve(string data, int port) =>
        Start(port, Path.Combine(AppContext.BaseDirectory, "prongsai.dll"), "serve", "--empty", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture));

    private static async Task<SurveyHost> Start(int port, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment["PRONGSAI_BACKUPS"] = "off";
        start.Environment["Busy__AtOnce"] = start.Environment["Busy__PerSecond"] = "1000000";
        var process = Process.Start(start)!;
        var host = new SurveyHost(process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")));
        process.OutputDataReceived += (_, line) => host.Note(line.Data);
        process.ErrorDataReceived += (_, line) => host.Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5);)
        {
            if (host.HasEnded is { } how)
            {
                await host.DisposeAsync();
                throw new InvalidOperationException(how);
            }
            try
            {
                if ((await http.GetAsync(new Uri(host.Address, "/health"))).IsSuccessStatusCode)
                {
                    return host;
                }
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(50);
            }
        }
        await host.DisposeAsync();
        throw new TimeoutException($"The host did not answer within five minutes. It said:\n{host.Said}");
    }

    /// <summary>Null while it lives; else how it ended and what it said last.</summary>
    public string? HasEnded
    {
        get
        {
            if (disposed || !process.HasExited)
            {
                return null;
            }
            process.WaitForExit(); // until its output is read to the end
            return $"The host ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}. It said:\n{Said}";
        }
    }

    private string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    /// <summary>kill -9: nothing is flushed, nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }
        disposed = true;
        if (!process.HasExited)
        {
            await Kill();
        }
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (said)
        {
            said.Enqueue(line);
            if (said.Count > 200)
            {
                said.Dequeue();
            }
        }
        if (Environment.GetEnvironmentVariable("BENCH_LOG") is { Length: > 0 })
        {
            Console.Error.WriteLine($"  host: {line}");
        }
    }
}
