using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;

namespace Prongsai.Web.Features.Doing.Work;

/// <summary>Writes down what came of a step, or of the whole measure when no step is named. Who saves second sees both versions.</summary>
[Authorize("doing.write")]
internal sealed class RecordModel(WorkOf work, RecordWork record) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Step { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "วันที่ทำเสร็จ")]
    public DateOnly? DoneOn { get; set; }

    [BindProperty, Display(Name = "ดำเนินการไม่สำเร็จ และจะไม่ทำต่อ (บอกสาเหตุในช่องบันทึก)")]
    public bool Failed { get; set; }

    [BindProperty, Display(Name = "จำนวน")]
    public decimal? Quantity { get; set; }

    [BindProperty, Display(Name = "หน่วยนับ"), StringLength(WorkResult.UnitMaxLength, ErrorMessage = "หน่วยนับยาวได้ไม่เกิน 40 ตัวอักษร")]
    public string? QuantityUnit { get; set; }

    [BindProperty, Display(Name = "บันทึก", Description = "ทำอะไร ที่ไหน กับใคร หรือติดอะไร"), DataType(DataType.MultilineText), StringLength(WorkResult.TextMaxLength, ErrorMessage = "บันทึกยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Note { get; set; }

    [BindProperty, Display(Name = "ผลการดำเนินการ"), DataType(DataType.MultilineText), StringLength(WorkResult.TextMaxLength, ErrorMessage = "ผลการดำเนินการยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Result { get; set; }

    [BindProperty, Display(Name = "ผลผลิต (output)"), DataType(DataType.MultilineText), StringLength(WorkResult.TextMaxLength, ErrorMessage = "ผลผลิตยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Output { get; set; }

    [BindProperty, Display(Name = "ผลลัพธ์ (outcome)"), DataType(DataType.MultilineText), StringLength(WorkResult.TextMaxLength, ErrorMessage = "ผลลัพธ์ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Outcome { get; set; }

    [BindProperty, Display(Name = "ข้อเสนอแนะ"), DataType(DataType.MultilineText), StringLength(WorkResult.TextMaxLength, ErrorMessage = "ข้อเสนอแนะยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Suggestion { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่แก้", Description = "เช่น พิมพ์วันที่ผิด นับจำนวนใหม่"), StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public MeasureNow Now { get; private set; } = null!;

    public StepNow? StepNow { get; private set; }

    public WorkResult? Row => Step is null ? Now.Own : StepNow!.Result;

    public IReadOnlyList<FieldChange>? Differences { get; private set; }

    public string Here => Step is null ? $"/doing/{Id}/result" : $"/doing/{Id}/result/{Step}";

    public bool HasWords => !string.IsNullOrEmpty(Result) || !string.IsNullOrEmpty(Output) || !string.IsNullOrEmpty(Outcome) || !string.IsNullOrEmpty(Suggestion);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        var said = Said.Of(Row);
        (DoneOn, Failed, Quantity, QuantityUnit, Note) = (said.DoneOn, said.Failed, said.Quantity, said.QuantityUnit, said.Note);
        (Result, Output, Outcome, Suggestion, Version) = (said.Result, said.Output, said.Outcome, said.Suggestion, Row?.Version ?? 0);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var said = new Said(DoneOn, Failed, Quantity, QuantityUnit ?? "", Note ?? "", Result ?? "", Output ?? "", Outcome ?? "", Suggestion ?? "");
        var saved = await record.Do(Id, Step, Version, said, Reason, stop);
        if (saved.IsOk)
        {
            var askForProof = Step is not null && DoneOn is not null && !StepNow!.Evidence.Any(e => e.WithdrawnAt is null);
            TempData.Done("บันทึกผลแล้ว", askForProof ? "แนบหลักฐานเพื่อให้ขั้นนี้นับว่าพิสูจน์แล้ว" : null);
            return Redirect(askForProof ? $"/doing/{Id}/evidence/add?step={Step}" : $"/doing/{Id}");
        }
        if (saved.Refusal is not WorkWasChanged)
        {
            ModelState.AddModelError(
                saved.Refusal switch
                {
                    Prongsai.Domain.Doing.DoneInTheFuture or Prongsai.Domain.Doing.DoneOutsideYear or DoneOrFailed => nameof(DoneOn),
                    QuantityIsNegative => nameof(Quantity),
                    QuantityNeedsUnit => nameof(QuantityUnit),
                    FailedNeedsWords => nameof(Note),
                    CorrectionNeedsReason => nameof(Reason),
                    _ => "",
                },
                saved.Refusal.Text);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await Find(stop);
        ModelState.AddModelError("", saved.Refusal.Text);
        Differences = Said.Of(Row).Against(said);
        // To save again is now to decide, both versions seen.
        Version = Row?.Version ?? 0;
        ModelState.Remove(nameof(Version));
        return new PageResult { StatusCode = StatusCodes.Status409Conflict };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await work.Find(Id, stop) is not { } now)
        {
            return false;
        }
        Now = now;
        StepNow = Step is { } id ? now.Steps.FirstOrDefault(s => s.Id == id) : null;
        return Step is null || StepNow is not null;
    }
}
