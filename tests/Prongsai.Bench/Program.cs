using Prongsai.Bench;
using Prongsai.Bench.Office;
using Prongsai.Bench.Surveys;
using Prongsai.Bench.Website;
using Prongsai.Bench.Year;

// Called by benches/NAME, with --write to put the result into docs/benchmarks.md. To add a benchmark: a class and a line here, a file there.
IBenchmark[] all = [new ReadingBenchmark(), new ReportsBenchmark(), new SurveysBenchmark(), new CrashBenchmark(), new ResultReportsBenchmark(), new YearWorkBenchmark(), new FuzzBenchmark(), new OfficeCrashBenchmark(), new ScaleOutBenchmark(), new OversightBenchmark(), new WebsiteBenchmark()];
if (args is [SurveyHost.Argument, ..])
{
    return await SurveyHost.Run(args[1..]);
}

var name = args.FirstOrDefault(a => !a.StartsWith('-'));
var chosen = all.Where(b => name is null || b.Name == name).ToList();
if (chosen.Count == 0 || args.Contains("--help"))
{
    Console.WriteLine("Prongsai.Bench [name] [--write]");
    foreach (var benchmark in all)
    {
        Console.WriteLine($"  {benchmark.Name,-12} {benchmark.Title}");
    }
    return chosen.Count == 0 ? 1 : 0;
}
foreach (var benchmark in chosen)
{
    Console.Error.WriteLine($"measuring {benchmark.Name} …");
    var text = await benchmark.Measure();
    Console.WriteLine(text);
    if (args.Contains("--write"))
    {
        BenchmarkPage.Write(benchmark, text);
    }
}
return 0;
