using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>One row of a sheet: its number (from 1), the line it began on (CSV), and its cells from the first column.</summary>
internal sealed record SheetRow(int Number, int? Line, IReadOnlyList<string> Cells);

/// <summary>
/// Cuts a sheet into titles and tables: empty rows part regions; rows with one filled cell at the top of a region are paragraphs;
/// the rest is a table. Places keep the row and column of the sheet.
/// </summary>
internal sealed class SheetBlocks(BlockSink sink, string? sheet)
{
    private readonly List<SheetRow> _region = [];
    private long _cells;
    private long _characters;

    /// <summary>Merged areas of the sheet by the row and column of their first cell (from 1).</summary>
    public IReadOnlyDictionary<(int Row, int Column), (int Down, int Across)> Merged { get; init; } =
        new Dictionary<(int Row, int Column), (int Down, int Across)>();

    /// <summary>Adds the next row; an empty one ends the region.</summary>
    public void Row(SheetRow row)
    {
        if (row.Cells.All(c => c.Length == 0))
        {
            End();
            return;
        }
        if (_region.Count > 0 && row.Number > _region[^1].Number + 1)
        {
            End();
        }
        _region.Add(row);
        _cells += row.Cells.Count;
        _characters += row.Cells.Sum(c => (long)c.Length);
        if (_cells > sink.Limits.MaxCells || _characters > sink.Limits.MaxCharacters)
        {
            // More than may be kept: give what there is, and the sink says that the rest is left out.
            End();
        }
    }

    /// <summary>Ends the region and gives its blocks to the sink.</summary>
    public void End()
    {
        if (_region.Count == 0)
        {
            return;
        }
        var rows = _region.ToList();
        _region.Clear();
        _cells = 0;
        _characters = 0;
        var titles = 0;
        while (titles < rows.Count && Filled(rows[titles]) == 1)
        {
            titles++;
        }
        if (titles == rows.Count && rows.Count > 1 && rows.Select(FirstFilled).Distinct().Count() > 1)
        {
            titles = 0;
        }
        foreach (var row in rows.Take(titles))
        {
            var column = FirstFilled(row);
            foreach (var line in CellText.Paragraphs(row.Cells[column]))
            {
                sink.Paragraph(At(row) with { Column = column + 1 }, line);
            }
        }
        if (titles < rows.Count)
        {
            Table(rows[titles..]);
        }
    }

    private Place At(SheetRow row) => new() { Sheet = sheet, Row = row.Number, Line = row.Line };

    private static int Filled(SheetRow row) => row.Cells.Count(c => c.Length > 0);

    private static int FirstFilled(SheetRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row.Cells[i].Length > 0)
            {
                return i;
            }
        }
        return 0;
    }

    private static int LastFilled(SheetRow row)
    {
        for (var i = row.Cells.Count - 1; i >= 0; i--)
        {
            if (row.Cells[i].Length > 0)
            {
                return i;
            }
        }
        return -1;
    }

    private void Table(List<SheetRow> rows)
    {
        if (sink.TakeTable() is not { } number)
        {
            return;
        }
        var from = rows.Min(FirstFilled);
        var to = rows.Max(LastFilled);
        var built = new List<SourceRow>();
        foreach (var row in rows)
        {
            var at = At(row) with { Table = number };
            var cells = new List<SourceCell>();
            for (var c = from; c <= to; c++)
            {
                var text = c < row.Cells.Count ? row.Cells[c] : string.Empty;
                if (!sink.TakeCell(text.Length))
                {
                    break;
                }
                var (down, across) = Merged.TryGetValue((row.Number, c + 1), out var area) ? area : (1, 1);
                var place = at with { Column = c + 1, Text = text.Length == 0 ? null : text };
                cells.Add(new SourceCell(place, text.Length == 0 ? [] : CellText.Paragraphs(text), Math.Min(across, to - c + 1), down));
            }
            built.Add(new SourceRow(at, cells));
            if (sink.Full)
            {
                break;
            }
        }
        sink.Table(new SourceTable(At(rows[0]) with { Table = number }, built));
    }
}
