using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

/// <summary>The garuda and the codes of departments.</summary>
[Authorize("memos.manage")]
[RequestFormLimits(MultipartBodyLengthLimit = 4_000_000)]
[RequestSizeLimit(4_000_000)]
internal sealed class SettingsModel(AppDbContext db, KeepSetup keep, TimeProvider clock) : PageModel
{
    [BindProperty, Display(Name = "ไฟล์ตราครุฑ", Description = "PNG หรือ SVG ไม่เกิน 2 MB พื้นหลังโปร่งใสดีที่สุด")]
    public IFormFile? Picture { get; set; }

    [BindProperty, Display(Name = "เตือนเมื่อรอเกิน", Description = "ใส่ 0 ถ้าไม่ต้องการให้เตือน"), Range(0, MemoSettings.MostRemindAfterDays, ErrorMessage = "จำนวนวันต้องอยู่ระหว่าง 0 ถึง 60")]
    public int? RemindAfterDays { get; set; }

    [BindProperty]
    public List<Line> Codes { get; set; } = [];

    public bool HasGaruda { get; private set; }

    public string GarudaVersion { get; private set; } = "";

    public async Task OnGet(CancellationToken stop)
    {
        await Look(stop);
        var kept = await db.Set<MemoCode>().AsNoTracking().ToDictionaryAsync(c => c.UnitId, c => c.Code, stop);
        foreach (var line in Codes)
        {
            line.Code = kept.GetValueOrDefault(line.Unit);
        }
    }

    public async Task<IActionResult> OnPostGaruda(CancellationToken stop)
    {
        ModelState.Clear();
        if (Picture is null)
        {
            return await Wrong("เลือกไฟล์ตราครุฑ", stop);
        }
        using var bytes = new MemoryStream();
        await Picture.CopyToAsync(bytes, stop);
        var kept = await keep.Garuda(bytes.ToArray(), Path.GetFileName(Picture.FileName), stop);
        if (!kept.IsOk)
        {
            return await Wrong(kept.Refusal.Text, stop);
        }
        TempData.Done("ใช้ตราครุฑนี้แล้ว");
        return Redirect("/memos/settings");
    }

    public async Task<IActionResult> OnPostRemind(CancellationToken stop)
    {
        if (RemindAfterDays is null)
        {
            ModelState.AddModelError(nameof(RemindAfterDays), "ใส่จำนวนวัน ไม่ต้องการให้เตือนให้ใส่ 0");
        }
        if (ModelState.IsValid)
        {
            var kept = await keep.RemindAfter(RemindAfterDays!.Value, stop);
            if (kept.IsOk)
            {
                TempData.Done("บันทึกการเตือนแล้ว");
                return Redirect("/memos/settings");
            }
            ModelState.AddModelError(nameof(RemindAfterDays), kept.Refusal.Text);
        }
        var typed = RemindAfterDays;
        await OnGet(stop);
        RemindAfterDays = typed;
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostCodes(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            await keep.Codes(Codes.GroupBy(c => c.Unit).ToDictionary(g => g.Key, g => g.First().Code), stop);
            TempData.Done("บันทึกรหัสหนังสือแล้ว");
            return Redirect("/memos/settings");
        }
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/memos/garuda", async (AppDbContext db, FileStore store, HttpResponse response, CancellationToken stop) =>
        await db.Set<MemoSettings>().AsNoTracking().FirstOrDefaultAsync(stop) is { GarudaFileId: { } id } && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop) is { } file && store.Has(file)
            ? store.Download(file, response, inline: true) : Results.NotFound()).RequireAuthorization("memos.read");

    private async Task<IActionResult> Wrong(string text, CancellationToken stop)
    {
        ModelState.AddModelError(nameof(Picture), text);
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Look(CancellationToken stop)
    {
        var typed = Codes.ToDictionary(c => c.Unit, c => c.Code);
        var year = (short)(Domain.ThaiDate.InBangkok(clock.GetUtcNow()).Year + Domain.FiscalYear.BuddhistOffset);
        var last = await db.Set<MemoRegister>().AsNoTracking().Where(r => r.Year == year).ToDictionaryAsync(r => r.UnitId, r => r.LastNumber, stop);
        Codes = [.. (await db.Units.AsNoTracking().Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => new Line
        {
            Unit = u.Id, Name = u.Name, Code = typed.GetValueOrDefault(u.Id), Last = last.TryGetValue(u.Id, out var number) ? $"เลขล่าสุดของปี {year} คือ {number}" : $"ยังไม่ออกเลขในปี {year}",
        })];
        var settings = await db.Set<MemoSettings>().AsNoTracking().FirstOrDefaultAsync(stop);
        RemindAfterDays = settings?.RemindAfterDays ?? MemoSettings.UsualRemindAfterDays;
        (HasGaruda, GarudaVersion) = (settings?.GarudaFileId is not null, settings?.GarudaFileId?.ToString("N") ?? "");
    }

    internal sealed class Line
    {
        public Guid Unit { get; set; }

        [StringLength(MemoCode.MaxLength, ErrorMessage = "รหัสยาวได้ไม่เกิน 40 ตัวอักษร")]
        public string? Code { get; set; }

        public string Name { get; set; } = "";

        public string Last { get; set; } = "";
    }
}
