using System.Globalization;

namespace Prongsai.Bench;

/// <summary>
/// The most memory a process and all below it hold at once, sampled every 10 ms from /proc: proportional shares (PSS), so that shared pages
/// count once; resident size where the kernel does not let us read shares.
/// </summary>
internal sealed class ProcessMemory : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private long peak;

    public ProcessMemory(int root)
    {
        thread = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, Tree(root).Sum(Kilobytes));
                stop.Token.WaitHandle.WaitOne(10);
            }
        })
        { IsBackground = true };
        thread.Start();
    }

    public long PeakMegabytes => peak / 1024;

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private static List<int> Tree(int root)
    {
        var parents = new Dictionary<int, int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read($"{folder}/stat") is { } stat)
            {
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                parents[id] = int.Parse(fields[1], CultureInfo.InvariantCulture);
            }
        }
        var found = new List<int> { root };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(parents.Where(p => p.Value == found[i]).Select(p => p.Key));
        }
        return found;
    }

    private static long Kilobytes(int id)
    {
        var line = Read($"/proc/{id}/smaps_rollup")?.Split('\n').FirstOrDefault(l => l.StartsWith("Pss:", StringComparison.Ordinal))
            ?? Read($"/proc/{id}/status")?.Split('\n').FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // the process ended meanwhile, or is not ours to read
        }
    }
}
