using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>Builds one Word table on its grid: a span leaves empty cells behind it, a vertical merge counts its rows.</summary>
internal sealed class DocxTable(BlockSink sink, int number)
{
    private readonly List<(Place At, List<Cell> Cells, bool Header)> _rows = [];
    private readonly Dictionary<int, Cell> _merging = [];
    private List<Cell> _row = [];

    private sealed class Cell(Place at, IReadOnlyList<string> paragraphs, int across)
    {
        public Place At { get; } = at;

        public IReadOnlyList<string> Paragraphs { get; } = paragraphs;

        public int Across { get; } = across;

        public int Down { get; set; } = 1;
    }

    public bool Header { get; set; }

    public bool Deleted { get; set; }

    public void BeginRow()
    {
        _row = [];
        Header = false;
        Deleted = false;
    }

    /// <summary>Grid columns left out at the start of the row.</summary>
    public void Skip(int columns, Place at)
    {
        for (var i = 0; i < Math.Min(columns, 63) && sink.TakeCell(0); i++)
        {
            _row.Add(new Cell(Place(at), [], 1));
        }
    }

    /// <summary>The next cell. <paramref name="down"/> is Word's vMerge: "restart", "continue" or nothing.</summary>
    public void Add(IReadOnlyList<string> paragraphs, int across, string? down, Place at)
    {
        var column = _row.Count;
        if (down == "continue" && _merging.TryGetValue(column, out var above))
        {
            above.Down++;
            paragraphs = [];
        }
        if (!sink.TakeCell(paragraphs.Sum(p => p.Length)))
        {
            return;
        }
        var cell = new Cell(Place(at), paragraphs, across);
        _row.Add(cell);
        for (var i = 1; i < across && sink.TakeCell(0); i++)
        {
            _row.Add(new Cell(Place(at), [], 1));
        }
        if (down == "restart" || (down == "continue" && !_merging.ContainsKey(column)))
        {
            _merging[column] = cell;
        }
        else if (down is null)
        {
            _merging.Remove(column);
        }
    }

    public void EndRow(Place at)
    {
        if (Deleted || _row.Count == 0)
        {
            return;
        }
        _rows.Add((at with { Page = _row[0].At.Page ?? at.Page, Table = number, Row = _rows.Count + 1 }, _row, Header));
    }

    public SourceTable Build(Place first)
    {
        var rows = _rows.Select(r => new SourceRow(
            r.At,
            [.. r.Cells.Select(c => new SourceCell(c.At with { Text = c.Paragraphs.Count == 0 ? null : string.Join('\n', c.Paragraphs) }, c.Paragraphs, c.Across, c.Down))],
            r.Header)).ToList();
        return new SourceTable((rows.Count > 0 ? rows[0].At with { Row = null } : first) with { Table = number }, rows);
    }

    private Place Place(Place at) => at with { Table = number, Row = _rows.Count + 1, Column = _row.Count + 1 };
}
