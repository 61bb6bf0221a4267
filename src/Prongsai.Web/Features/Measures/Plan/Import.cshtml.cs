using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Papers;
using Prongsai.Ui;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>A measure that was read, as it would stand in the plan.</summary>
internal sealed record ImportRow(Measure Measure, string UnitsRead, string PeriodRead, bool IsThere);

/// <summary>
/// Takes measures from a file: a plan of any form, or the spreadsheet template filled in. The file is kept and read like any paper; what was
/// read is shown, and only what is chosen comes into the plan.
/// </summary>
[Authorize("measures.write")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class ImportModel(PlanOf plans, KeepMeasures keep, IReadPapers papers) : PageModel
{
    private const long MaxRequest = 60_000_000;

    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    /// <summary>The file looked at.</summary>
    [BindProperty(SupportsGet = true, Name = "file")]
    public Guid? FileId { get; set; }

    [BindProperty]
    public IFormFile? Paper { get; set; }

    [BindProperty]
    public List<int> Chosen { get; set; } = [];

    public IReadOnlyList<ReadFile> Files { get; private set; } = [];

    public ReadFile? Current { get; private set; }

    public IReadOnlyList<ImportRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        Chosen = [.. Enumerable.Range(0, Rows.Count).Where(i => !Rows[i].IsThere)];
        return Page();
    }

    public IActionResult OnGetTemplate() =>
        File(MeasureTemplate.Write(Year), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", $"แบบกรอกมาตรการ {Year}.xlsx");

    public async Task<IActionResult> OnPostUpload(CancellationToken stop)
    {
        if (Paper is null || Paper.Length == 0)
        {
            ModelState.AddModelError(nameof(Paper), "เลือกไฟล์แผนมาตรการหนึ่งไฟล์");
        }
        else if (Paper.Length > ReadingLimits.Default.MaxBytes)
        {
            ModelState.AddModelError(nameof(Paper), $"ไฟล์ใหญ่เกิน {ReadingLimits.Default.MaxBytes / 1_000_000} MB แบ่งไฟล์หรือบันทึกเป็น PDF ขนาดเล็กแล้วลองใหม่");
        }
        else
        {
            await using var content = Paper.OpenReadStream();
            var taken = await papers.Take(content, Path.GetFileName(Paper.FileName), stop);
            if (taken.Refusal is { } refusal)
            {
                ModelState.AddModelError(nameof(Paper), refusal.Text);
            }
            else if (taken.Value.Measures.Count == 0)
            {
                ModelState.AddModelError(nameof(Paper), $"ไม่พบตารางมาตรการใน {taken.Value.FileName} ตารางต้องมีหัวตารางว่า มาตรการ และ ขั้นตอน หรือวิธีดำเนินการ ใช้แบบกรอกด้านล่างได้");
            }
            else
            {
                return Redirect($"/measures/{Year}/import?file={taken.Value.Id}");
            }
        }
        FileId = null;
        await Load(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop) || Current is null)
        {
            return NotFound();
        }
        var wanted = Chosen.Distinct().Where(i => i >= 0 && i < Rows.Count).Select(i => new NewMeasure(Rows[i].Measure)).ToList();
        if (wanted.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "เลือกมาตรการที่จะนำเข้าอย่างน้อยหนึ่งรายการ");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var added = await keep.Add(Year, wanted, "measure.imported", $"จาก {Current.FileName}", stop);
        if (!added.IsOk)
        {
            ModelState.AddModelError(nameof(Chosen), added.Refusal.Text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done($"นำเข้า {added.Value.Count} มาตรการแล้ว", "เปิดแต่ละมาตรการเพื่อระบุประเด็นหรือคะแนนที่ตอบ");
        return Redirect($"/measures/{Year}");
    }

    private async Task<bool> Load(CancellationToken stop)
    {
        Files = await papers.WithMeasures(stop);
        if (FileId is not { } id)
        {
            return true;
        }
        Current = await papers.Find(id, stop);
        var now = await plans.Of(Year, stop);
        var there = now.Measures.Select(m => m.Title).ToHashSet(StringComparer.Ordinal);
        Rows = [.. (Current?.Measures ?? []).Select(m => (Read: m, Measure: From(m, now.House))).Where(x => x.Measure.Faults().Count == 0)
            .Select(x => new ImportRow(x.Measure, string.Join(" ", x.Read.Units), x.Read.Period?.Text ?? "", there.Contains(x.Measure.Title)))];
        return Current is not null;
    }

    /// <summary>Days outside the year become those of the year; a unit is taken over when its name is known here; a measure without steps gets itself as one.</summary>
    private Measure From(ReadMeasure read, House house)
    {
        var from = read.Period?.From is { } f && Year.Contains(f) ? f : Year.FirstDay;
        var until = read.Period?.To is { } u && Year.Contains(u) && u >= from ? u : Year.LastDay;
        var title = Cut(read.Title, Measure.TitleMaxLength);
        var steps = read.Steps.Select(s => Cut(s.Text, Measure.StepMaxLength)).Where(s => s.Length > 0).Take(Measure.MaxSteps).DefaultIfEmpty(Cut(read.Guideline is { Length: > 0 } guideline ? guideline : title, Measure.StepMaxLength));
        var units = house.Units.Where(u => u.Active && read.Units.Any(n => n.Contains(u.Name, StringComparison.Ordinal) || u.Name.Contains(n.Trim(), StringComparison.Ordinal) && n.Trim().Length > 3)).Select(u => u.Id).ToList();
        var follow = read.FollowUp ?? "";
        return new Measure
        {
            Year = Year,
            Title = title,
            Guideline = Cut(read.Guideline ?? "", Measure.TextMaxLength),
            From = from,
            Until = until,
            Steps = [.. steps.Select(s => new MeasureStep(s, null, null, from, until))],
            UnitIds = units,
            Output = Cut(read.Output ?? "", Measure.TextMaxLength),
            Outcome = Cut(read.Outcome ?? "", Measure.TextMaxLength),
            FollowUps =
            [
                .. follow.Contains("ประจำเดือน", StringComparison.Ordinal) ? [FollowUp.Monthly] : Array.Empty<FollowUp>(),
                .. Says(follow, "6 เดือน") ? [FollowUp.SixMonths] : Array.Empty<FollowUp>(),
                .. Says(follow, "12 เดือน") ? [FollowUp.TwelveMonths] : Array.Empty<FollowUp>(),
            ],
        };
    }

    private static bool Says(string text, string words) => ThaiDigits.ToArabic(text).Contains(words, StringComparison.Ordinal);

    private static string Cut(string text, int most) => text.Trim() is var trimmed && trimmed.Length > most ? trimmed[..most] : trimmed;
}
