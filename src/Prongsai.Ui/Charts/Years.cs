using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>One year's score; null when the year was not assessed.</summary>
public sealed record YearScore(int Year, decimal? Score);

/// <summary>One score over the years, as columns; the last year is filled.</summary>
public sealed record YearColumns(string Id, string Title, IReadOnlyList<YearScore> Years, decimal? Limit = null, string? TableHref = null)
{
    /// <summary>What the chart shows, in words.</summary>
    public string Finding => string.Join(" ", Years.Select(y => y.Score is null ? $"{Svg.Number(y.Year)} ไม่มีคะแนน" : $"{Svg.Number(y.Year)} ได้ {Svg.Figure(y.Score)}"));
}

/// <summary>One thing compared over the years, e.g. an indicator; as many scores as the chart has years.</summary>
public sealed record YearSeries(string Name, IReadOnlyList<decimal?> Scores);

/// <summary>Several things over the years, as groups of bars; the last year is filled.</summary>
public sealed record YearGroups(string Id, string Title, IReadOnlyList<int> Years, IReadOnlyList<YearSeries> Series, string? TableHref = null)
{
    /// <summary>What the chart shows, in words: what rose and what fell most between the last two years.</summary>
    public string Finding
    {
        get
        {
            var moves = Series.Where(s => s.Scores.Count > 1 && s.Scores[^1] is not null && s.Scores[^2] is not null)
                .Select(s => (s.Name, By: s.Scores[^1]!.Value - s.Scores[^2]!.Value)).OrderByDescending(m => m.By).ToList();
            if (moves.Count == 0)
            {
                return "เทียบสองปีไม่ได้ เพราะมีคะแนนเพียงปีเดียว";
            }
            string[] words =
            [
                .. moves[0].By > 0 ? [$"เพิ่มมากที่สุดคือ {moves[0].Name} {Svg.Figure(moves[0].By)}"] : Array.Empty<string>(),
                .. moves[^1].By < 0 ? [$"ลดมากที่สุดคือ {moves[^1].Name} {Svg.Figure(-moves[^1].By)}"] : Array.Empty<string>(),
            ];
            return words.Length == 0 ? "ทุกรายการเท่าเดิม" : string.Join(" ", words);
        }
    }
}

public static partial class Charts
{
    /// <summary>Columns of one score over the years, from 0.</summary>
    public static IHtmlContent Years(YearColumns chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int floor = 150;
        const int tall = 124;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title);
        if (chart.Limit is { } said)
        {
            svg.Raw(" <span class=\"soft\">เส้นประคือเกณฑ์ ").Text(Svg.P(said)).Raw("</span>");
        }
        svg.Raw("</figcaption>").Open(chart.Id, 174, chart.Title, chart.Finding);
        svg.Put($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{floor}\" y2=\"{floor}\"/>");
        var slot = chart.Years.Count == 0 ? 100m : 100m / chart.Years.Count;
        var width = slot * 0.6m;
        for (var i = 0; i < chart.Years.Count; i++)
        {
            var year = chart.Years[i];
            var x = (slot * i) + ((slot - width) / 2);
            if (year.Score is { } score)
            {
                var high = (int)decimal.Round(Svg.Percent(score) / 100 * tall, MidpointRounding.AwayFromZero);
                svg.Rect(i == chart.Years.Count - 1 ? "bar" : "prev", x, floor - high, width, high);
            }
            svg.Label("t2", x + (width / 2), floor + 18, Svg.Number(year.Year), "middle");
        }
        if (chart.Limit is { } limit)
        {
            var y = floor - (int)decimal.Round(Svg.Percent(limit) / 100 * tall, MidpointRounding.AwayFromZero);
            svg.Put($"<line class=\"limit\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
        }
        for (var i = 0; i < chart.Years.Count; i++)
        {
            var score = chart.Years[i].Score;
            var high = (int)decimal.Round(Svg.Percent(score ?? 0) / 100 * tall, MidpointRounding.AwayFromZero);
            svg.Label("tb halo", (slot * i) + (slot / 2), floor - high - 6, Svg.Figure(score), "middle");
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, ["ปี", "คะแนน"], chart.Years.Select(y => (IReadOnlyList<string>)[Svg.Number(y.Year), Svg.Figure(y.Score)]))
            .Raw("</figure>").Content;
    }

