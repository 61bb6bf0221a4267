using System.Text.Encodings.Web;
using System.Text.Json;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>
/// Everything disclosed as a DCAT 3 catalogue in JSON-LD: a dataset for every item and paper that stands, a distribution for every form and file
/// of it. What was withdrawn or never published is not in it.
/// </summary>
internal static class DataCatalogue
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/data.jsonld", [HttpMethods.Get, HttpMethods.Head], Catalogue).WithMetadata(new PublicSideAttribute());

    private static async Task<IResult> Catalogue(HttpContext http, PublicEditions editions, RulebookSet rules, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        var tag = PublicCache.TagOf(http.Request, organisation.Card, cards);
        PublicCache.Allow(http.Response, tag);
        http.Response.Headers.AccessControlAllowOrigin = "*";
        if (PublicCache.IsKnown(http.Request, tag))
        {
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }
        var files = await editions.OpenFiles(stop);
        var datasets = new List<Dictionary<string, object?>>();
        foreach (var year in cards.Select(c => c.Year).Concat(cards.Where(c => PublishedKinds.Answers(c.Kind) is { YearsLater: > 0 }).Select(c => c.Year.Next)).Distinct().OrderDescending())
        {
            foreach (var item in PublicItems.Of(year, rules.Find(year), cards).Where(i => i.State is PublicItemState.Published))
            {
                var data = await editions.Data([.. item.Open.Where(c => c.IsItem).Select(c => c.Id)], stop);
                var hasTables = data.Values.Any(d => AnswerTables.Of(ShownAnswer.Read(d).Body).Count > 0);
                datasets.Add(Dataset(http, organisation.Card, $"{item.Code} {item.Title} ปี {year}", item.Where, item.Address, year, item.ChangedAt!.Value, ["OIT", item.Code, item.Rule?.Kind ?? "item"],
                    Forms(http, item.Address, hasTables).Concat(item.Open.SelectMany(c => Held(http, c, files)))));
            }
            foreach (var card in PublicEditions.Standing(cards).Where(c => c.Year == year && !c.IsItem && !c.IsWithdrawn).OrderBy(c => PublishedKinds.Order(c.Kind)))
            {
                var address = PublishedKinds.Address(card.Kind, year);
                datasets.Add(Dataset(http, organisation.Card, card.Title, PublishedKinds.Name(card.Kind), address, year, card.PublishedAt, ["ITA", card.Kind], Forms(http, address, card.Kind == PublishedKinds.Result).Concat(Held(http, card, files))));
            }
        }
        var publisher = new Dictionary<string, object?> { ["@type"] = "foaf:Agent", ["foaf:name"] = organisation.Card.Name, ["foaf:homepage"] = Feeds.Absolute(http.Request, "/") };
        var catalogue = new Dictionary<string, object?>
        {
            ["@context"] = new Dictionary<string, object?>
            {
                ["dcat"] = "http://www.w3.org/ns/dcat#",
                ["dct"] = "http://purl.org/dc/terms/",
                ["foaf"] = "http://xmlns.com/foaf/0.1/",
                ["spdx"] = "http://spdx.org/rdf/terms#",
                ["xsd"] = "http://www.w3.org/2001/XMLSchema#",
            },
            ["@id"] = Feeds.Absolute(http.Request, "/data.jsonld"),
            ["@type"] = "dcat:Catalog",
            ["dct:title"] = $"ข้อมูลเปิดเผยของ{organisation.Card.Name}",
            ["dct:language"] = "th",
            ["dct:publisher"] = publisher,
            ["foaf:homepage"] = Feeds.Absolute(http.Request, "/data"),
            ["dcat:dataset"] = datasets,
        };
        return Results.Text(JsonSerializer.Serialize(catalogue, Json), "application/ld+json");
    }

    private static Dictionary<string, object?> Dataset(HttpContext http, OrganisationCard organisation, string title, string description, string address, FiscalYear year, DateTimeOffset changed, string[] keywords, IEnumerable<Dictionary<string, object?>> distributions) => new()
    {
        ["@id"] = Feeds.Absolute(http.Request, address),
        ["@type"] = "dcat:Dataset",
        ["dct:title"] = title,
        ["dct:description"] = description.Length > 0 ? description : title,
        ["dct:identifier"] = address,
        ["dct:publisher"] = organisation.Name,
        ["dct:language"] = "th",
        ["dct:modified"] = new Dictionary<string, object?> { ["@type"] = "xsd:dateTime", ["@value"] = changed },
        ["dct:temporal"] = new Dictionary<string, object?> { ["@type"] = "dct:PeriodOfTime", ["dcat:startDate"] = year.FirstDay, ["dcat:endDate"] = year.LastDay },
        ["dcat:keyword"] = keywords,
        ["dcat:landingPage"] = Feeds.Absolute(http.Request, address),
        ["dcat:distribution"] = distributions.ToList(),
    };

    private static IEnumerable<Dictionary<string, object?>> Forms(HttpContext http, string address, bool isTabular)
    {
        yield return Distribution(http, address + ".json", "JSON", "application/json");
        if (isTabular)
        {
            yield return Distribution(http, address + ".csv", "CSV", "text/csv");
        }
    }

    private static IEnumerable<Dictionary<string, object?>> Held(HttpContext http, EditionCard card, ILookup<Guid, StoredFile> files) => files[card.Id].Select(f =>
    {
        var distribution = Distribution(http, OpenData.FileAddress(card.Year, f), f.Name, f.ContentType);
        distribution["dcat:byteSize"] = f.Size;
        distribution["spdx:checksum"] = new Dictionary<string, object?> { ["@type"] = "spdx:Checksum", ["spdx:algorithm"] = "spdx:checksumAlgorithm_sha256", ["spdx:checksumValue"] = f.Fingerprint };
        return distribution;
    });

    private static Dictionary<string, object?> Distribution(HttpContext http, string address, string title, string type) => new()
    {
        ["@type"] = "dcat:Distribution",
        ["dct:title"] = title,
        ["dcat:mediaType"] = type,
        ["dcat:downloadURL"] = Feeds.Absolute(http.Request, address),
    };
}
