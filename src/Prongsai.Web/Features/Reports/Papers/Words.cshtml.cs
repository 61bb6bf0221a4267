using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports.Papers;

/// <summary>Rewords one text of the result report.</summary>
[Authorize("reports.write")]
internal sealed class WordsModel(AppDbContext db, PaperOf papers, KeepWords keep) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Layout { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ถ้อยคำในรายงาน"), DataType(DataType.MultilineText), Required(ErrorMessage = "ใส่ถ้อยคำ หรือกดกลับไปใช้ถ้อยคำเดิม"), StringLength(ReportWords.MaxLength, ErrorMessage = "ถ้อยคำยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Text { get; set; }

    public EditableText Standing { get; private set; } = null!;

    /// <summary>What another person wrote meanwhile.</summary>
    public string? Theirs { get; private set; }

    public string Back => $"/reports/{Year}?layout={Uri.EscapeDataString(Layout ?? "")}";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        (Text, Version) = (Standing.Text, await Stored(stop));
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        return ModelState.IsValid ? await Answer(await keep.Do(Year, Key, Version, Text, stop), "บันทึกถ้อยคำแล้ว", stop) : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostRestore(CancellationToken stop) =>
        await Find(stop) ? await Answer(await keep.Do(Year, Key, Version, null, stop), "กลับไปใช้ถ้อยคำเดิมแล้ว", stop) : NotFound();

    private async Task<IActionResult> Answer(Result<int> kept, string said, CancellationToken stop)
    {
        if (kept.IsOk)
        {
            TempData.Done(said, Standing.Name);
            return Redirect(Back);
        }
        ModelState.Clear();
        ModelState.AddModelError(nameof(Text), kept.Refusal.Text);
        await Find(stop);
        (Theirs, Version) = (Standing.Text, await Stored(stop));
        return new PageResult { StatusCode = StatusCodes.Status409Conflict };
    }

    private Task<int> Stored(CancellationToken stop) => db.ReportWords.AsNoTracking().Where(w => w.Year == Year && w.Key == Key).Select(w => w.Version).FirstOrDefaultAsync(stop);

    private async Task<bool> Find(CancellationToken stop) => (Standing = (await papers.Texts(Year, Layout, stop)).FirstOrDefault(t => t.Key == Key)!) is not null;
}
