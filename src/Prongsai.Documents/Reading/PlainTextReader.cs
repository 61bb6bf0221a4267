using AngleSharp.Dom;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Text and Markdown. Each line is a paragraph; consecutive lines with tabs, pipe tables and HTML tables become tables.
/// A tab that only indents makes no table, nor does one lonely line of two parts (its tab stays in the text).
/// </summary>
internal sealed class PlainTextReader
{
    private const int MaxJoinedLines = 200;
    private readonly BlockSink _sink;
    private readonly string[] _lines;
    private readonly int[]? _pages;
    private bool _bold;

    private PlainTextReader(BlockSink sink, string[] lines, int[]? pages)
    {
        _sink = sink;
        _lines = lines;
        _pages = pages;
    }

    /// <summary>Reads the text into the sink and says whether it was Markdown.</summary>
    public static bool Read(string text, BlockSink sink)
    {
        text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        int[]? pages = null;
        if (text.Contains('\f'))
        {
            // A form feed is a new page (text saved from a PDF); it may stand in front of a line.
            var page = 1;
            var raw = text.Split('\n');
            pages = new int[raw.Length];
            for (var i = 0; i < raw.Length; i++)
            {
                page += raw[i].AsSpan().Count('\f');
                pages[i] = page;
                raw[i] = raw[i].Replace("\f", string.Empty, StringComparison.Ordinal);
            }
            sink.Pages = text.TrimEnd('\n', ' ').EndsWith('\f') ? Math.Max(1, page - 1) : page;
            text = string.Join('\n', raw);
        }
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = TextCleaner.Clean(lines[i]).Replace('\n', ' ');
        }
        var reader = new PlainTextReader(sink, lines, pages);
        return reader.ReadLines();
    }

    private bool ReadLines()
    {
        var markdown = false;
        for (var i = 0; i < _lines.Length && !_sink.Full;)
        {
            _sink.Stop.ThrowIfCancellationRequested();
            var line = _lines[i];
            if (string.IsNullOrWhiteSpace(line))
            {
                _bold = false;
                i++;
            }
            else if (line.Contains("<table", StringComparison.OrdinalIgnoreCase))
            {
                i = ReadHtmlTable(i);
            }
            else if (IsPipeRow(i))
            {
                markdown = true;
                i = ReadPipeTable(i);
            }
            else if (IsTabRow(line) && ReadTabTable(i) is { } after)
            {
                i = after;
            }
            else
            {
                markdown |= ReadLine(i);
                i++;
            }
        }
        return markdown;
    }

    private Place At(int line) => new() { Line = line + 1, Page = _pages?[line] };

    private bool ReadLine(int i)
    {
        var line = _lines[i].Trim();
        if (Markdown.IsRule(line))
        {
            return false;
        }
        if (CellText.HasHtml(line))
        {
            foreach (var piece in CellText.Flatten(line))
            {
                _sink.Paragraph(At(i), piece.Text, piece.HeadingLevel, piece.Bold);
            }
            return false;
        }
        if (Markdown.Heading(line) is { } heading)
        {
            var (text, bold) = Markdown.Strip(heading.Text);
            _sink.Paragraph(At(i), text, heading.Level, bold);
            return true;
        }
        // Bold may open on one line and close on a later one of the same block.
        var wasBold = _bold;
        var marks = CountMarks(line);
        var odd = marks % 2 == 1;
        if (odd && (wasBold || ClosesLater(i)))
        {
            _bold = !wasBold;
        }
        var (plain, whole) = Markdown.Strip(line);
        var opensAtStart = odd && !wasBold && _bold && line.StartsWith("**", StringComparison.Ordinal) && marks == 1;
        var closesAtEnd = odd && wasBold && !_bold && line.EndsWith("**", StringComparison.Ordinal) && marks == 1;
        _sink.Paragraph(At(i), plain, null, whole || opensAtStart || closesAtEnd || (wasBold && marks == 0));
        return marks > 0;
    }

    private bool ClosesLater(int from)
    {
        for (var i = from + 1; i < _lines.Length && i < from + 20 && !string.IsNullOrWhiteSpace(_lines[i]); i++)
        {
            if (CountMarks(_lines[i]) % 2 == 1)
            {
                return true;
            }
        }
        return false;
    }

    private static int CountMarks(string line)
    {
        var count = 0;
        for (var at = line.IndexOf("**", StringComparison.Ordinal); at >= 0; at = line.IndexOf("**", at + 2, StringComparison.Ordinal))
        {
            count++;
        }
        return count;
    }

    private static bool IsTabRow(string line) => line.Contains('\t') && line.TrimStart('\t', ' ').TrimEnd(' ').Contains('\t');

    /// <summary>Rows until a line without tabs. Null when it is only a paragraph with a tab.</summary>
    private int? ReadTabTable(int first)
    {
        var rows = new List<(int Line, List<string> Cells)>();
        var i = first;
        while (i < _lines.Length)
        {
            var line = _lines[i];
            if (string.IsNullOrWhiteSpace(line) && !line.Contains('\t'))
            {
                break;
            }
            if (rows.Count == 0 ? !IsTabRow(line) : !line.Contains('\t') && !OpenQuote(line))
            {
                break;
            }
            var start = i;
            var row = Joined(ref i);
            if (!row.Contains('\t'))
            {
                i = start;
                break;
            }
            var cells = row.Split('\t').Select(c => Unquote(c.Trim())).ToList();
            if (rows.Count > 0 && IsRepeatedHeader(rows[0].Cells, cells))
            {
                // The same header again opens the next table (a table continued on the next page, or the next one of its kind).
                Emit(rows, hasHeader: false);
                rows.Clear();
            }
            rows.Add((start, cells));
            i++;
            if (_sink.Full)
            {
                return i;
            }
        }
        if (rows.Count == 1 && first == rows[0].Line && rows[0].Cells.Count(c => c.Length > 0) <= 2)
        {
            return null;
        }
        Emit(rows, hasHeader: false);
        return i;
    }

    /// <summary>One row; lines are joined while a quoted cell or an HTML block in it is open.</summary>
    private string Joined(ref int i)
    {
        var row = _lines[i];
        if (!NeedsMore(row))
        {
            return row;
        }
        var longer = row;
        for (var n = i + 1; n < _lines.Length && n <= i + MaxJoinedLines; n++)
        {
            longer += "\n" + _lines[n];
            if (!NeedsMore(longer))
            {
                i = n;
                return longer;
            }
            if (longer.Length > 200_000)
            {
                break;
            }
        }
        return row;
    }

    private static bool NeedsMore(string row) => CellText.OpenBlocks(row) > 0 || OpenQuote(row);

    private static bool OpenQuote(string row)
    {
        var open = row.StartsWith('"') || row.Contains("\t\"", StringComparison.Ordinal);
        return open && row.AsSpan().Count('"') % 2 == 1;
    }

    private static string Unquote(string cell) =>
        cell.Length >= 2 && cell[0] == '"' && cell[^1] == '"' && (cell.Contains('\n') || cell.AsSpan(1, cell.Length - 2).IndexOf('"') < 0 || cell.Contains("\"\"", StringComparison.Ordinal))
            ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : cell;

    private static bool IsRepeatedHeader(List<string> header, List<string> row) =>
        header.Count(c => c.Length > 0) >= 2 && header.Count == row.Count && header.Zip(row).All(p => Same(p.First, p.Second)) && !header.Any(c => c.Any(char.IsDigit));

    private static bool Same(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal)
        || string.Equals(string.Concat(a.Where(c => !char.IsWhiteSpace(c))), string.Concat(b.Where(c => !char.IsWhiteSpace(c))), StringComparison.Ordinal);

    private bool IsPipeRow(int i)
    {
        var line = _lines[i].Trim();
        if (line.StartsWith('|'))
        {
            return line.AsSpan(1).Contains('|') || (i + 1 < _lines.Length && !string.IsNullOrWhiteSpace(_lines[i + 1]));
        }
        return line.Contains('|') && i + 1 < _lines.Length && _lines[i + 1].Contains('-') && _lines[i + 1].Contains('|') && Markdown.IsAlignment(Markdown.Cells(_lines[i + 1]));
    }

    private int ReadPipeTable(int first)
    {
        var rows = new List<(int Line, List<string> Cells)>();
        var header = -1;
        var columns = 0;
        var i = first;
        while (i < _lines.Length && !_sink.Full)
        {
            var line = _lines[i].Trim();
            if (line.Length == 0 || !(line.StartsWith('|') || (line.Contains('|') && columns > 0) || i == first))
            {
                break;
            }
            var start = i;
            var row = PipeRow(ref i, columns);
            i++;
            var cells = Markdown.Cells(row);
            if (Markdown.IsAlignment(cells))
            {
                columns = Math.Max(columns, cells.Count);
                header = header < 0 ? rows.Count - 1 : header;
                continue;
            }
            if (header >= 0 && rows.Count > header && IsRepeatedHeader([.. rows[header].Cells.Select(c => c.Trim())], [.. cells.Select(c => c.Trim())]))
            {
                Emit(rows, hasHeader: true);
                rows.Clear();
                header = -1;
            }
            rows.Add((start, cells));
        }
        Emit(rows, hasHeader: header == 0);
        return Math.Max(i, first + 1);
    }

    /// <summary>A pipe row that was broken over several lines is joined again.</summary>
    private string PipeRow(ref int i, int columns)
    {
        var row = _lines[i].Trim();
        if (row.EndsWith('|') && (columns == 0 || Markdown.Cells(row).Count >= columns || CellText.OpenBlocks(row) <= 0))
        {
            return row;
        }
        var longer = row;
        for (var n = i + 1; n < _lines.Length && n <= i + MaxJoinedLines; n++)
        {
            var next = _lines[n].Trim();
            if (next.StartsWith('|') && CellText.OpenBlocks(longer) <= 0)
            {
                // The next row begins; what was gathered may still be a whole row without its last pipe.
                if (n > i + 1 && Markdown.Cells(longer).Count >= columns)
                {
                    i = n - 1;
                    return longer;
                }
                return row;
            }
            if (next.Length == 0 && columns == 0)
            {
                return row;
            }
            longer += "\n" + next;
            if (longer.Length > 200_000)
            {
                return row;
            }
            if (next.EndsWith('|') && Markdown.Cells(longer).Count >= columns)
            {
                i = n;
                return longer;
            }
        }
        return row;
    }

    private void Emit(List<(int Line, List<string> Cells)> rows, bool hasHeader)
    {
        if (rows.Count == 0 || _sink.TakeTable() is not { } number)
        {
            return;
        }
        var built = new List<SourceRow>();
        for (var r = 0; r < rows.Count; r++)
        {
            var at = At(rows[r].Line) with { Table = number, Row = r + 1 };
            var cells = new List<SourceCell>();
            for (var c = 0; c < rows[r].Cells.Count; c++)
            {
                var raw = rows[r].Cells[c].Trim();
                if (!_sink.TakeCell(raw.Length))
                {
                    break;
                }
                cells.Add(new SourceCell(at with { Column = c + 1, Text = raw.Length == 0 ? null : raw }, CellText.Paragraphs(raw)));
            }
            built.Add(new SourceRow(at, cells, hasHeader && r == 0));
            if (_sink.Full)
            {
                break;
            }
        }
        _sink.Table(new SourceTable(At(rows[0].Line) with { Table = number }, built));
    }

    private int ReadHtmlTable(int first)
    {
        var depth = 0;
        var i = first;
        var html = new System.Text.StringBuilder();
        for (; i < _lines.Length; i++)
        {
            var line = _lines[i];
            html.Append(line).Append('\n');
            depth += Occurrences(line, "<table") - Occurrences(line, "</table");
            if (depth <= 0 || html.Length > _sink.Limits.MaxCharacters)
            {
                i++;
                break;
            }
        }
        HtmlBlocks.Read(html.ToString(), At(first), _sink);
        return i;
    }

    private static int Occurrences(string line, string what)
    {
        var count = 0;
        for (var at = line.IndexOf(what, StringComparison.OrdinalIgnoreCase); at >= 0; at = line.IndexOf(what, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            count++;
        }
        return count;
    }
}
