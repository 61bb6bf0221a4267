using System.Text;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// PDFs with a text layer. Poppler's pdftotext gives the words and where they stand, pdftoppm small pictures in which the rules of
/// tables are found; both run as limited child processes. Tables, lines and paragraphs are rebuilt from these.
/// </summary>
internal static class PdfReader
{
    private const int Picture = 1_200;

    public static async Task<double> Read(byte[] bytes, BlockSink sink, CancellationToken stop)
    {
        var pages = await Words(bytes, sink);
        if (pages.Count == 0)
        {
            return 1;
        }
        if (pages.Count > sink.Limits.MaxPages)
        {
            sink.Tell(ReadProblems.TooManyPages(sink.Limits.MaxPages));
            pages.RemoveRange(sink.Limits.MaxPages, pages.Count - sink.Limits.MaxPages);
        }
        sink.Pages = pages.Count;
        if (pages.All(p => p.Words.Count == 0) || IsGarbled(pages))
        {
            if (sink.Limits.RecogniseScans && OcrReader.IsInstalled)
            {
                return await OcrReader.Read(bytes, pages.Count, sink, stop);
            }
            sink.Tell(ReadProblems.NoTextLayer(OcrReader.IsInstalled));
            return 1;
        }
        var inked = await Rulings(bytes, pages, sink);
        var silent = pages.Count(p => p.Words.Count == 0 && inked.Contains(p.Number));
        if (silent > 0)
        {
            sink.Tell(ReadProblems.SomePagesWithoutText(silent));
        }
        Lay(pages, sink);
        return 1;
    }

    private static async Task<List<PdfPage>> Words(byte[] bytes, BlockSink sink)
    {
        var pages = new List<PdfPage>();
        var last = (sink.Limits.MaxPages + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var outcome = await ChildProcess.Run(
            "pdftotext",
            ["-bbox", "-enc", "UTF-8", "-l", last, "-", "-"],
            bytes,
            sink.Limits,
            sink.Limits.Timeout * 0.6,
            async (output, stop) => await PdfPage.Parse(output, pages, sink.Limits, stop),
            sink.Stop);
        switch (outcome.End)
        {
            case ChildProcess.End.Missing:
                sink.Tell(ReadProblems.ToolMissing());
                return [];
            case ChildProcess.End.TimedOut:
                sink.Tell(ReadProblems.TooSlow());
                return pages;
            case ChildProcess.End.TooMuchOutput:
                sink.Tell(ReadProblems.TooMuchText(sink.Limits.MaxCharacters));
                return pages;
        }
        if (outcome.Error.Contains("password", StringComparison.OrdinalIgnoreCase))
        {
            sink.Tell(ReadProblems.Password("PDF "));
            return [];
        }
        if (pages.Count == 0)
        {
            sink.Tell(ReadProblems.Damaged("PDF "));
        }
        else if (outcome.ExitCode != 0 && pages.Count <= sink.Limits.MaxPages)
        {
            sink.Tell(ReadProblems.PartlyDamaged("PDF "));
        }
        return pages;
    }

    /// <summary>Finds the rules of each page while time allows, and tells which pages have anything drawn on them.</summary>
    private static async Task<HashSet<int>> Rulings(byte[] bytes, List<PdfPage> pages, BlockSink sink)
    {
        var inked = new HashSet<int>();
        var next = 0;
        var size = Picture.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await ChildProcess.Run(
            "pdftoppm",
            ["-gray", "-aaVector", "no", "-scale-to", size, "-l", pages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), "-"],
            bytes,
            sink.Limits with { ChildOutputBytes = 2_000_000L * (pages.Count + 1) },
            sink.Limits.Timeout * 0.4,
            (output, stop) => PdfRulings.ReadPictures(
                output,
                (grey, width, height) =>
                {
                    if (next >= pages.Count)
                    {
                        return false;
                    }
                    var page = pages[next++];
                    page.Rulings = PdfRulings.Find(grey, width, height, page.Height / height);
                    if (grey.AsSpan().Count((byte)255) < grey.Length * 0.98)
                    {
                        inked.Add(page.Number);
                    }
                    return next < pages.Count;
                },
                stop),
            sink.Stop);
        return inked;
    }

    /// <summary>Whether the text layer is no text: a font without a map to letters gives signs of no script.</summary>
    private static bool IsGarbled(List<PdfPage> pages)
    {
        long odd = 0, all = 0;
        foreach (var c in pages.Take(20).SelectMany(p => p.Words).SelectMany(w => w.Text))
        {
            all++;
            odd += c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') or (>= '\u0100' and <= '\u036F') ? 1 : 0;
        }
        return all > 40 && odd * 3 > all;
    }

