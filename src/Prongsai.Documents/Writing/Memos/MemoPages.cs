using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing.Pdf;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>
/// Finds out where the pages of a memorandum end, and puts the first words of the next page at the foot of each (คำต่อ). The paper is
/// printed once with unseen marks, and the marks are read back page by page; Word and PDF then break at the same places.
/// </summary>
public static partial class MemoPages
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [GeneratedRegex(@"@@(?<n>\d{1,5})@@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    /// <summary>The paper with its continuation words. One that fits a page comes back as it was.</summary>
    /// <exception cref="PdfPrintingException">The printing engine is missing or broke, or pdftotext could not read what it printed.</exception>
    public static async Task<Document> Break(Document document, IPdfPrinter printer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(printer);
        var probe = await printer.Print(document with { MarksBlocks = true, Blocks = [.. document.Blocks.Where(b => b is not ContinuedOn)] }, stop);
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
        return With(document, [.. text.ToString().Split('\f').Skip(1).Select(page => Marked().Match(page)).Where(m => m.Success)
            .Select(m => int.Parse(m.Groups["n"].Value, CultureInfo.InvariantCulture))]);
    }

    /// <summary>The paper broken before these blocks, by index. A heading goes with what it heads.</summary>
    internal static Document With(Document document, IReadOnlyCollection<int> starts)
    {
        var blocks = new List<Block>();
        var plain = document.Blocks.Where(b => b is not ContinuedOn).ToList();
        for (var i = 0; i < plain.Count; i++)
        {
            if (i > 0 && starts.Contains(i) && FirstWords(plain[i]) is { Length: > 0 } words)
            {
                blocks.Add(new ContinuedOn($"/{words}..."));
            }
            blocks.Add(plain[i]);
        }
        return document with { Blocks = blocks };
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
