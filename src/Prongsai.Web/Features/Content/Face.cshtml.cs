using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Content;

/// <summary>Colour within the limits of contrast, cover photo, and the channels shown on every public page.</summary>
[Authorize(ContentModule.Face), RequestSizeLimit(26 * 1024 * 1024)]
internal sealed class FaceModel(AppDbContext db, FileStore files) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "สีหลัก", Description = "เขียนแบบ #rrggbb ต้องเข้มพอให้อ่านตัวอักษรขาวได้ เช่น #0b5d63 เขียว #1d4f91 น้ำเงิน #7a1f5c ม่วงแดง"), Required]
    public string? Colour { get; set; }

    [BindProperty, Display(Name = "ภาพปกหน้าแรก", Description = "ภาพแนวนอน กว้างอย่างน้อย 1200 จุด ระบบย่อและลบข้อมูลแฝงให้")]
    public IFormFile? Cover { get; set; }

    [BindProperty, Display(Name = "คำบรรยายภาพปก"), StringLength(ContentPiece.AltMaxLength)]
    public string? CoverAlt { get; set; }

    [BindProperty, Display(Name = "ที่อยู่ที่ทำการ"), StringLength(300), DataType(DataType.MultilineText)]
    public string? Address { get; set; }

    [BindProperty, Display(Name = "เวลาทำการ"), StringLength(100)]
    public string? Hours { get; set; }

    [BindProperty, Display(Name = "โทรศัพท์"), StringLength(60)]
    public string? Phone { get; set; }

    [BindProperty, Display(Name = "โทรศัพท์เหตุฉุกเฉิน"), StringLength(60)]
    public string? EmergencyPhone { get; set; }

    [BindProperty, Display(Name = "อีเมล"), StringLength(120)]
    public string? Email { get; set; }

    [BindProperty, Display(Name = "ลิงก์แผนที่", Description = "ขึ้นต้นด้วย https://"), StringLength(500)]
    public string? Map { get; set; }

    [BindProperty, Display(Name = "ลิงก์ Facebook", Description = "ขึ้นต้นด้วย https://"), StringLength(500)]
    public string? Facebook { get; set; }

    [BindProperty, Display(Name = "ลิงก์ LINE", Description = "ขึ้นต้นด้วย https://"), StringLength(500)]
    public string? Line { get; set; }

    public async Task OnGet(CancellationToken stop)
    {
        var face = await db.SiteFaces.AsNoTracking().FirstOrDefaultAsync(stop) ?? new SiteFace { Version = 0 };
        (Version, Colour, CoverAlt, Address, Hours) = (face.Version, face.Colour, face.CoverAlt, face.Address, face.Hours);
        (Phone, EmergencyPhone, Email, Map, Facebook, Line) = (face.Phone, face.EmergencyPhone, face.Email, face.Map, face.Facebook, face.Line);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        foreach (var (name, link) in new[] { (nameof(Map), Map), (nameof(Facebook), Facebook), (nameof(Line), Line) })
        {
            if (link is { Length: > 0 } && !(Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
            {
                ModelState.AddModelError(name, "ลิงก์ต้องขึ้นต้นด้วย https:// คัดลอกจากแถบที่อยู่ของเบราว์เซอร์");
            }
        }
        var colour = Contrast.Check(Colour ?? "");
        if (!colour.IsOk)
        {
            ModelState.AddModelError(nameof(Colour), colour.Refusal.Text);
        }
        var face = await db.SiteFaces.FirstOrDefaultAsync(stop);
        if ((face?.Version ?? 0) != Version)
        {
            ModelState.AddModelError("", "มีผู้อื่นบันทึกหน้านี้ก่อนท่าน เปิดหน้านี้ใหม่ในอีกแท็บเพื่อเทียบ แล้วบันทึกจากหน้านั้น");
        }
        if ((Cover is not null || face?.CoverFileId is not null) && string.IsNullOrWhiteSpace(CoverAlt))
        {
            ModelState.AddModelError(nameof(CoverAlt), new PictureNeedsWords().Text);
        }
        if (ModelState.IsValid && Cover is not null)
        {
            var buffer = new MemoryStream();
            await Cover.CopyToAsync(buffer, stop);
            var picture = await KeepContent.Picture(files, buffer.ToArray(), Cover.FileName, 1200, stop);
            if (picture.IsOk)
            {
                face ??= Fresh();
                face.CoverFileId = picture.Value.Id;
            }
            else
            {
                ModelState.AddModelError(nameof(Cover), picture.Refusal.Text);
            }
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        face ??= Fresh();
        (face.Version, face.Colour, face.CoverAlt, face.Address, face.Hours) = (Version + 1, colour.Value, Text(CoverAlt), Text(Address), Text(Hours));
        (face.Phone, face.EmergencyPhone, face.Email, face.Map, face.Facebook, face.Line) = (Text(Phone), Text(EmergencyPhone), Text(Email), Text(Map), Text(Facebook), Text(Line));
        db.Record("site-face.changed", "site-face", db.OrganisationId, data: new { face.Colour });
        await db.SaveChangesAsync(stop);
        TempData.Done("บันทึกแล้ว เว็บไซต์เปลี่ยนตามทันที");
        return LocalRedirect("/content/face");
    }

    private SiteFace Fresh()
    {
        var face = new SiteFace();
        db.SiteFaces.Add(face);
        return face;
    }

    private static string Text(string? text) => text?.Trim() ?? "";
}
