using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Prongsai.Testing;
using Prongsai.Ui;

namespace Prongsai.Web.Tests.Ui;

public sealed class TheFrameOfAPage(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private readonly UiHost host = gallery.Host;

    [Theory]
    [InlineData("/gallery")]
    [InlineData("/gallery/confirm")]
    [InlineData("/gallery/job")]
    [InlineData("/gallery/public")]
    [InlineData("/gallery/slim")]
    [InlineData("/gallery/paper")]
    public async Task Is_Thai_has_one_heading_and_breaks_no_strict_policy(string address)
    {
        var page = await host.Page(address);
        Assert.Equal("th", page.DocumentElement.GetAttribute("lang"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.EndsWith(" · อบต.ทุ่งตะวัน", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("main#main"));
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        Assert.All(page.All.SelectMany(e => e.Attributes), a => Assert.False(a.Name.StartsWith("on", StringComparison.Ordinal), a.Name));
    }

    [Fact]
    public async Task The_public_side_sets_no_cookie()
    {
        using var response = await host.Client.GetAsync("/gallery/public");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_example_is_marked_on_every_layout()
    {
        foreach (var address in new[] { "/gallery", "/gallery/public", "/gallery/slim" })
        {
            Assert.StartsWith("ข้อมูลตัวอย่าง", (await host.Page(address)).QuerySelector(".example")!.TextContent.Trim(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_menu_says_where_the_reader_is_and_signing_out_is_a_form()
    {
        var page = await host.Page("/gallery");
        Assert.Equal("หน้าเริ่มงาน", page.QuerySelector("#menu [aria-current=page]")!.TextContent);
        var form = page.QuerySelector("#account form")!;
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.NotNull(form.QuerySelector("[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task The_year_track_shows_the_state_of_every_stop_in_words()
    {
        var track = (await host.Page("/gallery")).QuerySelector("nav.track:not(.track--full)")!;
        Assert.Equal(["เสร็จแล้ว", "เสร็จแล้ว", "เสร็จแล้ว", "เกินกำหนด 1", "กำลังทำ", "ใกล้กำหนด"], track.QuerySelectorAll(".stop__state").Select(s => s.TextContent));
        Assert.Equal(["๑", "๒", "๓", "๔", "๕", "๖"], track.QuerySelectorAll(".stop__no").Select(s => s.TextContent));
        Assert.Equal("รายงาน", track.QuerySelector("[aria-current=page] .stop__name")!.TextContent);
    }

    [Fact]
    public async Task A_running_job_asks_again_and_a_finished_one_does_not()
    {
        const string refresh = "http-equiv=\"refresh\"";
        Assert.Contains(refresh, await host.Client.GetStringAsync("/gallery/job?state=Running"), StringComparison.Ordinal);
        Assert.DoesNotContain(refresh, await host.Client.GetStringAsync("/gallery/job?state=Done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gallery_is_not_there_outside_development()
    {
        await using var production = await UiHost.Start("Production");
        foreach (var address in new[] { "/gallery", "/gallery/public" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await production.Client.GetAsync(address)).StatusCode);
        }
    }

    [Fact]
    public async Task Assets_are_kept_for_good_under_their_hash_and_come_compressed()
    {
        var assets = host.Services.GetRequiredService<UiAssets>();
        using var request = new HttpRequestMessage(HttpMethod.Get, assets[UiAssets.StyleSheet][1..]);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var response = await host.Client.SendAsync(request);
        Assert.Equal("br", Assert.Single(response.Content.Headers.ContentEncoding));
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        using var css = new StreamReader(new BrotliStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var text = await css.ReadToEndAsync();
        Assert.Contains("--teal:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(data:", text, StringComparison.Ordinal);

        using var stale = await host.Client.GetAsync(UiAssets.Root + "/000000000000/" + UiAssets.StyleSheet);
        Assert.True(stale.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync($"{UiAssets.Root}/{assets.Hash}/../Prongsai.Ui.dll")).StatusCode);
    }

    /// <summary>The aim is 50 kB of a public first view; the page itself has the rest. It names no script: ThePublicSide sees to that.</summary>
    [Fact]
    public async Task The_first_view_of_the_public_side_weighs_less_than_50_kB()
    {
        var assets = host.Services.GetRequiredService<UiAssets>();
        async Task<long> Weight(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
            using var response = await host.Client.SendAsync(request);
            return (await response.Content.ReadAsByteArrayAsync()).LongLength;
        }
        string[] fonts = ["thai-400", "thai-600", "latin-400", "latin-600"];
        var total = await Weight(assets[UiAssets.StyleSheet][1..]) + await Weight(assets["favicon.svg"][1..]);
        foreach (var font in fonts)
        {
            total += await Weight(assets[$"fonts/sarabun-{font}-normal.woff2"][1..]);
        }
        Assert.InRange(total, 30_000, 44_500);
    }

    [Theory]
    [InlineData("a { color : red ; }\n\n/* why */ b,\n c{}", "a{color : red;}b,c{}")]
    [InlineData(".x::before{content:\" ; /* kept */ , \"}", ".x::before{content:\" ; /* kept */ , \"}")]
    [InlineData("a{width:calc(1px + 2px)} b   c{}", "a{width:calc(1px + 2px)}b c{}")]
    public void The_style_sheet_goes_out_without_what_only_people_need(string written, string sent) => Assert.Equal(sent, UiAssets.Small(written));

    [Fact]
    public async Task Every_asset_the_style_sheet_names_is_there()
    {
        var assets = host.Services.GetRequiredService<UiAssets>();
        var css = await host.Client.GetStringAsync(assets[UiAssets.StyleSheet][1..]);
        var named = System.Text.RegularExpressions.Regex.Matches(css, @"url\((fonts/[^)]+)\)", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(4, named.Count);
        Assert.All(named, name => Assert.Contains(name, assets.Names));
    }
}