    /// <summary>Gives the blocks of all pages to the sink, in reading order.</summary>
    public static void Lay(List<PdfPage> pages, BlockSink sink)
    {
        var laid = pages.Select(p =>
        {
            sink.Stop.ThrowIfCancellationRequested();
            var words = p.Words.ToList();
            var tables = PdfTables.Ruled(p, words);
            return (Page: p, Tables: tables, Lines: PdfLines.Build(words, spaceGap: p.SpaceGap));
        }).ToList();
        var margins = Margins(laid.Select(l => (l.Page, l.Lines)).ToList());
        var letter = Usual(laid.SelectMany(l => l.Lines).Select(l => l.Letter));
        IReadOnlyList<string>? header = null;
        foreach (var (page, tables, lines) in laid)
        {
            var at = new Place { Page = page.Number };
            foreach (var line in lines.Where(margins.Contains))
            {
                sink.Margin(line.Text);
            }
            var rest = lines.Where(l => !margins.Contains(l)).ToList();
            var right = rest.Count == 0 ? page.Width : Usual(rest.Where(l => l.Right > page.Width * 0.6).Select(l => l.Right), 0.9, page.Width * 0.88);
            var blocks = new Queue<PdfTable>(tables.OrderBy(t => t.Top));
            var band = new List<PdfLine>();
            foreach (var line in rest)
            {
                while (blocks.Count > 0 && blocks.Peek().Top < line.Middle)
                {
                    Band(band, at, right, letter, sink);
                    header = Table(blocks.Dequeue(), at, header, sink);
                }
                band.Add(line);
            }
            Band(band, at, right, letter, sink);
            while (blocks.Count > 0)
            {
                header = Table(blocks.Dequeue(), at, header, sink);
            }
            if (sink.Full)
            {
                return;
            }
        }
    }

    private static List<string>? Table(PdfTable table, Place at, IReadOnlyList<string>? headerBefore, BlockSink sink)
    {
        PdfTables.Emit(table, at, headerBefore, sink);
        return table.Rows.Count == 0 ? null : [.. table.Rows[0].Select(c => string.Join('\n', c.Paragraphs))];
    }

    /// <summary>The lines between two ruled tables: tables in columns, and paragraphs.</summary>
    private static void Band(List<PdfLine> lines, Place at, double right, double letter, BlockSink sink)
    {
        for (var i = 0; i < lines.Count;)
        {
            var end = GroupEnd(lines, i);
            if (end > i + 1 && PdfTables.Columns(lines[i..end]) is { } table)
            {
                PdfTables.Emit(table, at, null, sink);
                i = end;
                continue;
            }
            end = Math.Max(i + 1, ParagraphEnd(lines, i));
            var block = lines[i..end];
            var size = block[0].Letter / letter;
            int? heading = size >= 1.6 ? 1 : size >= 1.22 ? 2 : null;
            if (block.Count == 1)
            {
                sink.Paragraph(at, block[0].Text, heading);
            }
            else
            {
                foreach (var text in PdfLines.Join(block, right))
                {
                    sink.Paragraph(at, text, heading);
                }
            }
            i = end;
        }
        lines.Clear();
    }

    /// <summary>Lines of one size without wide gaps in them.</summary>
    private static int ParagraphEnd(List<PdfLine> lines, int from)
    {
        var end = from;
        while (end < lines.Count && lines[end].Segments.Count == 1 && Math.Abs(lines[end].Letter - lines[from].Letter) < 0.15 * lines[from].Letter)
        {
            end++;
        }
        return end;
    }

    /// <summary>Where the run of lines in columns that begins here ends; here itself when none begins.</summary>
    private static int GroupEnd(List<PdfLine> lines, int from)
    {
        if (lines[from].Segments.Count < 2)
        {
            return from;
        }
        var end = from + 1;
        var lastMany = end;
        double left = lines[from].Left, right = lines[from].Right;
        while (end < lines.Count)
        {
            var line = lines[end];
            var gap = line.Top - lines[end - 1].Bottom;
            if (gap > 1.6 * line.Letter)
            {
                break;
            }
            if (line.Segments.Count >= 2)
            {
                left = Math.Min(left, line.Left);
                right = Math.Max(right, line.Right);
                end++;
                lastMany = end;
                continue;
            }
            // One piece: the rest of a cell above it, unless it is as wide as the text.
            var narrow = line.Right - line.Left < 0.6 * (right - left) && !PdfLines.BeginsItem(line.Text);
            var inside = line.Left > left + (0.5 * line.Letter);
            if (!narrow || !inside || end - lastMany > 3)
            {
                break;
            }
            end++;
            if (line.Left > left + line.Letter)
            {
                lastMany = end;
            }
        }
        return lastMany;
    }

    /// <summary>Lines at the head or foot of pages that come back page after page, and page numbers.</summary>
    private static HashSet<PdfLine> Margins(List<(PdfPage Page, List<PdfLine> Lines)> pages)
    {
        var edges = pages.SelectMany(p => p.Lines
            .Where(l => l.Middle < p.Page.Height * 0.09 || l.Middle > p.Page.Height * 0.92)
            .Select(l => (p.Page, Line: l, Shape: Shape(l.Text)))).ToList();
        var repeated = edges.GroupBy(e => e.Shape, StringComparer.Ordinal).Where(g => g.Select(e => e.Page.Number).Distinct().Count() >= 3).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [.. edges.Where(e => repeated.Contains(e.Shape) || IsPageNumber(e.Shape)).Select(e => e.Line)];
    }

    private static string Shape(string text)
    {
        var shape = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                if (shape.Length == 0 || shape[^1] != '#')
                {
                    shape.Append('#');
                }
            }
            else if (!char.IsWhiteSpace(c))
            {
                shape.Append(c);
            }
        }
        return shape.ToString();
    }

    private static bool IsPageNumber(string shape) => shape is "#" or "-#-" or "–#–" or "หน้า#" or "#/#" or "(#)" or "หน้าที่#";

    private static double Usual(IEnumerable<double> values, double at = 0.5, double otherwise = 12)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? otherwise : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * at)];
    }
}
