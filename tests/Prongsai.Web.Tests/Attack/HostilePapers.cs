using System.Net;
using System.Text;
using Prongsai.Testing;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Attack;

/// <summary>Papers handed in that are two things at once, or that bring code along: through the whole way, from the upload to the page that shows them.</summary>
public sealed class HostilePapers(Site site) : IClassFixture<Site>
{
    private const string Code = "<script>probe()</script><xss-probe onprobe=1>\" onprobe='1 =1+1|";

    /// <summary>Kinds that a browser would run.</summary>
    private static readonly string[] Runs = ["text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "multipart/related"];

    public static TheoryData<string> Bringing => ["paper.txt", "paper.html", "paper.csv", "paper.md"];

    [Theory]
    [MemberData(nameof(Bringing))]
    public async Task That_bring_code_show_it_as_words(string name)
    {
        var officer = await site.As(OfficePapers.MayWork);
        var paper = Encoding.UTF8.GetString(OfficePapers.Example(2567));
        // Beside the name of the office, of indicators and beside the figures: wherever a reader takes words from.
        var hostile = paper.Replace("ทุ่งตะวัน", "ทุ่งตะวัน" + Code, StringComparison.Ordinal).Replace("การใช้งบประมาณ", "การใช้งบประมาณ" + Code, StringComparison.Ordinal);
        var encoded = System.Text.Encodings.Web.HtmlEncoder.Default.Encode(hostile).Replace("\n", "</p><p>", StringComparison.Ordinal);
        var answer = await officer.HandIn(name, Encoding.UTF8.GetBytes(name.EndsWith("html", StringComparison.Ordinal) ? $"<html><head><title>{Code}</title></head><body onload=probe()><p>{encoded}</p>{Code}</body></html>" : hostile));
        Assert.StartsWith("/assessment/", answer.Location, StringComparison.Ordinal);
        var first = await officer.Page(answer.Location!);
        var pages = first.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!.Split('#')[0]).Where(h => h.StartsWith(answer.Location!.Split('#')[0], StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Append(answer.Location!).ToList();
        foreach (var path in pages)
        {
            var shown = await officer.Get(path);
            Assert.True((int)shown.Status < 500, $"{path} answered {(int)shown.Status}");
            if (shown.Response.Content.Headers.ContentType?.MediaType is "text/html")
            {
                Assert.DoesNotContain(shown.Document.All, e => e.LocalName is "xss-probe" || e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)) || (e.LocalName is "script" && e.TextContent.Contains("probe", StringComparison.Ordinal)));
            }
        }
    }

    public static TheoryData<string, string> Polyglots => new()
    {
        { "picture.gif", "GIF89a/*<html><script>probe()</script>*/=1;probe()" },
        { "paper.pdf", "%PDF-1.4\n<html><body><script>probe()</script></body></html>\n%%EOF" },
        { "drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='probe()'><script>probe()</script></svg>" },
        { "letter.docx", "<html><script>probe()</script></html>" },
        { "archive.mht", "MIME-Version: 1.0\nContent-Type: text/html\n\n<script>probe()</script>" },
        { "page.xhtml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script>probe()</script></html>" },
        { "table.csv", "<html><script>probe()</script>,1\n" },
        { "a.docx .html", "<html><script>probe()</script></html>" },
    };

    [Theory]
    [MemberData(nameof(Polyglots))]
    public async Task That_are_two_things_at_once_come_back_as_bytes_that_run_nothing(string name, string content)
    {
        var officer = await site.As(OfficePapers.MayWork);
        var answer = await officer.HandIn(name, Encoding.UTF8.GetBytes(content));
        if (answer.Status is HttpStatusCode.BadRequest)
        {
            return;
        }
        Assert.StartsWith("/assessment/imports/", answer.Location, StringComparison.Ordinal);
        using var back = await officer.Http.GetAsync(new Uri(answer.Location + "/file", UriKind.Relative));
        Assert.Equal("nosniff", Assert.Single(back.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("sandbox", Assert.Single(back.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("attachment", back.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(2, back.Content.Headers.GetValues("Content-Disposition").Single().Count(c => c is '"'));
        Assert.DoesNotContain(back.Content.Headers.ContentType?.MediaType, Runs);
    }

    [Theory]
    [InlineData("ita.example.go.th", 200)]
    [InlineData("ITA.EXAMPLE.GO.TH", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("evil.example", 400)]
    [InlineData("ita.example.go.th.evil.example", 400)]
    [InlineData("", 400)]
    public async Task A_host_that_is_not_ours_is_refused_where_the_hosts_are_named(string host, int status)
    {
        await site.Ready();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("PRONGSAI_HOSTS", "ita.example.go.th")]).Build();
        var requests = new PlainRequests(_ => Task.CompletedTask, site.Services.GetRequiredService<OrganisationDirectory>(), settings);
        var context = new DefaultHttpContext { RequestServices = site.Services };
        (context.Request.Method, context.Request.Host) = ("GET", new HostString(host));
        await requests.InvokeAsync(context);
        Assert.Equal(status, context.Response.StatusCode);
    }
}
