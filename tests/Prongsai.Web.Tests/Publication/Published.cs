using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Features.Publication;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Tests.Publication;

/// <summary>What tests of publication begin with: a confirmed result, an issued report, and the public's addresses of them.</summary>
internal static class Published
{
    public static readonly string[] MayPublish = [.. Assessment.OfficePapers.MayWork, "publication.publish"];

    public const string ResultPublish = "/publication/2567/assessment-result/publish";
    public const string ReportPublish = "/publication/2567/analysis-report/publish";

    /// <summary>Every address under which the result or the report of 2567, or a word of them, could be asked for; without files.</summary>
    public static readonly string[] Addresses =
    [
        "/ita/2567", "/ita/2567.json", "/ita/2567.csv", "/ita/2567/result", "/ita/2567/result/1", "/ita/2567/result.json", "/ita/2567/result.csv",
        "/ita/2567/analysis", "/ita/2567/analysis/1", "/ita/2567/analysis.json",
    ];

    /// <summary>Bytes that stand for the Word file of the report.</summary>
    public static readonly byte[] Docx = Encoding.UTF8.GetBytes("รายงานที่ออกแล้ว");

    /// <summary>Puts an issued report beside the confirmed result, without printing a PDF.</summary>
    public static Task<StoredFile> IssueReport(this Site site, string words, int number = 1) => site.Do(async services =>
    {
        var db = services.GetRequiredService<AppDbContext>();
        var file = (await services.GetRequiredService<FileStore>().Add([.. Docx, (byte)number], "รายงาน ITA 2567.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", CancellationToken.None)).Value;
        db.IssuedReports.Add(new IssuedReport
        {
            Year = new FiscalYear(2567),
            Number = number,
            Layout = "seven-issues",
            LayoutVersion = 1,
            Digits = DigitStyle.Thai,
            ContentSha256 = new byte[32],
            Html = $"<div class=\"paper\"><h2>{words}</h2></div>",
            DocxFileId = file.Id,
            AssessmentId = await db.Assessments.Where(a => a.State == AssessmentState.Current && a.Year == new FiscalYear(2567)).Select(a => a.Id).SingleAsync(),
            IssuedAt = site.Time.Now,
            IssuedBy = "นักวิเคราะห์",
        });
        await db.SaveChangesAsync();
        return file;
    });

    public static Task<Result<Edition>> Publish(this Site site, string kind, int year, string? reason = null, params string[] options) =>
        site.Do(services => services.GetRequiredService<PublishEdition>().Do(kind, new FiscalYear(year), null, options.ToHashSet(StringComparer.Ordinal), reason, CancellationToken.None));
}
