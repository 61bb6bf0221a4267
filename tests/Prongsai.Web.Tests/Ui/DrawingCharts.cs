using System.Globalization;
using System.Text.Encodings.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;
using Prongsai.Ui;
using Prongsai.Ui.Features.Gallery;

namespace Prongsai.Web.Tests.Ui;

public sealed class DrawingCharts
{
    public static TheoryData<string> All => [.. Charts().Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Has_a_title_a_finding_and_the_same_data_as_a_table(string name)
    {
        var chart = Parse(Charts()[name]());
        var svg = chart.QuerySelector("svg[role=img]")!;
        var said = svg.GetAttribute("aria-labelledby")!.Split(' ').Select(id => chart.QuerySelector("#" + id)!).ToList();
        Assert.Equal(["title", "desc"], said.Select(e => e.LocalName));
        Assert.All(said, e => Assert.NotEmpty(e.TextContent.Trim()));
        Assert.Null(svg.GetAttribute("viewBox"));
        var table = chart.QuerySelector("details table");
        Assert.NotNull(table);
        Assert.All(table.QuerySelectorAll("tr"), row => Assert.Equal(table.QuerySelectorAll("thead th").Length, row.Children.Length));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Has_no_style_or_script_and_stays_inside_its_frame(string name)
    {
        var chart = Parse(Charts()[name]());
        Assert.Empty(chart.QuerySelectorAll("[style], script, style, [onclick]"));
        foreach (var rect in chart.QuerySelectorAll("svg[role=img] rect"))
        {
            var (x, width) = (Percent(rect, "x"), Percent(rect, "width"));
            Assert.InRange(x, 0m, 100m);
            Assert.InRange(x + width, 0m, 100.02m);
        }
    }

    [Fact]
    public void Ranks_from_the_highest_and_hatches_what_is_below_the_first_threshold()
    {
        var chart = Parse(Prongsai.Ui.Charts.Ranked(Samples.Ranked));
        Assert.Equal("สูงสุดคือ ๑ การปฏิบัติหน้าที่ 92.79 ต่ำสุดคือ ๔ การใช้ทรัพย์สินของราชการ 77.14 ต่ำกว่า 85 จำนวน 4 ตัวชี้วัด ต่ำกว่า 95 จำนวน 10 ตัวชี้วัด", chart.QuerySelector("desc")!.TextContent);
        Assert.Equal(4, chart.QuerySelectorAll("svg[role=img] .low").Length);
        Assert.Equal(6, chart.QuerySelectorAll("svg[role=img] .bar").Length);
        Assert.Equal("92.79%", chart.QuerySelector("svg[role=img] .bar")!.GetAttribute("width"));
        Assert.Equal(["92.79", "92.68", "92.14", "91.67", "90.34", "85.03", "84.88", "80.81", "80.41", "77.14"], chart.QuerySelectorAll("tbody td").Select(td => td.TextContent));
    }

    [Fact]
    public void Encodes_every_word_that_comes_from_outside()
    {
        const string evil = "<script>alert(1)</script>\" onload=\"x";
        IHtmlContent[] charts =
        [
            Prongsai.Ui.Charts.Ranked(new RankedBars("a\"b", evil, [new(evil, 50, evil)], [85], evil, evil)),
            Prongsai.Ui.Charts.Level(new LevelGauge("b", evil, 50, [85], 40, evil, ShowTitle: true)),
            Prongsai.Ui.Charts.Tools(new ToolGauges("c", evil, [new(evil, evil, 50)], [85])),
            Prongsai.Ui.Charts.Groups(new YearGroups("d", evil, [2567], [new(evil, [50])])),
            Prongsai.Ui.Charts.Gantt(new Timeline("e", evil, 2568, [new(evil, new(2025, 1, 1), new(2025, 2, 1), evil)], new(2025, 1, 9))),
            Prongsai.Ui.Charts.Spread(new Distribution("f", evil, [new(evil, 3)])),
            Prongsai.Ui.Charts.Steps(new Strip("g", evil, [new(evil, StopState.Done)])),
            Prongsai.Ui.Charts.Risks(new RiskMatrix(evil, [evil], [evil], [[new(1, RiskLevel.High, evil)]])),
            Extract.Marked(evil, [new(0, 8, true, evil)]),
        ];
        foreach (var chart in charts)
        {
            var parsed = Parse(chart);
            Assert.Empty(parsed.QuerySelectorAll("script, [onload]"));
            Assert.Contains("alert(1)", parsed.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_gauge_says_between_which_levels_the_score_lies()
    {
        string Finding(decimal? score, decimal? last = null) => new LevelGauge("g", "ก", score, [70, 85, 95], last).Finding;
        Assert.Equal("คะแนน 87.40 อยู่ระหว่างเกณฑ์ 85 กับ 95 ปีก่อน 88.14", Finding(87.4m, 88.14m));
        Assert.Equal("คะแนน 95.00 ถึงเกณฑ์สูงสุด 95", Finding(95));
        Assert.Equal("คะแนน 39.06 ยังไม่ถึงเกณฑ์ 70", Finding(39.06m));
        Assert.Equal("ยังไม่มีคะแนน", Finding(null));
    }

    [Fact]
    public void A_gauge_begins_at_50_unless_a_score_lies_below()
    {
        Assert.Equal("74.8%", Parse(Prongsai.Ui.Charts.Level(new LevelGauge("g", "ก", 87.4m, [70]))).QuerySelector(".bar")!.GetAttribute("width"));
        Assert.Equal("39.06%", Parse(Prongsai.Ui.Charts.Level(new LevelGauge("g", "ก", 39.06m, [70]))).QuerySelector(".bar")!.GetAttribute("width"));
    }

    [Fact]
    public void A_fiscal_year_begins_in_october_and_its_days_are_counted_to_their_end()
    {
        var chart = Parse(Prongsai.Ui.Charts.Gantt(new Timeline("t", "ก", 2568, [new("ทั้งปี", new(2024, 10, 1), new(2025, 9, 30), "เสร็จ"), new("ตุลาคม", new(2024, 10, 1), new(2024, 10, 31), "เสร็จ")], new(2025, 4, 9))));
        Assert.Equal(["100%", "8.49%"], chart.QuerySelectorAll("svg[role=img] .plan").Select(r => r.GetAttribute("width")));
        Assert.Equal("52.05%", chart.QuerySelector("svg[role=img] .today")!.GetAttribute("x1"));
    }

    [Fact]
    public void Work_outside_the_year_is_cut_at_its_edges()
    {
        var chart = Parse(Prongsai.Ui.Charts.Gantt(new Timeline("t", "ก", 2568, [new("ก่อน", new(2023, 1, 1), new(2024, 1, 1), "เสร็จ"), new("คร่อม", new(2024, 1, 1), new(2026, 1, 1), "กำลังทำ")], new(2026, 1, 9))));
        Assert.Equal("100%", Assert.Single(chart.QuerySelectorAll("svg[role=img] .plan")).GetAttribute("width"));
        Assert.Null(chart.QuerySelector("svg[role=img] .today"));
    }

    [Fact]
    public void A_day_that_is_not_whole_is_drawn_apart_and_one_without_a_figure_not_at_all()
    {
        var chart = Parse(Prongsai.Ui.Charts.Days(Samples.Days));
        Assert.Equal(3, chart.QuerySelectorAll("svg[role=img] .bar").Length);
        Assert.Equal(["37.5%", "50%"], chart.QuerySelectorAll("svg[role=img] .late").Select(r => r.GetAttribute("x")));
        Assert.Equal("ต่ำกว่า 100% 2 จาก 5 วัน ต่ำสุด 0% เมื่อ 5 ม.ค. 2568", chart.QuerySelector("desc")!.TextContent.Replace('\u00A0', ' '));
        Assert.Equal(6, chart.QuerySelectorAll("details tbody tr").Length);
    }

    [Fact]
    public void Whole_per_cents_add_up_to_a_hundred()
    {
        Assert.Equal([34, 33, 33], new Distribution("d", "ก", [new("ก", 1), new("ข", 1), new("ค", 1)]).Percents);
        Assert.Equal([46, 27, 15, 7, 3, 2], Samples.Spread.Percents);
        Assert.Equal([0, 0], new Distribution("d", "ก", [new("ก", 0), new("ข", 0)]).Percents);
    }

    [Fact]
    public void A_group_of_years_says_what_rose_and_what_fell_most() =>
        Assert.Equal("เพิ่มมากที่สุดคือ การปฏิบัติหน้าที่ 1.77 ลดมากที่สุดคือ การใช้งบประมาณ 1.45", Samples.Groups.Finding);

    [Theory]
    [InlineData("ที่นี่", 9, "ที่นี่")]
    [InlineData("ที่นี่มีน้ำ", 3, "ที่นี่…")]
    [InlineData("ที่นี่มีน้ำ", 2, "ที่…")]
    [InlineData("กขคเงิน", 5, "กขค…")]
    public void A_name_is_never_cut_between_a_letter_and_its_mark(string name, int columns, string cut) => Assert.Equal(cut, Svg.Cut(name, columns));

    [Fact]
    public void The_culture_of_the_thread_changes_nothing()
    {
        var usual = Charts().ToDictionary(c => c.Key, c => Html(c.Value()), StringComparer.Ordinal);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in new[] { "th-TH", "de-DE", "ar-SA" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.All(Charts(), c => Assert.Equal(usual[c.Key], Html(c.Value())));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Dictionary<string, Func<IHtmlContent>> Charts() => new(StringComparer.Ordinal)
    {
        ["ranked"] = () => Prongsai.Ui.Charts.Ranked(Samples.Ranked),
        ["ranked without figures"] = () => Prongsai.Ui.Charts.Ranked(Samples.Ranked with { Bars = [new("ก", null), new("ข", 120)] }),
        ["tools"] = () => Prongsai.Ui.Charts.Tools(Samples.Tools),
        ["years"] = () => Prongsai.Ui.Charts.Years(Samples.Years),
        ["days"] = () => Prongsai.Ui.Charts.Days(Samples.Days),
        ["trend"] = () => Prongsai.Ui.Charts.Trend(Samples.Years),
        ["groups"] = () => Prongsai.Ui.Charts.Groups(Samples.Groups),
        ["timeline"] = () => Prongsai.Ui.Charts.Gantt(Samples.Timeline),
        ["spread"] = () => Prongsai.Ui.Charts.Spread(Samples.Spread),
        ["spread of nobody"] = () => Prongsai.Ui.Charts.Spread(new("d", "ก", [new("ก", 0)])),
    };

    private static string Html(IHtmlContent content)
    {
        using var to = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(to, HtmlEncoder.Default);
        return to.ToString();
    }

    private static IElement Parse(IHtmlContent content) => new HtmlParser().ParseDocument(Html(content)).Body!;

    private static decimal Percent(IElement element, string attribute) => decimal.Parse(element.GetAttribute(attribute)!.TrimEnd('%'), CultureInfo.InvariantCulture);
}