    /// <summary>Bars of several things, grouped, one bar a year.</summary>
    public static IHtmlContent Groups(YearGroups chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int bar = 18;
        var group = 28 + (bar * chart.Years.Count);
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption>");
        svg.Open(chart.Id, Math.Max(group * chart.Series.Count, 1), chart.Title, chart.Finding);
        for (var s = 0; s < chart.Series.Count; s++)
        {
            var series = chart.Series[s];
            var top = group * s;
            svg.Name("tb", 0, top + 16, series.Name, 60, 36);
            for (var i = 0; i < chart.Years.Count; i++)
            {
                var y = top + 23 + (bar * i);
                var score = i < series.Scores.Count ? series.Scores[i] : null;
                // Years at the left and figures at the right keep a column of their own on every screen.
                svg.Label("t2", 0, y + 11, Svg.Number(chart.Years[i])).Label(i == chart.Years.Count - 1 ? "tb" : "t2", 100, y + 11, Svg.Figure(score), "end");
                svg.Put($"<svg x=\"14%\" y=\"{y}\" width=\"68%\" height=\"13\">");
                if (score is { } known)
                {
                    svg.Rect(i == chart.Years.Count - 1 ? "bar" : "mid", 0, 0, Svg.Percent(known), 12);
                }
                svg.Raw("</svg>");
            }
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, ["รายการ", .. chart.Years.Select(Svg.Number)], chart.Series.Select(s => (IReadOnlyList<string>)[s.Name, .. chart.Years.Select((_, i) => Svg.Figure(i < s.Scores.Count ? s.Scores[i] : null))]))
            .Raw("</figure>").Content;
    }

    /// <summary>A line of one score over the years. The scale begins at 50 unless a score lies below, and says so.</summary>
    public static IHtmlContent Trend(YearColumns chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int top = 24;
        const int floor = 134;
        var from = chart.Years.Any(y => y.Score < 50) ? 0m : 50m;
        int Y(decimal score) => floor - (int)decimal.Round(Svg.Percent(score, from) / 100 * (floor - top), MidpointRounding.AwayFromZero);
        var slot = chart.Years.Count == 0 ? 100m : 100m / chart.Years.Count;
        decimal X(int i) => (slot * i) + (slot / 2);
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw(" <span class=\"soft\">แกนเริ่มที่ ").Text(Svg.P(from)).Raw("</span></figcaption>");
        svg.Open(chart.Id, 160, chart.Title, chart.Finding).Put($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{floor}\" y2=\"{floor}\"/>");
        if (chart.Limit is { } limit)
        {
            svg.Put($"<line class=\"limit\" x1=\"0\" x2=\"100%\" y1=\"{Y(limit)}\" y2=\"{Y(limit)}\"/>").Label("t2 halo", 0, Y(limit) - 4, $"เกณฑ์ {Svg.P(limit)}");
        }
        for (var i = 1; i < chart.Years.Count; i++)
        {
            if (chart.Years[i - 1].Score is { } before && chart.Years[i].Score is { } now)
            {
                svg.Put($"<line class=\"trend\" x1=\"{Svg.P(X(i - 1))}%\" y1=\"{Y(before)}\" x2=\"{Svg.P(X(i))}%\" y2=\"{Y(now)}\"/>");
            }
        }
        for (var i = 0; i < chart.Years.Count; i++)
        {
            var year = chart.Years[i];
            svg.Label("t2", X(i), floor + 20, Svg.Number(year.Year), "middle");
            if (year.Score is { } score)
            {
                svg.Put($"<circle class=\"dot\" cx=\"{Svg.P(X(i))}%\" cy=\"{Y(score)}\" r=\"5\"/>").Label("tb halo", X(i), Y(score) - 11, Svg.Figure(score), "middle");
            }
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, ["ปี", "คะแนน"], chart.Years.Select(y => (IReadOnlyList<string>)[Svg.Number(y.Year), Svg.Figure(y.Score)]))
            .Raw("</figure>").Content;
    }
}
