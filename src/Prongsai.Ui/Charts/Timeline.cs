using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>One measure or step against the fiscal year.</summary>
/// <param name="Name">What it is.</param>
/// <param name="From">First day, included.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="Words">How it stands, e.g. เสร็จ, 1 จาก 3 รอบ.</param>
/// <param name="DoneUntil">Work is done up to this day; null when none is.</param>
/// <param name="LateSince">A day that passed without what was due; drawn from there to today.</param>
public sealed record TimelineRow(string Name, DateOnly From, DateOnly Until, string Words, DateOnly? DoneUntil = null, DateOnly? LateSince = null);

/// <summary>Measures or steps against a fiscal year, with a line at today.</summary>
/// <param name="Id">Unique on the page.</param>
/// <param name="Title">The figure's caption.</param>
/// <param name="Year">Fiscal year of the Buddhist era: 2568 runs from 1 October 2024 to 30 September 2025.</param>
/// <param name="Rows">In order.</param>
/// <param name="Today">The line; not drawn outside the year.</param>
/// <param name="TableHref">Where the page already shows the same data as a table; null puts one under the chart.</param>
public sealed record Timeline(string Id, string Title, int Year, IReadOnlyList<TimelineRow> Rows, DateOnly Today, string? TableHref = null)
{
    internal DateOnly First => new(Year - 544, 10, 1);

    internal DateOnly Last => new(Year - 543, 9, 30);

    /// <summary>What the chart shows, in words.</summary>
    public string Finding => string.Join(" ", Rows.Select(r => $"{r.Name} {ThaiText.Short(r.From)} ถึง {ThaiText.Short(r.Until)} {r.Words}")) + $" วันนี้ {ThaiText.Short(Today)}";

    /// <summary>Where the day begins, in per cent of the year.</summary>
    internal decimal Start(DateOnly day) => Svg.Percent(day.DayNumber, First.DayNumber, Last.DayNumber + 1);

    /// <summary>Where the day ends, in per cent of the year.</summary>
    internal decimal End(DateOnly day) => Svg.Percent(day.DayNumber + 1, First.DayNumber, Last.DayNumber + 1);
}

public static partial class Charts
{
    /// <summary>Gantt chart of one fiscal year.</summary>
    public static IHtmlContent Gantt(Timeline chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int row = 60;
        const int top = 69;
        var height = top + (row * Math.Max(chart.Rows.Count, 1)) - 22;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption><ul class=\"legend\">").Swatch("bar", "ทำแล้ว").Swatch("plan", "ตามแผน");
        if (chart.Rows.Any(r => r.LateSince is not null))
        {
            svg.Swatch("late", "เกินกำหนด");
        }
        svg.Raw("<li><svg class=\"chart\" aria-hidden=\"true\"><path class=\"today\" d=\"M14 0v15\"/></svg>วันนี้</li></ul>").Open(chart.Id, height, chart.Title, chart.Finding);
        Months(svg, chart, height);
        for (var i = 0; i < chart.Rows.Count; i++)
        {
            var (item, y) = (chart.Rows[i], top + (row * i));
            Span(svg, "plan", chart.Start(item.From), chart.End(item.Until), y);
            if (item.DoneUntil is { } done)
            {
                Span(svg, "bar", chart.Start(item.From), chart.End(done), y);
            }
            if (item.LateSince is { } late)
            {
                Span(svg, "late", chart.Start(late), chart.End(chart.Today), y);
            }
        }
        if (chart.Today >= chart.First && chart.Today <= chart.Last)
        {
            svg.Vertical("today", chart.Start(chart.Today), 38, height);
        }
        for (var i = 0; i < chart.Rows.Count; i++)
        {
            var (item, y) = (chart.Rows[i], top + (row * i) - 7);
            svg.Name("halo", 0, y, item.Name, 52, 37, 4)
                .Label("t2 halo on-wide", 100, y, item.Words, "end", -4)
                .Label("t2 halo on-phone", 0, y + 37, item.Words, dx: 4);
        }
        return svg.Close()
            .Table(chart.Title, chart.TableHref, ["รายการ", "เริ่ม", "สิ้นสุด", "สถานะ"], chart.Rows.Select(r => (IReadOnlyList<string>)[r.Name, ThaiText.Short(r.From), ThaiText.Short(r.Until), r.Words]))
            .Raw("</figure>").Content;
    }

    private static void Span(Svg svg, string css, decimal from, decimal until, int y)
    {
        if (until > from)
        {
            svg.Rect(css, from, y, until - from, 15, rounded: true);
        }
    }

    private static void Months(Svg svg, Timeline chart, int height)
    {
        svg.Label("t2", 0, 12, Svg.Number(chart.Year - 1)).Label("t2", chart.Start(new DateOnly(chart.Year - 543, 1, 1)), 12, Svg.Number(chart.Year), dx: 4);
        for (var i = 0; i < 12; i++)
        {
            var day = chart.First.AddMonths(i);
            var (from, until) = (chart.Start(day), chart.End(day.AddMonths(1).AddDays(-1)));
            // Every second month is dropped on phones.
            svg.Label(i % 2 == 1 ? "t2 alt" : "t2", (from + until) / 2, 33, ThaiText.ShortMonth(day.Month), "middle").Vertical("grid", from, day.Month is 10 or 1 ? 0 : 40, height);
        }
        svg.Vertical("grid", 100, 40, height);
    }
}
