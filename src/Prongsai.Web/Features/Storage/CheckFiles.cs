using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Storage;

/// <summary>Hashes the files of an organisation and writes down what it found; who looks after the store is told of what is new.</summary>
internal sealed class FileWatch(AppDbContext db, FileStore store, Notices notices, TimeProvider clock) : IUseCase
{
    private const int AtOnce = 200;

    /// <param name="progress">Percent and words.</param>
    /// <param name="stop">Ends the work; what was found until then is kept.</param>
    /// <returns>How many files were looked at, and how many of them are lost or altered.</returns>
    public async Task<(int Files, int Faults)> Look(Func<int, string, Task> progress, CancellationToken stop)
    {
        var ids = await db.Files.AsNoTracking().OrderBy(f => f.Id).Select(f => f.Id).ToListAsync(stop);
        var (faults, fresh, done) = (0, 0, 0);
        foreach (var some in ids.Chunk(AtOnce))
        {
            var files = await db.Files.AsNoTracking().Where(f => some.Contains(f.Id)).ToListAsync(stop);
            var known = await db.FileChecks.Where(c => some.Contains(c.FileId)).ToDictionaryAsync(c => c.FileId, stop);
            foreach (var same in files.GroupBy(f => f.Fingerprint, StringComparer.Ordinal))
            {
                var fault = await store.Check(same.First(), stop);
                foreach (var file in same)
                {
                    fresh += Note(known.GetValueOrDefault(file.Id), file.Id, fault) ? 1 : 0;
                    faults += fault is null ? 0 : 1;
                }
            }
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
            done += some.Length;
            await progress(done * 100 / ids.Count, string.Create(CultureInfo.InvariantCulture, $"ตรวจแล้ว {done} จาก {ids.Count} ไฟล์"));
        }
        if (fresh > 0)
        {
            foreach (var person in await db.People.AsNoTracking().Where(p => p.Active && p.Roles.Any(r => r.Permissions.Contains(Product.Everything) || r.Permissions.Contains(StorageModule.Manage))).Select(p => p.Id).ToListAsync(stop))
            {
                notices.Tell(person, string.Create(CultureInfo.InvariantCulture, $"มีไฟล์ในที่เก็บหายหรือเสียหาย {fresh} ไฟล์ เปิดดูและกู้คืน"), "/storage");
            }
            await db.SaveChangesAsync(stop);
        }
        return (ids.Count, faults);
    }

    /// <summary>After bytes were put back: those files are whole from now on.</summary>
    public async Task Mended(IReadOnlyCollection<byte[]> fingerprints, string how, CancellationToken stop)
    {
        var files = await db.Files.AsNoTracking().Where(f => fingerprints.Contains(f.Sha256)).ToListAsync(stop);
        var ids = files.Select(f => f.Id).ToList();
        foreach (var check in await db.FileChecks.Where(c => ids.Contains(c.FileId) && c.Fault != null).ToListAsync(stop))
        {
            (check.Fault, check.FoundAt, check.CheckedAt) = (null, null, clock.GetUtcNow());
            db.Record("files.mended", "file", check.FileId, how, new { sha256 = files.First(f => f.Id == check.FileId).Fingerprint });
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The fingerprints that are looked for.</summary>
    public async Task<IReadOnlyList<byte[]>> Wanted(CancellationToken stop) =>
        await db.FileChecks.AsNoTracking().Where(c => c.Fault != null).Join(db.Files, c => c.FileId, f => f.Id, (_, f) => f.Sha256).Distinct().ToListAsync(stop);

    /// <returns>Whether the fault is new.</returns>
    private bool Note(FileCheck? check, Guid file, FileFault? fault)
    {
        var now = clock.GetUtcNow();
        if (check is null)
        {
            db.FileChecks.Add(new FileCheck { FileId = file, CheckedAt = now, Fault = fault, FoundAt = fault is null ? null : now });
            return fault is not null;
        }
        var isNew = fault is not null && check.Fault is null;
        (check.CheckedAt, check.Fault, check.FoundAt) = (now, fault, fault is null ? null : check.FoundAt ?? now);
        return isNew;
    }
}

/// <summary>Once a day.</summary>
internal sealed class CheckFiles(FileWatch watch, FileStore store) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        store.SweepIncoming();
        var (files, faults) = await watch.Look((percent, words) => run.Report(percent, words, stop), stop);
        await run.Report(100, string.Create(CultureInfo.InvariantCulture, $"ตรวจ {files} ไฟล์ หายหรือเสียหาย {faults} ไฟล์"), stop);
    }
}

/// <summary>When somebody asks.</summary>
internal sealed class CheckFilesNow(FileWatch watch, FileStore store) : IJob
{
    public Task Run(JobRun run, CancellationToken stop) => new CheckFiles(watch, store).Run(run, stop);
}

/// <summary>Takes what is lost out of the newest backup that has it.</summary>
internal sealed class MendFromBackups(FileWatch watch, FileStore store, FileFolder folder, BackupFolder backups) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var wanted = await watch.Wanted(stop);
        var data = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)))!;
        var found = await FilesInBackups.Find(backups, data, wanted.Select(Convert.ToHexStringLower), async (_, bytes) => await store.Mend(bytes, wanted, long.MaxValue, stop) is not null, stop);
        await watch.Mended([.. found.Select(Convert.FromHexString)], "กู้จากฉบับสำรอง", stop);
        await run.Report(100, string.Create(CultureInfo.InvariantCulture, $"กู้ได้ {found.Count} จาก {wanted.Count} ไฟล์"), stop);
    }
}
