using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Npgsql;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Hosting;

namespace Prongsai.Bench.Surveys;

/// <summary>
/// A national year of answers, counted again from PostgreSQL; DuckDB and plain SQL count the same. Then answers taken in over HTTP, in batches
/// as the product does and one commit each through the same stack; at 500 a second; and what grows.
/// </summary>
internal sealed class SurveysBenchmark : IBenchmark
{
    private const int Organisations = 8_300;
    private const int Respondents = 1_400_000;
    private const int Port = 5266;

    public string Name => "surveys";

    public string Title => "Surveys";

    public async Task<string> Measure()
    {
        ThaiCulture.Use();
        var folder = Surroundings.NewFolder();
        try
        {
            var load = await Surroundings.LoadAverage();
            await using var installation = await Installation.Open(new InstallationOptions(folder, Port), exclusively: false, CancellationToken.None);
            await using var owner = NpgsqlDataSource.Create(installation.OwnerConnection);
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"`./bench surveys --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores shared by server, database and load, load average {load} when it began; PostgreSQL commits to the disk. Median (least–most).\n\n");
            await Count(text, owner, folder);
            await TakeIn(text, owner, folder);
            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Count(StringBuilder text, NpgsqlDataSource owner, string folder)
    {
        var csv = Path.Combine(folder, "answers.csv");
        var growth = new List<string>();
        foreach (var part in new[] { 100, 10 })
        {
            var small = new National(owner, Organisations / part, Respondents / part);
            await small.Generate(csv);
            growth.Add(Line(small, await Times(owner, 9)));
        }
        var national = new National(owner, Organisations, Respondents);
        Progress("generating 1.4 M respondents");
        await national.Generate(csv);
        Progress("counting");
        var own = await Times(owner, 15);
        growth.Add(Line(national, own));
        var memory = GC.GetTotalAllocatedBytes(precise: true);
        var (sums, surveys) = await Recount.Run(owner, new(National.Year), SurveyKind.Internal, null, National.Cells, null, CancellationToken.None);
        memory = GC.GetTotalAllocatedBytes(precise: true) - memory;
        Progress("plain SQL");
        var (plain, plainTime) = await Plain(owner);
        for (var cell = 0; cell < National.Cells; cell++)
        {
            if (!sums.Of(cell).AsSpan().SequenceEqual(plain[cell]))
            {
                throw new InvalidOperationException($"Question {cell + 1}: the recount and plain SQL disagree.");
            }
        }
        Progress("DuckDB");
        var duck = await Duck(csv);
        var best = Math.Min(BenchmarkPage.Median(duck.Histogram), BenchmarkPage.Median(duck.Unpivot));
        var size = await Scalar(owner, "select sum(length(body)) from survey_blocks");
        var plainSize = await Scalar(owner, "select pg_table_size('plain_answers')");
        text.Append(CultureInfo.InvariantCulture, $"**Recount of a national year**: {surveys:N0} organisations, {sums.Respondents:N0} respondents, 24 questions. Counts of every option of every question for each organisation and for all, from the rows in PostgreSQL ({size / 1e6:0.0} MB, {size / sums.Respondents:0.0} bytes an answer; as a plain table {plainSize / 1e6:0} MB). Recount and plain SQL must give the same sums, or the run fails.\n\n");
        text.Append("| Who counts | Time | Against ours |\n|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| Prongsai: read from PostgreSQL and counted, {memory / 1024:0} KB allocated | {BenchmarkPage.Spread(own)} | 1 |\n");
        text.Append(CultureInfo.InvariantCulture, $"| DuckDB {duck.Version}, 2 threads, `histogram` by organisation from its own table in memory | {BenchmarkPage.Spread(duck.Histogram)} | {BenchmarkPage.Median(duck.Histogram) / BenchmarkPage.Median(own):0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| DuckDB, unpivoted and grouped | {BenchmarkPage.Spread(duck.Unpivot)} | {BenchmarkPage.Median(duck.Unpivot) / BenchmarkPage.Median(own):0.0} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| PostgreSQL, plain SQL over one row a person (once) | {plainTime:0} ms | {plainTime / BenchmarkPage.Median(own):0} |\n\n");

        text.Append(CultureInfo.InvariantCulture, $"Aims: under 300 ms ({(BenchmarkPage.Median(own) < 300 ? "met" : "missed")}); six times faster than DuckDB's histogram ({(BenchmarkPage.Median(duck.Histogram) > 6 * BenchmarkPage.Median(own) ? "met" : "missed")}; against the faster of its two ways {best / BenchmarkPage.Median(own):0.0} times).\n\n");
        text.Append("| Growth of the recount | Time |\n|---|---|\n").AppendJoin("", growth).Append('\n');

        static string Line(National year, List<double> times) => string.Create(CultureInfo.InvariantCulture, $"| {year.Organisations:N0} organisations, {year.Respondents:N0} respondents | {BenchmarkPage.Spread(times)} |\n");
    }

    private static async Task<List<double>> Times(NpgsqlDataSource owner, int runs)
    {
        var times = new List<double>();
        for (var i = 0; i <= runs; i++)
        {
            // What is wanted of every organisation is taken in the same pass: here, its counts are looked at.
            var looked = 0L;
            var clock = Stopwatch.StartNew();
            await Recount.Run(owner, new(National.Year), SurveyKind.Internal, null, National.Cells, (_, tally) => looked += tally.Respondents, CancellationToken.None);
            if (i > 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }
        return times;
    }

    private static async Task<(int[][] Counts, double Time)> Plain(NpgsqlDataSource owner)
    {
        var counts = Enumerable.Range(0, 24).Select(_ => new int[16]).ToArray();
        var values = string.Join(", ", Enumerable.Range(1, 24).Select(q => FormattableString.Invariant($"({q}, q{q})")));
        var clock = Stopwatch.StartNew();
        await using var command = owner.CreateCommand($"select organisation, question, choice, count(*)::int from plain_answers, lateral (values {values}) as x(question, choice) group by 1, 2, 3");
        command.CommandTimeout = 600;
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            counts[rows.GetInt32(1) - 1][rows.GetInt16(2)] += rows.GetInt32(3);
        }
        return (counts, clock.Elapsed.TotalMilliseconds);
    }

    private sealed record DuckTimes(string Version, List<double> Histogram, List<double> Unpivot);

    private static async Task<DuckTimes> Duck(string csv)
    {
        // Node looks for packages beside the script.
        var home = Path.Combine(BenchmarkPage.Root, "artifacts", "bench", "duckdb");
        var script = Path.Combine(home, "duckdb.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Surveys", "duckdb.mjs"), script, overwrite: true);
        var output = await Run("node", [script, csv, "2", "5"], []);
        return JsonSerializer.Deserialize<DuckTimes>(output, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("DuckDB said nothing.");
    }

    private static async Task TakeIn(StringBuilder text, NpgsqlDataSource owner, string folder)
    {
        text.Append("**Taking answers in over HTTP**: whole forms of 24 answers, each its own sending, acknowledged after the commit; `wrk`, 128 connections. One-row commits: the same pages, checks and statements, 20 writers with one answer in each transaction. What was acknowledged is counted in the database afterwards.\n\n");
        text.Append("| Surveys | Writer | Answers/s, first 6 s of a new process | Answers/s, running | p50 | p99 | Against one-row |\n|---|---|---|---|---|---|---|\n");
        var run = 0;
        var memory = (Before: 0L, Peak: 0L);
        var gains = new List<string>();
        foreach (var surveys in new[] { 1, 500 })
        {
            var rates = new List<double>();
            foreach (var (name, pace) in new[] { ("one-row commits", new WriterPace(20, 1)), ("batched", WriterPace.Usual) })
            {
                Progress($"{surveys} surveys, {name}");
                await using var connection = await owner.OpenConnectionAsync();
                var paths = Path.Combine(folder, "paths");
                await File.WriteAllLinesAsync(paths, await National.Open(connection, surveys, folder));
                await using var host = await SurveyHost.Start(folder, Port, pace);
                // The first answer of a survey waits for its key to be on the disk; that is not what is measured.
                for (var i = 0; i < 10 && (await Wrk(host, paths, ++run, 2)).Failed > 0; i++)
                {
                }
                // A server has been running for a while: the first seconds measure the compiler. What they gave is told all the same.
                var cold = Whole(await Wrk(host, paths, ++run, 6));
                await Wrk(host, paths, ++run, 8);
                using var watched = new ProcessMemory(host.ProcessId);
                await Task.Delay(200);
                var rest = watched.PeakMegabytes;
                var result = Whole(await Wrk(host, paths, ++run, 6));
                if (surveys == 1 && pace == WriterPace.Usual)
                {
                    memory = (rest, watched.PeakMegabytes);
                }
                rates.Add(result.Rate);
                text.Append(CultureInfo.InvariantCulture, $"| {surveys} | {name} | {cold.Rate:0} | {result.Rate:0} | {result.P50:0.0} ms | {result.P99:0.0} ms | {(rates.Count > 1 ? (rates[1] / rates[0]).ToString("0.0", CultureInfo.InvariantCulture) : "")} |\n");
                var kept = await Scalar(owner, "select count(*) from survey_receipts");
                if (kept < result.Acknowledged)
                {
                    throw new InvalidOperationException($"{result.Acknowledged} were acknowledged in the last run and {kept} are kept in all.");
                }
            }
            gains.Add(string.Create(CultureInfo.InvariantCulture, $"{(rates[1] >= 3 * rates[0] ? "met" : "missed")} with {surveys} at once ({rates[1] / rates[0]:0.0})"));
        }
        text.Append(CultureInfo.InvariantCulture, $"\nAim: three times one-row commits on a running server: {string.Join(", ", gains)}.\n");
        Progress("500 a second");
        await using var open = await owner.OpenConnectionAsync();
        var addresses = await National.Open(open, 20, folder);
        await using (var host = await SurveyHost.Start(folder, Port, WriterPace.Usual))
        {
            await Paced.Send(host.Address, addresses, 300, TimeSpan.FromSeconds(15), 1);
            var paced = await Paced.Send(host.Address, addresses, 500, TimeSpan.FromSeconds(15), 2);
            text.Append(CultureInfo.InvariantCulture, $"\nAt 500 answers a second for 15 s, over 20 organisations, in a process that took 300 a second for 15 s before, timed from the moment each was due: p50 {paced.P50:0.0} ms, p99 {paced.P99:0.0} ms, longest {paced.Longest:0} ms, {paced.Failed} of {paced.Sent} not acknowledged. Aim: p99 under 50 ms. Web process: {memory.Before} MB before, {memory.Peak} MB at most during the fastest run (PSS).\n\n");
        }
        text.Append("| One survey that holds already | Answers/s | p99 |\n|---|---|---|\n");
        var one = Path.Combine(folder, "one");
        await File.WriteAllLinesAsync(one, await National.Open(open, 1, folder));
        await using (var host = await SurveyHost.Start(folder, Port, WriterPace.Usual))
        {
            await Wrk(host, one, ++run, 1);
            foreach (var goal in new[] { 1_000, 10_000, 100_000 })
            {
                Progress($"growth, {goal}");
                for (var i = 0; i < 60 && await Scalar(owner, "select count(*) from survey_receipts") < goal; i++)
                {
                    await Wrk(host, one, ++run, goal > 10_000 ? 5 : 1);
                }
                var held = await Scalar(owner, "select count(*) from survey_receipts");
                var result = Whole(await Wrk(host, one, ++run, 4));
                text.Append(CultureInfo.InvariantCulture, $"| {held:N0} answers | {result.Rate:0} | {result.P99:0.0} ms |\n");
            }
        }
    }

    private sealed record WrkResult(double Rate, double P50, double P99, long Acknowledged, long Failed);

    private static WrkResult Whole(WrkResult result) =>
        result.Failed == 0 ? result : throw new InvalidOperationException($"{result.Failed} sendings were refused or failed, {result.Acknowledged} were not.");

    private static async Task<WrkResult> Wrk(SurveyHost host, string paths, int run, int seconds)
    {
        var output = await Run("wrk", ["-t2", "-c128", FormattableString.Invariant($"-d{seconds}s"), "--latency", "--timeout", "30s", "-s", Path.Combine(AppContext.BaseDirectory, "Surveys", "answers.lua"), host.Address.ToString()], new() { ["PATHS"] = paths, ["RUN"] = (run % 60_000).ToString(CultureInfo.InvariantCulture) });
        var line = output.Split('\n').First(l => l.StartsWith("RESULT ", StringComparison.Ordinal)).Split(' ');
        double Number(int i) => double.Parse(line[i], CultureInfo.InvariantCulture);
        var (requests, errors) = ((long)Number(1), (long)Number(3));
        Progress(output.Split('\n').First(l => l.StartsWith("RESULT ", StringComparison.Ordinal)));
        return new((requests - errors) / (Number(2) / 1e6), Number(4), Number(5), requests - errors, errors);
    }

    private static async Task<double> Scalar(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<string> Run(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static void Progress(string what) => Console.Error.WriteLine($"  {what} …");
}
