using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>
/// Takes evidence in: files at once by the form, or in pieces that survive a broken line (<see cref="OnPostStart"/>, then
/// <see cref="EvidenceEndpoints"/>); links; records of the product.
/// </summary>
[Authorize("doing.write")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class AddModel(WorkOf work, AddEvidence add, KeepUploads uploads) : PageModel
{
    /// <summary>Of the form as a whole; each file has the limit of the installation.</summary>
    private const long MaxRequest = 2_200_000_000;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Step { get; set; }

    [BindProperty, Display(Name = "ไฟล์")]
    public List<IFormFile> Files { get; set; } = [];

    [BindProperty]
    public List<IFormFile> Photo { get; set; } = [];

    [BindProperty, Display(Name = "ลิงก์"), StringLength(2000, ErrorMessage = "ลิงก์ยาวเกิน 2,000 ตัวอักษร")]
    public string? Link { get; set; }

    [BindProperty, Display(Name = "รายการในระบบ"), StringLength(500, ErrorMessage = "ที่อยู่ยาวเกิน 500 ตัวอักษร")]
    public string? Record { get; set; }

    [BindProperty, Display(Name = "วันที่ของหลักฐาน"), Required]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty, Display(Name = "ชื่อหลักฐาน"), StringLength(Evidence.TitleMaxLength, ErrorMessage = "ชื่อยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? Title { get; set; }

    public MeasureNow Now { get; private set; } = null!;

    public StepNow? StepNow { get; private set; }

    public long Most => add.Limit.Bytes;

    public long MostMegabytes => add.Limit.Megabytes;

    public string Here => $"/doing/{Id}/evidence/add?step={Step}";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        EffectiveOn = work.Today;
        return await Find(stop) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        var files = Files.Concat(Photo).Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        if (files.Count == 0 && string.IsNullOrWhiteSpace(Link) && string.IsNullOrWhiteSpace(Record))
        {
            ModelState.AddModelError(nameof(Files), "เลือกไฟล์ ถ่ายภาพ หรือใส่ลิงก์อย่างน้อยหนึ่งอย่าง");
            return Wrong();
        }
        var target = Target();
        var taken = new List<string>();
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            // One title for several files would make them look the same.
            Take(await add.File(files.Count == 1 ? target : target with { Title = "" }, content, file.FileName, stop), nameof(Files), Path.GetFileName(file.FileName));
        }
        if (!string.IsNullOrWhiteSpace(Link))
        {
            Take(await add.Link(target, Link, stop), nameof(Link), "ลิงก์");
        }
        if (!string.IsNullOrWhiteSpace(Record))
        {
            Take(await add.Record(target, Record, Request.Host.Value ?? "", stop), nameof(Record), "รายการในระบบ");
        }
        if (ModelState.IsValid)
        {
            TempData.Done($"แนบหลักฐานแล้ว {taken.Count} รายการ");
            return Redirect($"/doing/{Id}");
        }
        if (taken.Count > 0)
        {
            ModelState.AddModelError("", $"รับไว้แล้ว {taken.Count} รายการ ({string.Join(", ", taken)}) แก้เฉพาะที่เหลือ");
            if (taken.Contains("ลิงก์", StringComparer.Ordinal))
            {
                Link = null;
                ModelState.Remove(nameof(Link));
            }
            if (taken.Contains("รายการในระบบ", StringComparer.Ordinal))
            {
                Record = null;
                ModelState.Remove(nameof(Record));
            }
        }
        await Find(stop);
        return Wrong();

        void Take(Result<Guid> result, string field, string name)
        {
            if (result.IsOk)
            {
                taken.Add(name);
            }
            else
            {
                ModelState.AddModelError(result.Refusal is EvidenceOfTheFuture or EvidenceTooOld ? nameof(EffectiveOn) : field, $"{name}: {result.Refusal.Text}");
            }
        }
    }

    /// <summary>Begins an upload in pieces; answers where to send them.</summary>
    public async Task<IActionResult> OnPostStart(string? name, long size, CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (!ModelState.IsValid)
        {
            return BadRequest(new { message = string.Join(" ", ModelState.Values.SelectMany(v => v.Errors).Select(e => e.ErrorMessage)) });
        }
        var begun = await uploads.Begin(Target(), name ?? "file", size, stop);
        return begun.IsOk
            ? new JsonResult(new { href = $"/doing/uploads/{begun.Value}", piece = 1024 * 1024 }) { StatusCode = StatusCodes.Status201Created }
            : new JsonResult(new { message = begun.Refusal.Text }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private EvidenceTarget Target() => new(Id, Step, EffectiveOn!.Value, Title ?? "");

    private static PageResult Wrong() => new() { StatusCode = StatusCodes.Status400BadRequest };

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
