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
                Data = new PublishedComplaints { Year = year.Value, Halves = [.. halves.Select(h => new PublishedHalf { Half = h.Half, Until = h.Until, All = h.All, Finished = h.Finished, InHand = h.InHand, OtherWays = h.Others is { } o ? new PublishedOthers { All = o.All, Finished = o.Finished, InHand = o.InHand, Source = o.Source } : null })] },
                Html = HtmlWriter.Write(Paper(year, halves), new HtmlOptions { Mode = HtmlMode.Fragment }),
                Shows = ["จำนวนเรื่องของแต่ละครึ่งปีที่ครบรอบแล้ว: ทั้งหมด เสร็จ กำลังดำเนินการ แยกช่องทางคุ้มครองกับทางอื่น", "จำนวน 1–4 แสดงว่า “น้อยกว่า 5” และไม่แยกย่อย ไม่มีเรื่องก็บอกว่าไม่มี"],
                Keeps = ["เรื่อง ผู้แจ้ง ผู้ถูกกล่าวหา และวันที่ของแต่ละเรื่อง ซึ่งหน้านี้ไม่รู้"],
            };

    /// <summary>As it is told: ไม่มี, น้อยกว่า 5, 12.</summary>
    public static string Words(int? number) => number switch { null => "น้อยกว่า 5", 0 => "ไม่มี", { } n => n.ToString(CultureInfo.InvariantCulture) };

    private static string Part(int? all, int? part) => all == 0 ? "–" : part?.ToString(CultureInfo.InvariantCulture) ?? "ไม่แยก";

    private static Offer OfferOf(FiscalYear year, IReadOnlyList<HalfYear> halves)
    {
        var figures = string.Join(';', halves.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Half}:{h.All}/{h.Finished}/{h.InHand}{(h.Others is { } o ? $"+{o.All}/{o.Finished}/{o.InHand} {o.Source}" : "")}")));
        var source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figures)))[..16];
        return new Offer(PublishedKinds.ComplaintStatistics, year, source, $"{PublishedKinds.Name(PublishedKinds.ComplaintStatistics)}ปี {year}", string.Join(" ", halves.Select(h => $"ครึ่งปีที่ {h.Half}: {Words(h.All)}")));
    }

    private Document Paper(FiscalYear year, IReadOnlyList<HalfYear> halves) => new()
    {
        Title = $"{PublishedKinds.Name(PublishedKinds.ComplaintStatistics)}ปี {year}",
        Author = organisation.Card.Name,
        Digits = organisation.Card.Digits,
        Blocks =
        [
            new Paragraph("นับ ณ วันสุดท้ายของครึ่งปีงบประมาณ แยกเรื่องที่แจ้งผ่านช่องทางคุ้มครองผู้แจ้งเบาะแส กับเรื่องร้องเรียนการทุจริตและประพฤติมิชอบที่มาทางอื่น", Alignment.Start),
            Counts("เรื่องที่แจ้งผ่านช่องทางคุ้มครอง", halves.Select(h => new TableRow([new($"ถึง {ThaiDate.Short(h.Until)}"), new(Words(h.All)), new(Part(h.All, h.Finished)), new(Part(h.All, h.InHand))]))),
            Counts("เรื่องที่มาทางอื่น เช่น จดหมาย โทรศัพท์ ที่ทำการ", halves.Select(h => h.Others is { } o
                ? new TableRow([new($"ถึง {ThaiDate.Short(h.Until)}"), new(Words(o.All)), new(Part(o.All, o.Finished)), new(Part(o.All, o.InHand))])
                : new TableRow([new($"ถึง {ThaiDate.Short(h.Until)}"), new("ยังไม่ได้นับ"), new("–"), new("–")]))),
            .. halves.Where(h => h.Others is not null).Select(h => new Paragraph($"ที่มาของจำนวนทางอื่น ถึง {ThaiDate.Short(h.Until)}: {h.Others!.Source}", Alignment.Start)),
            new Paragraph("จำนวน 1–4 แสดงว่า “น้อยกว่า 5” และไม่แยกย่อย เพื่อไม่ให้ย้อนหาผู้แจ้งได้", Alignment.Start),
        ],
    };

    private static Table Counts(string caption, IEnumerable<TableRow> rows) =>
        new(caption, [new("ครึ่งปี", 0.4m), new("ทั้งหมด", 0.2m, Alignment.End), new("เสร็จ", 0.2m, Alignment.End), new("กำลังดำเนินการ", 0.2m, Alignment.End)], [.. rows]);
}

