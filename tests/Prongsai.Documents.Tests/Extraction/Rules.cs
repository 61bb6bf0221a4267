using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Tests.Extraction;

/// <summary>The rulebooks of the repository, read once.</summary>
internal static class Rules
{
    public static IReadOnlyList<Rulebook> All => Read.Value;

    /// <summary>The repository's root: the folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    private static readonly Lazy<IReadOnlyList<Rulebook>> Read = new(() => [.. Directory.GetDirectories(Path.Combine(Root, "rules", "ita")).Order(StringComparer.Ordinal).Select(ReadYear)]);

    public static Rulebook Of(int year) => All.Last(b => b.Year.Value == year);

    private static Rulebook ReadYear(string folder)
    {
        var files = RulebookReader.FileNames.Select(n => (Name: n, Path: Path.Combine(folder, n))).Where(f => File.Exists(f.Path)).ToDictionary(f => f.Name, f => File.ReadAllBytes(f.Path));
        return RulebookReader.Read(Path.GetFileName(folder), files).OrThrow();
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Prongsai.slnx")))
        {
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new DirectoryNotFoundException("The tests do not stand under the repository.");
        }
        return folder;
    }
}

/// <summary>The five real papers, when they are at hand: in PRONGSAI_SEEDS or in shared/seeds beside the repository.</summary>
internal static class Seeds
{
    public static async Task<Domain.Papers.PaperReading> Read(int number)
    {
        var folder = Environment.GetEnvironmentVariable("PRONGSAI_SEEDS") ?? Path.Combine(Rules.Root, "..", "shared", "seeds");
        var prefix = number.ToString("000", System.Globalization.CultureInfo.InvariantCulture) + "_";
        var file = Directory.Exists(folder) ? Directory.GetFiles(folder, prefix + "*").FirstOrDefault() : null;
        if (file is null)
        {
            Assert.Skip("The five real papers are not here; set PRONGSAI_SEEDS to their folder.");
        }
        var document = await DocumentReader.Read(await File.ReadAllBytesAsync(file), Path.GetFileName(file));
        return PaperExtractor.Extract(document, Rules.All);
    }
}
