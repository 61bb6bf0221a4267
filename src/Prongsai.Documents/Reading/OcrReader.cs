using System.Globalization;
using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Optical recognition of scanned PDFs: pdftoppm draws each page, tesseract reads it in Thai and English, and the words go the way of any
/// PDF's words. Slow and unsure: every value must be looked at, and the document says so.
/// </summary>
internal static class OcrReader
{
    private const int Picture = 3_000;
    private const int Shrink = 3;

    // Pages are laid as if they were A4 in points, which the layout's measures are made for.
    private const double Points = 842;
    private static readonly Lazy<bool> s_installed = new(() =>
        ChildProcess.Exists("tesseract") && ChildProcess.Exists("pdftoppm")
        && new[] { "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata" }.Any(f => File.Exists(Path.Combine(f, "tha.traineddata"))));

    /// <summary>Whether tesseract and its Thai data are on this machine.</summary>
    public static bool IsInstalled => s_installed.Value;

    /// <summary>Reads the pages into the sink; returns how sure tesseract was, 0–1.</summary>
    public static async Task<double> Read(byte[] bytes, int count, BlockSink sink, CancellationToken stop)
    {
        var limits = sink.Limits;
        var of = Math.Min(count, limits.MaxRecognisedPages);
        sink.MoreTime?.Invoke(limits.RecognitionTimeoutPerPage * (of + 1));
        if (count > of)
        {
            sink.Tell(ReadProblems.TooManyPages(of));
        }
        var pages = new List<PdfPage>();
        double sure = 0;
        var words = 0;
        for (var number = 1; number <= of; number++)
        {
            var page = number.ToString(CultureInfo.InvariantCulture);
            byte[]? grey = null;
            int width = 0, height = 0;
            await ChildProcess.Run(
                "pdftoppm",
                ["-gray", "-scale-to", Picture.ToString(CultureInfo.InvariantCulture), "-f", page, "-l", page, "-"],
                bytes,
                limits,
                limits.RecognitionTimeoutPerPage,
                (output, token) => PdfRulings.ReadPictures(
                    output,
                    (picture, w, h) =>
                    {
                        (grey, width, height) = (picture, w, h);
                        return false;
                    },
                    token),
                stop);
            if (grey is null)
            {
                continue;
            }
            var scale = Points / Math.Max(width, height);
            var laid = new PdfPage(number, width * scale, height * scale) { Rulings = Rulings(grey, width, height, scale), SpaceGap = 0.21 };
            (double Top, double Bottom) textLine = default;
            byte[] picture = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{width} {height}\n255\n")), .. grey];
            await ChildProcess.Run(
                "tesseract",
                ["stdin", "stdout", "-l", "tha+eng", "--dpi", "256", "--psm", "3", "tsv"],
                picture,
                limits with { ChildMemoryBytes = limits.ChildMemoryBytes * 2 },
                limits.RecognitionTimeoutPerPage,
                async (output, token) =>
                {
                    using var reader = new StreamReader(output, Encoding.UTF8);
                    while (await reader.ReadLineAsync(token) is { } line)
                    {
                        var cells = line.Split('\t');
                        if (cells.Length < 12 || Box(cells) is not { } box)
                        {
                            continue;
                        }
                        if (cells[0] == "4")
                        {
                            textLine = (box.Top, box.Top + box.Height);
                        }
                        else if (Word(cells) is { } read)
                        {
                            // Boxes of words fit their letters tightly; the box of the line is what words of one line share.
                            laid.Words.Add(new PdfWord(read.Text, box.Left * scale, textLine.Top * scale, (box.Left + box.Width) * scale, textLine.Bottom * scale));
                            sure += read.Sure;
                            words++;
                        }
                    }
                },
                stop);
            pages.Add(laid);
            limits.RecognitionProgress?.Report(new RecognitionProgress(number, of));
        }
        if (words == 0)
        {
            sink.Tell(ReadProblems.RecognitionFailed());
            return 0;
        }
        sink.Tell(ReadProblems.Recognised(pages.Count));
        PdfReader.Lay(pages, sink);
        return Math.Round(sure / words / 100, 2);
    }

    private static (double Left, double Top, double Width, double Height)? Box(string[] cells)
    {
        var box = cells[6..10].Select(c => double.TryParse(c, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : -1).ToArray();
        return box.All(v => v is >= 0 and < 100_000) ? (box[0], box[1], box[2], box[3]) : null;
    }

    /// <summary>A word of tesseract's table: level 5, how sure (0–100), its text.</summary>
    private static (string Text, double Sure)? Word(string[] cells)
    {
        if (cells[0] != "5" || !double.TryParse(cells[10], NumberStyles.Float, CultureInfo.InvariantCulture, out var sure) || sure is < 0 or > 100)
        {
            return null;
        }
        var text = TextCleaner.Clean(cells[11]).Trim();
        return text.Length == 0 || text.All(c => c is '|' or '_' or '—') ? null : (text, sure);
    }

    /// <summary>Rules are looked for in a smaller picture, where they are as thin as the search expects; darkness of a block is its darkest.</summary>
    private static PdfRulings Rulings(byte[] grey, int width, int height, double scale)
    {
        var w = width / Shrink;
        var h = height / Shrink;
        var small = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                byte darkest = 255;
                for (var i = 0; i < Shrink * Shrink; i++)
                {
                    darkest = Math.Min(darkest, grey[((((y * Shrink) + (i / Shrink)) * width) + (x * Shrink) + (i % Shrink))]);
                }
                small[(y * w) + x] = darkest;
            }
        }
        return PdfRulings.Find(small, w, h, Shrink * scale, across: 40, down: 18);
    }
}
