using System.Text.Json.Serialization;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// A file turned into text, tables and positions, whatever its format. Blocks stand in reading order.
/// This is all that extraction sees; bytes and formats stay on the other side.
/// </summary>
public sealed record SourceDocument
{
    public required string FileName { get; init; }

    /// <summary>"docx", "pdf", "xlsx" (also an old .xls), "csv", "text" (also HTML), "markdown"; "unknown" when Problems says why nothing was read.</summary>
    public required string Format { get; init; }

    public required IReadOnlyList<SourceBlock> Blocks { get; init; }

    public required IReadOnlyList<ReadProblem> Problems { get; init; }

    public int? Pages { get; init; }

    /// <summary>What stands in page headers and footers, each text once. It is not part of the reading order, so it is kept apart from Blocks.</summary>
    public IReadOnlyList<string> Margins { get; init; } = [];

    /// <summary>How sure the letters are, 0–1. Below 1 only after optical recognition.</summary>
    public double Confidence { get; init; } = 1;
}

/// <summary>A block and where it stands (page or sheet, table, line). Its kind is named in JSON, so that a kept document can be read again.</summary>
[JsonDerivedType(typeof(SourceParagraph), "paragraph")]
[JsonDerivedType(typeof(SourceTable), "table")]
public abstract record SourceBlock(Place At);

/// <summary>A run of text. HeadingLevel is 1–6 where the format says so.</summary>
public sealed record SourceParagraph(Place At, string Text, int? HeadingLevel = null, bool Bold = false) : SourceBlock(At);

/// <summary>
/// A table. Rows may have different numbers of cells (tab text); merged cells repeat nothing: the covered cells are empty and
/// <see cref="SourceCell.ColumnSpan"/> / <see cref="SourceCell.RowSpan"/> tell.
/// </summary>
public sealed record SourceTable(Place At, IReadOnlyList<SourceRow> Rows) : SourceBlock(At);

public sealed record SourceRow(Place At, IReadOnlyList<SourceCell> Cells, bool IsHeader = false);

/// <summary>A cell. Paragraphs are the lines or paragraphs inside it; Text joins them by a line feed.</summary>
public sealed record SourceCell(Place At, IReadOnlyList<string> Paragraphs, int ColumnSpan = 1, int RowSpan = 1)
{
    [JsonIgnore]
    public string Text => string.Join('\n', Paragraphs);
}
