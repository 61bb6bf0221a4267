using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>A paragraph or a table of the document, cleaned and numbered in reading order.</summary>
internal abstract class Node(int index, Place at)
{
    public int Index { get; } = index;

    public Place At { get; } = at;
}

/// <summary>A paragraph. Text is on one line.</summary>
internal sealed class Line(int index, Place at, string text, bool heading) : Node(index, at)
{
    public string Text { get; } = text;

    public bool Heading { get; } = heading;
}

/// <summary>A cell with its place in the grid. Text is on one line; Paragraphs keep what stood apart.</summary>
internal sealed class GridCell(Place at, IReadOnlyList<string> paragraphs, int column, int columnSpan)
{
    public static readonly GridCell Empty = new(new Place(), [], 0, 1);

    private string? _text;

    public Place At { get; } = at;

    public IReadOnlyList<string> Paragraphs { get; private set; } = paragraphs;

    public string Text => _text ??= NarrowColumn.Join(Paragraphs);

    /// <summary>Adds what a page break or a torn cell cut off.</summary>
    public void Append(IReadOnlyList<string> rest)
    {
        Paragraphs = Paragraphs.Count == 0 ? rest : [.. Paragraphs.SkipLast(1), NarrowColumn.Mend(Paragraphs[^1], rest[0]), .. rest.Skip(1)];
        _text = null;
    }

    public int Column { get; } = column;

    public int ColumnSpan { get; } = columnSpan;

    public bool IsEmpty => Text.Length == 0;
}

/// <summary>A row: one cell for each column, covered and missing ones empty. Above holds, for a cell covered by a row span, the cell that covers it.</summary>
internal sealed class GridRow(Place at, GridCell[] cells, GridCell?[] above)
{
    public Place At { get; } = at;

    public GridCell[] Cells { get; } = cells;

    public GridCell this[int column] => column >= 0 && column < Cells.Length ? Cells[column] : GridCell.Empty;

    public IEnumerable<GridCell> Filled => Cells.Where(c => !c.IsEmpty);

    /// <summary>Adds a cell that a page break cut off to the cell above it.</summary>
    public void Append(GridCell rest)
    {
        if (Cells[rest.Column].IsEmpty)
        {
            Cells[rest.Column] = rest;
        }
        else
        {
            Cells[rest.Column].Append(rest.Paragraphs);
        }
    }

    /// <summary>The cell, or the one that covers it by a row span.</summary>
    public GridCell Effective(int column) => this[column] is { IsEmpty: true } && column >= 0 && column < above.Length && above[column] is { } cover ? cover : this[column];

    /// <summary>True when a row span from an earlier row covers this place.</summary>
    public bool IsCovered(int column) => column >= 0 && column < above.Length && above[column] is not null;

    public string Text => string.Join(' ', Filled.Select(c => c.Text));
}

/// <summary>A table as a grid.</summary>
internal sealed class Grid(int index, Place at, IReadOnlyList<GridRow> rows, int columns) : Node(index, at)
{
    public IReadOnlyList<GridRow> Rows { get; private set; } = rows;

    /// <summary>Takes a row out.</summary>
    public void Drop(int row) => Rows = [.. Rows.Where((_, i) => i != row)];

    public int Columns { get; } = columns;
}

/// <summary>Turns a source document into lines and grids.</summary>
internal static partial class Outline
{
    /// <summary>Lines and grids of a document that was read within its limits.</summary>
    public static IReadOnlyList<Node> Of(SourceDocument document) => Of(document, new Budget(TimeSpan.FromSeconds(8)));

    /// <exception cref="BudgetSpentException">The document is too much for the time given.</exception>
    public static IReadOnlyList<Node> Of(SourceDocument document, Budget budget)
    {
        var nodes = new List<Node>(document.Blocks.Count);
        foreach (var block in document.Blocks)
        {
            switch (block)
            {
                case SourceParagraph { Text: var text } paragraph when text.Contains('\t') && IsRow(text):
                    nodes.Add(RowOf(paragraph, nodes.Count));
                    break;
                case SourceParagraph paragraph:
                    foreach (var piece in paragraph.Text.Split('\n'))
                    {
                        if (Paragraph(piece) is { Length: > 0 } line)
                        {
                            nodes.Add(new Line(nodes.Count, paragraph.At, line, paragraph.HeadingLevel is not null || paragraph.Bold));
                        }
                    }
                    break;
                case SourceTable table:
                    Cut(GridOf(table, nodes.Count), nodes, budget);
                    break;
            }
        }
        JoinCutRows(nodes);
        return nodes;
    }

