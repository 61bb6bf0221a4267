using System.Text.RegularExpressions;
using System.Xml;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Bytes of any kind to a <see cref="SourceDocument"/>. The format is found by content. Never throws for what a file holds:
/// a file that cannot be read gives no blocks and a problem of severity Error; one that is read in part gives a Warning.
/// Only the caller's own cancellation is thrown.
/// </summary>
public static class DocumentReader
{
    /// <summary>Whether scans can be read on this machine: tesseract with its Thai data, and poppler. See <see cref="ReadingLimits.RecogniseScans"/>.</summary>
    public static bool CanRecogniseScans => OcrReader.IsInstalled;

    /// <summary>Reads a stream, refusing it as soon as it is longer than the limit.</summary>
    public static async Task<SourceDocument> Read(Stream stream, string fileName, ReadingLimits? limits = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= ReadingLimits.Default;
        using var buffer = new MemoryStream(stream.CanSeek ? (int)Math.Clamp(stream.Length, 0, limits.MaxBytes) : 0);
        var chunk = new byte[81_920];
        int read;
        while ((read = await stream.ReadAsync(chunk, stop)) > 0)
        {
            if (buffer.Length + read > limits.MaxBytes)
            {
                return Refused(fileName, FileKind.Unknown, ReadProblems.TooLarge(limits.MaxBytes));
            }
            buffer.Write(chunk, 0, read);
        }
        return await Read(buffer.ToArray(), fileName, limits, stop);
    }

    /// <summary>Reads a file that is in memory. The file name serves messages and the check whether it tells the truth; no file is opened.</summary>
    public static async Task<SourceDocument> Read(byte[] bytes, string fileName, ReadingLimits? limits = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(fileName);
        limits ??= ReadingLimits.Default;
        if (bytes.Length > limits.MaxBytes)
        {
            return Refused(fileName, FileKind.Unknown, ReadProblems.TooLarge(limits.MaxBytes));
        }
        if (bytes.AsSpan().IndexOfAnyExcept((ReadOnlySpan<byte>)[0, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]) < 0)
        {
            return Refused(fileName, FileKind.Unknown, ReadProblems.Empty());
        }
        var kind = FileFormat.Detect(bytes);
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(limits.Timeout);
        var sink = new BlockSink(limits, timed.Token) { MoreTime = timed.CancelAfter };
        if (!FileFormat.NameAgrees(fileName, kind))
        {
            sink.Tell(ReadProblems.Renamed(Path.GetExtension(fileName), FileFormat.ThaiName(kind)));
        }
        var format = FormatName(kind);
        double confidence = 1;
        try
        {
            if (kind == FileKind.Pdf)
            {
                confidence = await Task.Run(() => PdfReader.Read(bytes, sink, stop), stop);
            }
            else
            {
                format = await Task.Run(() => ReadKind(bytes, fileName, kind, sink), stop) ?? format;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            sink.Tell(ReadProblems.TooSlow());
        }
        catch (RegexMatchTimeoutException)
        {
            sink.Tell(ReadProblems.TooSlow());
        }
        catch (UnreadableFileException refused)
        {
            sink.Tell(refused.Problem);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A reader stumbled over the bytes. What it found before is kept; the message tells which of the two it is.
            var dtd = fault is XmlException && fault.Message.Contains("DTD", StringComparison.Ordinal);
            sink.Tell(dtd ? ReadProblems.XmlEntities()
                : sink.Blocks.Count > 0 ? ReadProblems.PartlyDamaged(FileFormat.ThaiName(kind))
                : ReadProblems.Damaged(FileFormat.ThaiName(kind)));
        }
        if (sink.Blocks.Count == 0 && !sink.Problems.Any(p => p.Severity == ProblemSeverity.Error || p.Code == "too-slow"))
        {
            sink.Tell(ReadProblems.NoContent());
        }
        return new SourceDocument { FileName = fileName, Format = format, Blocks = sink.Blocks, Problems = sink.Problems, Pages = sink.Pages, Margins = [.. sink.Margins], Confidence = confidence };
    }

    /// <summary>Returns the format's name when it is only known after reading.</summary>
    private static string? ReadKind(byte[] bytes, string fileName, FileKind kind, BlockSink sink)
    {
        switch (kind)
        {
            case FileKind.Text:
            case FileKind.Html:
                return ReadText(bytes, fileName, kind, sink);
            case FileKind.Docx:
                DocxReader.Read(bytes, sink);
                return null;
            case FileKind.Xlsx:
                XlsxReader.Read(bytes, sink);
                return null;
            case FileKind.Xls:
                XlsReader.Read(bytes, sink);
                return null;
            case FileKind.EncryptedOffice:
                sink.Tell(ReadProblems.Password(FileFormat.ThaiName(kind)));
                return null;
            case FileKind.Unknown:
                sink.Tell(ReadProblems.Unknown());
                return null;
            default:
                sink.Tell(ReadProblems.Unsupported(FileFormat.ThaiName(kind)));
                return null;
        }
    }

    private static string ReadText(byte[] bytes, string fileName, FileKind kind, BlockSink sink)
    {
        // A Thai letter takes three bytes at most in the encodings met; four leaves room.
        var kept = bytes.AsSpan(0, (int)Math.Min(bytes.Length, sink.Limits.MaxCharacters * 4L));
        if (TextDecoding.Decode(kept) is not { } decoded)
        {
            sink.Tell(ReadProblems.Unknown());
            return "unknown";
        }
        if (decoded.Damaged)
        {
            sink.Tell(ReadProblems.BadCharacters());
        }
        var text = decoded.Text;
        if (kept.Length < bytes.Length || text.Length > sink.Limits.MaxCharacters)
        {
            sink.Tell(ReadProblems.TooMuchText(sink.Limits.MaxCharacters));
            text = text[..Math.Min(text.Length, sink.Limits.MaxCharacters)];
        }
        if (kind == FileKind.Html)
        {
            HtmlBlocks.Read(text, new Place(), sink);
            return "text";
        }
        if (CsvText.Delimiter(text, fileName) is { } delimiter)
        {
            CsvText.Read(text, delimiter, sink);
            return "csv";
        }
        var markdown = PlainTextReader.Read(text, sink);
        return markdown || Path.GetExtension(fileName).Equals(".md", StringComparison.OrdinalIgnoreCase) ? "markdown" : "text";
    }

    private static string FormatName(FileKind kind) => kind switch
    {
        FileKind.Docx => "docx",
        FileKind.Xlsx or FileKind.Xls => "xlsx",
        FileKind.Pdf => "pdf",
        FileKind.Text or FileKind.Html => "text",
        _ => "unknown",
    };

    private static SourceDocument Refused(string fileName, FileKind kind, ReadProblem problem) =>
        new() { FileName = fileName, Format = FormatName(kind), Blocks = [], Problems = [problem] };
}

/// <summary>A format reader gives up for a reason that the person at the screen should read.</summary>
internal sealed class UnreadableFileException(ReadProblem problem) : Exception(problem.Code)
{
    public ReadProblem Problem { get; } = problem;
}
