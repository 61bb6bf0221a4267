using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Checking;

/// <summary>
/// Open to whoever holds the paper: is it ours, how does it stand, and is this copy the same? Shows posts, never names. The code is drawn at
/// random and cannot be guessed. The form carries no authority, so no antiforgery token; a copy that is sent is hashed and forgotten.
/// </summary>
[PublicSide]
[IgnoreAntiforgeryToken]
[RequestFormLimits(MultipartBodyLengthLimit = LargestCopy)]
[RequestSizeLimit(LargestCopy)]
internal sealed class VerifyModel(AppDbContext db, MemosOf memos, SigningKey key) : PageModel
{
    private const long LargestCopy = 60L * 1024 * 1024;

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty, StringLength(200)]
    public string? Typed { get; set; }

    [BindProperty, Display(Name = "ไฟล์ที่ท่านมี", Description = "ไม่เกิน 50 MB")]
    public IFormFile? Copy { get; set; }

    public Memo? Found { get; private set; }

    public string? Issued { get; private set; }

    public bool IsIntact { get; private set; } = true;

    public IReadOnlyList<string> Keys { get; private set; } = [];

    public (bool Same, string Title, string Words)? Verdict { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await Find(stop);
        return Code is { Length: > 0 } && Found is null ? new PageResult { StatusCode = StatusCodes.Status404NotFound } : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (string.IsNullOrEmpty(Code))
        {
            // What was typed may be the whole address.
            var typed = (Typed ?? "").Trim().TrimEnd('/').Split('/')[^1].ToLowerInvariant();
            if (typed.Length == 0 || typed.Length > 32 || !typed.All(char.IsAsciiLetterOrDigit))
            {
                ModelState.AddModelError(nameof(Typed), "ใส่รหัส 16 ตัวที่อยู่ท้ายที่อยู่ในเอกสาร");
                return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
            }
            return Redirect(Url.Content($"~/verify/{typed}"));
        }
        await Find(stop);
        if (Found is null)
        {
            return new PageResult { StatusCode = StatusCodes.Status404NotFound };
        }
        if (Copy is null || Copy.Length == 0)
        {
            ModelState.AddModelError(nameof(Copy), "เลือกไฟล์ที่จะเทียบ");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await using var content = Copy.OpenReadStream();
        var sha256 = await SHA256.HashDataAsync(content, stop);
        var ours = Found.Enclosures.Select(e => e.FileId).Concat(Found.IssuedFileId is { } issued ? [issued] : []).ToList();
        var same = await db.Files.AsNoTracking().Where(f => ours.Contains(f.Id) && f.Sha256 == sha256).Select(f => (Guid?)f.Id).FirstOrDefaultAsync(stop);
        Verdict = same is { } id
            ? (true, id == Found.IssuedFileId ? "ไฟล์ตรงกับบันทึกที่ออกจากระบบ" : "ไฟล์ตรงกับสิ่งที่ส่งมาด้วย", "เหมือนกันทุกไบต์กับฉบับที่หน่วยงานเก็บไว้")
            : (false, "ไฟล์ไม่ตรงกับฉบับของหน่วยงาน", Found.IssuedFileId is null ? "บันทึกนี้ยังไม่ออกไฟล์ที่อนุมัติแล้ว ฉบับที่พิมพ์ระหว่างเสนอจึงเทียบไม่ได้" : "ไฟล์ถูกแก้ไข บันทึกใหม่ หรือเป็นคนละเอกสาร อย่าใช้เป็นหลักฐาน ขอฉบับจริงจากหน่วยงาน");
        return Page();
    }

    private async Task Find(CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        if (string.IsNullOrEmpty(Code) || Code.Length > 32)
        {
            return;
        }
        Found = await db.Memos.AsNoTracking().Include(m => m.Enclosures).Include(m => m.Steps).AsSplitQuery().FirstOrDefaultAsync(m => m.VerifyCode == Code && m.State != MemoState.Draft, stop);
        if (Found is null)
        {
            return;
        }
        if (Found.IssuedFileId is { } file)
        {
            Issued = await db.Files.AsNoTracking().Where(f => f.Id == file).Select(f => f.Sha256).FirstOrDefaultAsync(stop) is { } sha256 ? Convert.ToHexStringLower(sha256) : null;
        }
        var content = await memos.Fingerprint(Found, stop);
        var keys = new List<string>();
        foreach (var step in Found.Current.Where(s => s.Signature is not null && s.State is not StepState.Void))
        {
            // A paper that was taken back may be mended by its author; what stands under way or approved may not.
            if (Found.State is MemoState.Sent or MemoState.Approved)
            {
                IsIntact &= await memos.IsGenuine(step, content, stop);
            }
            if (await key.PublicKey(step.KeyId!.Value, stop) is { } spki)
            {
                keys.Add(Convert.ToBase64String(spki));
            }
        }
        Keys = [.. keys.Distinct(StringComparer.Ordinal)];
    }
}
