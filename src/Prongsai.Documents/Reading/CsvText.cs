using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>Comma-, semicolon- or tab-separated values with quotes, as spreadsheets save them.</summary>
internal static class CsvText
{
    private const int MaxColumns = 2_000;
    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];

    /// <summary>The delimiter when the text is CSV, by the ending of the name or because nearly all lines agree; else null.</summary>
    public static char? Delimiter(string text, string fileName)
    {
        var ending = Path.GetExtension(fileName).ToUpperInvariant();
        if (ending == ".TSV")
        {
            return '\t';
        }
        var lines = text.Split('\n', 60).Take(59).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).ToList();
        if (ending is ".TXT" or ".MD" || lines.Count == 0)
        {
            return null;
        }
        if (ending != ".CSV" && (lines.Count < 2 || lines.Any(l => l.TrimStart().StartsWith('|') || l.Contains("<p>", StringComparison.Ordinal))))
        {
            return null;
        }
        if (ending == ".CSV" && lines[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && lines[0].Length == 5)
        {
            return lines[0][4];
        }
        var best = s_delimiters
            .Select(d => (Delimiter: d, Counts: lines.Select(l => CountOutsideQuotes(l, d)).ToList()))
            .Select(x => (x.Delimiter, x.Counts, With: x.Counts.Count(c => c > 0), Most: x.Counts.GroupBy(c => c).OrderByDescending(g => g.Count()).First()))
            .OrderByDescending(x => x.With)
            .ThenByDescending(x => x.Counts.Sum())
            .First();
        if (ending == ".CSV")
        {
            return best.With > 0 ? best.Delimiter : ',';
        }
        return best.Delimiter is ',' or ';' && best.Most.Key >= 2 && best.Most.Count() * 5 >= lines.Count * 4 ? best.Delimiter : null;
    }

    /// <summary>Reads all records; lines are counted as in the file.</summary>
    public static void Read(string text, char delimiter, BlockSink sink)
    {
        var sheet = new SheetBlocks(sink, null);
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        var wasQuoted = false;
        var line = 1;
        var began = 1;
        var number = 0;
        void EndCell()
        {
            if (cells.Count < MaxColumns)
            {
                cells.Add(TextCleaner.Clean(cell.ToString()).Trim());
            }
            cell.Clear();
            wasQuoted = false;
        }
        void EndRow()
        {
            EndCell();
            number++;
            if (number == 1 && cells.Count == 1 && cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            {
                cells.Clear();
                number--;
            }
            else
            {
                sheet.Row(new SheetRow(number, began, cells.ToArray()));
                cells.Clear();
            }
            began = line;
        }
        for (var i = 0; i < text.Length && !sink.Full; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                if ((line & 0xFFF) == 0)
                {
                    sink.Stop.ThrowIfCancellationRequested();
                }
            }
            if (quoted)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else if (c == '"')
                {
                    quoted = false;
                    wasQuoted = true;
                }
                else
                {
                    cell.Append(c);
                }
            }
            else if (c == '"' && !wasQuoted && string.IsNullOrWhiteSpace(cell.ToString(0, Math.Min(cell.Length, 4))) && ClosesWithin(text, i + 1))
            {
                cell.Clear();
                quoted = true;
            }
            else if (c == delimiter)
            {
                EndCell();
            }
            else if (c == '\n')
            {
                EndRow();
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
            else if (i + 1 < text.Length && text[i + 1] != '\n')
            {
                line++;
                EndRow();
            }
        }
        if (cell.Length > 0 || cells.Count > 0)
        {
            line++;
            EndRow();
        }
        sheet.End();
    }

    /// <summary>A quote that is never closed is an inch mark or a slip, not the start of a cell that swallows the rest of the file.</summary>
    private static bool ClosesWithin(string text, int from) => text.IndexOf('"', from, Math.Min(text.Length - from, 100_000)) >= 0;

    private static int CountOutsideQuotes(string line, char delimiter)
    {
        var count = 0;
        var quoted = false;
        foreach (var c in line)
        {
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }
        return count;
    }
}
