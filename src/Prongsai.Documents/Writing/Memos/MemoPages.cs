using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing.Pdf;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>Where a page begins: before a block, or inside a paragraph before the character of this place in its text.</summary>
internal readonly record struct PageStart(int Block, int At = 0);

/// <summary>A paper broken into pages, and as it is printed.</summary>
public sealed record BrokenPaper(Document Paper, byte[] Pdf);

/// <summary>
/// Finds out where the pages of a memorandum end, and puts the first words of the next page at the foot of each (คำต่อ). The paper is printed
/// once on a page without end, with unseen marks; where they stand tells the height of everything, so that all pages are broken at once. Word
/// and PDF then break at the same places.
/// </summary>
public static partial class MemoPages
{
    /// <summary>A paragraph shorter than this, in characters, goes to the next page whole.</summary>
    private const int ShortParagraph = 200;

    /// <summary>So many characters of a paragraph stay before a page's end and go behind it at least; otherwise it goes over whole.</summary>
    private const int LeastKept = 60;

    /// <summary>Without a blank for so long, a paragraph may be parted before a leading vowel, which always begins a syllable.</summary>
    private const int LongPhrase = 80;

    /// <summary>The first measures; the others print the paper, the second time with emptier pages if one ran over.</summary>
    private const int MostPrints = 3;

    /// <summary>What a paragraph keeps free above its first line, and with it whatever goes over of one (points).</summary>
    private const double AboveParagraph = 6;

