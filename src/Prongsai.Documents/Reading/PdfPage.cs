using System.Globalization;
using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>A word of a PDF page and its box, in points from the top left.</summary>
internal sealed class PdfWord(string text, double left, double top, double right, double bottom)
{
    public string Text { get; set; } = text;

    public double Left { get; } = left;

    public double Top { get; } = top;

    public double Right { get; set; } = right;

    public double Bottom { get; } = bottom;

    public double Height => Bottom - Top;

    public double Middle => (Top + Bottom) / 2;

    public double Centre => (Left + Right) / 2;
}

/// <summary>One page: its size in points, its words in the order of the file, and the rules drawn on it.</summary>
internal sealed class PdfPage(int number, double width, double height)
{
    public int Number { get; } = number;

    public double Width { get; } = width;

    public double Height { get; } = height;

    public List<PdfWord> Words { get; } = [];

    /// <summary>From which gap, in letter heights, a space is meant.</summary>
    public double SpaceGap { get; init; } = PdfLines.SpaceGap;

    public PdfRulings? Rulings { get; set; }

    /// <summary>Reads the output of "pdftotext -bbox" line by line into pages; what is not a page or a word is passed over.</summary>
    public static async Task Parse(Stream output, List<PdfPage> pages, ReadingLimits limits, CancellationToken stop)
    {
        long characters = 0;
        using var reader = new StreamReader(output, Encoding.UTF8);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            var trimmed = line.AsSpan().TrimStart();
            if (trimmed.StartsWith("<page "))
            {
                if (pages.Count >= limits.MaxPages + 1)
                {
                    break;
                }
                pages.Add(new PdfPage(pages.Count + 1, Value(trimmed, "width=\""), Value(trimmed, "height=\"")));
            }
            else if (trimmed.StartsWith("<word ") && pages.Count > 0)
            {
                var from = trimmed.IndexOf('>');
                var to = trimmed.LastIndexOf("</word>");
                if (from > 0 && to > from)
                {
                    var text = TextCleaner.Clean(ThaiTextRepair.FromLatin(System.Net.WebUtility.HtmlDecode(trimmed[(from + 1)..to].ToString()))).Trim();
                    characters += text.Length;
                    if (characters > limits.MaxCharacters)
                    {
                        break;
                    }
                    if (text.Length > 0)
                    {
                        pages[^1].Words.Add(new PdfWord(text, Value(trimmed, "xMin=\""), Value(trimmed, "yMin=\""), Value(trimmed, "xMax=\""), Value(trimmed, "yMax=\"")));
                    }
                }
            }
        }
    }

    private static double Value(ReadOnlySpan<char> line, string name)
    {
        var at = line.IndexOf(name);
        if (at < 0)
        {
            return 0;
        }
        var rest = line[(at + name.Length)..];
        var end = rest.IndexOf('"');
        return end > 0 && double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Math.Clamp(value, -100_000, 100_000) : 0;
    }
}
