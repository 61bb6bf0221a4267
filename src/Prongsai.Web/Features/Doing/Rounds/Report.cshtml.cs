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

/// <summary>The report of one unit's part of one measure in one round: how far it is, in words, and what stands in the way.</summary>
[Authorize("doing.read")]
internal sealed class ReportModel(RoundsOf rounds, WorkOf work, KeepRounds keep, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Months { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Measure { get; set; }

    /// <summary>Whose part. Without it, that of the reader's own unit, or the first that is still owed.</summary>
    [BindProperty(SupportsGet = true, Name = "unit")]
    public Guid? Unit { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ความคืบหน้า"), Required(ErrorMessage = "เลือกความคืบหน้า")]
    public ProgressState? State { get; set; }

    [BindProperty, Display(Name = "สิ่งที่ทำแล้ว", Description = "สองสามประโยค เช่น อบรมแล้ว 2 รุ่น 45 คน"), DataType(DataType.MultilineText), Required(ErrorMessage = "เล่าว่าทำอะไรไปแล้วบ้าง หรือเหตุใดจึงยังไม่เริ่ม"), StringLength(RoundReport.TextMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "ปัญหาและอุปสรรค", Description = "ต้องใส่เมื่อดำเนินการไม่สำเร็จ"), DataType(DataType.MultilineText), StringLength(RoundReport.TextMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Problems { get; set; }

    [BindProperty, Display(Name = "รายงานนี้รวมผลของทุกหน่วยงานแล้ว", Description = "หน่วยงานอื่นไม่ต้องส่งแยก และไม่นับว่าค้างส่ง")]
    public bool ForAll { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public RoundNow Round { get; private set; } = null!;

    public ReportRow Row { get; private set; } = null!;

    public ReportPart Part { get; private set; } = null!;

    public Names Names { get; private set; } = null!;

    /// <summary>The first of several units may tell of all.</summary>
    public bool MayTellOfAll => Row.IsShared && Part.Unit is { } unit && unit == Row.Measure.Plan.Owner;

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
        if (Part.Report is { } report)
        {
            (State, Words, Problems, ForAll, Version) = (report.State, report.Words, report.Problems, report.ForAll, report.Version);
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
        var sent = await keep.Send(Year, Months, Measure, Part.Unit, Version, new Reported(State!.Value, Words!, Problems ?? "", ForAll), Reason, stop);
        if (sent.IsOk)
        {
            await Find(stop);
            var late = sent.Value is ReportStanding.Late ? $"นับเป็นส่งช้า เพราะครบกำหนด {ThaiDate.Short(Round.Days.Due)}" : "";
            var awaited = Row.IsSent ? "" : $"ยังรอส่วนของ {string.Join(" ", Row.Parts.Where(p => p.IsOwed).Select(p => Names[p.Unit]))}";
            TempData.Done($"ส่งรายงาน{Round.Name} มาตรการที่ {Row.Measure.Plan.Number} แล้ว", $"{late} {awaited}".Trim() is { Length: > 0 } more ? more : null);
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
            (Conflict, Version) = (true, Part.Report?.Version ?? 0);
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
        (Round, Row, Names) = (round, row, await work.Names(stop));
        var usual = (person.UnitId is { } own ? row.Part(own) : null) ?? row.Parts.FirstOrDefault(p => p.IsOwed) ?? row.Parts[0];
        if ((Unit is null ? usual : row.Part(Unit)) is not { } part)
        {
            return false;
        }
        (Part, Unit) = (part, part.Unit);
        return true;
    }
}
