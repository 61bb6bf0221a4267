using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>One bar: a name, its group (IIT, EIT, OIT) and a score of 0 to 100; null when it is not known.</summary>
public sealed record RankedBar(string Name, decimal? Score, string? Group = null);

/// <summary>Scores from the highest to the lowest with the year's thresholds. The order given is kept among equals; unknown scores stand last.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">The figure's caption.</param>
/// <param name="Bars">In any order.</param>
/// <param name="Limits">Thresholds, lowest first, e.g. 85 and 95. Below the first one a bar is hatched.</param>
/// <param name="Noun">What is counted in the finding, e.g. ตัวชี้วัด.</param>
/// <param name="TableHref">Where the page already shows the same data as a table; null puts one under the chart.</param>
public sealed record RankedBars(string Id, string Title, IReadOnlyList<RankedBar> Bars, IReadOnlyList<decimal> Limits, string Noun = "ตัวชี้วัด", string? TableHref = null)
{
    internal IReadOnlyList<RankedBar> InOrder { get; } = [.. Bars.OrderByDescending(b => b.Score ?? -1)];

    /// <summary>What the chart shows, in words.</summary>
    public string Finding
    {
        get
        {
            var known = InOrder.Where(b => b.Score is not null).ToList();
            if (known.Count == 0)
            {
                return "ยังไม่มีคะแนน";
            }
            var words = $"สูงสุดคือ {known[0].Name} {Svg.Figure(known[0].Score)} ต่ำสุดคือ {known[^1].Name} {Svg.Figure(known[^1].Score)}";
            foreach (var limit in Limits)
            {
                words += $" ต่ำกว่า {Svg.P(limit)} จำนวน {Svg.Number(known.Count(b => b.Score < limit))} {Noun}";
            }
            return words + (known.Count < InOrder.Count ? $" ไม่มีคะแนน {Svg.Number(InOrder.Count - known.Count)} {Noun}" : "");
        }
    }
}

public static partial class Charts
{
    /// <summary>Ranked bars.</summary>
    public static IHtmlContent Ranked(RankedBars chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int row = 44;
        const int top = 48;
        var bars = chart.InOrder;
        var height = top + (row * Math.Max(bars.Count, 1)) - 27;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption>");
        Legend(svg, chart.Limits);
        svg.Open(chart.Id, height, chart.Title, chart.Finding);
        Scale(svg, chart.Limits);
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, y) = (bars[i], top + (row * i));
            svg.Rect("rest", 0, y, 100, 13);
            if (bar.Score is { } score)
            {
                svg.Rect(chart.Limits.Count > 0 && score < chart.Limits[0] ? "low" : "bar", 0, y, Svg.Percent(score), 13);
            }
            LimitLines(svg, chart.Limits, y);
            Row(svg, bar.Name, bar.Group, Svg.Figure(bar.Score), y - 7);
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, [chart.Noun, "คะแนน"], bars.Select(b => (IReadOnlyList<string>)[b.Group is null ? b.Name : $"{b.Name} ({b.Group})", Svg.Figure(b.Score)]))
            .Raw("</figure>").Content;
    }

    /// <summary>Name at the left with its group, figure at the right, both above the bar.</summary>
    private static void Row(Svg svg, string name, string? group, string figure, int y)
    {
        var full = group is null ? name : $"{name} · {group}";
        svg.Name("", 0, y, full, 60, 33).Label("tb", 100, y, figure, "end");
    }

    private static void Scale(Svg svg, IReadOnlyList<decimal> limits)
    {
        svg.Label("t2", 0, 12, "0");
        foreach (var limit in limits)
        {
            svg.Label("t2 tb", limit, 12, Svg.P(limit), "middle");
        }
    }

    /// <summary>A white line under the dotted (first) or dashed (further) one, so that it shows on the bar and beside it.</summary>
    private static void LimitLines(Svg svg, IReadOnlyList<decimal> limits, int y, int height = 13)
    {
        for (var i = 0; i < limits.Count; i++)
        {
            svg.Vertical("limit-bg", limits[i], y, y + height).Vertical(i == 0 ? "limit" : "limit limit--2", limits[i], y - 3, y + height + 3);
        }
    }

    private static void Legend(Svg svg, IReadOnlyList<decimal> limits)
    {
        if (limits.Count == 0)
        {
            return;
        }
        svg.Raw("<ul class=\"legend\">").Swatch("bar", $"ตั้งแต่ {Svg.P(limits[0])} ขึ้นไป").Swatch("low", $"ต่ำกว่า {Svg.P(limits[0])}");
        svg.Raw("<li><svg class=\"chart\" aria-hidden=\"true\"><path class=\"limit\" d=\"M6 0v15\"/>");
        if (limits.Count > 1)
        {
            svg.Raw("<path class=\"limit limit--2\" d=\"M20 0v15\"/>");
        }
        svg.Raw("</svg>").Text("เกณฑ์ " + string.Join(" และ ", limits.Select(Svg.P))).Raw("</li></ul>");
    }
}
