using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Reports;

internal sealed record NoResultToReport() : Refusal("ปีนี้ยังไม่มีผลที่ยืนยันแล้ว ยืนยันผลก่อนจึงออกรายงานได้");

internal sealed record AnotherReportWasFirst() : Refusal("มีผู้ออกรายงานของปีนี้พร้อมกัน โหลดหน้าใหม่แล้วลองอีกครั้ง");

/// <summary>Fixes a report: the bytes that go out are kept under a number, with the fingerprint of their content. They are never drawn again.</summary>
internal sealed class IssueReport(AppDbContext db, ReportOf report, IPdfPrinter printer, FileStore files, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<IssuedReport>> Do(FiscalYear year, string layoutId, DigitStyle digits, string? note, CancellationToken stop)
    {
        if (await report.Of(year, layoutId, digits, stop) is not var (paper, layout, now))
        {
            return new NoResultToReport();
        }
        var name = $"รายงานวิเคราะห์ผล ITA {year}";
        var html = HtmlWriter.Write(paper, new HtmlOptions { Mode = HtmlMode.Fragment });
        var docx = await files.AddOwn(DocxWriter.Write(paper), name + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", stop);
        var pdf = await files.AddOwn(await printer.Print(paper, stop), name + ".pdf", "application/pdf", stop);
        var number = await db.IssuedReports.Where(r => r.Year == year).MaxAsync(r => (int?)r.Number, stop) ?? 0;
        var issued = new IssuedReport
        {
            Year = year,
            Number = number + 1,
            Layout = layout.Id,
            LayoutVersion = layout.Version,
            Digits = digits,
            ContentSha256 = SHA256.HashData(Encoding.UTF8.GetBytes(html)),
            Html = html,
            DocxFileId = docx.Value.Id,
            PdfFileId = pdf.Value.Id,
            AssessmentId = now.Result.Id,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            IssuedAt = clock.GetUtcNow(),
            IssuedBy = person.Position,
        };
        db.IssuedReports.Add(issued);
        db.Record("report.issued", "report", issued.Id, note, new { year = year.Value, number = issued.Number, layout = layout.Id, sha256 = Convert.ToHexStringLower(issued.ContentSha256) });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is Npgsql.PostgresException { SqlState: "23505" })
        {
            return new AnotherReportWasFirst();
        }
        return issued;
    }
}
