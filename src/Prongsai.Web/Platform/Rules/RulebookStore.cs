using Prongsai.Domain.Rules;

namespace Prongsai.Web.Platform.Rules;

/// <summary>
/// The rules folder (rules/ita). Published, it lies beside the binary; run from the tree, the build has copied it there too. One folder, one place to look,
/// so that a binary never scores with rules other than its own. The environment variable PRONGSAI_RULES names another folder.
/// </summary>
internal static class RulebookStore
{
    /// <summary>The folder that holds 2562, 2563, …</summary>
    public static string DefaultFolder => Environment.GetEnvironmentVariable("PRONGSAI_RULES") is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(AppContext.BaseDirectory, "rules", "ita");

    /// <summary>Editions found in the folder ("2562", …), oldest first.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IReadOnlyList<string> Editions(string folder) =>
        [.. Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    /// <summary>Reads one edition; problems are named from the folder's own name ("rules/ita/2567/rulebook.json").</summary>
    public static RulebookReading Read(string folder, string edition)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in RulebookReader.FileNames)
        {
            var path = Path.Combine(folder, edition, name);
            if (File.Exists(path))
            {
                files[name] = File.ReadAllBytes(path);
            }
        }
        return RulebookReader.Read($"rules/ita/{edition}", files);
    }

    /// <summary>The worked examples of one edition: file name for people ("rules/ita/2567/examples/s2.json") and bytes.</summary>
    public static IReadOnlyList<(string File, byte[] Bytes)> Examples(string folder, string edition)
    {
        var examples = Path.Combine(folder, edition, "examples");
        return Directory.Exists(examples)
            ? [.. Directory.GetFiles(examples, "*.json").Order(StringComparer.Ordinal).Select(f => ($"rules/ita/{edition}/examples/{Path.GetFileName(f)}", File.ReadAllBytes(f)))]
            : [];
    }

    /// <summary>All rulebooks.</summary>
    /// <exception cref="RulebookException">A rulebook holds a mistake; all mistakes of all years are in it.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it holds no rulebook.</exception>
    public static RulebookSet Load(string? folder = null)
    {
        folder ??= DefaultFolder;
        var readings = Editions(folder).Select(e => Read(folder, e)).ToArray();
        var problems = readings.SelectMany(r => r.Problems).ToArray();
        if (problems.Length > 0)
        {
            throw new RulebookException(problems);
        }
        return readings.Length > 0
            ? new RulebookSet(readings.Select(r => r.OrThrow()))
            : throw new DirectoryNotFoundException($"There is no rulebook in {folder}.");
    }
}
