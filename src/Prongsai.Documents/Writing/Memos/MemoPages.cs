using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing.Pdf;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>Where a page begins: before a block, or inside one at a spot of <see cref="MemoPages.Spots"/> (their count stands for its end).</summary>
internal readonly record struct PageStart(int Block, int? Spot = null) : IComparable<PageStart>
{
    public int CompareTo(PageStart other) => (Block, Spot ?? -1).CompareTo((other.Block, other.Spot ?? -1));
}

/// <summary>
/// Finds out where the pages of a memorandum end, and puts the first words of the next page at the foot of each (คำต่อ). The paper is
/// printed once with unseen marks, and the marks are read back page by page; Word and PDF then break at the same places.
/// </summary>
public static partial class MemoPages
{
    /// <summary>A paragraph shorter than this, in characters, goes to the next page whole.</summary>
    private const int ShortParagraph = 200;

    /// <summary>So many characters of a paragraph stay before a page's end at least; otherwise it goes over whole.</summary>
    private const int LeastKept = 60;

    /// <summary>Without a blank for so long, a paragraph may be parted before a leading vowel, which always begins a syllable.</summary>
    private const int LongPhrase = 80;

    private const int MostPages = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [GeneratedRegex(@"@@(?<block>\d{1,5})(?:\.(?<spot>\d{1,5}))?@@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    /// <summary>The paper with its continuation words. One that fits a page comes back as it was.</summary>
    /// <exception cref="PdfPrintingException">The printing engine is missing or broke, or pdftotext could not read what it printed.</exception>
    public static async Task<Document> Break(Document document, IPdfPrinter printer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(printer);
        var paper = document with { Blocks = [.. document.Blocks.Where(b => b is not ContinuedOn)] };
        // A parted paragraph moves what follows it, so the rest is looked at again after each.
        for (var round = 0; round < MostPages; round++)
        {
            var pages = await Probe(paper, printer, stop);
            var settled = paper.Blocks.Count(b => b is ContinuedOn);
            var (broken, again) = With(paper, [.. pages.Skip(settled + 1).Where(p => p.Count > 0).Select(p => p.Min())]);
            if (!again)
            {
                return broken;
            }
            paper = broken;
        }
        return paper;
    }

    /// <summary>The marks of each page.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<PageStart>>> Probe(Document paper, IPdfPrinter printer, CancellationToken stop)
    {
        var probe = await printer.Print(paper with { MarksBlocks = true }, stop);
        var text = new StringBuilder();
        var outcome = await ChildProcess.Run(
            "pdftotext", ["-enc", "UTF-8", "-", "-"], probe, ReadingLimits.Default, Limit,
            async (output, token) =>
            {
                using var reader = new StreamReader(output, Encoding.UTF8);
                text.Append(await reader.ReadToEndAsync(token));
            },
            stop);
        if (outcome.End is not ChildProcess.End.Finished || outcome.ExitCode != 0)
        {
            throw new PdfPrintingException(PdfTrouble.EngineBroke, $"pdftotext: {outcome.End} {outcome.ExitCode}");
        }
        return [.. text.ToString().Split('\f').Select(page => (IReadOnlyList<PageStart>)[.. Marked().Matches(page).Select(m => new PageStart(Number(m.Groups["block"]), m.Groups["spot"].Success ? Number(m.Groups["spot"]) : null))])];

        static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// The paper broken where its pages begin: before a block, or inside a paragraph at the last blank before the page's end. Again is true
    /// when a paragraph was parted: later pages begin elsewhere then and are not broken yet. A heading goes with what it heads.
    /// </summary>
    internal static (Document Paper, bool Again) With(Document document, IReadOnlyList<PageStart> starts)
    {
        var blocks = document.Blocks.ToList();
        var section = blocks.FindLastIndex(b => b is ContinuedOn) + 1;
        var shift = 0;
        foreach (var start in starts)
        {
            var at = start.Block + shift;
            if (at >= blocks.Count)
            {
                break;
            }
            var offset = 0;
            if (start.Spot is { } spot && blocks[at] is Paragraph long1)
            {
                var text = long1.Runs[0].Text;
                var spots = Spots(text);
                offset = spot == 0 ? 0 : spots[Math.Min(spot, spots.Count) - 1];
                if (offset < LeastKept)
                {
                    offset = Beginning(blocks, at) > section ? 0 : offset > 0 ? offset : spots.Count > 0 ? spots[0] : 0;
                }
                if (offset > 0)
                {
                    Block first = long1 with { Runs = [long1.Runs[0] with { Text = text[..offset].TrimEnd() }] };
                    Block rest = long1 with { Runs = [long1.Runs[0] with { Text = text[offset..] }], FirstLineIndentCm = 0 };
                    blocks[at] = first;
                    blocks.InsertRange(at + 1, [new ContinuedOn($"/{FirstWords(rest)}..."), rest]);
                    return (document with { Blocks = blocks }, true);
                }
            }
            at = Beginning(blocks, at);
            if (at > section && FirstWords(blocks[at]) is { Length: > 0 } words)
            {
                blocks.Insert(at, new ContinuedOn($"/{words}..."));
                section = at + 1;
                shift++;
            }
        }
        return (document with { Blocks = blocks }, false);
    }

    /// <summary>The block, or the first of the headings that lead to it.</summary>
    private static int Beginning(List<Block> blocks, int at)
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
