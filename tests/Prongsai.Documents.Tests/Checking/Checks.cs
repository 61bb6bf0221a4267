using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>The document check with the repository's own rules.</summary>
internal static class Checks
{
    private static readonly Lazy<CheckData> Read = new(() =>
    {
        var folder = Path.Combine(Rules.Root, "rules", "checks");
        return CheckDataReader.Read(Directory.GetFiles(folder, "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes));
    });

    public static CheckData Data => Read.Value;

    public static async Task<IReadOnlyList<CheckFinding>> Of(string text, string name = "paper.txt")
    {
        var document = await DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(text), name);
        return Of(document);
    }

    public static IReadOnlyList<CheckFinding> Of(SourceDocument document) => DocumentCheck.Check(document, PaperExtractor.Extract(document, Rules.All), Rules.All, Data);

    /// <summary>One line of a finding, for messages of failing tests.</summary>
    public static string Show(CheckFinding f) => $"{f.Severity} {f.Rule} [line {f.At.Line} table {f.At.Table} row {f.At.Row} col {f.At.Column}] {f.Message} «{f.At.Text}» → {f.Suggestion}";
}
