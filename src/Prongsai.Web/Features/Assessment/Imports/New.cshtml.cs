using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Ui;
using Prongsai.Web.Features.Assessment.Data;

namespace Prongsai.Web.Features.Assessment.Imports;

[Authorize("assessment.write")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class NewModel(ImportPaper import) : PageModel
{
    /// <summary>Several papers of the largest size, and some room for the form.</summary>
    private const long MaxRequest = 210_000_000;

    [BindProperty]
    public List<IFormFile> Papers { get; set; } = [];

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Papers.Count == 0)
        {
            ModelState.AddModelError(nameof(Papers), "เลือกไฟล์เอกสารผลการประเมินอย่างน้อยหนึ่งไฟล์");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        foreach (var paper in Papers.Where(p => p.Length > ReadingLimits.Default.MaxBytes))
        {
            ModelState.AddModelError(nameof(Papers), $"ไฟล์ {Path.GetFileName(paper.FileName)} ใหญ่เกิน {ReadingLimits.Default.MaxBytes / 1_000_000} MB แบ่งไฟล์หรือบันทึกเป็น PDF ขนาดเล็กแล้วลองใหม่");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var imports = new List<Import>();
        foreach (var paper in Papers)
        {
            await using var content = paper.OpenReadStream();
            var taken = await import.Do(content, Path.GetFileName(paper.FileName), stop);
            if (taken.Refusal is { } refusal)
            {
                ModelState.AddModelError(nameof(Papers), $"{Path.GetFileName(paper.FileName)}: {refusal.Text}");
            }
            else
            {
                imports.Add(taken.Value);
            }
        }
        if (imports.Count == 0)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        if (imports is not [var only])
        {
            TempData.Done($"นำเข้า {imports.Count} ไฟล์แล้ว", "เปิดทีละไฟล์เพื่อตรวจสิ่งที่อ่านได้");
            return Redirect("/assessment/imports");
        }
        if (only.Reading is { Papers: [var single] } && HasFigures(single) && !only.Reading.Problems.Any(p => p.Severity is ProblemSeverity.Error))
        {
            var draft = await import.Draft(only.Id, single.Part, stop);
            if (draft.IsOk)
            {
                return Redirect($"/assessment/drafts/{draft.Value}");
            }
        }
        return Redirect($"/assessment/imports/{only.Id}");
    }

    internal static bool HasFigures(Paper paper) => paper.Total is not null || paper.Indicators.Any(i => i.Score is not null);
}
