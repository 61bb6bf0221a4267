using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Reports;

/// <summary>Chooses a layout and digits, shows the report as it will be, gives it as Word or PDF, and issues it.</summary>
[Authorize("analysis.read")]
internal sealed class MakeModel(AppDbContext db, ReportOf report, IssueReport issue, IPdfPrinter printer, CurrentOrganisation organisation, CurrentPerson person, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Layout { get; set; }

    /// <summary>thai or arabic; null takes the organisation's setting.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Digits { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(IssuedReport.NoteMaxLength, ErrorMessage = "หมายเหตุยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Note { get; set; }

    public string Html { get; private set; } = "";

    public IReadOnlyList<AnalysisLayout> Layouts { get; private set; } = [];

    public IReadOnlyList<IssuedReport> Issued { get; private set; } = [];

    public YearTrack Track { get; private set; } = null!;

    public bool MayIssue => person.May("analysis.issue");

    private DigitStyle Style => Digits switch { "arabic" => DigitStyle.Arabic, "thai" => DigitStyle.Thai, _ => organisation.Card.Digits };

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Prepare(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetDocx(CancellationToken stop) =>
        await Paper(stop) is { } paper ? FileOf(DocxWriter.Write(paper), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx") : NotFound();

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        if (await Paper(stop) is not { } paper)
        {
            return NotFound();
        }
        try
        {
            return FileOf(await printer.Print(paper, stop), "application/pdf", ".pdf");
        }
        catch (PdfPrintingException trouble)
        {
            ModelState.AddModelError("", trouble.Message);
            await Prepare(stop);
            return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!MayIssue)
        {
            return Forbid();
        }
        if (ModelState.IsValid && Layout is not null)
        {
            try
            {
                var issued = await issue.Do(Year, Layout, Style, Note, stop);
                if (issued.IsOk)
                {
                    TempData.Done($"ออกรายงานฉบับที่ {issued.Value.Number} แล้ว", "ไฟล์ Word และ PDF ของฉบับนี้เก็บไว้แล้ว จะไม่เปลี่ยนแม้ตัวเลขเปลี่ยน");
                    return Redirect($"/analysis/{Year}/report#issued");
                }
                ModelState.AddModelError(nameof(Note), issued.Refusal.Text);
            }
            catch (PdfPrintingException trouble)
            {
                ModelState.AddModelError("", trouble.Message);
            }
        }
        return await Prepare(stop) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
    }

    private async Task<Document?> Paper(CancellationToken stop)
    {
        Layouts = report.LayoutsFor(Year);
        if (Layout is null || Layouts.All(l => l.Id != Layout))
        {
            Layout = Layouts[0].Id;
        }
        return (await report.Of(Year, Layout, Style, stop))?.Paper;
    }

    private async Task<bool> Prepare(CancellationToken stop)
    {
        if (await Paper(stop) is not { } paper)
        {
            return false;
        }
        Digits = Style is DigitStyle.Thai ? "thai" : "arabic";
        Html = HtmlWriter.Write(paper, new HtmlOptions { Mode = HtmlMode.Fragment });
        Issued = await db.IssuedReports.AsNoTracking().Where(r => r.Year == Year).OrderByDescending(r => r.Number).ToListAsync(stop);
        Track = await cycle.Of(Year.Next, 2, stop);
        return true;
    }

    private FileContentResult FileOf(byte[] bytes, string type, string extension)
    {
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(bytes, type, FileStore.SafeName($"รายงานวิเคราะห์ผล ITA {Year}{extension}"));
    }
}