    /// <summary>What measuring may be wrong by (points).</summary>
    private const double Doubt = 2.5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [GeneratedRegex(@"@@(?<block>\d{1,5})(?:\.(?<spot>\d{1,5}))?@@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    /// <summary>The paper with its continuation words. One that fits a page has none.</summary>
    /// <exception cref="PdfPrintingException">The printing engine is missing or broke, or pdftotext could not read what it printed.</exception>
    public static async Task<BrokenPaper> Break(Document document, IPdfPrinter printer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(printer);
        var paper = document with { Blocks = [.. document.Blocks.Where(b => b is not ContinuedOn)] };
        var marks = Marks(await Read(await printer.Print(paper with { MarksBlocks = true }, stop), stop));
        for (var print = 2; ; print++)
        {
            var starts = Starts(paper, marks, (print - 2) * (double)Plan.LineHeight(16));
            var broken = Part(paper, starts);
            var pdf = await printer.Print(broken, stop);
            if (print == MostPrints || starts.Count == 0 || (await Read(pdf, stop)).Count == starts.Count + 1)
            {
                return new(broken, pdf);
            }
        }
    }

    private static async Task<List<PdfPage>> Read(byte[] pdf, CancellationToken stop)
    {
        var pages = new List<PdfPage>();
        var outcome = await ChildProcess.Run(
            "pdftotext", ["-bbox", "-enc", "UTF-8", "-", "-"], pdf, ReadingLimits.Default, Limit,
            async (output, token) => await PdfPage.Parse(output, pages, ReadingLimits.Default, token),
            stop);
        return outcome.End is ChildProcess.End.Finished && outcome.ExitCode == 0 ? pages : throw new PdfPrintingException(PdfTrouble.EngineBroke, $"pdftotext: {outcome.End} {outcome.ExitCode}");
    }

    /// <summary>How far down each mark stands, in points; a page without end that did end goes on below.</summary>
    private static Dictionary<(int Block, int Spot), double> Marks(IReadOnlyList<PdfPage> pages)
    {
        var marks = new Dictionary<(int, int), double>();
        foreach (var (page, word) in pages.SelectMany(p => p.Words, (page, word) => (page, word)))
        {
            foreach (var mark in Marked().Matches(word.Text).AsEnumerable())
            {
                marks.TryAdd((Number(mark.Groups["block"]), mark.Groups["spot"].Success ? Number(mark.Groups["spot"]) : -1), ((page.Number - 1) * page.Height) + word.Bottom);
            }
        }
        return marks;

        static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Where the pages begin: before a block, or inside a paragraph at the last blank that fits. A heading goes with what it heads. The last
    /// page needs no continuation word and holds a line more.
    /// </summary>
    /// <param name="document">Without continuation words.</param>
    /// <param name="marks">Of each block (spot -1) the top, of each spot the line it stands on; the mark after the last block is the end.</param>
    /// <param name="spare">So much is left free on every page, in points.</param>
    internal static IReadOnlyList<PageStart> Starts(Document document, IReadOnlyDictionary<(int Block, int Spot), double> marks, double spare)
    {
        var (blocks, starts) = (document.Blocks, new List<PageStart>());
        if (!Enumerable.Range(0, blocks.Count + 1).All(b => marks.ContainsKey((b, -1))))
        {
            return starts;
        }
        var (page, top, end) = (new PageStart(0), marks[(0, -1)], marks[(blocks.Count, -1)]);
        for (var at = 0; at < blocks.Count && end - top > Room(last: true); at++)
        {
            var bottom = top + Room(last: false);
            if (marks[(at + 1, -1)] <= bottom)
            {
                continue;
            }
            if (blocks[at] is Paragraph long1 && MayBeParted(long1) && Parting(long1, at, bottom) is { } spot)
            {
                (page, top) = (new(at, spot.At), spot.Top);
                starts.Add(page);
                at--;
            }
            else if (Beginning(blocks, at) is var whole && whole > page.Block && FirstWords(blocks[whole]).Length > 0)
            {
                (page, top) = (new(whole), marks[(whole, -1)]);
                starts.Add(page);
                at = whole - 1;
            }
        }
        return starts;

        double Room(bool last) => (double)FormStyles.RoomPoints(starts.Count == 0, last) - Doubt - spare;

        // The last spot that fits, and where the line it parts begins, from which the next page goes on.
        (int At, double Top)? Parting(Paragraph paragraph, int block, double bottom)
        {
            var text = paragraph.Runs[0].Text;
            var spots = Spots(text);
            if (!marks.TryGetValue((block, spots.Count), out var lastLine))
            {
                return null;
            }
            var (begun, below) = (block == page.Block ? page.At : 0, marks[(block + 1, -1)] - lastLine);
            var fitting = spots.Select((offset, n) => (Offset: offset, Below: marks.GetValueOrDefault((block, n), double.MaxValue) + below)).Where(s => s.Offset > begun && s.Below <= bottom).ToList();
            // On a page that begins with it, it is parted wherever that can be.
            var chosen = fitting.LastOrDefault(s => s.Offset - begun >= LeastKept && text.Length - s.Offset >= LeastKept) is { Offset: > 0 } good ? good : block == page.Block ? fitting.LastOrDefault() : default;
            return chosen.Offset > 0 ? (chosen.Offset, chosen.Below - (double)Plan.LineHeight(paragraph.Points) - AboveParagraph) : null;
        }
    }

    /// <summary>The paper broken at these places, which are in order, each page but the last with the first words of the next.</summary>
    internal static Document Part(Document document, IReadOnlyList<PageStart> starts)
    {
        var blocks = new List<Block>();
        for (var i = 0; i < document.Blocks.Count; i++)
        {
            var (block, inside) = (document.Blocks[i], starts.Where(s => s.Block == i).Select(s => s.At).ToList());
            if (inside.Remove(0))
            {
                blocks.Add(Next(block));
            }
            if (inside.Count == 0 || block is not Paragraph whole)
            {
                blocks.Add(block);
                continue;
            }
            var text = whole.Runs[0].Text;
            blocks.Add(whole with { Runs = [whole.Runs[0] with { Text = text[..inside[0]].TrimEnd() }] });
            foreach (var (from, until) in inside.Zip(inside.Skip(1).Append(text.Length)))
            {
                var rest = whole with { Runs = [whole.Runs[0] with { Text = until == text.Length ? text[from..] : text[from..until].TrimEnd() }], FirstLineIndentCm = 0 };
                blocks.AddRange([Next(rest), rest]);
            }
        }
        return document with { Blocks = blocks };

        static ContinuedOn Next(Block block) => new($"/{FirstWords(block)}...");
    }

    /// <summary>The block, or the first of the headings that lead to it.</summary>
    private static int Beginning(IReadOnlyList<Block> blocks, int at)
    {
        while (at > 0 && blocks[at - 1] is Paragraph { KeepWithNext: true } or Heading)
        {
            at--;
        }
        return at;
    }

    /// <summary>Whether a page may end inside it.</summary>
    internal static bool MayBeParted(Paragraph paragraph) => paragraph is { Runs: [{ Text.Length: >= ShortParagraph }], Alignment: Alignment.Justify };

    /// <summary>Where a paragraph may be parted: behind its blanks, but not between an era and its year; and in long phrases before a leading vowel.</summary>
    internal static IReadOnlyList<int> Spots(string text)
    {
        var spots = new List<int>();
        var last = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var isBlank = text[i - 1] is ' ' && text[i] is not ' ' && !text.AsSpan(0, i).EndsWith("พ.ศ. ", StringComparison.Ordinal);
            if (isBlank || (i - last >= LongPhrase && text[i] is >= 'เ' and <= 'ไ'))
            {
                spots.Add(i);
                last = i;
            }
        }
        return spots;
    }

    /// <summary>"/ความเห็นรองปลัด...": the first words, as many as a reader needs to know that the next page belongs to this one.</summary>
    private static string FirstWords(Block block)
    {
        var text = block switch
        {
            Opinion opinion => opinion.Heading,
            Paragraph paragraph => string.Concat(paragraph.Runs.Select(r => r.Text)),
            Heading heading => heading.Text,
            Signing => "ลงชื่อผู้เสนอ",
            Proof => "ตรวจสอบเอกสาร",
            FormLine line => line.Fields[0].Label,
            _ => "",
        };
        text = text.Trim();
        // At a blank or line break after a few letters; never inside a cluster of letter and marks.
        var at = text.AsSpan().IndexOfAny(' ', '\n', '\u00A0');
        while (at is >= 0 and < 8)
        {
            var next = text.AsSpan(at + 1).IndexOfAny(' ', '\n', '\u00A0');
            at = next < 0 ? -1 : at + 1 + next;
        }
        if (at < 0)
        {
            at = text.Length;
        }
        return at <= 40 ? text[..at].Replace('\n', ' ') : Cut(text, 32);
    }

    private static string Cut(string text, int about)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        var end = 0;
        while (elements.MoveNext() && elements.ElementIndex <= about)
        {
            end = elements.ElementIndex;
        }
        // A leading vowel does not stand at the end.
        while (end > 0 && text[end - 1] is >= 'เ' and <= 'ไ')
        {
            end--;
        }
        return text[..end];
    }
}
