using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Web.Features.Assessment.Data;

namespace Prongsai.Web.Features.Assessment.Sheets;

/// <summary>A stretch of text on the sheet; Target is set where the reader took a figure from it.</summary>
internal sealed record Piece(string Text, string? Target = null, bool Suspect = false);

/// <summary>A line or a cell of the sheet.</summary>
internal sealed record SheetCell(IReadOnlyList<IReadOnlyList<Piece>> Lines, int ColumnSpan, int RowSpan);

internal abstract record SheetBlock;

internal sealed record SheetLine(IReadOnlyList<Piece> Pieces, bool Bold) : SheetBlock;

internal sealed record SheetTable(IReadOnlyList<IReadOnlyList<SheetCell>> Rows, int Columns) : SheetBlock;

/// <summary>One page of the document as it was read, with the figures marked where they stood.</summary>
internal sealed record Sheet(int Number, int Count, IReadOnlyList<SheetBlock> Blocks)
{
    /// <summary>Blocks and rows shown together where the format has no pages of its own.</summary>
    private const int RowsPerPage = 30;

    /// <summary>The page asked for (from 1), or the nearest there is.</summary>
    /// <param name="source">What was read.</param>
    /// <param name="figures">Figures to mark.</param>
    /// <param name="suspects">Targets that something speaks against.</param>
    /// <param name="number">The page asked for, from 1.</param>
    public static Sheet Of(SourceDocument source, IReadOnlyList<DraftFigure> figures, IReadOnlySet<string> suspects, int number)
    {
        var pages = Pages(source);
        number = Math.Clamp(number, 1, Math.Max(1, pages.Count));
        var marks = figures.Where(f => f.Place is not null).ToLookup(f => Key(f.Place!));
        var blocks = pages.Count == 0 ? [] : pages[number - 1].Select(b => Draw(b, marks, suspects)).ToList();
        return new Sheet(number, Math.Max(1, pages.Count), blocks);
    }

    /// <summary>The page on which a place stands, from 1.</summary>
    public static int PageOf(SourceDocument source, Place place)
    {
        var pages = Pages(source);
        var key = Key(place);
        var found = pages.FindIndex(page => page.Exists(block => block switch
        {
            SourceTable table => table.Rows.Any(r => r.Cells.Any(c => Key(c.At) == key)),
            _ => Key(block.At) == key,
        }));
        return found < 0 ? 1 : found + 1;
    }

    private static List<List<SourceBlock>> Pages(SourceDocument source)
    {
        var pages = new List<List<SourceBlock>>();
        var weight = 0;
        (int?, string?) at = default;
        foreach (var block in source.Blocks.SelectMany(Cut))
        {
            var own = (block.At.Page, block.At.Sheet);
            var rows = block is SourceTable table ? table.Rows.Count : 1;
            if (pages.Count == 0 || own != at || weight + rows > RowsPerPage)
            {
                pages.Add([]);
                weight = 0;
                at = own;
            }
            pages[^1].Add(block);
            weight += rows;
        }
        return pages;
    }

    /// <summary>A table longer than a page is shown in parts.</summary>
    private static IEnumerable<SourceBlock> Cut(SourceBlock block) =>
        block is SourceTable { Rows.Count: > RowsPerPage } table
            ? table.Rows.Chunk(RowsPerPage).Select(rows => (SourceBlock)(table with { Rows = rows }))
            : [block];

    private static SheetBlock Draw(SourceBlock block, ILookup<PlaceKey, DraftFigure> marks, IReadOnlySet<string> suspects) => block switch
    {
        SourceParagraph line => new SheetLine(Mark(line.Text, marks[Key(line.At)], suspects), line.Bold || line.HeadingLevel is not null),
        SourceTable table => new SheetTable(
            [.. table.Rows.Select(row => (IReadOnlyList<SheetCell>)[.. row.Cells.Select(cell =>
                new SheetCell([.. cell.Paragraphs.Select(p => Mark(p, marks[Key(cell.At)], suspects))], cell.ColumnSpan, cell.RowSpan))])],
            table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r.Cells.Sum(c => c.ColumnSpan))),
        _ => throw new InvalidOperationException($"A block of type {block.GetType().Name} cannot be drawn."),
    };

    /// <summary>Splits a text at the figures that were read from it; each figure is marked once, where its own text stands.</summary>
    private static List<Piece> Mark(string text, IEnumerable<DraftFigure> figures, IReadOnlySet<string> suspects)
    {
        var pieces = new List<Piece>();
        var from = 0;
        var found = figures
            .Select(f => (Figure: f, Text: ScoreText(text, f)))
            .Where(x => x.Text is not null)
            .Select(x => (x.Figure, x.Text, Start: text.LastIndexOf(x.Text!, StringComparison.Ordinal)))
            .OrderBy(x => x.Start);
        foreach (var (figure, score, start) in found)
        {
            if (start < from)
            {
                continue;
            }
            if (start > from)
            {
                pieces.Add(new Piece(text[from..start]));
            }
            pieces.Add(new Piece(score!, figure.Target, suspects.Contains(figure.Target)));
            from = start + score!.Length;
        }
        if (from < text.Length)
        {
            pieces.Add(new Piece(text[from..]));
        }
        return pieces;
    }

    /// <summary>How the figure is written in this text: Thai or Arabic digits, with two places or as short as it goes.</summary>
    private static string? ScoreText(string text, DraftFigure figure)
    {
        if (figure.Read is not { } value)
        {
            return null;
        }
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        string[] forms = [value.ToString("0.00", invariant), value.ToString("0.####", invariant), value.ToString("0.0", invariant)];
        return forms.Concat(forms.Select(Domain.ThaiDigits.ToThai)).FirstOrDefault(form => text.Contains(form, StringComparison.Ordinal));
    }

    private static PlaceKey Key(Place place) => new(place.Page, place.Sheet, place.Table, place.Row, place.Column, place.Table is null ? place.Line : null);

    private readonly record struct PlaceKey(int? Page, string? Sheet, int? Table, int? Row, int? Column, int? Line);
}
