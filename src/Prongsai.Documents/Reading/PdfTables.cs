using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>A table found on a page: where it stands and the text of its cells by row and column, with spans.</summary>
internal sealed class PdfTable(double top, double bottom)
{
    public double Top { get; } = top;

    public double Bottom { get; } = bottom;

    /// <summary>Rows of cells; a covered cell has no text and spans of 1.</summary>
    public List<PdfCell[]> Rows { get; } = [];
}

internal sealed record PdfCell(IReadOnlyList<string> Paragraphs, int Across = 1, int Down = 1)
{
    public static PdfCell Empty { get; } = new([]);
}

/// <summary>Rebuilds tables: first from the rules drawn on the page, then from words that stand in columns.</summary>
internal static class PdfTables
{
    private const double Near = 3.5;
    private const int MaxColumns = 60;
    private const int MaxRows = 500;

    /// <summary>Tables with rules. Their words are taken out of <paramref name="words"/>.</summary>
    public static List<PdfTable> Ruled(PdfPage page, List<PdfWord> words)
    {
        var tables = new List<PdfTable>();
        if (page.Rulings is not { } rulings)
        {
            return tables;
        }
        var horizontal = rulings.Horizontal;
        var vertical = rulings.Vertical.Where(v => v.Length > 34 || (Touches(horizontal, v.At, v.From) && Touches(horizontal, v.At, v.To))).ToList();
        if (vertical.Count > 1_500 || horizontal.Count > 1_500)
        {
            return tables;
        }
        foreach (var (h, v) in Components(horizontal, vertical).OrderBy(c => Area(c.Horizontal, c.Vertical)))
        {
            if (Grid(h, v, words, page.SpaceGap) is { } table)
            {
                tables.Add(table);
            }
        }
        return tables;
    }

    private static double Area(List<Rule> h, List<Rule> v) =>
        (h.Max(r => r.To) - h.Min(r => r.From)) * (v.Max(r => r.To) - v.Min(r => r.From));

    private static bool Touches(List<Rule> horizontal, double x, double y) =>
        horizontal.Exists(h => Math.Abs(h.At - y) < Near + 1 && x > h.From - Near && x < h.To + Near);

    private static IEnumerable<(List<Rule> Horizontal, List<Rule> Vertical)> Components(List<Rule> horizontal, List<Rule> vertical)
    {
        var group = Enumerable.Range(0, horizontal.Count + vertical.Count).ToArray();
        int Root(int i)
        {
            while (group[i] != i)
            {
                group[i] = group[group[i]];
                i = group[i];
            }
            return i;
        }
        for (var i = 0; i < horizontal.Count; i++)
        {
            for (var k = 0; k < vertical.Count; k++)
            {
                var h = horizontal[i];
                var v = vertical[k];
                if (v.At > h.From - Near && v.At < h.To + Near && h.At > v.From - Near && h.At < v.To + Near)
                {
                    group[Root(i)] = Root(horizontal.Count + k);
                }
            }
        }
        foreach (var members in Enumerable.Range(0, group.Length).GroupBy(Root))
        {
            var h = members.Where(i => i < horizontal.Count).Select(i => horizontal[i]).ToList();
            var v = members.Where(i => i >= horizontal.Count).Select(i => vertical[i - horizontal.Count]).ToList();
            if (h.Count > 0 && v.Count > 0 && h.Count + v.Count > 2)
            {
                yield return (h, v);
            }
        }
    }

