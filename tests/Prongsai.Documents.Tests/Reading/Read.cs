using System.Text;
using Prongsai.Documents.Reading;

namespace Prongsai.Documents.Tests.Reading;

/// <summary>Short ways to read something and to look at what came out.</summary>
internal static class Read
{
    public static SourceDocument Text(string text, string name = "paper.txt") => Bytes(Encoding.UTF8.GetBytes(text), name);

    public static SourceDocument Bytes(byte[] bytes, string name, ReadingLimits? limits = null) =>
        DocumentReader.Read(bytes, name, limits).GetAwaiter().GetResult();

    public static IReadOnlyList<SourceTable> Tables(this SourceDocument document) => [.. document.Blocks.OfType<SourceTable>()];

    public static IReadOnlyList<SourceParagraph> Paragraphs(this SourceDocument document) => [.. document.Blocks.OfType<SourceParagraph>()];

    /// <summary>A table as lines of cells joined by " | "; line breaks inside a cell show as " / ".</summary>
    public static string[] Rows(this SourceTable table) =>
        [.. table.Rows.Select(r => string.Join(" | ", r.Cells.Select(c => c.Text.Replace("\n", " / ", StringComparison.Ordinal))))];

    public static string[] Codes(this SourceDocument document) => [.. document.Problems.Select(p => p.Code)];
}
