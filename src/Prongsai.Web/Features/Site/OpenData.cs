using System.Globalization;
using System.Text;
using System.Text.Json;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Site;

/// <summary>What a page shows, for machines: JSON, CSV where it is a table, and the files. Under the same rule of what is public.</summary>
internal static class OpenData
{
    private static readonly JsonSerializerOptions Json = new(JsonForm.Options) { WriteIndented = true };
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Public("/ita.json", Catalogue);
        Public("/ita/{year:int}.json", Year);
        Public("/ita/{year:int}.csv", YearCsv);
        Public("/ita/{year:int}/{segment:alpha}.json", Edition);
        Public("/ita/{year:int}/result.csv", ResultCsv);
        Public("/ita/{year:int}/o{number:int}.json", ItemJson);
        Public("/ita/{year:int}/o{number:int}.csv", ItemCsv);
        Public("/ita/{year:int}/files/{sha256:length(64)}/{name}", File);

        void Public(string pattern, Delegate handler) => endpoints.MapMethods(pattern, Methods, handler).WithMetadata(new PublicSideAttribute()).AddEndpointFilter((call, next) =>
        {
            // Public data without a session: any page may read it, also that something was withdrawn.
            call.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(call);
        });
    }

    /// <summary>A sum of bytes as people say it: 84 kB.</summary>
    public static string Size(long bytes) => Sizes.Of(bytes);

    /// <summary>Word, PDF.</summary>
    public static string TypeName(StoredFile file) => Path.GetExtension(file.Name).ToUpperInvariant() switch
    {
        ".DOCX" => "Word",
        ".PDF" => "PDF",
        var other => other.TrimStart('.'),
    };

    /// <summary>/ita/2567/files/{sha256}/{name}, below the public root.</summary>
    public static string FileAddress(FiscalYear year, StoredFile file) => $"/ita/{year}/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}";

    private static async Task<IResult> Catalogue(HttpContext http, PublicEditions editions, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        return Fresh(http, organisation, cards) ?? Results.Json(
            new { organisation = organisation.Card.Name, address = Absolute(http, "/ita"), editions = PublicEditions.Standing(cards).OrderByDescending(c => c.Year).ThenBy(c => PublishedKinds.Order(c.Kind)).Select(c => Told(http, c)) }, Json);
    }

    private static async Task<IResult> Year(int year, HttpContext http, PublicEditions editions, RulebookSet rules, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (!Buddhist(year, out var fiscal) || !Stands(cards, fiscal, rules, out var items))
        {
            return Results.NotFound();
        }
        return Fresh(http, organisation, cards) ?? Results.Json(
            new
            {
                organisation = organisation.Card.Name,
                year,
                address = Absolute(http, $"/ita/{year}"),
                items = items.Select(i => ItemLine(http, i)),
                editions = Of(cards, year).Where(c => !c.IsItem).Select(c => Told(http, c)),
            },
            Json);
    }

    private static async Task<IResult> YearCsv(int year, HttpContext http, PublicEditions editions, RulebookSet rules, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (!Buddhist(year, out var fiscal) || !Stands(cards, fiscal, rules, out var items))
        {
            return Results.NotFound();
        }
        return Fresh(http, organisation, cards) ?? Csv(
            items.Select(i => (string?[])[i.Code, i.Title, Absolute(http, i.Address), StateName(i), i.Where, i.Open.Count > 0 ? Number(i.Open[0].Number) : "", i.ChangedAt is { } at ? Day(at) : "", i.Open.Count > 0 ? i.Open[0].Fingerprint : "", i.Standing.Select(e => e.WithdrawnReason).FirstOrDefault(r => r is not null)])
                .Concat(Of(cards, year).Where(c => !c.IsItem).Select(c => (string?[])["", c.Title, Absolute(http, PublishedKinds.Address(c.Kind, c.Year)), c.IsWithdrawn ? "ถอนแล้ว" : "เผยแพร่แล้ว", "", Number(c.Number), Day(c.PublishedAt), c.Fingerprint, c.WithdrawnReason]))
                .Prepend(["ข้อ", "รายการ", "ที่อยู่", "สถานะ", "อยู่ที่ใด", "ฉบับที่", "วันที่เปลี่ยนล่าสุด", "SHA-256", "เหตุผลที่ถอน"]));
    }

    private static async Task<IResult> ItemJson(int year, int number, HttpContext http, PublicEditions editions, RulebookSet rules, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (!Buddhist(year, out var fiscal) || PublicItems.Find(fiscal, number, rules.Find(fiscal), cards) is not { } item)
        {
            return Results.NotFound();
        }
        if (item.State is PublicItemState.Published && Fresh(http, organisation, cards) is { } known)
        {
            return known;
        }
        var answers = new List<object>();
        foreach (var card in item.Open)
        {
            if (await editions.Content(card, stop) is { } content)
            {
                answers.Add(new
                {
                    edition = Told(http, card),
                    data = JsonSerializer.Deserialize<JsonElement>(content.Data),
                    files = content.Files.Select(f => FileLine(http, card.Year, f)),
                });
            }
        }
        return Results.Json(
            new { organisation = organisation.Card.Name, item = ItemLine(http, item), answers, history = item.History.Select(c => Told(http, c)), required = item.Rule?.Elements.Select(e => new { text = e.Text, certainty = e.Source.Certainty }) },
            Json,
            statusCode: item.State is PublicItemState.Withdrawn ? StatusCodes.Status410Gone : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ItemCsv(int year, int number, HttpContext http, PublicEditions editions, RulebookSet rules, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (!Buddhist(year, out var fiscal) || PublicItems.Find(fiscal, number, rules.Find(fiscal), cards) is not { } item)
        {
            return Results.NotFound();
        }
        if (item.State is PublicItemState.Withdrawn)
        {
            var gone = item.Standing.First(e => e.IsWithdrawn);
            return Results.Text($"ถอนเมื่อ {ThaiDate.ShortWithTime(gone.WithdrawnAt!.Value)} {gone.WithdrawnReason}\n", "text/plain", Encoding.UTF8, StatusCodes.Status410Gone);
        }
        var data = await editions.Data([.. item.Open.Where(c => c.IsItem).Select(c => c.Id)], stop);
        var tables = item.Open.Where(c => data.ContainsKey(c.Id)).SelectMany(c => AnswerTables.Of(ShownAnswer.Read(data[c.Id]).Body)).ToList();
        // Tables one under the other, an empty line between: what a spreadsheet makes of a page with several.
        return tables.Count == 0 ? Results.NotFound() : Fresh(http, organisation, cards) ?? Csv(tables.SelectMany((t, i) => i == 0 ? t : t.Prepend([])));
    }

    private static async Task<IResult> Edition(int year, string segment, HttpContext http, PublicEditions editions, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (Of(cards, year).FirstOrDefault(c => PublishedKinds.Segment(c.Kind) == segment) is not { } card)
        {
            return Results.NotFound();
        }
        if (await editions.Content(card, stop) is not { } content)
        {
            return Results.Json(Told(http, card), Json, statusCode: StatusCodes.Status410Gone);
        }
        return Fresh(http, organisation, cards) ?? Results.Json(
            new
            {
                organisation = organisation.Card.Name,
                edition = Told(http, card),
                data = JsonSerializer.Deserialize<JsonElement>(content.Data),
                files = content.Files.Select(f => FileLine(http, card.Year, f)),
            },
            Json);
    }

    private static async Task<IResult> ResultCsv(int year, HttpContext http, PublicEditions editions, CurrentOrganisation organisation, CancellationToken stop)
    {
        var cards = await editions.Cards(stop);
        if (Of(cards, year).FirstOrDefault(c => c.Kind == PublishedKinds.Result) is not { } card)
        {
            return Results.NotFound();
        }
        if (await editions.Content(card, stop) is not { } content)
        {
            return Results.Text($"ถอนเมื่อ {ThaiDate.ShortWithTime(card.WithdrawnAt!.Value)} {card.WithdrawnReason}\n", "text/plain", Encoding.UTF8, StatusCodes.Status410Gone);
        }
        return Fresh(http, organisation, cards) ?? Csv(Rows(SitePage.Read<PublishedResult>(content.Data)));
    }

    private static IEnumerable<string?[]> Rows(PublishedResult result)
    {
        yield return ["ปี", "ชนิด", "รหัส", "รายการ", "เครื่องมือ", "คะแนน", "ระดับ"];
        yield return [Number(result.Year), "total", "", "คะแนนรวม", "", Score(result.Total), result.Level];
        foreach (var tool in result.Tools)
        {
            yield return [Number(result.Year), "tool", tool.Code, tool.Name, tool.Code, Score(tool.Score), ""];
        }
        foreach (var indicator in result.Indicators)
        {
            yield return [Number(result.Year), "indicator", Number(indicator.No), indicator.Name, indicator.Tool, Score(indicator.Score), ""];
        }
        foreach (var (type, line) in (result.Questions ?? []).Select(l => ("question", l)).Concat((result.Items ?? []).Select(l => ("item", l))))
        {
            yield return [Number(result.Year), type, line.Code, line.Text, line.Tool, Score(line.Score), ""];
        }
    }

    private static async Task<IResult> File(int year, string sha256, string name, HttpContext http, PublicEditions editions, FileStore store, ILoggerFactory log, CancellationToken stop)
    {
        if (!Buddhist(year, out var fiscal) || !IsHex(sha256) || await editions.File(fiscal, Convert.FromHexString(sha256), stop) is not { } found)
        {
            return Results.NotFound();
        }
        if (!found.IsOpen)
        {
            return Results.Text("ไฟล์นี้ถอนการเผยแพร่แล้ว เหตุผลอยู่ที่หน้าของรายการนั้น\n", "text/plain", Encoding.UTF8, StatusCodes.Status410Gone);
        }
        if (found.File.Name != name)
        {
            return Results.Redirect(http.Request.PathBase.ToUriComponent() + FileAddress(fiscal, found.File), permanent: true);
        }
        if (!store.Has(found.File))
        {
            log.CreateLogger("Prongsai.Site").LogError("The store has lost the published file {Fingerprint}", found.File.Fingerprint);
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = "public, no-cache";
        return store.Download(found.File, http.Response);
    }

    private static List<EditionCard> Of(IEnumerable<EditionCard> cards, int year) =>
        [.. PublicEditions.Standing(cards.Where(c => c.Year.Value == year)).OrderBy(c => PublishedKinds.Order(c.Kind))];

    /// <summary>Whether anything of the year was ever put before the public; then also its items.</summary>
    private static bool Stands(IReadOnlyList<EditionCard> cards, FiscalYear year, RulebookSet rules, out IReadOnlyList<PublicItem> items)
    {
        items = PublicItems.Of(year, rules.Find(year), cards);
        return items.Any(i => i.Standing.Count > 0) || cards.Any(c => c.Year == year);
    }

    private static string StateName(PublicItem item) => item.State switch
    {
        PublicItemState.Published => "เผยแพร่แล้ว",
        PublicItemState.Withdrawn => "ถอนแล้ว",
        _ => "ยังไม่เผยแพร่",
    };

    private static object ItemLine(HttpContext http, PublicItem item) => new
    {
        item.Code,
        kind = item.Rule?.Kind,
        item.Title,
        address = Absolute(http, item.Address),
        json = Absolute(http, item.Address + ".json"),
        state = item.State,
        where = item.Where,
        changedAt = item.ChangedAt,
    };

    private static object FileLine(HttpContext http, FiscalYear year, StoredFile file) => new { file.Name, type = file.ContentType, file.Size, sha256 = file.Fingerprint, address = Absolute(http, FileAddress(year, file)) };

    private static object Told(HttpContext http, EditionCard card) => new
    {
        card.Title,
        year = card.Year.Value,
        card.Kind,
        card.Number,
        items = card.IsItem ? card.Items.Select(i => $"O{i}") : null,
        address = Absolute(http, PublishedKinds.Address(card.Kind, card.Year)),
        json = card.IsWithdrawn ? null : Absolute(http, PublishedKinds.Address(card.Kind, card.Year) + ".json"),
        publishedAt = card.PublishedAt,
        card.Reason,
        sha256 = card.Fingerprint,
        withdrawn = card.IsWithdrawn ? new { at = card.WithdrawnAt, reason = card.WithdrawnReason } : null,
    };

    /// <summary>Puts the headers on; an answer when the asker has it already.</summary>
    private static IResult? Fresh(HttpContext http, CurrentOrganisation organisation, IEnumerable<EditionCard> cards)
    {
        var tag = PublicCache.TagOf(http.Request, organisation.Card, cards);
        PublicCache.Allow(http.Response, tag);
        return PublicCache.IsKnown(http.Request, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : null;
    }

    /// <summary>With the mark by which Excel knows UTF-8.</summary>
    private static IResult Csv(IEnumerable<string?[]> rows) =>
        Results.Text("\uFEFF" + string.Concat(rows.Select(row => SpreadsheetSafe.CsvLine(row) + "\r\n")), "text/csv", Encoding.UTF8);

    private static string Absolute(HttpContext http, string path) => Feeds.Absolute(http.Request, path);

    private static bool Buddhist(int year, out FiscalYear fiscal) => FiscalYear.TryParse(Number(year), CultureInfo.InvariantCulture, out fiscal);

    private static bool IsHex(string text) => text.All(char.IsAsciiHexDigitLower);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Score(decimal? score) => score?.ToString("0.00##", CultureInfo.InvariantCulture);

    private static string Day(DateTimeOffset moment) => ThaiDate.InBangkok(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
