using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Watching;

/// <summary>What the monitor found of a year in a window: by day, by item, what failed; the log as CSV and the certificate as paper.</summary>
[Authorize("items.read")]
internal sealed class WatchModel(AvailabilityOf availability, RulebookSet rules, OutsideAddress outside, CurrentOrganisation organisation, CycleTrack cycle, IPdfPrinter printer, JobQueue jobs, AppDbContext db, TimeProvider clock) : PageModel
{
    private const int MostDays = 400;

    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "ตั้งแต่")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "ถึง")]
    public DateOnly? Until { get; set; }

    public Availability Found { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public bool HasBase => outside.Base is not null;

    public bool IsOutside => outside.IsOutside;

    /// <summary>How the asking went, as the certificate words it.</summary>
    public string AskedFrom => outside.IsOutside ? $"ผ่านที่อยู่ที่ประชาชนใช้ ({outside.Base!.Host})" : "จากเครื่องแม่ข่ายเอง";

    /// <summary>The window, for links of this page.</summary>
    public string Window => FormattableString.Invariant($"From={Found.From:yyyy-MM-dd}&Until={Found.Until:yyyy-MM-dd}");

    /// <summary>The certificate as it would be printed.</summary>
    public string Preview { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) ? State() : NotFound();

    public async Task<IActionResult> OnGetCertificate(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        Preview = HtmlWriter.Write(Paper(), new HtmlOptions { Mode = HtmlMode.Fragment });
        return State();
    }

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        try
        {
            return File(await printer.Print(Paper(), stop), "application/pdf", FileStore.SafeName($"หนังสือรับรองการเข้าถึง OIT {Year}.pdf"));
        }
        catch (PdfPrintingException trouble)
        {
            ModelState.AddModelError("", trouble.Message);
            return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    public async Task<IActionResult> OnGetCsv(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        var text = string.Concat((await availability.Log(Year, Found.From, Found.Until, stop)).Select(row => SpreadsheetSafe.CsvLine(row) + "\r\n"));
        return File(Encoding.UTF8.GetBytes("\uFEFF" + text), "text/csv; charset=utf-8", FileStore.SafeName($"บันทึกการเข้าถึง OIT {Year}.csv"));
    }

    /// <summary>Asks now instead of at the next full hour.</summary>
    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        jobs.Add<WatchItems>();
        await db.SaveChangesAsync(stop);
        TempData.Done("กำลังเปิดทุกข้อจากภายนอก", "โหลดหน้านี้ใหม่ในอีกสักครู่");
        return Redirect($"/items/{Year}/watch");
    }

    private PageResult State() => ModelState.IsValid ? Page() : new PageResult { StatusCode = StatusCodes.Status400BadRequest };

    private Document Paper() => Certificate.Of(Found, organisation.Card, AskedFrom, clock.GetUtcNow());

    private async Task<bool> Load(CancellationToken stop)
    {
        if (ModelState.GetFieldValidationState(nameof(Year)) is Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid || rules.Find(Year) is null)
        {
            return false;
        }
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var (from, until) = (From ?? Until?.AddDays(-29) ?? today.AddDays(-29), Until ?? today);
        if (from > until || until.DayNumber - from.DayNumber > MostDays)
        {
            ModelState.AddModelError(nameof(From), from > until ? "วันเริ่มต้องไม่หลังวันสิ้นสุด" : "เลือกช่วงได้ไม่เกิน 400 วัน");
            (from, until) = (today.AddDays(-29), today);
        }
        // What was typed stays in the fields; the window shown is one that makes sense.
        (From, Until) = (From ?? from, Until ?? until);
        Found = await availability.Do(Year, from, until, stop);
        Track = await cycle.Of(Year, 6, stop);
        return true;
    }
}
