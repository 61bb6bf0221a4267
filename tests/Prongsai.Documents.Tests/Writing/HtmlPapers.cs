using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Prongsai.Documents.Writing;
using Prongsai.Domain;

namespace Prongsai.Documents.Tests.Writing;

public sealed class HtmlPapers
{
    private static readonly HtmlOptions Fragment = new() { Mode = HtmlMode.Fragment };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void As_fragments_hold_no_style_script_or_handler(bool hostile)
    {
        var page = Parse(HtmlWriter.Write(hostile ? Papers.Hostile : Papers.Everything(), Fragment));
        Assert.Empty(page.QuerySelectorAll("[style],style,script,link,iframe,img,object"));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Value.Contains("javascript:", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Escape_what_means_harm_even_in_the_style_sheet()
    {
        var html = HtmlWriter.Write(Papers.Hostile);
        var page = Parse(html);
        Assert.Single(page.QuerySelectorAll("style"));
        Assert.Empty(page.QuerySelectorAll("script,img"));
        Assert.Equal("<img src=x onerror=alert(1)>", page.QuerySelector("h1")!.TextContent);
        Assert.StartsWith("<script>alert(1)</script> & \"ก\"", page.Title, StringComparison.Ordinal);
        Assert.Contains("กขค\uFFFDงจ gnorts <b>ไม่หนา</b> &amp; \uD83D\uDE00", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(html, c => c < ' ' && c != '\n');
    }

    [Fact]
    public void Render_digits_by_setting_but_never_in_addresses()
    {
        var thai = Parse(HtmlWriter.Write(Papers.Everything(), Fragment)).Body!.TextContent;
        Assert.Contains("ที่ นั้น ญู ฐู ปั้น กฤษฏิ์ น้ำ (O๒๘)", thai, StringComparison.Ordinal);
        Assert.Contains("https://example.go.th/ita/2568 ", thai, StringComparison.Ordinal);
        var arabic = Parse(HtmlWriter.Write(Papers.Everything(DigitStyle.Arabic), Fragment)).Body!.TextContent;
        Assert.Contains("(O28)", arabic, StringComparison.Ordinal);
        Assert.Contains("96.75", arabic, StringComparison.Ordinal);
        Assert.DoesNotContain(arabic, c => c is >= '๐' and <= '๙');
    }

    [Fact]
    public void Say_headings_tables_and_charts_as_what_they_are()
    {
        var page = Parse(HtmlWriter.Write(Papers.Everything(), Fragment));
        Assert.Equal(["H2", "H3", "H3", "H2"], page.QuerySelectorAll("h1,h2,h3,h4").Select(h => h.TagName));
        var table = page.QuerySelector("table")!;
        Assert.Equal("ตารางที่\u00A0๑  คะแนนรายตัวชี้วัด", table.QuerySelector("caption")!.TextContent);
        Assert.Equal(4, table.QuerySelectorAll("thead th[scope]").Length);
        Assert.Equal("2", table.QuerySelector("tbody td")!.GetAttribute("rowspan"));
        Assert.Equal([20, 60, 20], table.QuerySelectorAll("col").Select(c => int.Parse(c.ClassName!["paper-w".Length..], System.Globalization.CultureInfo.InvariantCulture)));
        var chart = page.QuerySelector("svg[role=img]")!;
        Assert.Equal("คะแนนเรียงลำดับ", chart.QuerySelector("title")!.TextContent);
        Assert.Equal("ประสิทธิภาพการสื่อสารสูงสุด ๙๖.๗๕ การป้องกันการทุจริตต่ำสุด ๓๑.๒๕", chart.QuerySelector("desc")!.TextContent);
        Assert.Equal(["๙๖.๗๕", "๘๐.๓๗", "๓๑.๒๕"], page.QuerySelector("details")!.QuerySelectorAll("td").Select(d => d.TextContent));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_class_of_a_fragment_has_its_rule_or_needs_none()
    {
        string[] needNone = ["paper-keep", "paper-break", "paper-breakable", "paper-wide", "paper-whole", "paper-chart"];
        var used = Parse(HtmlWriter.Write(Papers.Everything(), Fragment)).All.SelectMany(e => e.ClassList).Distinct(StringComparer.Ordinal)
            .Where(c => !needNone.Contains(c) && !c.StartsWith("paper-sp", StringComparison.Ordinal));
        Assert.All(used, c => Assert.Contains("." + c, PaperStyles.Site, StringComparison.Ordinal));
        Assert.DoesNotContain("<", PaperStyles.Site, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_bars_in_proportion_and_within_the_picture()
    {
        var page = Parse(HtmlWriter.Write(Papers.Everything(DigitStyle.Arabic)));
        var svg = page.QuerySelector("svg")!;
        var bars = svg.QuerySelectorAll("rect").Select(r => decimal.Parse(r.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(3, bars.Count);
        Assert.InRange(bars[0] / bars[2], 3.08m, 3.11m);
        var hostile = Parse(HtmlWriter.Write(Papers.Hostile)).QuerySelector("svg rect")!;
        Assert.True(decimal.Parse(hostile.GetAttribute("x")!, System.Globalization.CultureInfo.InvariantCulture) + decimal.Parse(hostile.GetAttribute("width")!, System.Globalization.CultureInfo.InvariantCulture) <= 640);
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
