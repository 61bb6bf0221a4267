using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;
using Prongsai.Bench.Surveys;
using Prongsai.Web;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Hosting;

namespace Prongsai.Bench.Website;

/// <summary>
/// The public side under load, beside nginx which serves the same bytes as files in the same run; the search at 100,000 documents of one
/// organisation; three hundred organisations on one installation.
/// </summary>
internal sealed class WebsiteBenchmark : IBenchmark
{
    private const int Documents = 100_000;
    private const int Others = 300;
    private const int Port = 5246;
    private const int PeerPort = 5247;
    private const int Seconds = 4;

    public string Name => "website";

    public string Title => "The public website";

    public async Task<string> Measure()
    {
        ThaiCulture.Use();
        var folder = Surroundings.NewFolder();
        try
        {
            var load = await Surroundings.LoadAverage();
            await using var installation = await Installation.Open(new InstallationOptions(folder, Port), exclusively: false, CancellationToken.None);
            await using var owner = NpgsqlDataSource.Create(installation.OwnerConnection);
            Progress("the worked example");
            await using (var app = WebHost.Build(Contents.Product(), new WebHostOptions(FormattableString.Invariant($"http://127.0.0.1:{Port}"), folder, installation.Logins) { RunJobs = false }))
            {
                await FirstStart.Run(app.Services, CancellationToken.None);
            }
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"`./bench website --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores shared by server, database and load, load average {load} when it began (above the number of cores, others were at work and only the ratios mean something).\n\n");
            await using (var host = await SurveyHost.Start(folder, Port, WriterPace.Usual))
            {
                await Pages(text, host, folder);
            }
            Progress("filling 300 organisations and 100,000 documents");
            await Fill.Organisations(owner, Others);
            await Fill.Search(owner, Documents);
            await using (var host = await SurveyHost.Start(folder, Port, WriterPace.Usual))
            {
                await Search(text, host);
                await Organisations(text, host);
            }
            return text.ToString();
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Pages(StringBuilder text, SurveyHost host, string folder)
    {
        using var http = Client();
        var year = Link(await http.GetStringAsync(new Uri(host.Address, "/ita")), "/ita/25");
        var assessor = await http.GetStringAsync(new Uri(host.Address, year));
        var item = Link(assessor, year + "/");
        var service = Link(await http.GetStringAsync(new Uri(host.Address, "/services")), "/services/");
        var pages = new (string Words, string Path, string Name)[] { ("home", "/home", "home"), ("the assessor's page", year, "year"), ("an item", item, "item"), ("a manual", service, "manual") };
        var bytes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (_, path, name) in pages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            bytes[name] = await answer.Content.ReadAsByteArrayAsync();
        }
        using var nginx = await Nginx.Start(folder, PeerPort, bytes);
        text.Append("**Pages beside nginx.** `wrk`, 2 threads, 32 connections, `Accept-Encoding: br`; nginx answers with the same bytes from files. In turn, three rounds, median. The product asks the database before every answer whether the public side changed since, so that nothing withdrawn is ever shown.\n\n");
        text.Append("| Page | Bytes | Prongsai, answers/s | p99 | nginx, answers/s | p99 | Ratio |\n|---|---|---|---|---|---|---|\n");
        foreach (var (words, path, name) in pages)
        {
            Progress(words);
            await Wrk(new Uri(host.Address, path), 2);
            var (own, peer) = (new List<(double Rate, double P99)>(), new List<(double Rate, double P99)>());
            for (var round = 0; round < 3; round++)
            {
                own.Add(await Wrk(new Uri(host.Address, path), Seconds));
                peer.Add(await Wrk(new Uri(FormattableString.Invariant($"http://127.0.0.1:{PeerPort}/{name}")), Seconds));
            }
            var (o, p) = (own.OrderBy(r => r.Rate).ElementAt(1), peer.OrderBy(r => r.Rate).ElementAt(1));
            text.Append(CultureInfo.InvariantCulture, $"| {words} | {bytes[name].Length:#,0} | {o.Rate:#,0} | {o.P99:0.0} ms | {p.Rate:#,0} | {p.P99:0.0} ms | {o.Rate / p.Rate:0.00} |\n");
        }
        text.Append('\n');
    }

