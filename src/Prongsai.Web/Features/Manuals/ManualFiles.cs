using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Manuals as data and as files, for everyone.</summary>
internal static class ManualFiles
{
    private static readonly string[] FileKinds = ["docx", "pdf"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/services.json", All).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/services/{number:int}.json", One).WithMetadata(new PublicSideAttribute());
        endpoints.MapGet("/services/{number:int}/editions/{edition:int}/{kind:regex(^(docx|pdf)$)}", File).WithMetadata(new PublicSideAttribute());
    }

    /// <summary>Of an edition's Word file or PDF.</summary>
    public static string Address(ManualCard card, string kind) => FormattableString.Invariant($"{card.Address}/editions/{card.Number}/{kind}");

    private static async Task<IResult> All(PublicManuals manuals, CurrentOrganisation organisation, HttpContext http, CancellationToken stop)
    {
        var cards = await manuals.Standing(stop);
        var contents = await manuals.Contents(cards, stop);
        Open(http);
        return Results.Json(new { organisation = organisation.Card.Name, services = cards.Select(c => Told(http, c, contents[c.Id])) }, OpenJson.Options);
    }

    private static async Task<IResult> One(int number, PublicManuals manuals, CurrentOrganisation organisation, HttpContext http, CancellationToken stop)
    {
        if ((await manuals.Editions(number, stop)).FirstOrDefault() is not { } card)
        {
            return Results.NotFound();
        }
        Open(http);
        return await manuals.Content(card, stop) is { } content
            ? Results.Json(new { organisation = organisation.Card.Name, service = Told(http, card, content) }, OpenJson.Options)
            : Results.Json(new { card.Title, withdrawn = new { at = card.WithdrawnAt, reason = card.WithdrawnReason } }, OpenJson.Options, statusCode: StatusCodes.Status410Gone);
    }

    private static async Task<IResult> File(int number, int edition, string kind, PublicManuals manuals, FileStore store, HttpContext http, CancellationToken stop)
    {
        if (await manuals.File(number, edition, kind == "docx", stop) is not { } file || !store.Has(file))
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, no-cache";
        return store.Download(file, http.Response);
    }

    private static void Open(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, no-cache";
        // Public data without a session: any page may read it.
        http.Response.Headers.AccessControlAllowOrigin = "*";
    }

    private static object Told(HttpContext http, ManualCard card, ManualContent content) => new
    {
        card.Title,
        card.Unit,
        address = OpenJson.Absolute(http, card.Address),
        edition = card.Number,
        publishedAt = card.PublishedAt,
        sha256 = Convert.ToHexStringLower(card.Sha256),
        totalTime = content.Total(),
        content.Conditions,
        steps = content.Steps.Select((s, i) => new { number = i + 1, kind = s.Kind, s.Text, s.Who, time = s.Time is { } t ? new { t.Amount, t.Unit } : null, otherwise = s.NoTo }),
        content.Documents,
        content.Fees,
        content.Channels,
        content.Laws,
        content.Complain,
        files = FileKinds.Select(kind => OpenJson.Absolute(http, Address(card, kind))),
    };
}
