using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Bench.Fuzzing;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Bench;

/// <summary>
/// Seeded mutation of every reader. Environment: FUZZ_INPUTS for each cheap reader (default 20,000; costly ones get a share), FUZZ_SEED,
/// FUZZ_ONLY (names, by comma), FUZZ_MINUTES for each reader (default 10). Findings go to artifacts/fuzz; keep each in
/// tests/Prongsai.Bench/Fuzzing/Findings with its mend.
/// </summary>
internal sealed class FuzzBenchmark : IBenchmark
{
    public string Name => "fuzz";

    public string Title => "Fuzzing the readers";

    public async Task<string> Measure()
    {
        var most = Number("FUZZ_INPUTS", 20_000);
        var seed = (int)Number("FUZZ_SEED", 1);
        var time = TimeSpan.FromMinutes(Number("FUZZ_MINUTES", 10));
        var only = Environment.GetEnvironmentVariable("FUZZ_ONLY")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var folder = Path.Combine(BenchmarkPage.Root, "artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"`./bench fuzz` · seed {seed} · {DateTime.UtcNow:yyyy-MM-dd} · an input may take 3 s (extraction 8 s, PDF 12 s), throw nothing, and never give nothing without saying why").AppendLine();
        text.AppendLine("| reader | inputs | a second | kinds of result | slowest | findings |").AppendLine("|---|---|---|---|---|---|");
        long all = 0;
        foreach (var target in FuzzTargets.All(BenchmarkPage.Root).Append(Package()).Where(t => only is null || only.Contains(t.Name, StringComparer.Ordinal)))
        {
            var fuzzer = new Fuzzer(target, seed) { InHand = target.Name is "pdf" or "extraction" ? Path.Combine(folder, $"in-hand-{target.Name}-{seed}") : null };
            var clock = Stopwatch.StartNew();
            await fuzzer.Run(most / Cost(target.Name), time, CancellationToken.None);
            foreach (var finding in fuzzer.Findings.DistinctBy(f => f.What).Take(20))
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, Fuzzer.NameOf(finding)), finding.Input);
                await Console.Error.WriteLineAsync($"{Fuzzer.NameOf(finding)}: {finding.What}");
            }
            var tally = fuzzer.Tally;
            all += tally.Inputs;
            var line = string.Create(CultureInfo.InvariantCulture, $"| {target.Name} | {tally.Inputs:#,0} | {tally.Inputs / clock.Elapsed.TotalSeconds:#,0} | {tally.Kinds} | {tally.Slowest.TotalMilliseconds:#,0} ms | {fuzzer.Findings.Count} |");
            text.AppendLine(line);
            await Console.Error.WriteLineAsync(line);
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"| all | {all:#,0} | | | | |");
        return text.ToString();
    }

    /// <summary>A sealed package, as backups are: what is not whole is refused in words, and nothing of it is given out that was not checked.</summary>
    private static FuzzTarget Package()
    {
        var key = BackupKey.New();
        var whole = RandomNumberGenerator.GetBytes(3_000);
        using var target = new MemoryStream();
        using (var sealing = SealedStream.Seal(target, key))
        {
            sealing.Write(whole);
        }
        return new FuzzTarget("package", [target.ToArray()], input => Task.FromResult(Open(input)), 8_000, TimeSpan.FromSeconds(1));

        string Open(byte[] input)
        {
            var given = new MemoryStream();
            try
            {
                using var opening = SealedStream.Open(new MemoryStream(input), key);
                opening.CopyTo(given);
            }
            catch (InstallationException refused)
            {
                return whole.AsSpan().StartsWith(given.ToArray()) ? refused.Message[..Math.Min(40, refused.Message.Length)] : throw new InvalidOperationException("Bytes were given out that nobody sealed.", refused);
            }
            return given.ToArray().AsSpan().SequenceEqual(whole) ? "whole" : throw new InvalidOperationException("An altered package was taken for whole.");
        }
    }

    /// <summary>How many times dearer one input is than of the cheapest readers.</summary>
    private static long Cost(string target) => target switch
    {
        "pdf" => 1000,
        "extraction" => 50,
        "docx" or "xlsx" or "xls" or "html" or "package" => 10,
        _ when target.StartsWith("rulebook", StringComparison.Ordinal) => 100,
        _ => 1,
    };

    private static long Number(string name, long usual) => long.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : usual;
}
