using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Features.Administration;

/// <summary>Tells an officer in plain words whether the data is safe: backups, drills, disk, viruses.</summary>
[Authorize(Administer.Organisation)]
internal sealed class KeepingModel(BackupFolder folder, FileFolder files, VirusScanner scanner, CurrentPerson person, TimeProvider clock) : PageModel
{
    public BackupFolder Folder => folder;

    public bool MaySeeKey => person.May(WhoIsThis.ManageInstallation);

    public KeepingState State { get; private set; } = new();

    /// <summary>Bytes.</summary>
    public long Free { get; private set; }

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    public StopState BackupTag => folder.Path is null || State.Backup is { Ok: false } ? StopState.Late : State.Backup is not { } last ? StopState.Wait : clock.GetUtcNow() - last.At > TimeSpan.FromHours(50) ? StopState.Late : StopState.Done;

    public string BackupWords => folder.Path is null ? "ปิดอยู่" : State.Backup switch
    {
        null => "ยังไม่เคย",
        { Ok: false } => "ไม่สำเร็จ",
        _ => BackupTag is StopState.Late ? "ขาดช่วง" : "ปกติ",
    };

    public StopState DrillTag => State.Drill is not { } last ? StopState.Wait : last.Ok ? StopState.Done : StopState.Late;

    public string DrillWords => State.Drill is not { } last ? "ยังไม่ถึงเวลา" : last.Ok ? "กู้คืนได้" : "กู้คืนไม่ได้";

    public StopState DiskTag => Free < 1L << 30 ? StopState.Late : Free < Math.Max(5L << 30, Size / 20) ? StopState.Due : StopState.Done;

    public string DiskWords => DiskTag switch { StopState.Late => "ใกล้เต็ม", StopState.Due => "เริ่มน้อย", _ => "พอ" };

    public StopState VirusTag { get; private set; }

    public string VirusWords => VirusTag switch { StopState.Done => "ทำงาน", StopState.Late => "ไม่ตอบ", _ => "ไม่ได้ตั้ง" };

    public async Task OnGetAsync(CancellationToken stop)
    {
        VirusTag = !scanner.IsSet ? StopState.Wait : await scanner.Answers(stop) ? StopState.Done : StopState.Late;
        State = BackupKeeper.State(folder);
        var root = Path.GetFullPath(files.Path);
        var drive = DriveInfo.GetDrives().Where(d => d.IsReady && root.StartsWith(d.RootDirectory.FullName, StringComparison.Ordinal)).MaxBy(d => d.RootDirectory.FullName.Length);
        (Free, Size) = (drive?.AvailableFreeSpace ?? 0, drive?.TotalSize ?? 0);
    }
}
