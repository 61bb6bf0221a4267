using Prongsai.Domain.Measures;

namespace Prongsai.Web.Platform.Rules;

/// <summary>The library of measures that ships with the program (rules/measures), beside the rulebooks.</summary>
internal static class MeasureStore
{
    /// <exception cref="MeasureLibraryException">A file holds a mistake; all mistakes are in it.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static MeasureLibrary Load() =>
        MeasureReader.Read(
            "rules/measures",
            Directory.GetFiles(Path.Combine(Path.GetDirectoryName(RulebookStore.DefaultFolder) ?? ".", "measures"), "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes)).OrThrow();
}
