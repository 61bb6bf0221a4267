using Prongsai.Domain;
using Prongsai.Web.Platform.Publishing;
using System.Security.Cryptography;
using System.Globalization;
using System.Text;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Offers the manuals that stand in public as the year's disclosure item "service manual": the list with their addresses.</summary>
internal sealed class PublishableManuals(PublicManuals manuals, TimeProvider clock) : IPublishable
{
    /// <summary>The kind every year's rulebook gives a number of its own.</summary>
    public const string ItemKind = "service-manual";

    public string Kind => ItemKind;

    /// <summary>The manuals stand now, so they are offered for the fiscal year that runs and the one before it, which is assessed meanwhile.</summary>
    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop)
    {
        var cards = await manuals.Standing(stop);
        var now = FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow()));
        return cards.Count == 0 ? [] : [OfferOf(cards, now.Previous), OfferOf(cards, now)];
    }

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop)
    {
        var cards = await manuals.Standing(stop);
        if (cards.Count == 0)
        {
            return null;
        }
        var contents = await manuals.Contents(cards, stop);
        return new PublishableContent
        {
            Offer = OfferOf(cards, year),
            Data = new { services = cards.Select(c => new { c.Title, c.Unit, c.Address, edition = c.Number, totalTime = contents[c.Id].Total(), fees = contents[c.Id].Fees }) },
            Html = Html(cards, contents),
            Files = [.. cards.Select(c => c.PdfFileId)],
            Shows = [$"รายชื่อคู่มือบริการ {cards.Count} เรื่อง พร้อมระยะเวลา ค่าธรรมเนียม และที่อยู่ของแต่ละเรื่อง", "ไฟล์ PDF ของทุกคู่มือ"],
            Keeps = ["คู่มือฉบับร่างและคู่มือที่ถอนแล้ว"],
        };
    }

    private static Offer OfferOf(IReadOnlyList<ManualCard> cards, FiscalYear year)
    {
        var state = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', cards.Select(c => c.Id).Order())));
        return new Offer(ItemKind, year, Convert.ToHexStringLower(state)[..32], $"คู่มือการขอรับบริการปี {year}", $"{cards.Count} เรื่อง เปลี่ยนล่าสุด {ThaiDate.Short(ThaiDate.InBangkok(cards.Max(c => c.PublishedAt)))}");
    }

    private static string Html(IReadOnlyList<ManualCard> cards, IReadOnlyDictionary<Guid, ManualContent> contents)
    {
        var html = new StringBuilder("<div class=\"paper\" lang=\"th\"><table class=\"paper-table\"><thead><tr><th scope=\"col\">เรื่อง</th><th scope=\"col\">ส่วนราชการ</th><th scope=\"col\">ระยะเวลา</th><th scope=\"col\">ค่าธรรมเนียม</th></tr></thead><tbody>");
        foreach (var card in cards)
        {
            var content = contents[card.Id];
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{E(card.Title)}</td><td>{E(card.Unit)}</td><td>{E(content.Total() ?? "–")}</td><td>{E(content.Fees.Count == 0 ? "ไม่มี" : string.Join(", ", content.Fees))}</td></tr>");
        }
        return html.Append("</tbody></table></div>").ToString();

        static string E(string text) => System.Net.WebUtility.HtmlEncode(text);
    }
}
