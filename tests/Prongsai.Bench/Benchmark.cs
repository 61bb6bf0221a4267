using System.Globalization;

namespace Prongsai.Bench;

/// <summary>Something measured against a peer, or a limit, in the same run.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>Heading of its section in docs/benchmarks.md.</summary>
    string Title { get; }

    /// <summary>Measures, and says the result as Markdown.</summary>
    Task<string> Measure();
}

internal static class BenchmarkPage
{
    /// <summary>The repository: as PRONGSAI_ROOT says it, else the folder above the program that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Replaces the benchmark's section of docs/benchmarks.md, or adds it; other sections stay as they are.</summary>
    public static void Write(IBenchmark benchmark, string text)
    {
        var file = Path.Combine(Root, "docs", "benchmarks.md");
        var lines = File.Exists(file) ? File.ReadAllLines(file).ToList() : ["# Benchmarks", "", "Measured with `./bench NAME`. Compare only within one run: the machine is shared and noisy.", ""];
        var heading = "## " + benchmark.Title;
        var start = lines.IndexOf(heading);
        if (start >= 0)
        {
            var end = lines.FindIndex(start + 1, l => l.StartsWith("## ", StringComparison.Ordinal));
            lines.RemoveRange(start, (end < 0 ? lines.Count : end) - start);
        }
        else
        {
            start = lines.Count;
        }
        lines.InsertRange(start, [heading, "", .. text.TrimEnd().Split('\n'), ""]);
        File.WriteAllText(file, string.Join('\n', lines).TrimEnd() + "\n");
    }

    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>"12 ms (10–15)".</summary>
    public static string Spread(IReadOnlyList<double> milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(milliseconds):0} ms ({milliseconds.Min():0}–{milliseconds.Max():0})");

    private static string FindRoot()
    {
        if (Environment.GetEnvironmentVariable("PRONGSAI_ROOT") is { Length: > 0 } said)
        {
            return said;
        }
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prongsai.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("./bench does not run inside the repository.");
    }
}
