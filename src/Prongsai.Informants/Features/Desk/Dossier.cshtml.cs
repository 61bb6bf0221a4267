using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>A paper for who handles the matter further: chosen parts, words masked, made in memory and kept nowhere.</summary>
[Authorize("informants.handle")]
internal sealed class DossierModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks, IOfficeTools tools) : ReportPage(office, recipients, keys, reports, looks)
{
    private IReadOnlyList<Line> lines = [];

    [BindProperty, Display(Name = "ส่วนที่รวม")]
    public List<string>? Include { get; set; }

    [BindProperty, Display(Name = "คำที่ปิด", Description = "บรรทัดละหนึ่งคำหรือวลี เช่น ชื่อ สถานที่ วันที่ ที่มีไม่กี่คนรู้"), DataType(DataType.MultilineText), StringLength(4000)]
    public string? Masks { get; set; }

    [BindProperty, Display(Name = "ข้อความนำถึงผู้รับปลายทาง (ถ้ามี)"), DataType(DataType.MultilineText), StringLength(4000)]
    public string? Lead { get; set; }

    public Prongsai.Informants.Dossier? Preview { get; private set; }

    public IReadOnlyList<Choice> Choices => [.. lines.Select(l => new Choice(l.Item.ToString("N"), $"{Who(l)} {ThaiDay.Short(l.On)}", l.Text.Length > 90 ? l.Text[..90] + "…" : l.Text))];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop))
        {
            return NotFound();
        }
        Include = [.. lines.Select(l => l.Item.ToString("N"))];
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop))
        {
            return NotFound();
        }
        Preview = Made();
        return Preview is null ? Wrong() : Page();
    }

    public async Task<IActionResult> OnPostDocx(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop))
        {
            return NotFound();
        }
        if (Made() is not { } paper)
        {
            return Wrong();
        }
        await Noted(stop);
        return File(tools.Docx(paper), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", $"{Report!.Short}.docx");
    }

    public async Task<IActionResult> OnPostPdf(Guid id, CancellationToken stop)
    {
        if (!await Load(id, stop))
        {
            return NotFound();
        }
        if (Made() is not { } paper)
        {
            return Wrong();
        }
        if (await tools.Pdf(paper, stop) is not { } pdf)
        {
            ModelState.AddModelError("", "เครื่องนี้พิมพ์ PDF ไม่ได้ในขณะนี้ ใช้ Word แทน");
            Preview = paper;
            return Busy();
        }
        await Noted(stop);
        return File(pdf, "application/pdf", $"{Report!.Short}.pdf");
    }

    private Task Noted(CancellationToken stop) => Note("dossier", stop);

    private async Task<bool> Load(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return false;
        }
        lines = Opened.Lines(await Reports.Items(id, stop), Report!, Talk!);
        return true;
    }

    private Prongsai.Informants.Dossier? Made()
    {
        var chosen = lines.Where(l => (Include ?? []).Contains(l.Item.ToString("N"), StringComparer.Ordinal)).ToList();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError(nameof(Include), "เลือกอย่างน้อยหนึ่งส่วน");
        }
        if (!ModelState.IsValid)
        {
            return null;
        }
        var words = Masking.Words(Masks);
        var parts = Opened.Parts([.. chosen.Select(l => l with { Text = Masking.Hide(l.Text, words) })], "ผู้แจ้ง").ToList();
        if (!string.IsNullOrWhiteSpace(Lead))
        {
            parts.Insert(0, new DossierPart("เรียน", Typed.Text(Lead).Split('\n')));
        }
        return new Prongsai.Informants.Dossier(
            "สำเนาเรื่องที่ได้รับแจ้ง", Office.Name,
            [$"ชื่อเรื่องในระบบ {Report!.Short} รับเมื่อ {ThaiDay.Short(Report.ReceivedOn)}", $"ขั้นตอน {Report.Stage.Title}", words.Count > 0 ? "คำที่อาจชี้ตัวผู้แจ้งถูกปิดไว้" : "ไม่มีการปิดคำ"],
            parts, Reports.Today);
    }

    private static string Who(Line line) => line.FromOffice ? "ผู้รับเรื่อง" : "ผู้แจ้ง";
}

/// <summary>Hides words for onward sharing; the bar has one length, so that it does not tell the word's.</summary>
internal static class Masking
{
    public const string Bar = "█████";

    /// <summary>One word or phrase a line, longest first, so that a part does not uncover the whole.</summary>
    public static IReadOnlyList<string> Words(string? typed) =>
        [.. (typed ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(w => w.Length)];

    public static string Hide(string text, IReadOnlyList<string> words) => words.Aggregate(text, (t, w) => t.Replace(w, Bar, StringComparison.OrdinalIgnoreCase));
}
