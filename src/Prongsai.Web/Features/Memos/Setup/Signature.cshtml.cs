using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

/// <summary>A person's own drawn signature.</summary>
[Authorize("memos.read")]
[RequestFormLimits(MultipartBodyLengthLimit = 4_000_000)]
[RequestSizeLimit(4_000_000)]
internal sealed class SignatureModel(AppDbContext db, KeepSetup keep, CurrentPerson person) : PageModel
{
    [BindProperty, Display(Name = "ภาพลายมือชื่อ", Description = "PNG หรือ JPG ไม่เกิน 2 MB ตัดขอบให้พอดีลายมือ")]
    public IFormFile? Picture { get; set; }

    public bool Has { get; private set; }

    public async Task OnGet(CancellationToken stop) => Has = await db.Set<DrawnSignature>().AnyAsync(s => s.PersonId == person.PersonId, stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Picture is not null)
        {
            using var bytes = new MemoryStream();
            await Picture.CopyToAsync(bytes, stop);
            var kept = await keep.Signature(bytes.ToArray(), Path.GetFileName(Picture.FileName), stop);
            if (kept.IsOk)
            {
                TempData.Done("ใช้ภาพลายมือชื่อนี้แล้ว");
                return Redirect("/memos/signature");
            }
            ModelState.AddModelError(nameof(Picture), kept.Refusal.Text);
        }
        else
        {
            ModelState.AddModelError(nameof(Picture), "เลือกภาพลายมือชื่อ");
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