/// <summary>Offers how reports are handled, by when, and where the channel is.</summary>
internal sealed class PublishableProcedure(IBehindTheWall wall, CurrentOrganisation organisation, TimeProvider clock) : IPublishable
{
    public string Kind => PublishedKinds.ComplaintProcedure;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop) =>
        await Open(stop) is { } procedure ? [OfferOf(FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow())), procedure)] : [];

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop) =>
        await Open(stop) is not { } procedure
            ? null
            : new PublishableContent
            {
                Offer = OfferOf(year, procedure),
                Data = new PublishedProcedure { Year = year.Value, Channel = "/n", Version = procedure.Version, Steps = procedure.Steps, Source = procedure.Source, AnswerDays = procedure.AnswerDays, AnswerRule = procedure.AnswerRule },
                Html = HtmlWriter.Write(Paper(year, procedure), new HtmlOptions { Mode = HtmlMode.Fragment }),
                Shows = ["ขั้นตอน กำหนดเวลา และการขยายเวลาตามที่ระบบใช้จริงกับเรื่องใหม่", "ที่อยู่ของช่องทางแจ้งเรื่องโดยไม่ต้องบอกชื่อ"],
                Keeps = ["รายชื่อผู้รับเรื่อง ซึ่งอยู่ในหน้าช่องทางเองและเป็นปัจจุบันเสมอ"],
            };

    /// <summary>The procedure in force; null while nobody receives.</summary>
    private async Task<PublicProcedure?> Open(CancellationToken stop) => (await wall.Appointed(stop)).Count == 0 ? null : await wall.Procedure(stop);

    private static Offer OfferOf(FiscalYear year, PublicProcedure procedure)
    {
        var text = string.Join('\n', [.. procedure.Steps, procedure.Source, procedure.AnswerRule, procedure.AnswerDays.ToString(CultureInfo.InvariantCulture)]);
        return new(PublishedKinds.ComplaintProcedure, year, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16], $"{PublishedKinds.Name(PublishedKinds.ComplaintProcedure)}ปี {year}", $"{procedure.Steps.Count} ขั้นตอน");
    }

    private Document Paper(FiscalYear year, PublicProcedure procedure) => new()
    {
        Title = $"{PublishedKinds.Name(PublishedKinds.ComplaintProcedure)}ปี {year}",
        Author = organisation.Card.Name,
        Digits = organisation.Card.Digits,
        Blocks =
        [
            new Heading(1, "ช่องทาง"),
            new Paragraph("แจ้งเรื่องโดยไม่ต้องบอกชื่อ ไม่ต้องมีบัญชี ที่หน้า “แจ้งเรื่องโดยไม่ต้องบอกชื่อ” ท้ายเว็บไซต์นี้ หรือทางโทรศัพท์ จดหมาย และที่ทำการ ซึ่งผู้รับเรื่องจะบันทึกแทนแล้วให้รหัสติดตาม", Alignment.Start),
            new Heading(1, "ขั้นตอนและกำหนดเวลา"),
            new ListItems(procedure.Steps, Numbered: true),
            new Paragraph($"หน่วยงานแจ้งการดำเนินการแก่ผู้แจ้งภายใน {procedure.AnswerDays.ToString(CultureInfo.InvariantCulture)} วันนับจากวันรับเรื่อง {procedure.AnswerRule}", Alignment.Start),
            new Paragraph($"ที่มาของขั้นตอน: {procedure.Source} (รุ่นที่ {procedure.Version.ToString(CultureInfo.InvariantCulture)} เรื่องที่รับไว้ก่อนเดินตามรุ่นของตน)", Alignment.Start),
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

    /// <summary>Null while nobody counted them.</summary>
    public required PublishedOthers? OtherWays { get; init; }
}

/// <summary>Of complaints that came by other ways; null as above.</summary>
internal sealed record PublishedOthers
{
    public required int? All { get; init; }

    public required int? Finished { get; init; }

    public required int? InHand { get; init; }

    /// <summary>The register they were counted in.</summary>
    public required string Source { get; init; }
}

/// <summary>The procedure as published.</summary>
internal sealed record PublishedProcedure
{
    public required int Year { get; init; }

    /// <summary>Below the public root.</summary>
    public required string Channel { get; init; }

    /// <summary>Counted in the office from 1.</summary>
    public required int Version { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }

    public required string Source { get; init; }

    /// <summary>Days, all counted, within which an answer is owed.</summary>
    public required int AnswerDays { get; init; }

    public required string AnswerRule { get; init; }
}
