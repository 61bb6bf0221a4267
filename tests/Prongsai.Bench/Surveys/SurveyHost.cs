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
    public static async Task<SurveyHost> Start(string data, int port, WriterPace pace)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Environment.GetCommandLineArgs()[0], Argument, data, port.ToString(CultureInfo.InvariantCulture), pace.Writers.ToString(CultureInfo.InvariantCulture), pace.MostAtOnce.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, line) => Note(line.Data);
        process.ErrorDataReceived += static (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new SurveyHost(process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5);)
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The host ended with {process.ExitCode}.");
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
        throw new TimeoutException("The host did not answer within five minutes.");
    }

    /// <summary>kill -9: nothing is flushed, nothing is said goodbye to.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Kill();
        }
        process.Dispose();
    }

    private static void Note(string? line)
    {
        if (Environment.GetEnvironmentVariable("BENCH_LOG") is { Length: > 0 } && line is not null)
        {
            Console.Error.WriteLine($"  host: {line}");
        }
    }
}
