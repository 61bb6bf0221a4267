using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Watching;

/// <summary>Remembers how much room the disk had each day, beside the files, and says how long it lasts at the pace of the last weeks.</summary>
internal sealed class DiskDiary(string folder)
{
    private const int Days = 30;
    private readonly string path = Path.Combine(folder, "disk-diary.json");

    /// <summary>Writes down today's room, once a day, and gives the days until the disk is full; null when it does not fill up or too little is known.</summary>
    public int? Note(DateOnly day, Room room)
    {
        var entries = Read();
        entries[day] = room.Free;
        while (entries.Count > Days)
        {
            entries.Remove(entries.Keys.Min());
        }
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, JsonSerializer.Serialize(entries.ToDictionary(e => e.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), e => e.Value)));
        File.Move(temporary, path, overwrite: true);
        return DaysLeft(entries);
    }

    /// <summary>From the first to the last day known, at least a week apart.</summary>
    internal static int? DaysLeft(IReadOnlyDictionary<DateOnly, long> entries)
    {
        if (entries.Count < 2)
        {
            return null;
        }
        var (first, last) = (entries.Keys.Min(), entries.Keys.Max());
        var days = last.DayNumber - first.DayNumber;
        var used = entries[first] - entries[last];
        return days < 7 || used <= 0 ? null : (int)Math.Min(int.MaxValue, (decimal)entries[last] * days / used);
    }

    private Dictionary<DateOnly, long> Read()
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(path))!.ToDictionary(e => DateOnly.ParseExact(e.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture), e => e.Value)
                : [];
        }
        catch (Exception torn) when (torn is JsonException or FormatException)
        {
            // Cut off by a power failure: the pace is learnt anew, nothing else is lost.
            return [];
        }
    }
}

/// <summary>
/// Tells those who run an organisation, in time, that the disk fills up: when little is left, when at the present pace less than a month is,
/// and when files are refused. Once a week at most for each of these.
/// </summary>
internal sealed class WatchDisk(AppDbContext db, Product product, FileFolder files, DiskSpace disks, Notices notices, TimeProvider clock) : IJob
{
    public const string Href = "/administration/keeping";

    private const string Permission = "organisation.manage";

    public async Task Run(JobRun run, CancellationToken stop)
    {
        if (disks.Of(files.Path) is not { } room)
        {
            return;
        }
        var now = clock.GetUtcNow();
        var left = new DiskDiary(Path.GetDirectoryName(Path.GetFullPath(files.Path))!).Note(DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime), room);
        if (Words(room, left) is not { } words)
        {
            return;
        }
        var since = now - TimeSpan.FromDays(7);
        var kind = words.Split(' ')[0];
        var told = await db.Notices.Where(n => n.Href == Href && n.CreatedAt > since && EF.Functions.Like(n.Text, kind + "%")).Select(n => n.PersonId).ToListAsync(stop);
        var roles = await db.PersonRoles.Join(db.Roles, pr => pr.RoleId, r => r.Id, (pr, r) => new { pr.PersonId, r.Permissions }).Join(db.People.Where(p => p.Active && p.AccountId != null), x => x.PersonId, p => p.Id, (x, _) => x).ToListAsync(stop);
        foreach (var person in roles.Where(r => product.WithImplied(r.Permissions).Contains(Permission)).Select(r => r.PersonId).Distinct().Except(told))
        {
            notices.Tell(person, words, Href);
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Null while there is nothing to say.</summary>
    internal static string? Words(Room room, int? daysLeft)
    {
        var free = (room.Free / 1073741824m).ToString("0.0", CultureInfo.InvariantCulture);
        return DiskSpace.LevelOf(room) switch
        {
            RoomLevel.Full => $"ดิสก์เต็มแล้ว เหลือ {free} GB ระบบไม่รับไฟล์ใหม่จนกว่าผู้ดูแลเครื่องจะเพิ่มพื้นที่",
            RoomLevel.Little => $"ดิสก์เหลือน้อย {free} GB ให้ผู้ดูแลเครื่องเพิ่มพื้นที่หรือย้ายฉบับสำรองไปดิสก์อื่น",
            _ when daysLeft is < 30 => $"ดิสก์จะเต็มในประมาณ {daysLeft.Value.ToString(CultureInfo.InvariantCulture)} วัน ตามอัตราที่ใช้อยู่ ให้ผู้ดูแลเครื่องเตรียมเพิ่มพื้นที่",
            _ => null,
        };
    }
}
