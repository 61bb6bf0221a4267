using Prongsai.Domain;

namespace Prongsai.Documents.Writing;

/// <summary>
/// The content of an official paper, before it is drawn as DOCX, HTML or PDF. One content, three renderings (design.md 3.5).
/// All text is written with Arabic digits; <see cref="Digits"/> says how digits are rendered.
/// </summary>
public sealed record Document
{
    public required string Title { get; init; }

    public string Subject { get; init; } = "";

    /// <summary>The organisation, as author of the file.</summary>
    public required string Author { get; init; }

    /// <summary>The font the office sets in Word files; PDFs embed Laksaman under that name.</summary>
    public string Font { get; init; } = "TH SarabunIT๙";

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    /// <summary>The moment written into the file's properties. A renderer asks no clock: the same content gives the same bytes. Left out where null.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>Draws an unseen mark before every block, by which the page each falls on can be read back from the PDF.</summary>
    internal bool MarksBlocks { get; init; }
}

public abstract record Block;

/// <summary>A heading; level 1–4 becomes a real style, an outline entry and a PDF bookmark.</summary>
public sealed record Heading(int Level, string Text) : Block;

public enum Alignment
{
    Start,
    Centre,
    End,
    Justify,
}

/// <summary>A run of text inside a paragraph.</summary>
public sealed record Run(string Text, bool Bold = false, bool Italic = false, bool Underline = false);

/// <summary>A paragraph; FirstLineIndentCm is 2.5 in official papers.</summary>
public sealed record Paragraph(IReadOnlyList<Run> Runs, Alignment Alignment = Alignment.Justify, decimal FirstLineIndentCm = 0, bool KeepWithNext = false) : Block
{
    /// <summary>Size of the letters in points; 16 in official papers, 14 for notes.</summary>
    public decimal Points { get; init; } = 16;

    public decimal SpaceBeforePoints { get; init; }

    public Paragraph(string text, Alignment alignment = Alignment.Justify, decimal firstLineIndentCm = 0, bool keepWithNext = false)
        : this([new Run(text)], alignment, firstLineIndentCm, keepWithNext)
    {
    }
}

/// <summary>Lines of a cover page, from the top; the page ends after it.</summary>
public sealed record Cover(IReadOnlyList<CoverLine> Lines) : Block;

public sealed record CoverLine(string Text, decimal Points, bool Bold, decimal SpaceBeforePoints);

public sealed record ListItems(IReadOnlyList<string> Items, bool Numbered) : Block;

/// <summary>
/// A table whose header rows repeat on every page; WidthShare of the columns add up to 1; rows do not break across pages unless AllowRowBreak
/// (or unless a row is so long that it fills half a page). The caption is shown above the table; an empty one is not shown.
/// </summary>
public sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<TableRow> Rows, bool AllowRowBreak = false) : Block
{
    /// <summary>Size of the letters in points; 14 in official tables.</summary>
    public decimal Points { get; init; } = 14;

    /// <summary>Header rows above the row of column titles, repeated with it.</summary>
    public IReadOnlyList<TableRow> TopRows { get; init; } = [];
}

public sealed record Column(string Title, decimal WidthShare, Alignment Alignment = Alignment.Start);

public sealed record TableRow(IReadOnlyList<TableCell> Cells, bool Emphasised = false);

/// <summary>A cell of one or more paragraphs; RowSpan and ColumnSpan as in HTML, covered cells are left out.</summary>
public sealed record TableCell(IReadOnlyList<string> Paragraphs, Alignment? Alignment = null, int ColumnSpan = 1, int RowSpan = 1, bool Bold = false)
{
    public TableCell(string text)
        : this([text])
    {
    }
}

public enum ChartKind
{
    /// <summary>One series, bars ranked, with limits.</summary>
    RankedBars,

    /// <summary>Several series (years) side by side.</summary>
    GroupedBars,
}

/// <summary>A chart with its finding in words (alt text) and its data, so that every rendering can also give the table.</summary>
public sealed record Chart(string Title, string Finding, ChartKind Kind, IReadOnlyList<string> Categories, IReadOnlyList<Series> Series, IReadOnlyList<Limit> Limits) : Block;

public sealed record Series(string Name, IReadOnlyList<decimal?> Values);

public sealed record Limit(string Name, decimal Value);

/// <summary>A place to sign: a line, the name in brackets (may be dots), the position.</summary>
public sealed record SignaturePlace(string? Name, string Position) : Block;

public sealed record PageBreak : Block;

/// <summary>From here on a new page of this orientation; wide tables of measures lie on their side.</summary>
public sealed record Orientation(bool Landscape) : Block;
