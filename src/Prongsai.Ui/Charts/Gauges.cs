using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>A score on the scale of the year's levels, with last year's beside it.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">What is measured; read out, and shown when <paramref name="ShowTitle"/>.</param>
/// <param name="Score">0 to 100; null when there is none yet.</param>
/// <param name="Limits">Where the levels begin, lowest first.</param>
/// <param name="Previous">Last year's score.</param>
/// <param name="PreviousWords">What stands before it, e.g. ปีก่อน.</param>
/// <param name="From">Where the scale begins. It is a scale and not a bar, so it may begin at 50, and says so.</param>
/// <param name="ShowTitle">Puts the title above as a caption; leave it out where a heading says it.</param>
public sealed record LevelGauge(string Id, string Title, decimal? Score, IReadOnlyList<decimal> Limits, decimal? Previous = null, string PreviousWords = "ปีก่อน", decimal From = 50, bool ShowTitle = false)
{
    /// <summary>The scale begins at 0 when a score lies below where it would begin.</summary>
    internal decimal Start => Score < From || Previous < From ? 0 : From;

    /// <summary>What the gauge shows, in words.</summary>
    public string Finding
    {
        get
        {
            if (Score is not { } score)
            {
                return "ยังไม่มีคะแนน";
            }
            var below = Limits.Where(l => l <= score).Select(l => (decimal?)l).LastOrDefault();
            var above = Limits.Where(l => l > score).Select(l => (decimal?)l).FirstOrDefault();
            var words = (below, above) switch
            {
                ({ } low, { } high) => $"คะแนน {Svg.Figure(score)} อยู่ระหว่างเกณฑ์ {Svg.P(low)} กับ {Svg.P(high)}",
                ({ } low, null) => $"คะแนน {Svg.Figure(score)} ถึงเกณฑ์สูงสุด {Svg.P(low)}",
                (null, { } high) => $"คะแนน {Svg.Figure(score)} ยังไม่ถึงเกณฑ์ {Svg.P(high)}",
                _ => $"คะแนน {Svg.Figure(score)}",
            };
            return Previous is { } last ? $"{words} {PreviousWords} {Svg.Figure(last)}" : words;
        }
    }
}

/// <summary>One tool's score, last year's, and its weight in the total (0 to 1).</summary>
public sealed record ToolScore(string Code, string Name, decimal? Score, decimal? Previous = null, decimal? Weight = null);

/// <summary>IIT, EIT and OIT side by side with last year's marks.</summary>
public sealed record ToolGauges(string Id, string Title, IReadOnlyList<ToolScore> Tools, IReadOnlyList<decimal> Limits, string? TableHref = null)
{
    /// <summary>What the chart shows, in words.</summary>
    public string Finding => string.Join(" ", Tools.Select(t => $"{t.Code} {Svg.Figure(t.Score)}" + (t.Score is { } now && t.Previous is { } before ? $" {Change(now - before)}จากปีก่อน" : "")));

    private static string Change(decimal difference) => difference switch
    {
        > 0 => $"เพิ่ม {Svg.Figure(difference)} ",
        < 0 => $"ลด {Svg.Figure(-difference)} ",
        _ => "เท่าเดิม",
    };
}

public static partial class Charts
{
    /// <summary>Level scale with last year's marker.</summary>
    public static IHtmlContent Level(LevelGauge gauge)
    {
        ArgumentNullException.ThrowIfNull(gauge);
        var from = gauge.Start;
        var svg = new Svg().Raw("<figure>");
        if (gauge.ShowTitle)
        {
            svg.Raw("<figcaption>").Text(gauge.Title).Raw("</figcaption>");
        }
        svg.Open(gauge.Id, 64, gauge.Title, gauge.Finding).Rect("rest", 0, 26, 100, 14);
        if (gauge.Score is { } score)
        {
            svg.Rect("bar", 0, 26, Svg.Percent(score, from), 14);
        }
        var labels = gauge.Limits.Where(l => l > from && l < 100).ToList();
        for (var i = 0; i < labels.Count; i++)
        {
            var x = Svg.Percent(labels[i], from);
            var css = i == labels.Count - 1 && labels.Count > 1 ? "limit limit--2" : "limit";
            svg.Vertical("limit-bg", x, 27, 39).Vertical(css, x, 20, 46).Label("t2", x, 60, Svg.P(labels[i]), "middle");
        }
        svg.Label("t2", 0, 60, Svg.P(from));
        // The end of the scale gives way where a level begins close before it.
        var space = labels.Count == 0 ? 100 : 100 - Svg.Percent(labels[^1], from);
        if (space >= 8)
        {
            svg.Label(space < 15 ? "t2 on-wide" : "t2", 100, 60, "100", "end");
        }
        if (gauge.Previous is { } last)
        {
            var x = Svg.Percent(last, from);
            var isRight = x > 55;
            svg.Put($"<svg x=\"{Svg.P(x)}%\" y=\"14\" overflow=\"visible\"><path class=\"prev\" d=\"M-5 0h10L0 9z\"/></svg>")
                .Label("t2 halo", x, 14, $"{gauge.PreviousWords} {Svg.Figure(last)}", isRight ? "end" : "start", isRight ? -9 : 9);
        }
        return svg.Close().Raw("</figure>").Content;
    }

    /// <summary>One bar for each tool.</summary>
    public static IHtmlContent Tools(ToolGauges chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int row = 50;
        const int top = 48;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption>");
        svg.Raw("<ul class=\"legend\">").Swatch("bar", "ปีนี้");
        if (chart.Tools.Any(t => t.Previous is not null))
        {
            svg.Raw("<li><svg class=\"chart\" aria-hidden=\"true\"><path class=\"prev\" d=\"M9 2h10L14 11z\"/></svg>ปีก่อน</li>");
        }
        svg.Raw("</ul>").Open(chart.Id, top + (row * chart.Tools.Count) - 20, chart.Title, chart.Finding);
        Scale(svg, chart.Limits);
        for (var i = 0; i < chart.Tools.Count; i++)
        {
            var (tool, y) = (chart.Tools[i], top + (row * i));
            svg.Rect("rest", 0, y, 100, 15);
            if (tool.Score is { } score)
            {
                svg.Rect(chart.Limits.Count > 0 && score < chart.Limits[0] ? "low" : "bar", 0, y, Svg.Percent(score), 15);
            }
            LimitLines(svg, chart.Limits, y, 15);
            if (tool.Previous is { } last)
            {
                svg.Put($"<svg x=\"{Svg.P(Svg.Percent(last))}%\" y=\"{y - 6}\" overflow=\"visible\"><path class=\"prev\" d=\"M-5 0h10L0 9z\"/></svg>");
            }
            var name = tool.Weight is { } weight ? $"{tool.Code} {tool.Name} · น้ำหนัก {Svg.P(weight * 100)}%" : $"{tool.Code} {tool.Name}";
            svg.Name("", 0, y - 9, name, 60, 33).Label("tb", 100, y - 9, Svg.Figure(tool.Score), "end");
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, ["เครื่องมือ", "ปีนี้", "ปีก่อน", "ต่าง"], chart.Tools.Select(t => (IReadOnlyList<string>)[$"{t.Code} {t.Name}", Svg.Figure(t.Score), Svg.Figure(t.Previous), Signed(t.Score - t.Previous)]))
            .Raw("</figure>").Content;
    }

    /// <summary>+2.48, −5.83, 0.00, or a dash.</summary>
    private static string Signed(decimal? difference) => difference is > 0 ? "+" + Svg.Figure(difference) : Svg.Figure(difference);
}
