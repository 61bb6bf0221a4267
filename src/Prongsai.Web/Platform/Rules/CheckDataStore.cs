using Prongsai.Documents.Checking;

namespace Prongsai.Web.Platform.Rules;

/// <summary>The data of the document check (rules/checks), shipped beside the binary like the rulebooks.</summary>
internal static class CheckDataStore
{
    /// <summary>rules/checks beside the binary, whatever folder of rulebooks is chosen.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "rules", "checks");

    /// <exception cref="CheckDataException">A file is missing or holds a mistake.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static CheckData Load(string? folder = null) =>
        CheckDataReader.Read(Directory.GetFiles(folder ?? DefaultFolder, "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes, StringComparer.Ordinal));
}
