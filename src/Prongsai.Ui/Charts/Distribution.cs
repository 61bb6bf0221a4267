using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>How many gave one answer.</summary>
public sealed record Portion(string Name, int Count);

/// <summary>How the answers to one question are spread, from the best option to the worst.</summary>
public sealed record Distribution(string Id, string Title, IReadOnlyList<Portion> Portions, string? TableHref = null)
{
    internal int Total => Portions.Sum(p => p.Count);

    /// <summary>Whole per cents that add up to 100 (largest remainders); zeros when nobody answered.</summary>
    public IReadOnlyList<int> Percents
    {
        get
        {
            var total = Total;
            if (total == 0)
            {
                return [.. Portions.Select(_ => 0)];
            }
            var exact = Portions.Select(p => p.Count * 100m / total).ToList();
            var whole = exact.Select(e => (int)decimal.Truncate(e)).ToArray();
            var left = 100 - whole.Sum();
            foreach (var i in Enumerable.Range(0, whole.Length).OrderByDescending(i => exact[i] - whole[i]).Take(left))
            {
                whole[i]++;
            }
            return whole;
        }
    }

    /// <summary>What the chart shows, in words.</summary>
    public string Finding => Total == 0
        ? "ยังไม่มีผู้ตอบ"
        : $"ผู้ตอบ {Svg.Number(Total)} คน " + string.Join(" ", Portions.Zip(Percents, (p, percent) => $"{p.Name} {Svg.Number(percent)}")) + " เป็นร้อยละ";
}

/// <summary>How one part of a strip stands.</summary>
/// <param name="Name">e.g. ขั้นที่ 4.</param>
/// <param name="State">Done, late, or not yet.</param>
public sealed record StripPart(string Name, StopState State);

/// <summary>A row of equal parts, one for each step: what has its evidence, what lacks it, what is not due.</summary>
public sealed record Strip(string Id, string Title, IReadOnlyList<StripPart> Parts)
{
    /// <summary>What the strip shows, in words.</summary>
    public string Finding => string.Join(" ", Parts.GroupBy(p => p.State).Select(g => $"{Words(g.Key)} {Svg.Number(g.Count())}: {string.Join(", ", g.Select(p => p.Name))}"));

    private static string Words(StopState state) => state switch
    {
        StopState.Done => "ครบ",
        StopState.Late => "ขาด",
        StopState.Now or StopState.Due => "กำลังทำ",
        _ => "ยังไม่ถึงกำหนด",
    };
}

public static partial class Charts
{
    /// <summary>One stacked bar with a legend in words.</summary>
    public static IHtmlContent Spread(Distribution chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var looks = Looks(chart.Portions.Count);
        var percents = chart.Percents;
        var svg = new Svg().Raw("<figure><figcaption>").Text(chart.Title).Raw("</figcaption>").Open(chart.Id, 28, chart.Title, chart.Finding);
        var x = 0m;
        for (var i = 0; i < chart.Portions.Count; i++)
        {
            var width = chart.Total == 0 ? 0 : chart.Portions[i].Count * 100m / chart.Total;
            if (width > 0)
            {
                svg.Rect(looks[i], x, 0, width, 28);
            }
            x += width;
        }
        if (chart.Total == 0)
        {
            svg.Rect("rest", 0, 0, 100, 28);
        }
        svg.Close().Raw("<ul class=\"legend gap-s\">");
        for (var i = 0; i < chart.Portions.Count; i++)
        {
            svg.Swatch(looks[i], $"{chart.Portions[i].Name} {Svg.Number(percents[i])}%");
        }
        return svg.Raw("</ul>")
            .Table(chart.Title, chart.TableHref, ["คำตอบ", "คน", "ร้อยละ"], chart.Portions.Select((p, i) => (IReadOnlyList<string>)[p.Name, Svg.Number(p.Count), Svg.Number(percents[i])]))
            .Raw("</figure>").Content;
    }

    /// <summary>Equal parts, one for each step.</summary>
    public static IHtmlContent Steps(Strip chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var svg = new Svg().Raw("<figure>").Open(chart.Id, 18, chart.Title, chart.Finding);
        var slot = chart.Parts.Count == 0 ? 100m : 100m / chart.Parts.Count;
        for (var i = 0; i < chart.Parts.Count; i++)
        {
            var css = chart.Parts[i].State switch
            {
                StopState.Done => "bar",
                StopState.Late => "late",
                StopState.Now or StopState.Due => "low",
                _ => "plan",
            };
            svg.Rect(css, slot * i, 1, slot * 0.92m, 16, rounded: true);
        }
        return svg.Close().Raw("</figure>").Content;
    }

    /// <summary>From best to worst; the worst two of a long scale are hatched.</summary>
    private static string[] Looks(int count) => count switch
    {
        <= 1 => ["bar"],
        2 => ["bar", "low"],
        3 => ["bar", "plan", "low"],
        4 => ["bar", "mid", "rest", "low"],
        5 => ["bar", "mid", "plan", "rest", "low"],
        _ => ["bar", "mid", "plan", "rest", "low", .. Enumerable.Repeat("late", count - 5)],
    };
}
