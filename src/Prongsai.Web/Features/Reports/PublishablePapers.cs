using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Reports;

internal sealed class PublishablePlan(AppDbContext db) : PublishablePaper(db, PaperKind.MeasuresPlan, PublishedKinds.MeasuresPlan);

internal sealed class PublishableResultReport(AppDbContext db) : PublishablePaper(db, PaperKind.MeasuresResult, PublishedKinds.MeasuresResult);

/// <summary>Offers the latest issued paper of each year to the public: the bytes that were issued, never a drawing of today.</summary>
internal abstract class PublishablePaper(AppDbContext db, PaperKind kind, string publishedKind) : IPublishable
{
    public string Kind => publishedKind;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop) =>
        [.. (await db.IssuedPapers.AsNoTracking().Where(p => p.Kind == kind).Select(p => new { p.Id, p.Year, p.Number, p.IssuedAt }).ToListAsync(stop))
            .GroupBy(p => p.Year).Select(g => g.MaxBy(p => p.Number)!).OrderBy(p => p.Year).Select(p => OfferOf(p.Id, p.Year, p.Number, p.IssuedAt))];

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop) =>
        await db.IssuedPapers.AsNoTracking().Where(p => p.Kind == kind && p.Year == year).OrderByDescending(p => p.Number).FirstOrDefaultAsync(stop) is not { } paper
            ? null
            : new PublishableContent
            {
                Offer = OfferOf(paper.Id, paper.Year, paper.Number, paper.IssuedAt),
                Data = new PublishedReport
                {
                    Year = year.Value,
                    Number = paper.Number,
                    IssuedOn = ThaiDate.InBangkok(paper.IssuedAt),
                    ContentSha256 = Convert.ToHexStringLower(paper.ContentSha256),
                    Digits = paper.Digits,
                },
                Html = paper.Html,
                Files = [paper.DocxFileId, paper.PdfFileId],
                Shows = [$"{PaperWords.Name(kind)}ทั้งฉบับตามที่ออกแล้ว อ่านเป็นหน้าเว็บได้ รวมชื่อหน่วยงานและตำแหน่งผู้รับผิดชอบ", "ไฟล์ Word และ PDF ของฉบับนั้น"],
                Keeps = ["หลักฐานที่แนบกับขั้นตอน ความเห็นภายใน และหมายเหตุของฉบับ"],
            };

    private Offer OfferOf(Guid id, FiscalYear year, int number, DateTimeOffset issuedAt) =>
        new(publishedKind, year, id.ToString(), $"{PaperWords.Name(kind)}ปี {year}", $"ฉบับที่ {number} ออกเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(issuedAt))}");
}

/// <summary>Issued plans and result reports, for memoranda to enclose.</summary>
internal sealed class IssuedPaperEnclosures(AppDbContext db) : IEnclosureSource
{
    public string Source => "issued-papers";

    public async Task<IReadOnlyList<EnclosureOffer>> Offers(CancellationToken stop) =>
        [.. (await db.IssuedPapers.AsNoTracking().OrderByDescending(p => p.IssuedAt).Select(p => new { p.Id, p.Kind, p.Year, p.Number, p.IssuedAt }).ToListAsync(stop))
            .Select(p => new EnclosureOffer(p.Id.ToString(), $"{PaperWords.Name(p.Kind)}ปี {p.Year}", $"ฉบับที่ {p.Number} ออกเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(p.IssuedAt))}", p.IssuedAt))];

    public async Task<EnclosureContent?> Content(string id, CancellationToken stop) =>
        Guid.TryParse(id, out var key) && await db.IssuedPapers.AsNoTracking().FirstOrDefaultAsync(p => p.Id == key, stop) is { } paper
            ? new EnclosureContent($"{PaperWords.Name(paper.Kind)}ปี {paper.Year} ฉบับที่ {paper.Number}", [paper.PdfFileId, paper.DocxFileId])
            : null;
}