    /// <summary>
    /// A row of scores cut by a page break: the next page repeats the head and begins with what was left of the row, without its code or
    /// name. Measures join theirs by their own rules.
    /// </summary>
    private static void JoinCutRows(List<Node> nodes)
    {
        Grid? last = null;
        var (above, title) = (string.Empty, string.Empty);
        foreach (var node in nodes)
        {
            if (node is Line line)
            {
                // The title of the table may come again too; any other text parts the tables.
                title = ThaiText.Key(line.Text);
                last = title == above ? last : null;
                continue;
            }
            var grid = (Grid)node;
            if (last is not null && last.Columns == grid.Columns && last.Rows.Count > 1 && grid.Rows.Count > 1 && !MeasureTables.IsHead(grid.Rows[0], grid.Columns) && !MeasureTables.IsHead(grid.Rows[1], grid.Columns))
            {
                var head = 0;
                while (head < Math.Min(3, Math.Min(last.Rows.Count, grid.Rows.Count)) && ThaiText.Key(last.Rows[head].Text) == ThaiText.Key(grid.Rows[head].Text))
                {
                    head++;
                }
                if (head > 0 && head < grid.Rows.Count && IsRest(last, grid, head))
                {
                    var row = last.Rows[^1];
                    foreach (var cell in grid.Rows[head].Filled.ToList())
                    {
                        row.Append(cell);
                    }
                    grid.Drop(head);
                }
            }
            (last, above) = (grid, title);
        }
    }

    // The column with the most text says what a row is; a row without it, or without its code where all have one, is a rest.
    private static bool IsRest(Grid last, Grid next, int head)
    {
        var row = next.Rows[head];
        var body = last.Rows.Skip(head).Where(r => r.Filled.Skip(1).Any()).ToList();
        if (body.Count == 0)
        {
            return false;
        }
        var column = Enumerable.Range(0, last.Columns).MaxBy(c => body.Sum(r => r[c].Text.Length));
        if (row[column].IsEmpty || (row[0].IsEmpty && body.Count > 1 && body.TrueForAll(r => FigureText.Whole(r[0].Text) is { Decimals: 0 })))
        {
            return row.Filled.Any();
        }
        return body.TrueForAll(r => Codes.Read(r[column].Text, null) is { HasWord: true }) && Codes.Read(row[column].Text, null) is null
            && (body.Count > 1 || next.Rows.Skip(head + 1).Any(r => Codes.Read(r[column].Text, null) is { HasWord: true }));
    }

    /// <summary>
    /// A sheet may hold several tables with no empty row between them, and the headings above each in rows of their own. It is cut where a
    /// row is the head of a table of another kind; the rows of one cell just above a head are headings.
    /// </summary>
    private static void Cut(Grid grid, List<Node> nodes, Budget budget)
    {
        var from = 0;
        string? head = null;
        for (var r = 0; r < grid.Rows.Count; r++)
        {
            budget.Check();
            var row = grid.Rows[r];
            if (row.Filled.Skip(1).FirstOrDefault() is null || row.Filled.Any(c => FigureText.Whole(c.Text) is { Decimals: > 0 }) || !(MeasureTables.IsHead(row, grid.Columns) || ScoreTables.IsScoreHead(row) || AdviceReader.IsHead(row)))
            {
                continue;
            }
            var key = ThaiText.Key(row.Text);
            if (key == head)
            {
                continue;
            }
            var title = r;
            while (title > from && IsTitle(grid, grid.Rows[title - 1]))
            {
                title--;
            }
            if (head is not null || title < r)
            {
                // A group heading over the first columns belongs to the table it stands in; a new head begins a new table.
                Part(grid, from, title, nodes);
                for (var t = title; t < r; t++)
                {
                    var cell = grid.Rows[t].Filled.First();
                    nodes.Add(new Line(nodes.Count, cell.At, cell.Text, true));
                }
                from = r;
            }
            head = key;
        }
        Part(grid, from, grid.Rows.Count, nodes);
    }

    private static bool IsTitle(Grid grid, GridRow row)
    {
        using var filled = row.Filled.GetEnumerator();
        return filled.MoveNext() && filled.Current.Column == 0 && filled.Current.ColumnSpan is var span && (span == 1 || span >= grid.Columns - 1) && !filled.MoveNext();
    }