    private static async Task Search(StringBuilder text, SurveyHost host)
    {
        using var http = Client();
        text.Append(CultureInfo.InvariantCulture, $"**Search at {Documents:#,0} documents** of one organisation, the whole answer over HTTP (page drawn anew each time), one asker after another.\n\n| Question | Found | Median | p95 | Most |\n|---|---|---|---|---|\n");
        var questions = new (string Words, Func<int, string> Ask)[]
        {
            ("one rare word", i => Fill.Word(2_000 + i)),
            ("a word of nearly every document", i => Fill.Word(i % 3)),
            ("two words", i => Fill.Word(10 + i) + " " + Fill.Word(40 + i)),
            ("a word, of one kind and year", i => Fill.Word(5 + i) + "&kind=document&year=2567"),
            ("spelled wrongly", i => Fill.Misspelt(100 + i)),
            ("in no document", i => "ฃฃฅฅ" + i.ToString(CultureInfo.InvariantCulture)),
        };
        foreach (var (words, ask) in questions)
        {
            Progress("search: " + words);
            var times = new List<double>();
            var found = "";
            for (var i = -5; i < 60; i++)
            {
                var (question, rest) = ask(Math.Abs(i)).Split('&', 2) is [var q, var more] ? (q, "&" + more) : (ask(Math.Abs(i)), "");
                var clock = Stopwatch.StartNew();
                var page = await http.GetStringAsync(new Uri(host.Address, "/thung-tawan/search?q=" + Uri.EscapeDataString(question) + rest));
                if (i >= 0)
                {
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
                found = Count(page);
            }
            text.Append(CultureInfo.InvariantCulture, $"| {words} | {found} | {BenchmarkPage.Median(times):0} ms | {Percentile(times, 0.95):0} ms | {times.Max():0} ms |\n");
        }
        text.Append('\n');
    }

    private static async Task Organisations(StringBuilder text, SurveyHost host)
    {
        Progress("300 organisations");
        using var http = Client();
        using var watched = new ProcessMemory(host.ProcessId);
        var (first, again) = (new List<double>(), new List<double>());
        foreach (var times in new[] { first, again })
        {
            for (var n = 1; n <= Others; n++)
            {
                foreach (var path in new[] { "home", "news", "info/plans", "search?q=" + Uri.EscapeDataString("งบประมาณ") })
                {
                    var clock = Stopwatch.StartNew();
                    using var answer = await http.GetAsync(new Uri(host.Address, FormattableString.Invariant($"/org-{n}/{path}")));
                    answer.EnsureSuccessStatusCode();
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }
            }
        }
        text.Append(CultureInfo.InvariantCulture, $"**{Others} organisations on one installation**, four pages of each (home, news, a section, a search), one asker: drawn for the first time {BenchmarkPage.Median(first):0.0} ms in the median, p95 {Percentile(first, 0.95):0} ms; asked again {BenchmarkPage.Median(again):0.0} ms, p95 {Percentile(again, 0.95):0} ms. The web process held {watched.PeakMegabytes} MB at most.\n");
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = true }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The first link of a page that begins so.</summary>
    private static string Link(string page, string begins)
    {
        var at = page.IndexOf($"href=\"{begins}", StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"The page has no link that begins with {begins}.") : page[(at + 6)..page.IndexOf('"', at + 6)];
    }

    private static string Count(string page) => page.IndexOf("role=\"status\"", StringComparison.Ordinal) is var at and >= 0
        ? new string([.. page[at..page.IndexOf("</p>", at, StringComparison.Ordinal)].Split("จาก")[^1].Where(c => char.IsAsciiDigit(c) || c == ',')]) is { Length: > 0 } digits ? digits : "alike"
        : "0";

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Ceiling(values.Count * share) - 1));

    private static async Task<(double Rate, double P99)> Wrk(Uri address, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t2", "-c32", FormattableString.Invariant($"-d{seconds}s"), "--latency", "-H", "Accept-Encoding: br", address.ToString()]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n').Select(l => l.Trim()).ToList();
        await process.WaitForExitAsync();
        if (lines.Any(l => l.StartsWith("Non-2xx", StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"{address}: {lines.First(l => l.StartsWith("Non-2xx", StringComparison.Ordinal))}");
        }
        var rate = double.Parse(lines.First(l => l.StartsWith("Requests/sec:", StringComparison.Ordinal))["Requests/sec:".Length..], CultureInfo.InvariantCulture);
        var p99 = lines.First(l => l.StartsWith("99%", StringComparison.Ordinal))[3..].Trim();
        var unit = p99.EndsWith("us", StringComparison.Ordinal) ? 0.001 : p99.EndsWith("ms", StringComparison.Ordinal) ? 1 : 1000;
        return (rate, double.Parse(p99.TrimEnd('u', 'm', 's'), CultureInfo.InvariantCulture) * unit);
    }

    private static void Progress(string words) => Console.Error.WriteLine("  " + words);
}
