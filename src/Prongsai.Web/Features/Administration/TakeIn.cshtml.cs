using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>Takes a packed organisation in. What is checked and kept is done beside the web (<see cref="MovingKeeper"/>).</summary>
[Authorize(WhoIsThis.ManageInstallation), DemandsProof]
[RequestFormLimits(MultipartBodyLengthLimit = Largest)]
[RequestSizeLimit(Largest)]
internal sealed class TakeInModel(AppDbContext db, MovingFolder folder) : PageModel
{
    /// <summary>Of what is sent to this page, bytes; larger ones by the command on the machine.</summary>
    public const long Largest = 2L << 30;

    [BindProperty, Display(Name = "ไฟล์แพ็กเกจ", Description = "นามสกุล .prongsai ไม่เกิน 2 GB ใหญ่กว่านั้นใช้คำสั่ง prongsai organisation import ที่เครื่อง"), Required(ErrorMessage = "เลือกไฟล์แพ็กเกจ")]
    public IFormFile? Package { get; set; }

    [BindProperty, Display(Name = "กุญแจของแพ็กเกจ", Description = "17 กลุ่ม กลุ่มละ 4 ตัว ที่ต้นทางแจ้งมา ขีดและช่องว่างจะใส่หรือไม่ก็ได้"), Required(ErrorMessage = "ใส่กุญแจของแพ็กเกจ"), StringLength(200)]
    public string? Key { get; set; }

    [BindProperty, Display(Name = "ลายนิ้วมือของระบบต้นทาง", Description = "8 กลุ่ม กลุ่มละ 4 ตัว ให้ต้นทางอ่านให้ฟัง เพื่อแน่ใจว่าแพ็กเกจมาจากเขาจริง"), Required(ErrorMessage = "ใส่ลายนิ้วมือของระบบต้นทาง"), StringLength(100)]
    public string? Signer { get; set; }

    [BindProperty, Display(Name = "ที่อยู่หน้าสาธารณะในระบบนี้", Description = "ว่างไว้ถ้าใช้ที่อยู่เดิม ใส่เมื่อซ้ำกับองค์กรที่มีอยู่ เช่น ban-mai"), RegularExpression("^[a-z][a-z0-9-]{1,62}$", ErrorMessage = "ใช้ตัวอักษรอังกฤษตัวเล็ก ตัวเลข และขีด ขึ้นต้นด้วยตัวอักษร")]
    public string? Slug { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        BackupKey? key = null;
        if (!string.IsNullOrWhiteSpace(Key))
        {
            try
            {
                key = BackupKey.Parse(Key);
            }
            catch (InstallationException)
            {
                ModelState.AddModelError(nameof(Key), "กุญแจไม่ครบหรือพิมพ์ผิด เทียบกับที่จดไว้ทีละกลุ่ม ใช้เฉพาะ 0–9 และ a–f");
            }
        }
        var digits = new string([.. (Signer ?? "").Where(c => !char.IsWhiteSpace(c) && c is not '-')]).ToLowerInvariant();
        if (!string.IsNullOrWhiteSpace(Signer) && (digits.Length != 32 || !digits.All(char.IsAsciiHexDigit)))
        {
            ModelState.AddModelError(nameof(Signer), "ลายนิ้วมือมี 8 กลุ่ม กลุ่มละ 4 ตัว ใช้เฉพาะ 0–9 และ a–f ตรวจทีละกลุ่ม");
        }
        if (!ModelState.IsValid || key is null || Package is null)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var id = Guid.CreateVersion7();
        var name = MovingFolder.In(id);
        await using (var package = Package.OpenReadStream())
        {
            await folder.Receive(name, package, stop);
        }
        var signer = string.Join('-', digits.Chunk(4).Select(g => new string(g)));
        db.Record("organisation.taking-in-asked", "organisation", id, null, new { signer });
        await db.SaveChangesAsync(stop);
        await folder.Ask(name, new(string.IsNullOrWhiteSpace(Slug) ? null : Slug, key.Written, signer), stop);
        return LocalRedirect($"/administration/organisations/take-in/{id}");
    }
}