    private static PdfTable? Grid(List<Rule> h, List<Rule> v, List<PdfWord> words, double spaceGap)
    {
        // A table that goes on on the next page may be left open at its end, and some styles leave the sides open.
        var ys = Positions(h.Select(r => r.At), v.Min(r => r.From), v.Max(r => r.To));
        var xs = Positions(v.Select(r => r.At), h.Min(r => r.From), h.Max(r => r.To));
        var columns = xs.Count - 1;
        var rows = ys.Count - 1;
        if (columns < 2 || rows < 1 || columns > MaxColumns || rows > MaxRows)
        {
            return null;
        }
        bool WallRight(int r, int c) => Covered(v, xs[c + 1], ys[r], ys[r + 1]) || OpenSide(xs[c + 1], v);
        bool WallBelow(int r, int c) => Covered(h, ys[r + 1], xs[c], xs[c + 1]);
        var region = Enumerable.Range(0, rows * columns).ToArray();
        int Root(int i)
        {
            while (region[i] != i)
            {
                region[i] = region[region[i]];
                i = region[i];
            }
            return i;
        }
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                if (c + 1 < columns && !WallRight(r, c))
                {
                    region[Root((r * columns) + c + 1)] = Root((r * columns) + c);
                }
                if (r + 1 < rows && !WallBelow(r, c))
                {
                    region[Root(((r + 1) * columns) + c)] = Root((r * columns) + c);
                }
            }
        }
        var regions = Enumerable.Range(0, rows * columns).GroupBy(Root).Select(g => new Box(
            g.Min(i => i / columns), g.Min(i => i % columns), g.Max(i => i / columns), g.Max(i => i % columns), [.. g])).ToList();
        if (regions.Count < 2)
        {
            return null;
        }
        var byCell = regions.SelectMany(b => b.Cells.Select(i => (i, b))).ToDictionary(p => p.i, p => p.b);
        foreach (var word in words)
        {
            var r = Interval(ys, word.Middle);
            var c = Interval(xs, word.Centre);
            if (r >= 0 && c >= 0)
            {
                byCell[(r * columns) + c].Words.Add(word);
            }
        }
        var taken = regions.SelectMany(b => b.Words).ToHashSet();
        if (taken.Count == 0)
        {
            return null;
        }
        words.RemoveAll(taken.Contains);
        return Lay(regions, xs, ys, spaceGap);
    }

    private static PdfTable Lay(List<Box> regions, List<double> xs, List<double> ys, double spaceGap)
    {
        // Rows and columns in which no cell begins are only seams of the drawing.
        var rowOf = regions.Select(b => b.Top).Distinct().Order().ToList();
        var columnOf = regions.Select(b => b.Left).Distinct().Order().ToList();
        var table = new PdfTable(ys[0], ys[^1]);
        for (var r = 0; r < rowOf.Count; r++)
        {
            var cells = new PdfCell[columnOf.Count];
            Array.Fill(cells, PdfCell.Empty);
            foreach (var box in regions.Where(b => b.Top == rowOf[r]))
            {
                var paragraphs = PdfLines.Join(PdfLines.Build(box.Words, 4, spaceGap), xs[box.Right + 1] - 2);
                cells[columnOf.IndexOf(box.Left)] = new PdfCell(
                    paragraphs,
                    columnOf.Count(c => c >= box.Left && c <= box.Right),
                    rowOf.Count(t => t >= box.Top && t <= box.Bottom));
            }
            table.Rows.Add(cells);
        }
        return table;
    }

    private sealed record Box(int Top, int Left, int Bottom, int Right, List<int> Cells)
    {
        public List<PdfWord> Words { get; } = [];
    }

    private static bool OpenSide(double x, List<Rule> vertical) => !vertical.Exists(v => Math.Abs(v.At - x) < Near + 1);

    /// <summary>Sorted positions, near ones made one, with the far ends added when the rules across reach well beyond.</summary>
    private static List<double> Positions(IEnumerable<double> at, double from, double to)
    {
        var found = new List<double>();
        foreach (var position in at.Order())
        {
            if (found.Count == 0 || position - found[^1] > 5)
            {
                found.Add(position);
            }
        }
        if (from < found[0] - 9)
        {
            found.Insert(0, from);
        }
        if (to > found[^1] + 9)
        {
            found.Add(to);
        }
        return found;
    }

    private static bool Covered(List<Rule> rules, double at, double from, double to)
    {
        double covered = 0;
        foreach (var rule in rules)
        {
            if (Math.Abs(rule.At - at) < 5.5)
            {
                covered += Math.Max(0, Math.Min(rule.To, to) - Math.Max(rule.From, from));
            }
        }
        return covered > 0.6 * (to - from);
    }

    private static int Interval(List<double> edges, double at)
    {
        for (var i = 0; i + 1 < edges.Count; i++)
        {
            if (at >= edges[i] && at < edges[i + 1])
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>A table without rules: lines that stand in columns. Null when these lines are no table.</summary>
    public static PdfTable? Columns(IReadOnlyList<PdfLine> lines)
    {
        var many = lines.Where(l => l.Segments.Count >= 2).ToList();
        if (many.Count < 2)
        {
            return null;
        }
        var count = many.GroupBy(l => l.Segments.Count).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Key).First().Key;
        var model = many.Where(l => l.Segments.Count == count).ToList();
        var edges = new double[count - 1];
        for (var c = 0; c + 1 < count; c++)
        {
            var rights = model.Select(l => l.Segments[c].Right).Order().ToList();
            var lefts = model.Select(l => l.Segments[c + 1].Left).Order().ToList();
            edges[c] = rights[^1] < lefts[0] ? (rights[^1] + lefts[0]) / 2 : (rights[rights.Count / 2] + lefts[lefts.Count / 2]) / 2;
        }
        var table = new PdfTable(lines[0].Top, lines[^1].Bottom);
        var rows = new List<System.Text.StringBuilder[]>();
        foreach (var line in lines)
        {
            var columns = line.Segments.Select(s => (Column: edges.Count(e => (s.Left + s.Right) / 2 > e), s.Text)).ToList();
            if (rows.Count == 0 || columns.Count >= 2 || columns[0].Column == 0)
            {
                rows.Add([.. Enumerable.Range(0, count).Select(_ => new System.Text.StringBuilder())]);
            }
            foreach (var (column, text) in columns)
            {
                var cell = rows[^1][column];
                if (cell.Length > 0)
                {
                    PdfLines.Append(cell, text);
                }
                else
                {
                    cell.Append(text);
                }
            }
        }
        foreach (var row in rows)
        {
            table.Rows.Add([.. row.Select(c => c.Length == 0 ? PdfCell.Empty : new PdfCell([ThaiTextRepair.Repair(c.ToString())]))]);
        }
        return table;
    }

    /// <summary>Gives the table to the sink.</summary>
    public static void Emit(PdfTable table, Place at, IReadOnlyList<string>? headerBefore, BlockSink sink)
    {
        if (sink.TakeTable() is not { } number)
        {
            return;
        }
        var rows = new List<SourceRow>();
        foreach (var row in table.Rows)
        {
            var place = at with { Table = number, Row = rows.Count + 1 };
            var cells = new List<SourceCell>();
            foreach (var cell in row)
            {
                var text = string.Join('\n', cell.Paragraphs);
                if (!sink.TakeCell(text.Length))
                {
                    break;
                }
                cells.Add(new SourceCell(place with { Column = cells.Count + 1, Text = text.Length == 0 ? null : text }, cell.Paragraphs, cell.Across, cell.Down));
            }
            var repeats = rows.Count == 0 && headerBefore is not null && headerBefore.SequenceEqual(cells.Select(c => c.Text), StringComparer.Ordinal);
            rows.Add(new SourceRow(place, cells, repeats));
            if (sink.Full)
            {
                break;
            }
        }
        sink.Table(new SourceTable(at with { Table = number }, rows));
    }
}
