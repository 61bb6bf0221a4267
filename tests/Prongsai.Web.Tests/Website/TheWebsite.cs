using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Content;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Tests.Website;

/// <summary>What the public sees of the website's content, and what it does not, by every path there is.</summary>
public sealed class TheWebsite
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("เรื่อง,จำนวน\nสะพานไม้ทานตะวัน,1\n");

    /// <summary>What stands at the fixed addresses.</summary>
    private static readonly string[] Lists = ["/home", "/news", "/news.atom", "/sitemap.xml", "/site-map", "/info/structure", "/info/plans", "/search?q=ความลับ", "/search?q=สะพานไม้"];

    [Fact]
    public async Task Shows_no_draft_nothing_scheduled_ended_or_withdrawn_by_any_path()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var day = TimeSpan.FromDays(1);
        (ContentState State, DateTimeOffset? From, DateTimeOffset? Until)[] hidden =
        [
            (ContentState.Draft, null, null),
            (ContentState.Published, site.Time.Now + day, null),
            (ContentState.Published, site.Time.Now - (2 * day), site.Time.Now - day),
            (ContentState.Withdrawn, null, null),
        ];
        foreach (var (state, from, until) in hidden)
        {
            var news = await site.Save(ContentKind.News, "ความลับของข่าว", state, from, until);
            var person = await site.Save(ContentKind.Person, "ความลับของคน", state, from, until, "structure");
            var document = await site.Save(ContentKind.Document, "ความลับของเอกสาร", state, from, until, "plans", (new MemoryStream(Csv), "a.csv"));
            await site.RunJobs();
            string[] addresses = [.. Lists, news.Address, news.Address + "/notice", document.Address, document.Address + "/file", $"/pictures/{document.Number}/{document.FileId}", $"/pictures/{person.Number}/{Guid.NewGuid()}"];
            foreach (var address in addresses)
            {
                var answer = await anyone.Get(address);
                Assert.DoesNotContain("ความลับของ", answer.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("สะพานไม้ทานตะวัน", answer.Body, StringComparison.Ordinal);
                // A list that fails would hide everything too.
                Assert.Equal((address, Lists.Contains(address, StringComparer.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound), (address, answer.Status));
            }
        }
    }

    [Fact]
    public async Task Shows_what_is_published_and_takes_it_away_at_once()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var news = await site.Save(ContentKind.News, "ซ่อมสะพานไม้หมู่ 3", ContentState.Published);
        var document = await site.Save(ContentKind.Document, "รายการสะพาน", ContentState.Published, section: "plans", file: (new MemoryStream(Csv), "สะพาน.csv"));
        await site.RunJobs();

        foreach (var address in new[] { "/home", "/news", "/news.atom", news.Address, news.Address + "/notice", "/search?q=ซ่อมสะพาน" })
        {
            Assert.Contains("หมู่ 3", (await anyone.Get(address)).Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        }
        // By a word that stands only in the file.
        Assert.Contains(document.Address, (await anyone.Get("/search?q=ทานตะวัน")).Body, StringComparison.Ordinal);
        var file = await anyone.Get(document.Address + "/file");
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.StartsWith("attachment", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Contains("sandbox", string.Join(' ', file.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        await site.Save(ContentKind.News, "ซ่อมสะพานไม้หมู่ 3", ContentState.Withdrawn, id: news.Id, version: news.Version);
        foreach (var address in new[] { "/home", "/news", "/news.atom", news.Address, "/search?q=ซ่อมสะพาน", "/sitemap.xml" })
        {
            Assert.DoesNotContain(news.Address, (await anyone.Get(address)).Body.Replace("canonical", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Begins_and_ends_by_the_clock_also_in_caches()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Save(ContentKind.News, "ตลาดนัดเช้าวันเสาร์", ContentState.Published, site.Time.Now.AddHours(1), site.Time.Now.AddHours(3));
        var before = await anyone.Get("/news");
        Assert.DoesNotContain("ตลาดนัด", before.Body, StringComparison.Ordinal);
        site.Time.Advance(TimeSpan.FromHours(2));
        var during = await anyone.Get("/news");
        Assert.Contains("ตลาดนัด", during.Body, StringComparison.Ordinal);
        Assert.NotEqual(before.Response.Headers.ETag, during.Response.Headers.ETag);
        Assert.Contains("<mark>ตลาดนัด</mark>", (await anyone.Get("/search?q=ตลาดนัด")).Body, StringComparison.Ordinal);
        site.Time.Advance(TimeSpan.FromHours(2));
        var after = await anyone.Get("/news");
        Assert.DoesNotContain("ตลาดนัด", after.Body, StringComparison.Ordinal);
        Assert.NotEqual(during.Response.Headers.ETag, after.Response.Headers.ETag);
        Assert.DoesNotContain("<mark>", (await anyone.Get("/search?q=ตลาดนัด")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follows_a_clock_that_is_set_back_or_jumps_over_a_whole_showing()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Save(ContentKind.News, "ประกาศวันเดียว", ContentState.Published, site.Time.Now.AddHours(1), site.Time.Now.AddHours(3));
        foreach (var (hours, shown) in new[] { (2, true), (-2, false), (2, true), (24, false), (-24, true), (-2, false), (240, false) })
        {
            site.Time.Advance(TimeSpan.FromHours(hours));
            foreach (var path in new[] { "/news", "/home", "/news.atom", "/sitemap.xml" })
            {
                Assert.Equal((path, hours, shown), (path, hours, (await anyone.Get(path)).Body.Contains(path is "/sitemap.xml" ? "/news/1<" : "ประกาศวันเดียว", StringComparison.Ordinal)));
            }
        }
    }

    [Fact]
    public async Task Is_found_however_it_was_typed()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Save(ContentKind.News, "น้ำประปาหมู่ ๗ ไหลแล้ว", ContentState.Published);
        foreach (var question in new[] { "น้ําประปา", "น้ำประปา", "หมู่ 7", "ประปา", "น้ำปะปาหมู่" })
        {
            Assert.Contains("/news/", (await anyone.Get("/search?q=" + Uri.EscapeDataString(question))).Body, StringComparison.Ordinal);
        }
        foreach (var question in new[] { "'", "\\", "%_", "a & b | !", new string('ก', 500), "<script>" })
        {
            var answer = await anyone.Get("/search?q=" + Uri.EscapeDataString(question));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.DoesNotContain("<script>", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/NEWS/", "/news")]
    [InlineData("/info/Structure/", "/info/structure")]
    [InlineData("/news/๑", "/news/1")]
    public async Task Has_one_address_however_it_was_typed(string typed, string address)
    {
        await using var site = new Site();
        await site.Save(ContentKind.News, "ข่าวแรก", ContentState.Published);
        using var anyone = await site.Anyone();
        var answer = await anyone.Get(typed);
        Assert.Equal((HttpStatusCode.MovedPermanently, address), (answer.Status, answer.Response.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Every_section_stands_without_content_too()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        foreach (var section in Section.All)
        {
            HtmlAssert.Heading(await anyone.Page($"/info/{section.Key}"), section.Title);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/info/nothing")).Status);
        Assert.Contains("Sitemap:", (await anyone.Get("/robots.txt")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("[x](javascript:alert(1))", "javascript:")]
    [InlineData("[x](JaVaScRiPt:alert(1))", "JaVaScRiPt:")]
    [InlineData("[x](data:text/html,hi)", "data:")]
    [InlineData("![x](https://elsewhere.example/a.png)", "<img")]
    [InlineData("[x](//elsewhere.example)", "href=\"//")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript:")]
    public void Prose_can_do_no_harm(string markdown, string harm) => Assert.DoesNotContain(harm, SafeMarkdown.Html(markdown, "/thung"), StringComparison.Ordinal);

    [Fact]
    public void Words_are_cut_by_the_dictionary() => Assert.Equal(["น้ำ", "ไหล", "แล้ว"], ThaiWords.Of("น้ำไหลแล้ว"));

    [Fact]
    public void Light_colours_are_refused_with_their_contrast()
    {
        Assert.Equal("#0b5d63", Contrast.Check("#0B5D63").Value);
        Assert.Contains("อ่อนเกินไป", Contrast.Check("#79b0b3").Refusal!.Text, StringComparison.Ordinal);
        Assert.IsType<NotAColour>(Contrast.Check("red").Refusal);
        foreach (var colour in new[] { "#0b5d63", "#7a1f5c", "#1d4f91" })
        {
            Assert.True(Contrast.Ratio(Contrast.Check(colour).Value, Contrast.Mix(colour, "#ffffff", 0.89)) >= 4.5);
        }
    }
}

internal static class Saving
{
    public static async Task<ContentPiece> Save(this Site site, ContentKind kind, string title, ContentState state, DateTimeOffset? from = null, DateTimeOffset? until = null, string? section = null, (Stream, string)? file = null, Guid? id = null, int version = 0) =>
        await site.Do(async services => (await services.GetRequiredService<KeepContent>().Save(id, kind, version, new ContentInput(section ?? ContentPiece.NewsSection, title, "", title, null, null, "", new ContentDetails { Basis = "ตามกฎหมาย", Side = PersonSide.Permanent }, 0, state, from, until, null), file, CancellationToken.None)).Value);
}
