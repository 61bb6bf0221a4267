using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Prongsai.Bench.Fuzzing;

/// <summary>A reader under attack.</summary>
/// <param name="Name">In file names and reports.</param>
/// <param name="Corpus">Whole inputs to begin from.</param>
/// <param name="Read">Reads one input. Throws for what is wrong with the reader, not with the input; gives what kind of result came out.</param>
/// <param name="LongestInput">Bytes. Longer ones are cut.</param>
/// <param name="Slowest">More time for one input is a finding.</param>
internal sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Corpus, Func<byte[], Task<string>> Read, int LongestInput, TimeSpan Slowest);

/// <summary>An input that a reader did not stand.</summary>
internal sealed record FuzzFinding(string Target, int Seed, string What, byte[] Input);

/// <summary>How far a target was taken.</summary>
internal sealed record FuzzTally(string Target, long Inputs, int Kinds, TimeSpan Slowest);

/// <summary>
/// Seeded mutation over a corpus. An input whose result is of a kind not seen before joins the corpus, so that later ones begin deeper.
/// What a seed makes depends on the run before it; a finding therefore keeps its bytes.
/// </summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    private const int MostKept = 400;
    private readonly List<byte[]> corpus = [.. target.Corpus];
    private readonly HashSet<string> kinds = new(StringComparer.Ordinal);
    private long inputs;
    private TimeSpan slowest;

    /// <summary>Where the input in hand is written before it is read, so that one that kills the process is not lost; null keeps none.</summary>
    public string? InHand { get; init; }

    public List<FuzzFinding> Findings { get; } = [];

    public FuzzTally Tally => new(target.Name, inputs, kinds.Count, slowest);

    /// <summary>Reads so many inputs, or as many as the time allows.</summary>
    public async Task Run(long most, TimeSpan time, CancellationToken stop)
    {
        foreach (var whole in target.Corpus)
        {
            await One(whole, seed);
        }
        var clock = Stopwatch.StartNew();
        for (long i = 0; i < most && clock.Elapsed < time && !stop.IsCancellationRequested; i++)
        {
            var own = unchecked((int)((seed * 2654435761L) + i));
            var mutator = new Mutator(own);
            var input = mutator.Alter(corpus[mutator.Next(corpus.Count)], corpus[mutator.Next(corpus.Count)], target.LongestInput);
            await One(input, own);
        }
    }

    private async Task One(byte[] input, int own)
    {
        if (InHand is not null)
        {
            await File.WriteAllBytesAsync(InHand, input);
        }
        inputs++;
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        string kind;
        try
        {
            kind = await target.Read(input);
        }
        catch (Exception fault)
        {
            Findings.Add(new FuzzFinding(target.Name, own, $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Prongsai", StringComparison.Ordinal))?.Trim()}", input));
            return;
        }
        // On a machine that does other things too the clock says little of the reader; what it worked does.
        var took = TimeSpan.FromTicks(Math.Min(Stopwatch.GetElapsedTime(started).Ticks, (Environment.CpuUsage.TotalTime - worked).Ticks));
        slowest = took > slowest ? took : slowest;
        if (took > target.Slowest)
        {
            Findings.Add(new FuzzFinding(target.Name, own, string.Create(CultureInfo.InvariantCulture, $"took {took.TotalMilliseconds:0} ms for {input.Length} bytes"), input));
        }
        if (kinds.Add(kind) && corpus.Count < MostKept)
        {
            corpus.Add(input);
        }
    }

    /// <summary>A name for the file of a finding.</summary>
    public static string NameOf(FuzzFinding finding) => $"{finding.Target}-{Convert.ToHexStringLower(SHA256.HashData(finding.Input))[..12]}.bin";
}
