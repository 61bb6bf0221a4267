using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Publication;

/// <summary>The public pages: whose they are, how they are addressed, what they carry and what they weigh.</summary>
public sealed class ThePublicSide
{
    private static readonly string[] Pages = ["/home", "/ita", "/ita/2566", "/ita/2567", "/ita/2567/result", "/ita/2567/analysis"];
    private static readonly string[] Data = ["/ita.json", "/ita/2567.json", "/ita/2567.csv", "/ita/2567/result.json", "/ita/2567/result.csv", "/ita/2567/analysis.json"];

    [Fact]
    public async Task Sets_no_cookie_needs_no_script_asks_nobody_else_and_weighs_less_than_50_kB()
    {
        await using var site = new Site();
        var officer = await WithAll(site);
        // Past half of the session: an office page would renew the cookie.
        using var anyone = await site.Anyone();
        site.Time.Advance(TimeSpan.FromHours(6));
        foreach (var path in Pages.Concat(Data).Append("/"))
        {
            foreach (var visitor in path is "/" ? [anyone] : new[] { anyone, officer })
            {
                var answer = await visitor.Get(path);
                Assert.Equal((path, HttpStatusCode.OK), (path, answer.Status));
                Assert.False(answer.Response.Headers.Contains("Set-Cookie"), $"{path} sets a cookie.");
                Assert.Equal("no-cache, public", string.Join(", ", answer.Response.Headers.CacheControl!.ToString().Split(", ").Order(StringComparer.Ordinal)));
                Assert.Equal("nosniff", string.Join(' ', answer.Response.Headers.GetValues("X-Content-Type-Options")));
                Assert.DoesNotContain("unsafe", string.Join(' ', answer.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            }
        }
        foreach (var path in Pages)
        {
            var page = await anyone.Page(path);
            Assert.Equal("th", page.DocumentElement.GetAttribute("lang"));
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Empty(page.QuerySelectorAll("[style], script:not([type='application/ld+json']), form:not([role=search])"));
            Assert.DoesNotContain(page.QuerySelectorAll("[src], link[href]:not([rel=canonical])").Select(e => e.GetAttribute("src") ?? e.GetAttribute("href")!), a => a.Contains("//", StringComparison.Ordinal));
            Assert.DoesNotContain("นักวิเคราะห์", page.QuerySelector("header")!.TextContent, StringComparison.Ordinal);
            if (path != "/ita/2567/analysis")
            {
                var weight = await Weight(anyone, path);
                Assert.True(weight < 50_000, $"{path} weighs {weight} bytes.");
            }
        }
        HtmlAssert.Shows(await anyone.Page("/ita/2567"), "เทียบหลายปี");
        Assert.Contains("Cookie", (await anyone.Get("/")).Response.Headers.Vary);
        HtmlAssert.Shows(await officer.Page("/"), "งานปีงบประมาณ");
        HtmlAssert.Heading(await anyone.Page("/"), "องค์การบริหารส่วนตำบลทดสอบ");
    }

    [Fact]
    public async Task Belongs_to_the_organisation_of_the_path_or_the_host_and_to_no_other()
    {
        await using var site = new Site();
        await WithAll(site);
        var other = await site.AddOrganisation("อบต.อื่น", "other");
        using var anyone = await site.Anyone();

        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/ita/2567")).Status);
        var choice = await anyone.Page("/");
        HtmlAssert.Heading(choice, "หน่วยงานในระบบนี้");
        Assert.NotNull(choice.QuerySelector("main a[href='/thotsop/']"));
        HtmlAssert.Shows(await anyone.Page("/thotsop/"), "88.14");
        HtmlAssert.DoesNotShow(await anyone.Page("/other/"), "88.14");
        foreach (var path in Published.Addresses)
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await anyone.Get("/thotsop" + path)).Status));
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await anyone.Get("/other" + path)).Status));
        }
        var file = await site.Query(db => db.Files.Where(f => f.Name.EndsWith(".docx")).Select(f => f.Sha256).FirstAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get($"/other/ita/2567/files/{Convert.ToHexStringLower(file)}/a.docx")).Status);

        var page = await anyone.Page("/thotsop/ita/2567");
        var astray = page.QuerySelectorAll("a[href^='/'], link[href^='/'], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!)
            .Where(a => !a.StartsWith("/thotsop/", StringComparison.Ordinal) && a is not "/sign-in");
        Assert.Empty(astray);
        foreach (var link in page.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal))
        {
            Assert.Equal((link, HttpStatusCode.OK), (link, (await anyone.Get(link)).Status));
        }

        await site.DoIn(other, async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            await db.Organisations.Where(o => o.Id == other).ExecuteUpdateAsync(set => set.SetProperty(o => o.Host, "ita.other.go.th"));
            services.GetRequiredService<OrganisationDirectory>().Forget();
            return 0;
        });
        Assert.Contains("อบต.อื่น", await ByHost(anyone, "/", "ita.other.go.th"), StringComparison.Ordinal);
        Assert.DoesNotContain("88.14", await ByHost(anyone, "/ita", "ita.other.go.th"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ITA/2567", "/ita/2567")]
    [InlineData("/ita/2567/", "/ita/2567")]
    [InlineData("/ita/๒๕๖๗/Result", "/ita/2567/result")]
    [InlineData("/ita//2567.JSON", "/ita/2567.json")]
    [InlineData("/ita/2567/FILES/AB/Name ไทย๑.PDF", "/ita/2567/files/ab/Name ไทย๑.PDF")]
    [InlineData("/italy/Rome/", "/italy/Rome/")]
    [InlineData("//evil.example/ita/", "//evil.example/ita/")]
    [InlineData("/Administration/", "/Administration/")]
    public void Has_one_address_for_each_page(string typed, string tidy) => Assert.Equal(tidy, TidyAddress.Tidy(typed));

    [Fact]
    public async Task Leads_odd_addresses_to_the_page_and_lost_ones_to_what_there_is()
    {
        await using var site = new Site();
        await WithAll(site);
        using var anyone = await site.Anyone();
        foreach (var (typed, leads) in new[] { ("/ITA/%E0%B9%92%E0%B9%95%E0%B9%96%E0%B9%97/?a=1", "/ita/2567?a=1"), ("/Thotsop/ita/2567", "/thotsop/ita/2567"), ("/thotsop/ITA", "/thotsop/ita") })
        {
            var answer = await anyone.Get(typed);
            Assert.Equal((HttpStatusCode.MovedPermanently, leads), (answer.Status, answer.Location));
        }
        foreach (var lost in new[] { "/ita/2555", "/ita/99999", "/ita/2567/o99", "/ita/2567/result/7", "/ita/x/y/z" })
        {
            var answer = await anyone.Get(lost);
            Assert.Equal((lost, HttpStatusCode.NotFound), (lost, answer.Status));
            HtmlAssert.Heading(answer.Document, "ไม่พบหน้านี้");
            Assert.NotNull(answer.Document.QuerySelector("main a[href='/ita/2567']"));
            Assert.Null(answer.Response.Headers.ETag);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/ita/2555.json")).Status);
    }

    /// <summary>Two years' results and a report, all published.</summary>
    private static async Task<Visitor> WithAll(Site site)
    {
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2566);
        await officer.Confirm(2567);
        await site.IssueReport("ถ้อยคำในรายงาน");
        Assert.True((await site.Publish(PublishedKinds.Result, 2566)).IsOk);
        Assert.True((await site.Publish(PublishedKinds.Result, 2567)).IsOk);
        Assert.True((await site.Publish(PublishedKinds.Analysis, 2567)).IsOk);
        return officer;
    }

    private static async Task<string> ByHost(Visitor visitor, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Host = host } };
        using var answer = await visitor.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Bytes of a first view as they go over the line: the page, what its head names, and the four fonts it sets its text in.</summary>
    private static async Task<int> Weight(Visitor visitor, string path)
    {
        var page = await visitor.Page(path);
        var sheet = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;
        var fonts = new[] { "thai-400", "thai-600", "latin-400", "latin-600" }.Select(f => sheet[..sheet.LastIndexOf('/')] + $"/fonts/sarabun-{f}-normal.woff2");
        var all = page.QuerySelectorAll("head link[href]:not([rel=preload]):not([rel=canonical]):not([rel=alternate]), head script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Concat(fonts).Append(path);
        var weight = 0;
        foreach (var address in all)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
            using var answer = await visitor.Http.SendAsync(request);
            Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
            weight += (await answer.Content.ReadAsByteArrayAsync()).Length;
        }
        return weight;
    }
}
