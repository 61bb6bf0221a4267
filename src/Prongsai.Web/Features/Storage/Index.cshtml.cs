using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Storage;

/// <summary>The files of the store: when they were looked at, which are lost or altered, and three ways to bring them back.</summary>
[Authorize(StorageModule.Manage), RequestSizeLimit(Limit)]
internal sealed class IndexModel(AppDbContext db, FileStore store, FileWatch watch, JobQueue jobs, BackupFolder backups) : PageModel
{
    private const long Limit = 512L * 1024 * 1024;

    public int Count { get; private set; }

    /// <summary>Bytes.</summary>
    public long Bytes { get; private set; }

    public int Unchecked { get; private set; }

    public DateTimeOffset? Oldest { get; private set; }

    public Listing Ask { get; private set; } = null!;

    public PageOf<Row> Rows { get; private set; } = null!;

    public bool HasBackups => backups.Path is not null;

    [BindProperty, Display(Name = "ไฟล์ต้นฉบับ", Description = "เลือกได้หลายไฟล์ ระบบจับคู่ด้วยลายนิ้วมือเอง ชื่อไฟล์ไม่ต้องตรง รับเฉพาะไฟล์ที่เหมือนเดิมทุกไบต์")]
    public List<IFormFile>? Originals { get; set; }

    public async Task OnGet(CancellationToken stop) => await Load(stop);

    public async Task<IActionResult> OnPostCheck(CancellationToken stop)
    {
        jobs.Add<CheckFilesNow>();
        await db.SaveChangesAsync(stop);
        TempData.Done("กำลังตรวจทุกไฟล์ เปิดหน้านี้ใหม่ในอีกสักครู่");
        return LocalRedirect("/storage");
    }

    public async Task<IActionResult> OnPostBackups(CancellationToken stop)
    {
        jobs.Add<MendFromBackups>();
        await db.SaveChangesAsync(stop);
        TempData.Done("กำลังหาในฉบับสำรอง ไฟล์ที่กู้ได้จะหายไปจากรายการนี้");
        return LocalRedirect("/storage");
    }

    public async Task<IActionResult> OnPostOriginals(CancellationToken stop)
    {
        var wanted = await watch.Wanted(stop);
        var mended = new List<byte[]>();
        foreach (var original in Originals ?? [])
        {
            await using var bytes = original.OpenReadStream();
            if (await store.Mend(bytes, wanted, Limit, stop) is { } fingerprint)
            {
                mended.Add(fingerprint);
            }
        }
        if (mended.Count == 0)
        {
            ModelState.AddModelError(nameof(Originals), Originals is { Count: > 0 } ? "ไม่มีไฟล์ใดตรงกับที่หาย ไฟล์ต้องเหมือนเดิมทุกไบต์ ไฟล์ที่เปิดแล้วบันทึกใหม่จะไม่ตรง" : "เลือกไฟล์ต้นฉบับอย่างน้อยหนึ่งไฟล์");
            await Load(stop);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await watch.Mended(mended, "ส่งไฟล์ต้นฉบับ", stop);
        TempData.Done(string.Create(CultureInfo.InvariantCulture, $"กู้แล้ว {mended.Count} ไฟล์ เปิดได้ตามเดิมทุกที่ที่ใช้"));
        return LocalRedirect("/storage");
    }

    private async Task Load(CancellationToken stop)
    {
        Ask = Listing.Of(Request, ["-found"]);
        Count = await db.Files.CountAsync(stop);
        Bytes = await db.Files.SumAsync(f => (long?)f.Size, stop) ?? 0;
        Unchecked = Count - await db.FileChecks.CountAsync(stop);
        Oldest = await db.FileChecks.MinAsync(c => (DateTimeOffset?)c.CheckedAt, stop);
        var faults = db.FileChecks.AsNoTracking().Where(c => c.Fault != null).Join(db.Files, c => c.FileId, f => f.Id, (c, f) => new { Check = c, File = f });
        var rows = await faults.OrderByDescending(x => x.Check.FoundAt).ThenBy(x => x.File.Id).Skip(Ask.Skip).Take(Ask.Size).ToListAsync(stop);
        Rows = new PageOf<Row>([.. rows.Select(x => new Row(x.File.Name, x.File.Size, x.File.CreatedAt, x.File.Fingerprint, x.Check.Fault!.Value, x.Check.FoundAt!.Value))], Ask, await faults.CountAsync(stop));
    }

    internal sealed record Row(string Name, long Size, DateTimeOffset AddedAt, string Fingerprint, FileFault Fault, DateTimeOffset FoundAt);
}
