using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>The report of one measure in one round: how far it is, in words, and what stands in the way.</summary>
[Authorize("doing.read")]
internal sealed class ReportModel(RoundsOf rounds, KeepRounds keep, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Months { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Measure { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ความคืบหน้า"), Required(ErrorMessage = "เลือกความคืบหน้า")]
    public ProgressState? State { get; set; }

    [BindProperty, Display(Name = "สิ่งที่ทำแล้ว", Description = "สองสามประโยค เช่น อบรมแล้ว 2 รุ่น 45 คน"), DataType(DataType.MultilineText), Required(ErrorMessage = "เล่าว่าทำอะไรไปแล้วบ้าง หรือเหตุใดจึงยังไม่เริ่ม"), StringLength(RoundReport.TextMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "ปัญหาและอุปสรรค", Description = "ต้องใส่เมื่อดำเนินการไม่สำเร็จ"), DataType(DataType.MultilineText), StringLength(RoundReport.TextMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Problems { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public RoundNow Round { get; private set; } = null!;

    public ReportRow Row { get; private set; } = null!;

    public bool Conflict { get; private set; }

    /// <summary>Something was typed; it is shown whatever became of the round.</summary>
    public bool Typed { get; private set; }

    public static IReadOnlyList<Choice> StateChoices { get; } = [.. Enum.GetValues<ProgressState>().Select(s => new Choice(s.ToString(), Standing.Name(s)))];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (Row.Report is { } report)
        {
            (State, Words, Problems, Version) = (report.State, report.Words, report.Problems, report.Version);
        }
        else if (Row.Measure.Meter.Done > 0)
        {
            State = Row.Measure.Meter.Done == Row.Measure.Meter.Total ? ProgressState.Finished : ProgressState.Going;
        }
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!person.May("doing.write"))
        {
            return Forbid();
        }
        if (!await Find(stop))
        {
            return NotFound();
        }
        Typed = true;
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var sent = await keep.Send(Year, Months, Measure, Version, new Reported(State!.Value, Words!, Problems ?? ""), Reason, stop);
        if (sent.IsOk)
        {
            TempData.Done($"ส่งรายงาน{Round.Name} มาตรการที่ {Row.Measure.Plan.Number} แล้ว", sent.Value is ReportStanding.Late ? $"นับเป็นส่งช้า เพราะครบกำหนด {ThaiDate.Short(Round.Days.Due)}" : null);
            return Redirect(Round.Address);
        }
        ModelState.AddModelError(
            sent.Refusal switch
            {
                FailureNeedsProblems => nameof(Problems),
                ReportNeedsWords => nameof(Words),
                CorrectionNeedsReason => nameof(Reason),
                _ => "",
            },
            sent.Refusal.Text);
        if (sent.Refusal is ReportWasChanged)
        {
            await Find(stop);
            (Conflict, Version) = (true, Row.Report?.Version ?? 0);
            ModelState.Remove(nameof(Version));
            return new PageResult { StatusCode = StatusCodes.Status409Conflict };
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await rounds.Find(Year, Months, stop) is not { } round || round.Rows.FirstOrDefault(r => r.Measure.Plan.Id == Measure) is not { } row)
        {
            return false;
        }
        (Round, Row) = (round, row);
        return true;
    }
}
