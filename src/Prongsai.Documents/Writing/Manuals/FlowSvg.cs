using System.Globalization;
using System.Text;
using Prongsai.Domain;
using Prongsai.Domain.Manuals;

namespace Prongsai.Documents.Writing.Manuals;

/// <summary>The flow chart as SVG: no style attribute, no script, every text escaped, with a title and the way in words.</summary>
public static class FlowSvg
{
    private const string Teal = "#0b5d63";
    private const string Ink = "#14252a";
    private const string Soft = "#43545a";

    /// <summary>One drawing, or several where the flow is longer than a page of paper.</summary>
    /// <param name="chart">What to draw.</param>
    /// <param name="digits">Of its numbers.</param>
    /// <param name="id">Unique on the page.</param>
    public static string Draw(FlowChart chart, DigitStyle digits, string id)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var svg = new StringBuilder();
        var pieces = FlowLayout.Of(chart.Steps);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            // The whole way stands in words at the first drawing; the others say that they go on.
            var (name, words) = i == 0 ? (chart.Title, chart.Finding) : ($"{chart.Title} (ต่อ)", FormattableString.Invariant($"ต่อจากภาพก่อน ขั้นที่ {piece.Boxes[0].Number} ถึง {piece.Boxes[^1].Number}"));
            var key = FormattableString.Invariant($"{id}-{i + 1}");
            svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"paper-flow\" role=\"img\" aria-labelledby=\"{Escape.Html(key)}-t {Escape.Html(key)}-d\" viewBox=\"0 0 {N(FlowLayout.Width)} {N(piece.Height)}\" font-size=\"{N(FlowLayout.Letter)}\" xmlns=\"http://www.w3.org/2000/svg\">");
            svg.Append("<title id=\"").Append(Escape.Html(key)).Append("-t\">").Append(Text(name, digits)).Append("</title><desc id=\"").Append(Escape.Html(key)).Append("-d\">").Append(Text(words, digits)).Append("</desc>");
            foreach (var arrow in piece.Arrows)
            {
                Arrow(svg, arrow);
            }
            foreach (var box in piece.Boxes)
            {
                Box(svg, box, digits);
            }
            foreach (var label in piece.Labels)
            {
                var anchor = label.Anchor switch { FlowAnchor.Middle => "middle", FlowAnchor.End => "end", _ => "start" };
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(label.X)}\" y=\"{N(label.Y)}\" text-anchor=\"{anchor}\" font-size=\"{N(FlowLayout.NoteLetter)}\" fill=\"{Soft}\">{Text(label.Text, digits)}</text>");
            }
            svg.Append("</svg>");
        }
        return svg.ToString();
    }

    private static void Box(StringBuilder svg, FlowBox box, DigitStyle digits)
    {
        var (x, y, width, height) = (FlowLayout.Left, box.Y, FlowLayout.BoxWidth, box.Height);
        if (box.Kind is StepKind.Decide)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{N(FlowLayout.Middle)},{N(y)} {N(x + width)},{N(y + height / 2)} {N(FlowLayout.Middle)},{N(y + height)} {N(x)},{N(y + height / 2)}\" fill=\"#fdf0d4\" stroke=\"#774800\" stroke-width=\"1.5\"/>");
        }
        else
        {
            var isEnd = box.Kind is StepKind.Start or StepKind.End;
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{(isEnd ? N(Math.Min(24, height / 2)) : "4")}\" fill=\"{(isEnd ? "#e0efef" : "#ffffff")}\" stroke=\"{Teal}\" stroke-width=\"1.5\"/>");
        }
        var at = y + (height - FlowLayout.Line * box.Lines.Count - FlowLayout.NoteLine * box.Notes.Count) / 2;
        foreach (var line in box.Lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(FlowLayout.Middle)}\" y=\"{N(at + 16.5m)}\" text-anchor=\"middle\" fill=\"{Ink}\">{Text(line, digits)}</text>");
            at += FlowLayout.Line;
        }
        foreach (var note in box.Notes)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(FlowLayout.Middle)}\" y=\"{N(at + 14.5m)}\" text-anchor=\"middle\" font-size=\"{N(FlowLayout.NoteLetter)}\" fill=\"{Soft}\">{Text(note, digits)}</text>");
            at += FlowLayout.NoteLine;
        }
    }

    private static void Arrow(StringBuilder svg, FlowArrow arrow)
    {
        svg.Append("<polyline points=\"").AppendJoin(' ', arrow.Points.Select(p => N(p.X) + "," + N(p.Y))).Append("\" fill=\"none\" stroke=\"").Append(Soft).Append("\" stroke-width=\"1.5\"/>");
        var ((fromX, fromY), (x, y)) = (arrow.Points[^2], arrow.Points[^1]);
        var head = fromX == x
            ? (fromY < y ? $"{N(x - 5)},{N(y - 8)} {N(x + 5)},{N(y - 8)}" : $"{N(x - 5)},{N(y + 8)} {N(x + 5)},{N(y + 8)}")
            : (fromX < x ? $"{N(x - 8)},{N(y - 5)} {N(x - 8)},{N(y + 5)}" : $"{N(x + 8)},{N(y - 5)} {N(x + 8)},{N(y + 5)}");
        svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{N(x)},{N(y)} {head}\" fill=\"{Soft}\"/>");
    }

    private static string N(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(string text, DigitStyle digits) => Escape.Html(RenderedText.OneLine(text.Replace("\u200B", "", StringComparison.Ordinal), digits));
}
