using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

/// <summary>Sends a notice round.</summary>
[Authorize("circulation.write")]
[RequestFormLimits(MultipartBodyLengthLimit = Circulate.LargestFile + 1_000_000)]
[RequestSizeLimit(Circulate.LargestFile + 1_000_000)]
internal sealed class NewModel(AppDbContext db, Circulate circulate) : PageModel
{
    [BindProperty, Display(Name = "เรื่อง"), Required(ErrorMessage = "ใส่ชื่อเรื่อง"), StringLength(Circular.TitleMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "ข้อความ"), DataType(DataType.MultilineText), StringLength(Circular.BodyMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 10,000 ตัวอักษร แนบเป็นไฟล์แทน")]
    public string? Body { get; set; }

    [BindProperty, Display(Name = "ไฟล์แนบ", Description = "PDF หรือภาพ ไม่เกิน 20 MB")]
    public IFormFile? Attachment { get; set; }

    [BindProperty, Display(Name = "เวียนถึง")]
    public List<string> Units { get; set; } = [];

    [BindProperty, Display(Name = "เป็นเรื่องประจำ ผู้ที่มาใหม่ภายหลังต้องรับทราบด้วย")]
    public bool IsStanding { get; set; }

    [BindProperty, Display(Name = "รับทราบภายในวันที่", Description = "ระบบเตือนก่อนถึงวันหนึ่งวัน และทุกสัปดาห์เมื่อเลยวัน เว้นว่างได้")]
    public DateOnly? DueOn { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public Task OnGet(CancellationToken stop) => Look(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var units = Units.Select(u => Guid.TryParse(u, out var id) ? id : Guid.Empty).ToList();
            await using var file = Attachment?.OpenReadStream();
            var sent = await circulate.Send(new(Title!, Body ?? "", units, IsStanding, DueOn), file, Attachment is null ? null : Path.GetFileName(Attachment.FileName), stop);
            if (sent.IsOk)
            {
                TempData.Done("ส่งเรื่องเวียนแล้ว", "ผู้รับทุกคนได้รับแจ้ง");
                return Redirect($"/circulation/{sent.Value}");
            }
            ModelState.AddModelError(sent.Refusal switch { DueIsPast => nameof(DueOn), CircularIsEmpty => nameof(Body), CircularUnitIsUnknown => nameof(Units), _ => nameof(Attachment) }, sent.Refusal.Text);
        }
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Look(CancellationToken stop) =>
        Choices = [.. (await db.Units.AsNoTracking().Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => new Choice(u.Id.ToString(), u.Name))];
}
