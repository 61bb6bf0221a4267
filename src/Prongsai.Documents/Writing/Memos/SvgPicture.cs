using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing.Pdf;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>An SVG from outside, cut down to plain shapes and redrawn as PNG. Nothing of the file itself is ever shown to a browser of a person.</summary>
public static class SvgPicture
{
    private const int LargestElements = 20_000;
    private const decimal SideCm = 12m;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "defs", "linearGradient", "radialGradient", "stop", "clipPath", "title",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "d", "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "points", "viewBox", "transform", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-dasharray", "opacity", "offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform", "clip-path", "clip-rule", "preserveAspectRatio", "version",
    };

    /// <summary>The shapes of the file and nothing else: no script, style, link, picture, foreign content or entity. Null when it is no SVG that can be drawn.</summary>
    public static byte[]? Clean(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        XElement root;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes, writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 4_000_000, MaxCharactersFromEntities = 0 });
            root = XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
        if (root.Name != Svg + "svg" || root.DescendantsAndSelf().Take(LargestElements + 1).Count() > LargestElements || Copy(root, 0) is not { } clean || !clean.Descendants().Any(e => e.Attribute("d") is not null || e.Name.LocalName is "rect" or "circle" or "ellipse" or "polygon" or "polyline"))
        {
            return null;
        }
        return Size(clean) is null ? null : Encoding.UTF8.GetBytes(clean.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Draws a cleaned SVG as PNG, about 700 points high.</summary>
    /// <exception cref="PdfPrintingException">The engine is missing or broke.</exception>
    public static async Task<byte[]> Draw(byte[] clean, IPdfPrinter printer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(printer);
        var (width, height) = Size(XElement.Parse(Encoding.UTF8.GetString(clean))) ?? throw new ArgumentException("Not an SVG that was cleaned.", nameof(clean));
        var scale = SideCm / Math.Max(width, height);
        var (wide, high) = (Math.Round(width * scale, 2), Math.Round(height * scale, 2));
        var pdf = await printer.Print(new Document { Title = "ภาพ", Author = "ภาพ", Blocks = [new PicturePage(new Picture(clean, "image/svg+xml", wide, high, "ภาพ"))] }, stop);
        const int Dpi = 150;
        var png = new MemoryStream();
        static string Px(decimal cm) => ((int)Math.Round(cm / 2.54m * Dpi)).ToString(CultureInfo.InvariantCulture);
        var outcome = await ChildProcess.Run(
            // A form begins 3 cm from the left and 1.5 cm from the top.
            "pdftoppm", ["-png", "-singlefile", "-r", Dpi.ToString(CultureInfo.InvariantCulture), "-x", Px(3m), "-y", Px(1.5m), "-W", Px(wide), "-H", Px(high), "-"],
            pdf, ReadingLimits.Default, TimeSpan.FromSeconds(20), async (output, token) => await output.CopyToAsync(png, token), stop);
        return outcome.End is ChildProcess.End.Finished && outcome.ExitCode == 0 ? png.ToArray() : throw new PdfPrintingException(PdfTrouble.EngineBroke, $"pdftoppm: {outcome.End} {outcome.ExitCode}");
    }

    private static XElement? Copy(XElement element, int depth)
    {
        if (depth > 60 || element.Name.Namespace != Svg || !Elements.Contains(element.Name.LocalName))
        {
            return null;
        }
        var copy = new XElement(element.Name);
        foreach (var attribute in element.Attributes().Where(a => a.Name.Namespace == XNamespace.None && Attributes.Contains(a.Name.LocalName) && IsPlain(a.Value)))
        {
            copy.SetAttributeValue(attribute.Name, attribute.Value);
        }
        // Drawing programs write colours as style="fill:#000"; the plain ones become attributes.
        foreach (var rule in (element.Attribute("style")?.Value ?? "").Split(';'))
        {
            var parts = rule.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && Attributes.Contains(parts[0]) && IsPlain(parts[1]))
            {
                copy.SetAttributeValue(parts[0], parts[1]);
            }
        }
        foreach (var child in element.Elements())
        {
            if (Copy(child, depth + 1) is { } kept)
            {
                copy.Add(kept);
            }
        }
        return copy;
    }

    /// <summary>A reference may lead to the file itself alone.</summary>
    private static bool IsPlain(string value) =>
        !value.Contains("javascript", StringComparison.OrdinalIgnoreCase) && !value.Contains('&') && !value.Contains('\\')
        && (!value.Contains("url(", StringComparison.OrdinalIgnoreCase) || value.TrimStart().StartsWith("url(#", StringComparison.Ordinal));

    private static (decimal Width, decimal Height)? Size(XElement root)
    {
        var box = (root.Attribute("viewBox")?.Value ?? "").Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (box.Length == 4 && Positive(box[2]) is { } w && Positive(box[3]) is { } h)
        {
            return (w, h);
        }
        return Positive(root.Attribute("width")?.Value) is { } width && Positive(root.Attribute("height")?.Value) is { } height ? (width, height) : null;
    }

    private static decimal? Positive(string? text) =>
        decimal.TryParse((text ?? "").Replace("px", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : null;
}

/// <summary>The size of a PNG or JPEG, read from its own header.</summary>
public static class PictureFile
{
    /// <summary>Null when it is neither, or broken.</summary>
    public static (string ContentType, int Width, int Height)? Measure(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 24 && bytes[..8].SequenceEqual<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return ("image/png", System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes[20..]));
        }
        if (bytes.Length < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8)
        {
            return null;
        }
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            // SOF0–SOF15 hold the size; C4, C8 and CC are other things.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return ("image/jpeg", (bytes[at + 7] << 8) | bytes[at + 8], (bytes[at + 5] << 8) | bytes[at + 6]);
            }
            at += 2 + ((bytes[at + 2] << 8) | bytes[at + 3]);
        }
        return null;
    }
}
