using System.Globalization;
using System.Text;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing;

/// <summary>
/// Bars as SVG with real text: a title, a description (the finding), limits as dashed lines with their names. Presentation attributes only,
/// so that a strict content policy lets it through. One unit is a quarter of a millimetre at the width of a portrait page.
/// </summary>
internal static class SvgChart
{
    private const decimal Letter = 18.5m;
    private static readonly string[] Fills = ["#0b5d63", "#79b0b3", "#b9c6c8", "#43545a", "#8fa3a6"];

    /// <summary>Two places, Arabic digits, invariant.</summary>
    public static string Score(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    public static void Append(StringBuilder html, Chart chart, DigitStyle digits, string id, int width)
    {
        var many = chart.Series.Count > 1;
        var bar = chart.Kind is ChartKind.RankedBars && !many ? 19m : 15m;
        var row = (bar + 1) * chart.Series.Count + (many ? 10 : 9);
        var longest = chart.Categories.Count == 0 ? 0 : chart.Categories.Max(c => Width(RenderedText.OneLine(c, digits)));
        var above = longest > width * 0.42m; // names too long for a column of their own stand above their bars
        var left = above ? 4m : longest + 10;
        var rowHeight = row + (above ? 24 : 0);
        var top = 4m + 18 * chart.Limits.Count;
        var legend = many ? 30m : 0m;
        // Behind the longest bar stands 100.00; Thai digits are wider.
        var plot = width - left - (digits is DigitStyle.Thai ? 80 : 62);
        var height = top + rowHeight * chart.Categories.Count + 6 + legend;

        html.Append("<svg class=\"paper-chart\" role=\"img\" aria-labelledby=\"").Append(id).Append("-t ").Append(id).Append("-d\" viewBox=\"0 0 ").Append(width).Append(' ').Append(N(height))
            .Append("\" font-size=\"").Append(N(Letter)).Append("\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"").Append(id).Append("-t\">").Append(Text(chart.Title, digits))
            .Append("</title><desc id=\"").Append(id).Append("-d\">").Append(Text(chart.Finding, digits)).Append("</desc>");

        var bottom = top + rowHeight * chart.Categories.Count;
        // The names of limits stand on lines of their own, from the left limit down to the right one, so that none covers another.
        var line = 0;
        foreach (var limit in chart.Limits.OrderByDescending(l => l.Value))
        {
            var x = left + plot * Share(limit.Value);
            var at = 16m + 18 * line++;
            html.Append("<line x1=\"").Append(N(x)).Append("\" x2=\"").Append(N(x)).Append("\" y1=\"").Append(N(at - 12)).Append("\" y2=\"").Append(N(bottom)).Append("\" stroke=\"#66777c\" stroke-dasharray=\"4 3\"/>");
            var label = $"{limit.Name} {limit.Value.ToString("0.##", CultureInfo.InvariantCulture)}";
            html.Append("<text x=\"").Append(N(x - 5)).Append("\" y=\"").Append(N(at)).Append("\" text-anchor=\"end\" font-size=\"15\" fill=\"#43545a\">").Append(Text(label, digits)).Append("</text>");
        }
        var lowest = chart.Limits.Count > 0 ? chart.Limits.Min(l => l.Value) : decimal.MinValue;
        for (var i = 0; i < chart.Categories.Count; i++)
        {
            var y = top + rowHeight * i + 3;
            if (above)
            {
                html.Append("<text x=\"").Append(N(left)).Append("\" y=\"").Append(N(y + 15)).Append("\" fill=\"#14252a\">").Append(Text(chart.Categories[i], digits)).Append("</text>");
                y += 24;
            }
            else
            {
                html.Append("<text x=\"").Append(N(left - 8)).Append("\" y=\"").Append(N(y + (bar + 1) * chart.Series.Count / 2 + 5.5m)).Append("\" text-anchor=\"end\" fill=\"#14252a\">").Append(Text(chart.Categories[i], digits)).Append("</text>");
            }
            for (var s = 0; s < chart.Series.Count; s++)
            {
                var at = y + (bar + 1) * s;
                if (i >= chart.Series[s].Values.Count || chart.Series[s].Values[i] is not { } value)
                {
                    html.Append("<text x=\"").Append(N(left + 5)).Append("\" y=\"").Append(N(at + bar - 2)).Append("\" font-size=\"15\" fill=\"#43545a\">ไม่มีข้อมูล</text>");
                    continue;
                }
                var fill = chart.Kind is ChartKind.RankedBars && !many && value < lowest ? "#c98612" : Fill(chart, s);
                html.Append("<rect x=\"").Append(N(left)).Append("\" y=\"").Append(N(at)).Append("\" width=\"").Append(N(Math.Max(1, plot * Share(value)))).Append("\" height=\"").Append(N(bar)).Append("\" fill=\"").Append(fill).Append("\"/>");
                html.Append("<text x=\"").Append(N(left + plot * Share(value) + 5)).Append("\" y=\"").Append(N(at + bar / 2 + 5.5m)).Append("\" font-size=\"").Append(many ? "15.5" : N(Letter)).Append("\" fill=\"#14252a\">").Append(Text(Score(value), digits)).Append("</text>");
            }
        }
        html.Append("<line x1=\"").Append(N(left)).Append("\" x2=\"").Append(N(left)).Append("\" y1=\"").Append(N(top)).Append("\" y2=\"").Append(N(bottom)).Append("\" stroke=\"#66777c\"/>");
        if (many)
        {
            var x = left;
            for (var s = 0; s < chart.Series.Count; s++)
            {
                html.Append("<rect x=\"").Append(N(x)).Append("\" y=\"").Append(N(bottom + 12)).Append("\" width=\"14\" height=\"14\" fill=\"").Append(Fill(chart, s)).Append("\"/><text x=\"").Append(N(x + 20)).Append("\" y=\"").Append(N(bottom + 25)).Append("\" fill=\"#14252a\">").Append(Text(chart.Series[s].Name, digits)).Append("</text>");
                x += 44 + Width(RenderedText.OneLine(chart.Series[s].Name, digits));
            }
        }
        html.Append("</svg>");
    }

    /// <summary>An upper estimate: letters of Laksaman and Sarabun are about half an em wide, marks take no room.</summary>
    private static decimal Width(string text) => Plan.BaseLetters(text) * Letter * 0.54m;

    /// <summary>The last series, the latest year, is the darkest.</summary>
    private static string Fill(Chart chart, int series) => Fills[(chart.Series.Count - 1 - series) % Fills.Length];

    private static decimal Share(decimal value) => Math.Clamp(value, 0, 100) / 100;

    private static string N(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Text(string text, DigitStyle digits) => Escape.Html(RenderedText.OneLine(text, digits));
}
