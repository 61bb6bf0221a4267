using Prongsai.Domain;

namespace Prongsai.Documents.Writing;

/// <summary>A cell with its place in the grid of its table; covered places have no cell of their own.</summary>
internal sealed record PlacedCell(TableCell Cell, int Column, int ColumnSpan, int RowSpan);

/// <summary>What DOCX and HTML must agree on: sizes, and where spanning cells lie.</summary>
internal static class Plan
{
    /// <summary>Lines stand this far apart; Thai marks stack two high above a letter.</summary>
    public static decimal LineHeight(decimal points) => Math.Round(points * 1.375m, 1, MidpointRounding.AwayFromZero);

    /// <summary>Sizes of headings in points, levels 1–4 (ita.md 6: 16-point body, headings above it).</summary>
    public static decimal HeadingPoints(int level) => level switch { 1 => 20m, 2 => 18m, _ => 16m };

    /// <summary>
    /// The font a Word file names. TH SarabunIT๙ draws the code points of 0–9 as ๐–๙, so a paper in Arabic digits names its sister font.
    /// </summary>
    public static string Font(Document document) =>
        document.Digits is DigitStyle.Arabic && document.Font.Contains("IT๙", StringComparison.Ordinal) ? "TH SarabunPSK" : document.Font;

    /// <summary>Cells by row with their column; cells that do not fit the columns are an error of the builder.</summary>
    /// <exception cref="ArgumentException">A row has more, or fewer, cells than the table has columns.</exception>
    public static IReadOnlyList<IReadOnlyList<PlacedCell>> Place(IReadOnlyList<TableRow> rows, int columns, string caption)
    {
        var busyUntil = new int[columns];
        var placed = new List<IReadOnlyList<PlacedCell>>(rows.Count);
        for (var r = 0; r < rows.Count; r++)
        {
            var line = new List<PlacedCell>();
            var at = 0;
            foreach (var cell in rows[r].Cells)
            {
                while (at < columns && busyUntil[at] > r)
                {
                    at++;
                }
                var span = Math.Max(1, cell.ColumnSpan);
                if (at + span > columns || busyUntil.AsSpan(at, span).ContainsAnyInRange(r + 1, int.MaxValue))
                {
                    throw new ArgumentException($"Table \"{caption}\": row {r + 1} has more cells than its {columns} columns hold.", nameof(rows));
                }
                var down = Math.Clamp(cell.RowSpan, 1, rows.Count - r);
                busyUntil.AsSpan(at, span).Fill(r + down);
                line.Add(new PlacedCell(cell, at, span, down));
                at += span;
            }
            if (busyUntil.AsSpan().ContainsAnyExceptInRange(r + 1, int.MaxValue))
            {
                throw new ArgumentException($"Table \"{caption}\": row {r + 1} has fewer cells than its {columns} columns.", nameof(rows));
            }
            placed.Add(line);
        }
        return placed;
    }

    /// <summary>A row that would fill half a page may break, whatever the table says: held together it would leave a hole or not fit at all.</summary>
    public static bool MayBreak(Table table, TableRow row, bool landscape) => table.AllowRowBreak || Lines(table, row, landscape) > (landscape ? 12 : 18);

    /// <summary>A short table stays on one page, rather than leaving two rows behind.</summary>
    public static bool IsShort(Table table, bool landscape) => table.Rows.Count is > 0 and <= 14 && table.Rows.Sum(row => Lines(table, row, landscape)) <= (landscape ? 10 : 16);

    /// <summary>About how many lines a row takes.</summary>
    private static decimal Lines(Table table, TableRow row, bool landscape)
    {
        var most = 1m;
        var column = Math.Max(0, table.Columns.Count - row.Cells.Sum(c => c.ColumnSpan)); // cells that reach down from above stand at the left
        foreach (var cell in row.Cells)
        {
            var share = 0m;
            for (var c = column; c < Math.Min(table.Columns.Count, column + cell.ColumnSpan); c++)
            {
                share += table.Columns[c].WidthShare;
            }
            column += cell.ColumnSpan;
            var perLine = Math.Max(4m, share * (landscape ? 24.7m : 16m) / (table.Points * 0.0165m));
            most = Math.Max(most, cell.Paragraphs.Sum(p => Math.Ceiling(Math.Max(1, BaseLetters(p)) / perLine)));
        }
        return most;
    }

    /// <summary>Letters that take room: Thai marks above and below do not.</summary>
    public static int BaseLetters(string text) => text.Count(c => c is not ('\u0E31' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E')));
}
