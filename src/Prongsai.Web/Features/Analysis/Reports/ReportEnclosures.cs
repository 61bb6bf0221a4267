using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Reports;

/// <summary>Issued analysis reports, for memoranda to enclose.</summary>
internal sealed class ReportEnclosures(AppDbContext db) : IEnclosureSource
{
    public string Source => "analysis-reports";

    public async Task<IReadOnlyList<EnclosureOffer>> Offers(CancellationToken stop) =>
        [.. (await db.IssuedReports.AsNoTracking().OrderByDescending(r => r.IssuedAt).Select(r => new { r.Id, r.Year, r.Number, r.IssuedAt }).ToListAsync(stop))
            .Select(r => new EnclosureOffer(r.Id.ToString(), $"รายงานการวิเคราะห์ผล ITA ปี {r.Year}", $"ฉบับที่ {r.Number} ออกเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(r.IssuedAt))}", r.IssuedAt))];

    public async Task<EnclosureContent?> Content(string id, CancellationToken stop) =>
        Guid.TryParse(id, out var key) && await db.IssuedReports.AsNoTracking().FirstOrDefaultAsync(r => r.Id == key, stop) is { } report
            ? new EnclosureContent($"รายงานการวิเคราะห์ผล ITA ปี {report.Year} ฉบับที่ {report.Number}", report.PdfFileId is { } pdf ? [pdf, report.DocxFileId] : [report.DocxFileId])
            : null;
}
