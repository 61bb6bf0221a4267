using System.Globalization;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>What machines read: the news as Atom, every address for search engines, and what they may visit.</summary>
internal static class Feeds
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Map9 = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/news.atom", News).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/ita.atom", Disclosed).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/sitemap.xml", SiteMap).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/robots.txt", Robots).WithMetadata(new PublicSideAttribute());
    }

    /// <summary>The address with scheme and host, for those who read it elsewhere.</summary>
    public static string Absolute(HttpRequest request, string path) => $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}{path}";

    private static async Task<IResult> News(PublicContent content, CurrentOrganisation organisation, HttpContext http, CancellationToken stop)
    {
        var news = await content.News.Take(30).ToListAsync(stop);
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "title", $"ข่าวและประกาศ {organisation.Card.ShortName}"),
            new XElement(Atom + "id", Absolute(http.Request, "/news")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", Absolute(http.Request, "/news.atom"))),
            new XElement(Atom + "link", new XAttribute("href", Absolute(http.Request, "/news"))),
            new XElement(Atom + "updated", Moment(news.Select(n => n.ChangedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())),
            new XElement(Atom + "author", new XElement(Atom + "name", organisation.Card.Name)),
            news.Select(n => new XElement(
                Atom + "entry",
                new XElement(Atom + "title", n.Title),
                new XElement(Atom + "id", Absolute(http.Request, n.Address)),
                new XElement(Atom + "link", new XAttribute("href", Absolute(http.Request, n.Address))),
                new XElement(Atom + "published", Moment(n.PublishedAt ?? n.ChangedAt)),
                new XElement(Atom + "updated", Moment(n.ChangedAt)),
                new XElement(Atom + "summary", n.Summary),
                new XElement(Atom + "content", new XAttribute("type", "html"), SafeMarkdown.Html(n.Body, Absolute(http.Request, ""))))));
        return Xml(http, feed, "application/atom+xml");
    }

    /// <summary>What was last put before the public of items, results and reports. What was withdrawn is not told here.</summary>
    private static async Task<IResult> Disclosed(PublicEditions editions, CurrentOrganisation organisation, HttpContext http, CancellationToken stop)
    {
        var standing = PublicEditions.Standing(await editions.Cards(stop)).Where(e => !e.IsWithdrawn).OrderByDescending(e => e.PublishedAt).Take(50).ToList();
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "title", $"ข้อมูลเปิดเผย (ITA) {organisation.Card.ShortName}"),
            new XElement(Atom + "id", Absolute(http.Request, "/ita")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("href", Absolute(http.Request, "/ita.atom"))),
            new XElement(Atom + "link", new XAttribute("href", Absolute(http.Request, "/ita"))),
            new XElement(Atom + "updated", Moment(standing.Select(e => e.PublishedAt).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max())),
            new XElement(Atom + "author", new XElement(Atom + "name", organisation.Card.Name)),
            standing.Select(e => new XElement(
                Atom + "entry",
                new XElement(Atom + "title", $"{e.Title} ปี {e.Year} ฉบับที่ {e.Number}"),
                new XElement(Atom + "id", Absolute(http.Request, FormattableString.Invariant($"{PublishedKinds.Address(e.Kind, e.Year)}/{e.Number}"))),
                new XElement(Atom + "link", new XAttribute("href", Absolute(http.Request, PublishedKinds.Address(e.Kind, e.Year)))),
                new XElement(Atom + "updated", Moment(e.PublishedAt)),
                new XElement(Atom + "summary", e.Reason ?? e.Summary))));
        return Xml(http, feed, "application/atom+xml");
    }

    private static async Task<IResult> SiteMap(PublicContent content, PublicEditions editions, IEnumerable<IPublicAddresses> others, HttpContext http, CancellationToken stop)
    {
        var more = new List<PublicEntry>();
        foreach (var other in others)
        {
            more.AddRange(await other.All(stop));
        }
        var pieces = await content.All.Where(c => c.Kind == ContentKind.News || c.Kind == ContentKind.Document).OrderBy(c => c.Number).Take(45_000).ToListAsync(stop);
        var standing = PublicEditions.Standing(await editions.Cards(stop)).Where(e => !e.IsWithdrawn).ToList();
        string[] fixedOnes = ["/", "/news", "/services", "/site-map", "/ita", "/data", .. standing.Select(e => $"/ita/{e.Year}").Distinct()];
        var addresses = fixedOnes.Select(a => (Address: a, At: (DateTimeOffset?)null))
            .Concat(Section.All.Select(s => (Address: $"/info/{s.Key}", At: (DateTimeOffset?)null)))
            .Concat(pieces.Select(p => (Address: p.Address, At: (DateTimeOffset?)p.ChangedAt)))
            .Concat(more.Select(m => (m.Address, m.At)))
            .Concat(standing.SelectMany(e => (e.IsItem ? e.Items.Select(i => PublicItem.AddressOf(e.Year, i)) : [PublishedKinds.Address(e.Kind, e.Year)]).Select(a => (Address: a, At: (DateTimeOffset?)e.ChangedAt))))
            .DistinctBy(a => a.Address);
        return Xml(http, new XElement(Map9 + "urlset", addresses.Select(a => new XElement(Map9 + "url", new XElement(Map9 + "loc", Absolute(http.Request, a.Address)), a.At is { } at ? new XElement(Map9 + "lastmod", Moment(at)) : null))), "application/xml");
    }

    private static IResult Robots(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        return Results.Text($"User-agent: *\nDisallow: {http.Request.PathBase}/search\nSitemap: {Absolute(http.Request, "/sitemap.xml")}\n", "text/plain");
    }

    private static IResult Xml(HttpContext http, XElement root, string type)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        return Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting), type + "; charset=utf-8");
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
