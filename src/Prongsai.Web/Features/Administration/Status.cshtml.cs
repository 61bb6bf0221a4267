using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Persistence;
using JobState = Prongsai.Web.Platform.Jobs.JobState;

namespace Prongsai.Web.Features.Administration;

/// <summary>Whether everything works, in words an officer understands, and what to do where it does not.</summary>
[Authorize(Administer.Read)]
internal sealed class StatusModel(AppDbContext db, BackupFolder backups, FileFolder files, IMailSender mail, CurrentPerson person, TimeProvider clock) : PageModel
{
    public sealed record Line(string Title, StopState State, string Tag, string Words, string? Href);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public string Version { get; } = typeof(StatusModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    public async Task OnGet(CancellationToken stop)
    {
        var began = clock.GetTimestamp();
        var failed = await db.Jobs.CountAsync(j => j.State == JobState.Failed && j.FinishedAt > Now.AddDays(-7), stop);
        var stuck = await db.Jobs.CountAsync(j => j.State == JobState.Waiting && j.DueAt < Now.AddMinutes(-30), stop);
        var unsent = await db.Jobs.CountAsync(j => j.Kind == "send-mail" && j.State == JobState.Failed && j.FinishedAt > Now.AddDays(-7), stop);
        var asked = clock.GetElapsedTime(began);
        var kept = BackupKeeper.State(backups);
        var (free, size) = Disk();
        var administrators = await db.People.CountAsync(p => p.Active && p.AccountId != null && p.Roles.Any(r => r.Permissions.Contains("*") || r.Permissions.Contains(Administer.People)), stop);
        Lines =
        [
            new("ฐานข้อมูล", asked > TimeSpan.FromSeconds(2) ? StopState.Due : StopState.Done, asked > TimeSpan.FromSeconds(2) ? "ช้า" : "ปกติ", asked > TimeSpan.FromSeconds(2) ? "ตอบช้ากว่าสองวินาที แจ้งผู้ดูแลเครื่อง" : "ตอบทันที", null),
            stuck > 0 ? new("งานเบื้องหลัง", StopState.Late, "ค้าง", $"{stuck} งานรอเกินครึ่งชั่วโมง ให้ผู้ดูแลเครื่องเปิดโปรแกรมใหม่", Jobs) : failed > 0 ? new("งานเบื้องหลัง", StopState.Due, "มีงานไม่สำเร็จ", $"{failed} งานใน 7 วัน เปิดดูแล้วสั่งทำใหม่", Jobs) : new("งานเบื้องหลัง", StopState.Done, "ปกติ", "ไม่มีงานค้าง", Jobs),
            !mail.IsSet ? new("อีเมล", StopState.Wait, "ไม่ได้ตั้งไว้", "แจ้งเตือนอยู่ในระบบเท่านั้น", null) : unsent > 0 ? new("อีเมล", StopState.Late, "ส่งไม่ได้", $"{unsent} ฉบับใน 7 วัน แจ้งผู้ดูแลเครื่อง", Jobs) : new("อีเมล", StopState.Done, "ปกติ", "ส่งได้", null),
            backups.Path is null ? new("สำรองข้อมูล", StopState.Late, "ปิดอยู่", "ถ้าเครื่องเสีย ข้อมูลหายทั้งหมด", Keeping)
                : kept.Backup is not { } last ? new("สำรองข้อมูล", StopState.Due, "ยังไม่เคย", "ครั้งแรกภายในสิบนาทีหลังเปิดเครื่อง", Keeping)
                : !last.Ok || Now - last.At > TimeSpan.FromHours(50) ? new("สำรองข้อมูล", StopState.Late, last.Ok ? "ขาดช่วง" : "ไม่สำเร็จ", "เปิดดูแล้วแจ้งผู้ดูแลเครื่อง", Keeping)
                : !backups.IsElsewhere && kept.Far is not { Ok: true } ? new("สำรองข้อมูล", StopState.Due, "อยู่ดิสก์เดียวกัน", "สำรองทุกคืน แต่ถ้าดิสก์เสียจะหายไปด้วย", Keeping)
                : new("สำรองข้อมูล", StopState.Done, "ปกติ", "สำรองแล้วเมื่อคืน", Keeping),
            kept.Drill is { } drill ? new("ซ้อมกู้คืน", drill.Ok ? StopState.Done : StopState.Late, drill.Ok ? "กู้คืนได้" : "กู้คืนไม่ได้", drill.Ok ? "ลองจริงทุก 30 วัน" : "อย่าลบฉบับเก่า แจ้งผู้ดูแลเครื่อง", Keeping) : new("ซ้อมกู้คืน", StopState.Wait, "ยังไม่ถึงเวลา", "ลองเองหลังสำรองครั้งแรก", Keeping),
            kept.Chain is { } chain ? new("บันทึกการเปลี่ยนแปลง", chain.Ok ? StopState.Done : StopState.Late, chain.Ok ? "ไม่มีใครแก้" : "ถูกแก้หรือหาย", chain.Ok ? "ตรวจทุกคืน" : "เก็บเครื่องไว้อย่างเดิม แจ้งผู้ดูแลเครื่อง", Keeping) : new("บันทึกการเปลี่ยนแปลง", StopState.Wait, "ยังไม่ได้ตรวจ", "ตรวจหลังสำรองครั้งแรก", Keeping),
            free < 1L << 30 ? new("เนื้อที่ดิสก์", StopState.Late, "ใกล้เต็ม", "อีกไม่นานจะบันทึกอะไรไม่ได้ ให้ผู้ดูแลเครื่องเพิ่มเนื้อที่", Keeping) : free < Math.Max(5L << 30, size / 20) ? new("เนื้อที่ดิสก์", StopState.Due, "เริ่มน้อย", "ให้ผู้ดูแลเครื่องเตรียมเพิ่มเนื้อที่", Keeping) : new("เนื้อที่ดิสก์", StopState.Done, "พอ", "", Keeping),
            administrators > 1 ? new("ผู้ดูแลระบบ", StopState.Done, "พอ", $"{administrators} คน", null) : new("ผู้ดูแลระบบ", StopState.Due, "คนเดียว", "ถ้าผู้ดูแลลาหรือลืมรหัสผ่าน จะไม่มีใครเพิ่มคนได้ ให้สิทธิ์อีกคน", null),
        ];
    }

    private string? Jobs => person.May(Administer.Jobs) ? "/administration/jobs" : null;

    private string? Keeping => person.May(Administer.Organisation) ? "/administration/keeping" : null;

    private (long Free, long Size) Disk()
    {
        var root = Path.GetFullPath(files.Path);
        var drive = DriveInfo.GetDrives().Where(d => d.IsReady && root.StartsWith(d.RootDirectory.FullName, StringComparison.Ordinal)).MaxBy(d => d.RootDirectory.FullName.Length);
        return (drive?.AvailableFreeSpace ?? 0, drive?.TotalSize ?? 0);
    }
}
