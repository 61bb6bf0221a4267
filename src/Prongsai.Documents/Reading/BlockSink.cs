using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>Collects what a format reader finds and holds it to the limits. Once full it takes no more, and the reader stops early.</summary>
internal sealed class BlockSink(ReadingLimits limits, CancellationToken stop)
{
    private readonly List<SourceBlock> _blocks = [];
    private readonly List<ReadProblem> _problems = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<string> _margins = [];
    private int _tables;
    private int _cells;
    private int _paragraphs;
    private long _characters;

    public IReadOnlyList<SourceBlock> Blocks => _blocks;

    public IReadOnlyList<ReadProblem> Problems => _problems;

    public ReadingLimits Limits => limits;

    public CancellationToken Stop => stop;

    /// <summary>True when a limit is reached; nothing more is kept.</summary>
    public bool Full { get; private set; }

    public int? Pages { get; set; }

    /// <summary>Gives the reading more time; for optical recognition, which needs it.</summary>
    public Action<TimeSpan>? MoreTime { get; init; }

    /// <summary>Texts of page headers and footers.</summary>
    public IReadOnlyCollection<string> Margins => _margins;

    /// <summary>Adds a problem; the same code is told once.</summary>
    public void Tell(ReadProblem problem)
    {
        if (_told.Add(problem.Code))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Keeps a text of a page header or footer, once.</summary>
    public void Margin(string text)
    {
        text = TextCleaner.Collapse(text);
        if (text.Length > 0 && _margins.Count < 200 && text.Length < 2_000 && !_margins.Contains(text, StringComparer.Ordinal))
        {
            _margins.Add(text);
        }
    }

    /// <summary>Adds a paragraph unless it is blank; cuts one that is too long.</summary>
    public void Paragraph(Place at, string text, int? heading = null, bool bold = false)
    {
        stop.ThrowIfCancellationRequested();
        text = TextCleaner.Trim(text);
        if (text.Length == 0 || Full)
        {
            return;
        }
        if (++_paragraphs > limits.MaxParagraphs)
        {
            Fill(ReadProblems.TooManyParagraphs(limits.MaxParagraphs));
            return;
        }
        if (!Count(text.Length))
        {
            return;
        }
        foreach (var piece in Pieces(text))
        {
            _blocks.Add(new SourceParagraph(at with { Text = piece }, piece, heading, bold));
        }
    }

    /// <summary>The number of the next table, from 1.</summary>
    public int NextTable() => _tables + 1;

    /// <summary>Asks leave for one more cell with so many characters. False when the limit is reached.</summary>
    public bool TakeCell(int characters)
    {
        if (Full)
        {
            return false;
        }
        if (++_cells > limits.MaxCells)
        {
            Fill(ReadProblems.TooManyCells(limits.MaxCells));
            return false;
        }
        if ((_cells & 0xFF) == 0)
        {
            stop.ThrowIfCancellationRequested();
        }
        return Count(characters);
    }

    /// <summary>Takes the next table number; null (and a problem) when there are too many.</summary>
    public int? TakeTable()
    {
        stop.ThrowIfCancellationRequested();
        if (Full)
        {
            return null;
        }
        if (_tables >= limits.MaxTables)
        {
            Fill(ReadProblems.TooManyTables(limits.MaxTables));
            return null;
        }
        return ++_tables;
    }

    /// <summary>Adds a table whose number and cells were taken before. A table without any text is dropped.</summary>
    public void Table(SourceTable table)
    {
        if (table.Rows.Any(r => r.Cells.Any(c => c.Paragraphs.Count > 0)))
        {
            _blocks.Add(table);
        }
    }

    /// <summary>Splits a text that is longer than a paragraph may be.</summary>
    public IEnumerable<string> Pieces(string text)
    {
        if (text.Length <= limits.MaxParagraphCharacters)
        {
            yield return text;
            yield break;
        }
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + limits.MaxParagraphCharacters);
            if (end < text.Length)
            {
                var space = text.LastIndexOf(' ', end - 1, Math.Min(2_000, end - start));
                end = space > start ? space + 1 : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            }
            yield return text[start..end];
            start = end;
        }
    }

    private bool Count(int characters)
    {
        _characters += characters;
        if (_characters > limits.MaxCharacters)
        {
            Fill(ReadProblems.TooMuchText(limits.MaxCharacters));
            return false;
        }
        return true;
    }

    private void Fill(ReadProblem why)
    {
        Full = true;
        Tell(why);
    }
}
