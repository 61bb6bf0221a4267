using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Measures.Papers;

/// <summary>The plan as a paper, in a layout and digits of choice: shown, and as Word, PDF or HTML.</summary>
[Authorize("measures.read")]
internal sealed class DocumentModel(AppDbContext db, IPlannedMeasures planned, IReadOnlyList<MeasuresPlanLayout> layouts, IPdfPrinter printer, CurrentOrganisation organisation, CycleTrack cycle, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Layout { get; set; }

    /// <summary>thai or arabic; null takes the organisation's setting.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Digits { get; set; }

    public string Preview { get; private set; } = "";

    public int Count { get; private set; }

    public YearTrack Track { get; private set; } = null!;

    /// <summary>The newest version of every layout, the ones usual for the year first.</summary>
    public IReadOnlyList<MeasuresPlanLayout> Layouts =>
        [.. layouts.GroupBy(l => l.Id, StringComparer.Ordinal).Select(g => g.MaxBy(l => l.Version)!).OrderByDescending(l => l.IsUsualFor(Year.Previous)).ThenBy(l => l.Id, StringComparer.Ordinal)];

    private DigitStyle Style => Digits switch { "arabic" => DigitStyle.Arabic, "thai" => DigitStyle.Thai, _ => organisation.Card.Digits };

    public async Task OnGet(CancellationToken stop)
    {
        Preview = HtmlWriter.Write(await Paper(stop), new HtmlOptions { Mode = HtmlMode.Fragment });
        Digits = Style is DigitStyle.Thai ? "thai" : "arabic";
        Track = await cycle.Of(Year, 3, stop);
    }

    public async Task<IActionResult> OnGetDocx(CancellationToken stop) =>
        FileOf(DocxWriter.Write(await Paper(stop)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx");

    public async Task<IActionResult> OnGetHtml(CancellationToken stop) => FileOf(Encoding.UTF8.GetBytes(HtmlWriter.Write(await Paper(stop))), "text/html; charset=utf-8", ".html");

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        try
        {
            return FileOf(await printer.Print(await Paper(stop), stop), "application/pdf", ".pdf");
        }
        catch (PdfPrintingException trouble)
        {
            ModelState.AddModelError("", trouble.Message);
            await OnGet(stop);
            return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    private async Task<Document> Paper(CancellationToken stop)
    {
        var choices = Layouts;
        var layout = choices.FirstOrDefault(l => l.Id == Layout) ?? choices[0];
        Layout = layout.Id;
        var (measures, card) = (await planned.OnPaper(Year, stop), organisation.Card);
        var head = await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).ThenBy(p => p.Position).FirstOrDefaultAsync(stop);
        Count = measures.Count;
        return MeasuresPlanForm.Build(
            new MeasuresPlan
            {
                Organisation = new OrganisationOnPaper(card.Name, card.District, card.Province),
                Year = Year,
                Measures = measures,
                Signatories = head is null ? [] : [new Signatory(null, head.Position)],
                Digits = Style,
                Font = card.PaperFont,
                WrittenAt = clock.GetUtcNow(),
            },
            layout);
    }

    private FileContentResult FileOf(byte[] bytes, string type, string extension)
    {
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(bytes, type, FileStore.SafeName($"แผนมาตรการ {Year}{extension}"));
    }
}
