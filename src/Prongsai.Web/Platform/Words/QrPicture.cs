using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Prongsai.Web.Platform.Words;

/// <summary>A QR code as SVG of one path with its quiet zone: sharp in print, without inline style, drawn here and nowhere else.</summary>
internal static class QrPicture
{
    public static IHtmlContent Svg(string text, string title)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var (path, size) = (new StringBuilder(), data.ModuleMatrix.Count);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }
        return new HtmlString(string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"{HtmlEncoder.Default.Encode(title)}\"><path d=\"{path}\"/></svg>"));
    }
}
