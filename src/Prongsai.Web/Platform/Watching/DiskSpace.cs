using Prongsai.Domain;

namespace Prongsai.Web.Platform.Watching;

/// <summary>How much room a disk has, in bytes.</summary>
internal sealed record Room(long Free, long Size);

/// <summary>How near a disk is to full.</summary>
internal enum RoomLevel
{
    Enough,

    /// <summary>Time to do something; nothing fails yet.</summary>
    Little,

    /// <summary>New files are refused, so that what was begun can still be finished.</summary>
    Full,
}

/// <summary>The disk has no room for another file.</summary>
internal sealed record DiskIsFull() : Refusal("พื้นที่เก็บข้อมูลของเครื่องเหลือน้อยมาก ระบบจึงยังไม่รับไฟล์ใหม่ ข้อมูลที่บันทึกแล้วยังอยู่ครบ แจ้งผู้ดูแลเครื่องให้เพิ่มพื้นที่แล้วส่งใหม่");

/// <summary>Looks at the disk a folder lies on. Tests put a disk of their own here.</summary>
internal class DiskSpace
{
    /// <summary>Below this nothing new is taken in: PostgreSQL must still be able to write, or it stops altogether.</summary>
    public const long Reserve = 300L << 20;

    private const long Little = 5L << 30;

    /// <summary>Room for another person's bytes on the disk of this folder, which may not exist yet; null where the system does not say.</summary>
    public virtual Room? Of(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path))
        {
            if (Path.GetDirectoryName(path) is not { } above)
            {
                return null;
            }
            path = above;
        }
        try
        {
            var drive = new DriveInfo(path);
            return new Room(drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception silent) when (silent is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some mounts do not tell; nothing is claimed of them then.
            return null;
        }
    }

    public static RoomLevel LevelOf(Room room) =>
        room.Free < Reserve ? RoomLevel.Full : room.Free < Math.Min(Little, Math.Max(room.Size / 10, 1L << 30)) ? RoomLevel.Little : RoomLevel.Enough;

    /// <summary>Refuses when a file of this size would take what the database needs.</summary>
    public DiskIsFull? RefusalFor(string folder, long bytes) => Of(folder) is { } room && room.Free - bytes < Reserve ? new DiskIsFull() : null;
}
