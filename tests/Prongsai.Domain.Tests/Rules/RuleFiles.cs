using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

/// <summary>Reads the rules of the repository for tests; the product's own reader of folders lives in the web project.</summary>
internal static class RuleFiles
{
    public static string Root { get; } = FindRoot();

    /// <summary>Editions such as "2567", oldest first.</summary>
    public static IEnumerable<string> Editions => Directory.GetDirectories(Root).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    public static RulebookSet All { get; } = new(Editions.Select(Load));

    public static Rulebook Load(string edition) => RulebookReader.Read($"rules/ita/{edition}", Bytes(edition)).OrThrow();

    public static Dictionary<string, byte[]> Bytes(string edition) =>
        RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(Root, edition, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(Root, edition, n)));

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
