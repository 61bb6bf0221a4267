using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Prongsai.Documents.Writing.Pdf;

/// <summary>
/// Chromium writes only a title, and its own name and the clock. This appends a new information dictionary (title, author, subject, the
/// paper's own moment) as an incremental update, as PDF 1.4, 3.4.5 provides; what was printed stays byte for byte.
/// </summary>
internal static partial class PdfProperties
{
    [GeneratedRegex(@"/Size (?<n>\d+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Size();

    [GeneratedRegex(@"/Root (?<n>\d+ \d+ R)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Root();

    [GeneratedRegex(@"/Info (?<n>\d+) 0 R", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Info();

    [GeneratedRegex(@"startxref\s+(?<n>\d+)\s+%%EOF\s*$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex StartXref();

    /// <summary>The file with its properties. A file whose end is not built as expected is given back as it was: it still has its title.</summary>
    public static byte[] Write(byte[] pdf, Document document)
    {
        var tailStart = Math.Max(0, pdf.Length - 2048);
        var tail = Encoding.Latin1.GetString(pdf, tailStart, pdf.Length - tailStart);
        var trailerAt = tail.LastIndexOf("trailer", StringComparison.Ordinal);
        if (trailerAt < 0)
        {
            return pdf;
        }
        var trailer = tail[trailerAt..];
        var (size, root, info, start) = (Size().Match(trailer), Root().Match(trailer), Info().Match(trailer), StartXref().Match(trailer));
        if (!size.Success || !root.Success || !info.Success || !start.Success)
        {
            return pdf;
        }
        var moment = document.WrittenAt?.ToUniversalTime().ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        var number = info.Groups["n"].Value;
        var update = new StringBuilder("\n");
        var objectAt = pdf.Length + 1;
        update.Append(number).Append(" 0 obj\n<</Title ").Append(Text(RenderedText.OneLine(document.Title, document.Digits)))
            .Append("\n/Author ").Append(Text(RenderedText.OneLine(document.Author, document.Digits)));
        if (document.Subject.Length > 0)
        {
            update.Append("\n/Subject ").Append(Text(RenderedText.OneLine(document.Subject, document.Digits)));
        }
        update.Append("\n/Creator (Prongsai)\n/Producer (Chromium, Skia/PDF)");
        if (moment is not null)
        {
            update.Append("\n/CreationDate (").Append(moment).Append(")\n/ModDate (").Append(moment).Append(')');
        }
        update.Append(">>\nendobj\n");
        var xrefAt = pdf.Length + update.Length; // only ASCII was written: one character is one byte
        update.Append(CultureInfo.InvariantCulture, $"xref\n{number} 1\n{objectAt:D10} 00000 n \ntrailer\n<</Size {size.Groups["n"].Value}\n/Root {root.Groups["n"].Value}\n/Info {number} 0 R\n/Prev {start.Groups["n"].Value}>>\nstartxref\n{xrefAt}\n%%EOF\n");
        return [.. pdf, .. Encoding.ASCII.GetBytes(update.ToString())];
    }

    private static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";
}
