using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Analysis.Reports;

/// <summary>Offers the latest issued report of each year to the public: the bytes that were issued, never a drawing of today.</summary>
internal sealed class PublishableReport(AppDbContext db) : IPublishable
{
    public string Kind => PublishedKinds.Analysis;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop) =>
        [.. (await db.IssuedReports.AsNoTracking().Select(r => new { r.Id, r.Year, r.Number, r.IssuedAt }).ToListAsync(stop))
            .GroupBy(r => r.Year).Select(g => g.MaxBy(r => r.Number)!).OrderBy(r => r.Year).Select(r => OfferOf(r.Id, r.Year, r.Number, r.IssuedAt))];

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop)
    {
        if (await db.IssuedReports.AsNoTracking().Where(r => r.Year == year).OrderByDescending(r => r.Number).FirstOrDefaultAsync(stop) is not { } report)
        {
            return null;
        }
        return new PublishableContent
        {
            Offer = OfferOf(report.Id, report.Year, report.Number, report.IssuedAt),
            Data = new PublishedReport
            {
                Year = year.Value,
                Number = report.Number,
                IssuedOn = ThaiDate.InBangkok(report.IssuedAt),
                ContentSha256 = Convert.ToHexStringLower(report.ContentSha256),
                Digits = report.Digits,
            },
            Html = report.Html,
            Files = report.PdfFileId is { } pdf ? [report.DocxFileId, pdf] : [report.DocxFileId],
            Shows =
            [
                "รายงานทั้งฉบับตามที่ออกแล้ว อ่านเป็นหน้าเว็บได้ รวมข้อความทุกข้อและคะแนนรายข้อที่อยู่ในรายงาน",
                "ถ้าผู้ตอบแบบวัดมีน้อย คะแนนรายข้อในรายงานคำนวณย้อนกลับได้ว่ามีกี่คนตอบแต่ละระดับ อ่านรายงานอีกครั้งก่อนเผยแพร่",
                report.PdfFileId is null ? "ไฟล์ Word ของฉบับนั้น" : "ไฟล์ Word และ PDF ของฉบับนั้น",
            ],
            Keeps = ["ร่าง ข้อความที่แก้หลังออกรายงาน และหมายเหตุภายในของฉบับ"],
        };
    }

    private static Offer OfferOf(Guid id, FiscalYear year, int number, DateTimeOffset issuedAt) =>
        new(PublishedKinds.Analysis, year, id.ToString(), $"รายงานการวิเคราะห์ผล ITA ปี {year}", $"รายงานฉบับที่ {number} ออกเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(issuedAt))}");
}
