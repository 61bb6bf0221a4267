using Prongsai.Domain.Analysis;

namespace Prongsai.Web.Platform.Rules;

/// <summary>The advice library that ships with the program (rules/advice), beside the rulebooks.</summary>
internal static class AdviceStore
{
    /// <summary>Next to rules/ita, wherever that is.</summary>
    public static string DefaultFolder => Path.Combine(Path.GetDirectoryName(RulebookStore.DefaultFolder) ?? ".", "advice");

    /// <exception cref="AdviceException">A file holds a mistake; all mistakes are in it.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static AdviceLibrary Load(string? folder = null) =>
        AdviceReader.Read("rules/advice", Directory.GetFiles(folder ?? DefaultFolder, "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes)).OrThrow();
}
