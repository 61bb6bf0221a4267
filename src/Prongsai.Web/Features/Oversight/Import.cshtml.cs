using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Oversight;

/// <summary>Takes in a file of figures that was brought by hand.</summary>
[Authorize(OversightModule.See)]
internal sealed class ImportModel(AppDbContext db, CarryFigures carry) : PageModel
{
    [BindProperty, Display(Name = "ไฟล์ตัวเลข", Description = "ชื่อลงท้ายด้วย .prongsai.json"), Required(ErrorMessage = "เลือกไฟล์ตัวเลขที่ได้รับ")]
    public IFormFile? Figures { get; set; }

    [BindProperty, Display(Name = "ถามผู้ส่งแล้ว รหัสลายมือชื่อตรงกัน")]
    public bool SignerIsRight { get; set; }

    public bool AsksSigner { get; private set; }

    public IReadOnlyList<OversightMember> Known { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => Known = await db.OversightMembers.AsNoTracking().OrderBy(m => m.Name).Take(500).ToListAsync(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Figures is { Length: > CarryFigures.MostBytes })
        {
            ModelState.AddModelError(nameof(Figures), "ไฟล์ใหญ่เกิน 40 MB ไม่ใช่ไฟล์ตัวเลขของโปร่งใส");
        }
        if (ModelState.IsValid)
        {
            var bytes = new MemoryStream();
            await Figures!.CopyToAsync(bytes, stop);
            var taken = await carry.TakeIn(bytes.ToArray(), SignerIsRight, stop);
            if (taken.IsOk)
            {
                TempData.Done($"รับตัวเลขจาก{taken.Value.From}แล้ว", $"{taken.Value.Members} หน่วยงาน {taken.Value.Rows} แถว");
                return LocalRedirect("/oversight");
            }
            AsksSigner = taken.Refusal is UnknownSigner;
            ModelState.AddModelError(nameof(Figures), taken.Refusal.Text);
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
