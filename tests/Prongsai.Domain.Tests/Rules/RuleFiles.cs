using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

/// <summary>Reads the rules of the repository for tests; the product's own reader of folders lives in the web project.</summary>
internal static class RuleFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Editions such as "2567", oldest first.</summary>
    public static IEnumerable<string> Editions => Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    /// <summary>Worked examples such as "2567/s2.json".</summary>
    public static IEnumerable<string> Examples => Editions.SelectMany(e =>
        Directory.GetFiles(Path.Combine(Root, e, "examples"), "*.json").Select(f => $"{e}/{Path.GetFileName(f)}").Order(StringComparer.Ordinal));

    public static RulebookSet All { get; } = new(Editions.Select(Load));

    public static Rulebook Load(string edition) => RulebookReader.Read($"rules/ita/{edition}", Bytes(edition)).OrThrow();

    public static Dictionary<string, byte[]> Bytes(string edition) =>
        RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(Root, edition, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(Root, edition, n)));

    public static WorkedExample Example(string file) =>
        WorkedExample.Read(file, File.ReadAllBytes(Path.Combine(Root, Path.GetDirectoryName(file)!, "examples", Path.GetFileName(file))));

    private static string FindRoot()
    {
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (Directory.Exists(Path.Combine(d.FullName, "rules", "ita")))
            {
                return Path.Combine(d.FullName, "rules", "ita");
            }
        }
        throw new DirectoryNotFoundException("rules/ita is nowhere above the tests.");
    }
}
