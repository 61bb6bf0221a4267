using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports;

internal sealed record NoMeasuresToPrint() : Refusal("ปีนี้ยังไม่มีมาตรการในแผน เพิ่มมาตรการก่อนจึงออกเอกสารได้");

internal sealed record SameAsLastIssued(int Number) : Refusal($"เนื้อหาเหมือนฉบับที่ {Number} ทุกตัวอักษร ใช้ฉบับนั้นได้เลย");

internal sealed record AnotherPaperWasFirst() : Refusal("มีผู้ออกเอกสารนี้พร้อมกัน โหลดหน้าใหม่แล้วดูฉบับล่าสุดก่อนออกอีกครั้ง");

/// <summary>Fixes a paper: the bytes that go out are kept under a number with the fingerprint of their content, and never drawn again.</summary>
internal sealed class IssuePaper(AppDbContext db, PaperOf papers, IPdfPrinter printer, FileStore files, IPaperCheck check, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <exception cref="PdfPrintingException">The PDF could not be printed; nothing was issued. Its message is Thai.</exception>
    public async Task<Result<IssuedPaper>> Do(PaperKind kind, FiscalYear year, string? layoutId, DigitStyle digits, string? note, CancellationToken stop)
    {
        var made = await papers.Of(kind, year, layoutId, digits, stop);
        if (made.Measures == 0)
        {
            return new NoMeasuresToPrint();
        }
        var html = HtmlWriter.Write(made.Document, new HtmlOptions { Mode = HtmlMode.Fragment });
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(html));
        var last = await db.IssuedPapers.AsNoTracking().Where(p => p.Kind == kind && p.Year == year).OrderByDescending(p => p.Number).FirstOrDefaultAsync(stop);
        if (last is not null && last.ContentSha256.AsSpan().SequenceEqual(sha256))
        {
            return new SameAsLastIssued(last.Number);
        }
        var name = FileStore.SafeName($"{PaperWords.Name(kind)} {year}");
        var pdf = await printer.Print(made.Document, stop);
        var docxFile = await files.AddOwn(DocxWriter.Write(made.Document), name + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", stop);
        var pdfFile = await files.AddOwn(pdf, name + ".pdf", "application/pdf", stop);
        var issued = new IssuedPaper
        {
            Kind = kind,
            Year = year,
            Number = (last?.Number ?? 0) + 1,
            Layout = made.Layout.Id,
            LayoutVersion = made.Layout.Version,
            Digits = digits,
            ContentSha256 = sha256,
            Html = html,
            DocxFileId = docxFile.Value.Id,
            PdfFileId = pdfFile.Value.Id,
            Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
            IssuedAt = clock.GetUtcNow(),
            IssuedBy = person.Position,
        };
        db.IssuedPapers.Add(issued);
        db.Record("paper.issued", "issued-paper", PaperWords.Subject(kind, year), issued.Note, new { kind = PublishedAs(kind), year = year.Value, number = issued.Number, layout = issued.Layout, sha256 = Convert.ToHexStringLower(sha256) });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new AnotherPaperWasFirst();
        }
        await check.Of(issued.DocxFileId, stop);
        return issued;
    }

    private static string PublishedAs(PaperKind kind) => KebabCase<PaperKind>.Write(kind);
}

/// <summary>What the two kinds of paper are called.</summary>
internal static class PaperWords
{
    public static string Name(PaperKind kind) => kind is PaperKind.MeasuresPlan ? "แผนมาตรการส่งเสริมคุณธรรมและความโปร่งใส" : "รายงานผลตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส";

    /// <summary>As changes name it.</summary>
    public static string Subject(PaperKind kind, FiscalYear year) => $"{KebabCase<PaperKind>.Write(kind)}/{year}";
}
