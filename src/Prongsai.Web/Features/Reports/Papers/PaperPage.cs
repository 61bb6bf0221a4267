using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports.Papers;

/// <summary>Chooses a form and digits, shows the paper as it will be, gives it as Word, PDF or HTML, and issues it.</summary>
internal abstract class PaperPage(AppDbContext db, PaperOf papers, IssuePaper issue, IPdfPrinter printer, CurrentOrganisation organisation, CurrentPerson person, CycleTrack cycle, PaperKind kind, int stopOfCycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Layout { get; set; }

    /// <summary>thai or arabic; null takes the organisation's setting.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Digits { get; set; }

    [BindProperty, StringLength(IssuedPaper.NoteMaxLength, ErrorMessage = "หมายเหตุยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Note { get; set; }

    public PaperKind Kind => kind;

    public string Preview { get; private set; } = "";

    public int Measures { get; private set; }

    public IReadOnlyList<LayoutChoice> Layouts { get; private set; } = [];

    public IReadOnlyList<IssuedPaper> Issued { get; private set; } = [];

    public YearTrack Track { get; private set; } = null!;

    public bool MayIssue => person.May("reports.issue");

    public string Query => $"layout={Uri.EscapeDataString(Layout ?? "")}&digits={Digits}";

    private DigitStyle Style => Digits switch { "arabic" => DigitStyle.Arabic, "thai" => DigitStyle.Thai, _ => organisation.Card.Digits };

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await Prepare(stop);
        return Page();
    }

    public async Task<IActionResult> OnGetDocx(CancellationToken stop) => FileOf(DocxWriter.Write((await Made(stop)).Document), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");

    public async Task<IActionResult> OnGetHtml(CancellationToken stop) => FileOf(Encoding.UTF8.GetBytes(HtmlWriter.Write((await Made(stop)).Document)), "text/html; charset=utf-8", ".html");

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        try
        {
            return FileOf(await printer.Print((await Made(stop)).Document, stop), "application/pdf", ".pdf");
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
        if (ModelState.IsValid)
        {
            try
            {
                var issued = await issue.Do(kind, Year, Layout, Style, Note, stop);
                if (issued.IsOk)
                {
                    TempData.Done($"ออก{PaperWords.Name(kind)} ฉบับที่ {issued.Value.Number} แล้ว", "ไฟล์ Word และ PDF ของฉบับนี้เก็บไว้แล้ว จะไม่เปลี่ยนแม้ข้อมูลเปลี่ยน");
                    return Redirect(Request.Path + "#issued");
                }
                ModelState.AddModelError(nameof(Note), issued.Refusal.Text);
            }
            catch (PdfPrintingException trouble)
            {
                ModelState.AddModelError("", trouble.Message);
            }
        }
        await Prepare(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    protected virtual async Task Prepare(CancellationToken stop)
    {
        var made = await Made(stop);
        Digits = Style is DigitStyle.Thai ? "thai" : "arabic";
        Preview = HtmlWriter.Write(made.Document, new HtmlOptions { Mode = HtmlMode.Fragment });
        Issued = await db.IssuedPapers.AsNoTracking().Where(p => p.Kind == kind && p.Year == Year).OrderByDescending(p => p.Number).ToListAsync(stop);
        Track = await cycle.Of(Year, stopOfCycle, stop);
    }

    private async Task<MadePaper> Made(CancellationToken stop)
    {
        Layouts = papers.Layouts(kind, Year);
        var made = await papers.Of(kind, Year, Layout, Style, stop);
        (Layout, Measures) = (made.Layout.Id, made.Measures);
        return made;
    }

    private FileContentResult FileOf(byte[] bytes, string type, string extension)
    {
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(bytes, type, FileStore.SafeName($"{PaperWords.Name(kind)} {Year}{extension}"));
    }
}