    private static void Part(Grid grid, int from, int to, List<Node> nodes)
    {
        if (to <= from)
        {
            return;
        }
        if (Enumerable.Range(from, to - from).All(r => IsTitle(grid, grid.Rows[r]) || !grid.Rows[r].Filled.Any()) || (to - from == 1 && grid.Rows[from].Filled.Skip(1).FirstOrDefault() is null))
        {
            foreach (var cell in grid.Rows.Skip(from).Take(to - from).SelectMany(r => r.Filled))
            {
                nodes.Add(new Line(nodes.Count, cell.At, cell.Text, cell.Text.Length < 120));
            }
            return;
        }
        nodes.Add(new Grid(nodes.Count, from == 0 ? grid.At : grid.At with { Row = grid.Rows[from].At.Row, Line = grid.Rows[from].At.Line }, from == 0 && to == grid.Rows.Count ? grid.Rows : [.. grid.Rows.Skip(from).Take(to - from)], grid.Columns));
    }

    /// <summary>A line with tabs is a row of a table when one of its parts is a figure or there are many parts; else the tab is a wide space.</summary>
    private static bool IsRow(string text)
    {
        var parts = text.Split('\t', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 2 || (parts.Length == 2 && parts.Any(p => FigureText.Whole(p) is not null || p.Length > 200));
    }

    private static Grid RowOf(SourceParagraph paragraph, int index)
    {
        var cells = paragraph.Text.Split('\t').Select((c, i) => new GridCell(paragraph.At with { Column = i + 1, Text = c.Trim() }, [Paragraph(c)], i, 1)).ToArray();
        return new Grid(index, paragraph.At, [new GridRow(paragraph.At, cells, new GridCell?[cells.Length])], cells.Length);
    }

    private static Grid GridOf(SourceTable table, int index)
    {
        var width = 1;
        foreach (var row in table.Rows)
        {
            foreach (var (cell, i) in row.Cells.Select((c, i) => (c, i)))
            {
                width = Math.Max(width, (cell.At.Column ?? (i + 1)) + Math.Max(1, cell.ColumnSpan) - 1);
            }
        }
        width = Math.Min(width, 512);
        var rows = new List<GridRow>(table.Rows.Count);
        var open = new (GridCell Cell, int Rows)?[width];
        foreach (var row in table.Rows)
        {
            var cells = new GridCell[width];
            var above = new GridCell?[width];
            Array.Fill(cells, GridCell.Empty);
            var next = 0;
            foreach (var cell in row.Cells)
            {
                // Readers number the cells of a row by their column; where one does not, the order counts.
                var column = cell.At.Column is { } c ? c - 1 : next;
                next = column + 1;
                if (column >= width || column < 0)
                {
                    continue;
                }
                List<string> paragraphs = [.. cell.Paragraphs.SelectMany(p => p.Split('\n')).Select(Paragraph).Where(p => p.Length > 0)];
                if (paragraphs.Count == 0 && cells[column] != GridCell.Empty)
                {
                    continue;
                }
                if (paragraphs.Count > 0 && open[column] is { Cell.IsEmpty: false } torn)
                {
                    // A cell that is covered and yet has text was torn in two: the text goes on where it began.
                    torn.Cell.Append(paragraphs);
                    continue;
                }
                var made = new GridCell(cell.At, paragraphs, column, Math.Max(1, cell.ColumnSpan));
                cells[column] = made;
                for (var covered = column; cell.RowSpan > 1 && covered < Math.Min(width, column + made.ColumnSpan); covered++)
                {
                    open[covered] = (made, cell.RowSpan);
                }
            }
            for (var column = 0; column < width; column++)
            {
                if (open[column] is { } cover)
                {
                    if (cells[column].IsEmpty && cover.Cell != cells[column])
                    {
                        above[column] = cover.Cell;
                    }
                    open[column] = cover.Rows > 1 ? (cover.Cell, cover.Rows - 1) : null;
                }
            }
            rows.Add(new GridRow(row.At, cells, above));
        }
        return new Grid(index, table.At, rows, width);
    }

    private static string Paragraph(string text)
    {
        if (text.Contains('<') && text.Contains('>'))
        {
            text = Tag().Replace(text, " ");
        }
        return ThaiText.OneLine(text.Replace("**", string.Empty, StringComparison.Ordinal));
    }

    /// <summary>"5" as text for messages, whatever the culture.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("</?[a-zA-Z][^<>]{0,300}>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();
}
