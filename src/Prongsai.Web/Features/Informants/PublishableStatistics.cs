using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Informants;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Informants;

/// <summary>
/// Offers the half-year counts of the protected channel to the public, once a half is over: all, finished, in hand, "none" said aloud, small
/// numbers told as small. Which report, whose and when is not known on this side of the wall.
/// </summary>
internal sealed class PublishableStatistics(IBehindTheWall wall, CurrentOrganisation organisation, TimeProvider clock) : IPublishable
{
    public string Kind => PublishedKinds.ComplaintStatistics;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop)
    {
        var offers = new List<Offer>();
        var current = FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow()));
        if ((await wall.Appointed(stop)).Count == 0)
        {
            return offers;
        }
        foreach (var year in new[] { new FiscalYear(current.Value - 1), current })
        {
            if (await wall.Statistics(year.Value, stop) is { Count: > 0 } halves)
            {
                offers.Add(OfferOf(year, halves));
            }
        }
        return offers;
    }

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop) =>
        await wall.Statistics(year.Value, stop) is not { Count: > 0 } halves
            ? null
            : new PublishableContent
            {
                Offer = OfferOf(year, halves),
                Data = new PublishedComplaints { Year = year.Value, Halves = [.. halves.Select(h => new PublishedHalf { Half = h.Half, Until = h.Until, All = h.All, Finished = h.Finished, InHand = h.InHand })] },
                Html = HtmlWriter.Write(Paper(year, halves), new HtmlOptions { Mode = HtmlMode.Fragment }),
                Shows = ["จำนวนเรื่องของแต่ละครึ่งปีที่ครบรอบแล้ว: ทั้งหมด เสร็จ กำลังดำเนินการ", "จำนวน 1–4 แสดงว่า “น้อยกว่า 5” และไม่แยกย่อย ไม่มีเรื่องก็บอกว่าไม่มี"],
                Keeps = ["เรื่อง ผู้แจ้ง ผู้ถูกกล่าวหา และวันที่ของแต่ละเรื่อง ซึ่งหน้านี้ไม่รู้"],
            };

    /// <summary>As it is told: ไม่มี, น้อยกว่า 5, 12.</summary>
    public static string Words(int? number) => number switch { null => "น้อยกว่า 5", 0 => "ไม่มี", { } n => n.ToString(CultureInfo.InvariantCulture) };

    private static string Part(HalfYear half, int? part) => half.All == 0 ? "–" : part?.ToString(CultureInfo.InvariantCulture) ?? "ไม่แยก";

    private static Offer OfferOf(FiscalYear year, IReadOnlyList<HalfYear> halves)
    {
        var figures = string.Join(';', halves.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Half}:{h.All}/{h.Finished}/{h.InHand}")));
        var source = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(figures)))[..16];
        return new Offer(PublishedKinds.ComplaintStatistics, year, source, $"{PublishedKinds.Name(PublishedKinds.ComplaintStatistics)}ปี {year}", string.Join(" ", halves.Select(h => $"ครึ่งปีที่ {h.Half}: {Words(h.All)}")));
    }

    private Document Paper(FiscalYear year, IReadOnlyList<HalfYear> halves) => new()
    {
        Title = $"{PublishedKinds.Name(PublishedKinds.ComplaintStatistics)}ปี {year}",
        Author = organisation.Card.Name,
        Digits = organisation.Card.Digits,
        Blocks =
        [
            new Paragraph("นับเฉพาะเรื่องที่แจ้งผ่านช่องทางคุ้มครองผู้แจ้งเบาะแสของหน่วยงาน ณ วันสุดท้ายของครึ่งปีงบประมาณ", Alignment.Start),
            new Table(
                "จำนวนเรื่อง", [new("ครึ่งปี", 0.4m), new("ทั้งหมด", 0.2m, Alignment.End), new("เสร็จ", 0.2m, Alignment.End), new("กำลังดำเนินการ", 0.2m, Alignment.End)],
                [.. halves.Select(h => new TableRow([new($"ถึง {ThaiDate.Short(h.Until)}"), new(Words(h.All)), new(Part(h, h.Finished)), new(Part(h, h.InHand))]))]),
            new Paragraph("จำนวน 1–4 แสดงว่า “น้อยกว่า 5” และไม่แยกย่อย เพื่อไม่ให้ย้อนหาผู้แจ้งได้", Alignment.Start),
        ],
    };
}

/// <summary>Offers how reports are handled, by when, and where the channel is.</summary>
internal sealed class PublishableProcedure(IBehindTheWall wall, CurrentOrganisation organisation, TimeProvider clock) : IPublishable
{
    public string Kind => PublishedKinds.ComplaintProcedure;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop) =>
        (await wall.Appointed(stop)).Count == 0 ? [] : [OfferOf(FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow())))];

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop) =>
        (await wall.Appointed(stop)).Count == 0
            ? null
            : new PublishableContent
            {
                Offer = OfferOf(year),
                Data = new PublishedProcedure { Year = year.Value, Channel = "/n", Steps = [.. wall.ProcedureLines] },
                Html = HtmlWriter.Write(Paper(year), new HtmlOptions { Mode = HtmlMode.Fragment }),
                Shows = ["ขั้นตอน กำหนดเวลา และการขยายเวลาตามที่ระบบใช้จริง", "ที่อยู่ของช่องทางแจ้งเรื่องโดยไม่ต้องบอกชื่อ"],
                Keeps = ["รายชื่อผู้รับเรื่อง ซึ่งอยู่ในหน้าช่องทางเองและเป็นปัจจุบันเสมอ"],
            };

    private Offer OfferOf(FiscalYear year) =>
        new(PublishedKinds.ComplaintProcedure, year, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wall.ProcedureLines))))[..16], $"{PublishedKinds.Name(PublishedKinds.ComplaintProcedure)}ปี {year}", $"{wall.ProcedureLines.Count} ขั้นตอน");

    private Document Paper(FiscalYear year) => new()
    {
        Title = $"{PublishedKinds.Name(PublishedKinds.ComplaintProcedure)}ปี {year}",
        Author = organisation.Card.Name,
        Digits = organisation.Card.Digits,
        Blocks =
        [
            new Heading(1, "ช่องทาง"),
            new Paragraph("แจ้งเรื่องโดยไม่ต้องบอกชื่อ ไม่ต้องมีบัญชี ที่หน้า “แจ้งเรื่องโดยไม่ต้องบอกชื่อ” ท้ายเว็บไซต์นี้ หรือทางโทรศัพท์ จดหมาย และที่ทำการ ซึ่งผู้รับเรื่องจะบันทึกแทนแล้วให้รหัสติดตาม", Alignment.Start),
            new Heading(1, "ขั้นตอนและกำหนดเวลา"),
            new ListItems(wall.ProcedureLines, Numbered: true),
        ],
    };
}

/// <summary>The counts as published.</summary>
internal sealed record PublishedComplaints
{
    public required int Year { get; init; }

    public required IReadOnlyList<PublishedHalf> Halves { get; init; }
}

/// <summary>Of half a fiscal year; null is a number from 1 to 4, or one from which such a number would follow.</summary>
internal sealed record PublishedHalf
{
    public required int Half { get; init; }

    public required DateOnly Until { get; init; }

    public required int? All { get; init; }

    public required int? Finished { get; init; }

    public required int? InHand { get; init; }
}

/// <summary>The procedure as published.</summary>
internal sealed record PublishedProcedure
{
    public required int Year { get; init; }

    /// <summary>Below the public root.</summary>
    public required string Channel { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }
}
