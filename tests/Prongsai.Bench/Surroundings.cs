namespace Prongsai.Bench;

/// <summary>What benchmarks say of the machine, and where they work.</summary>
internal static class Surroundings
{
    /// <summary>How many wanted a core when it began, in the mean of a minute; "?" where the system does not tell.</summary>
    public static async Task<string> LoadAverage() => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?";

    /// <summary>A new folder that other users may enter: PostgreSQL does not run as root.</summary>
    public static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-bench-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        return folder;
    }
}
