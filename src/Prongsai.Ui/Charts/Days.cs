using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>A share of one day, 0–100; null when nothing was measured.</summary>
public sealed record DayShare(DateOnly Day, decimal? Share);

/// <summary>Shares of days as thin columns from one day to another. A day without one stays empty, a day below 100 is drawn as late.</summary>
public sealed record DayColumns(string Id, string Title, DateOnly From, DateOnly Until, IReadOnlyList<DayShare> Days)
{
    /// <summary>What the chart shows, in words.</summary>
    public string Finding
    {
        get
        {
            var below = Days.Where(d => d.Share < 100).ToList();
            var measured = Days.Count(d => d.Share is not null);
            return measured == 0 ? "ยังไม่มีข้อมูล"
                : below.Count == 0 ? $"ครบ 100% ทั้ง {Svg.Number(measured)} วันที่มีข้อมูล"
                : $"ต่ำกว่า 100% {Svg.Number(below.Count)} จาก {Svg.Number(measured)} วัน ต่ำสุด {Svg.P(below.Min(d => d.Share!.Value))}% เมื่อ {ThaiText.Short(below.MinBy(d => d.Share)!.Day)}";
        }
    }
}

public static partial class Charts
{
    /// <summary>A column a day. Half of a day is not visible at this size, so a day below 100 has its own colour and pattern.</summary>
    public static IHtmlContent Days(DayColumns chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        const int floor = 96;
        const int tall = 84;
        var days = Math.Max(chart.Until.DayNumber - chart.From.DayNumber + 1, 1);
        var slot = 100m / days;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption><ul class=\"legend\">").Swatch("bar", "ครบ 100%").Swatch("late", "ไม่ครบ").Swatch("rest", "ไม่มีข้อมูล");
        svg.Raw("</ul>").Open(chart.Id, floor + 22, chart.Title, chart.Finding);
        svg.Rect("rest", 0, floor - tall, 100, tall);
        foreach (var day in chart.Days.Where(d => d.Share is not null && d.Day >= chart.From && d.Day <= chart.Until))
        {
            var high = Math.Max((int)decimal.Round(Svg.Percent(day.Share!.Value) / 100 * tall, MidpointRounding.AwayFromZero), 2);
            svg.Rect(day.Share < 100 ? "late" : "bar", slot * (day.Day.DayNumber - chart.From.DayNumber), floor - high, slot * (days > 62 ? 1 : 0.82m), high);
        }
        svg.Label("t2", 0, floor + 18, ThaiText.Short(chart.From)).Label("t2", 100, floor + 18, ThaiText.Short(chart.Until), "end");
        return svg.Close()
            .Table(chart.Title, null, ["วันที่", "ร้อยละ"], chart.Days.Select(d => (IReadOnlyList<string>)[ThaiText.Short(d.Day), d.Share is { } share ? Svg.P(share) : "–"]))
            .Raw("</figure>").Content;
    }
}
