using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Prongsai.Web.Tests.Attack;

/// <summary>
/// Stored texts, file names, titles and settings that are code somewhere: nowhere in the product, on no page, in no feed and in no
/// export may they become it. Planted into every column the database lets them into, then looked for on every page that can be reached.
/// </summary>
public sealed class HostileTexts(HostileTexts.Planted planted) : IClassFixture<HostileTexts.Planted>
{
    /// <summary>Begins as a formula of a spreadsheet does.</summary>
    private const string Formula = "=1+1|";

    /// <summary>Breaks out of an attribute, a title, a text area, a script and a link of Markdown, wherever it was not made harmless.</summary>
    private const string Markup = "\" onprobe=1 '></title></textarea></script><xss-probe>[p](javascript:probe)";

    public sealed class Planted : IAsyncLifetime
    {
        internal TwoOffices Offices { get; } = new();

        internal List<TwoOffices.Visit> Visits { get; private set; } = [];

        internal int Columns { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await Offices.InitializeAsync();
            Columns = await Offices.Plant(Formula, Markup);
            var anyone = await Offices.Site.Anyone();
            Visits = [.. await TwoOffices.Crawl(await Offices.Administrator(), "/"), .. await TwoOffices.Crawl(anyone, "/thung-tawan/", "/thung-tawan/sitemap.xml", "/thung-tawan/news.atom", "/thung-tawan/search?q=%E0%B8%81%E0%B8%B2%E0%B8%A3", "/organisations")];
        }

        public ValueTask DisposeAsync() => Offices.DisposeAsync();
    }

    [Fact]
    public void Were_planted_and_are_met_with()
    {
        Assert.True(planted.Columns >= 60, $"Only {planted.Columns} columns took the hostile text.");
        var showing = planted.Visits.Where(v => v.Answer.Body.Contains("xss-probe", StringComparison.Ordinal)).Select(v => v.Endpoint).Distinct(StringComparer.Ordinal).Count();
        Assert.True(showing >= 40, $"Only {showing} endpoints show the hostile text.");
    }

    [Fact]
    public void Break_no_page() =>
        Assert.Empty(planted.Visits.Where(v => (int)v.Answer.Status >= 500).Select(v => $"{v.Path}: {(int)v.Answer.Status}"));

    [Fact]
    public void Become_no_element_no_attribute_and_no_link_of_any_page()
    {
        var found = new List<string>();
        foreach (var visit in planted.Visits.Where(v => v.ContentType is "text/html"))
        {
            var all = visit.Answer.Document.All;
            found.AddRange(all.Where(e => e.LocalName is "xss-probe" || e.HasAttribute("onprobe")).Select(e => $"{visit.Path}: {e.ParentElement?.OuterHtml[..Math.Min(300, e.ParentElement.OuterHtml.Length)]}"));
            found.AddRange(all.Where(e => new[] { "href", "src", "action", "formaction" }.Any(a => e.GetAttribute(a)?.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true)).Select(e => $"{visit.Path}: {e.OuterHtml}"));
            found.AddRange(all.SelectMany(e => e.Attributes.Where(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)).Select(a => $"{visit.Path}: <{e.LocalName} {a.Name}>")));
        }
        Assert.Empty(found.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Leave_every_feed_and_every_open_data_file_well_formed()
    {
        foreach (var visit in planted.Visits.Where(v => v.ContentType.EndsWith("json", StringComparison.Ordinal)))
        {
            using var read = JsonDocument.Parse(visit.Answer.Body);
        }
        foreach (var visit in planted.Visits.Where(v => v.ContentType.EndsWith("xml", StringComparison.Ordinal) && v.Answer.Response.IsSuccessStatusCode))
        {
            Assert.DoesNotContain(XDocument.Parse(visit.Answer.Body).Descendants(), e => e.Name.LocalName is "xss-probe" || e.Attributes().Any(a => a.Name.LocalName is "onprobe"));
        }
        foreach (var script in planted.Visits.Where(v => v.ContentType is "text/html").SelectMany(v => v.Answer.Document.QuerySelectorAll("script[type='application/ld+json']")))
        {
            using var read = JsonDocument.Parse(script.TextContent);
        }
    }

    [Fact]
    public async Task Become_no_formula_in_any_export()
    {
        var (tables, books) = (0, 0);
        var visitor = await planted.Offices.Administrator();
        foreach (var visit in planted.Visits.Where(v => v.Answer.Response.IsSuccessStatusCode))
        {
            if (visit.ContentType is "text/csv")
            {
                tables++;
                foreach (var cell in Cells(visit.Answer.Body))
                {
                    Assert.False(IsFormula(cell), $"{visit.Path} holds a cell that a spreadsheet would run: {cell}");
                }
            }
            else if (visit.ContentType is "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            {
                books++;
                var bytes = await visitor.Http.GetByteArrayAsync(new Uri(visit.Path, UriKind.Relative));
                await using var book = new ZipArchive(new MemoryStream(bytes));
                foreach (var part in book.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)))
                {
                    await using var stream = await part.OpenAsync();
                    var formulas = XDocument.Load(stream).Descendants().Where(e => e.Name.LocalName is "f").Select(e => e.Value);
                    Assert.DoesNotContain(formulas, f => f.Contains("1+1|", StringComparison.Ordinal));
                }
            }
        }
        Assert.True(tables > 0 && books > 0, $"{tables} CSV tables and {books} spreadsheets were met with.");
    }

    private static IEnumerable<string> Cells(string text)
    {
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in text.TrimStart('\uFEFF'))
        {
            if (c is '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n')
            {
                yield return cell.ToString().TrimEnd('\r');
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }
        yield return cell.ToString();
    }

    /// <summary>What Excel and LibreOffice take for a formula; a plain negative number is none.</summary>
    private static bool IsFormula(string cell) =>
        cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _) && cell is not ("-" or "–");
}
