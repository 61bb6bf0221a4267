using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Attack;

/// <summary>Accidents small enough for ./test: the clock jumps, files are cut off. Killing and full disks are in ./bench crash.</summary>
public sealed class Accidents : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync() => await site.Ready();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>A dead battery, a wrong year typed, a daylight change elsewhere: nothing is refused, lost or done twice.</summary>
    [Fact]
    public async Task A_clock_that_jumps_loses_nothing_and_doubles_nothing()
    {
        var begin = site.Time.Now;
        TimeSpan[] jumps = [TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.FromDays(3650), TimeSpan.FromDays(-9000), TimeSpan.FromSeconds(-1), TimeSpan.FromHours(25), TimeSpan.Zero];
        for (var i = 0; i < jumps.Length; i++)
        {
            site.Time.Now = begin + jumps[i];
            var name = $"กองที่ {i}";
            await site.Query(async db =>
            {
                db.Units.Add(new Unit { Name = name });
                db.Record("unit.added", "unit", name);
                return await db.SaveChangesAsync();
            });
            await site.RunPeriodicJobs();
        }
        Assert.Equal(jumps.Length, await site.Query(db => db.Units.CountAsync(u => EF.Functions.Like(u.Name, "กองที่%"))));
        var (holding, broken) = await ChangeChain.Verify(site.OwnerConnection, TestContext.Current.CancellationToken);
        Assert.Empty(broken);
        Assert.True(holding >= jumps.Length);
        // The numbers, not the times, say what came first.
        Assert.Equal(Enumerable.Range(0, jumps.Length).Select(i => $"กองที่ {i}"), await site.Query(db => db.Changes.Where(c => c.Kind == "unit.added").OrderBy(c => c.Number).Select(c => c.SubjectId).ToListAsync()));
        var rounds = await site.Query(db => db.Jobs.Where(j => j.Slot != null).GroupBy(j => new { j.Kind, j.Slot }).Select(g => g.Count()).ToListAsync());
        Assert.All(rounds, n => Assert.Equal(1, n));
        // Whoever signs in after the clock was put right is let in, and a job asked for now runs now.
        site.Time.Now = begin + TimeSpan.FromMinutes(1);
        await (await site.As("organisation.read")).Page("/");
        Assert.Equal(0, await site.Query(db => db.Jobs.CountAsync(j => j.State == JobState.Running)));
    }

    [Fact]
    public async Task A_file_that_was_cut_off_is_noticed_by_the_backup_and_mended_by_the_same_bytes()
    {
        byte[] bytes = [.. "%PDF-1.4 "u8, .. new byte[50_000]];
        var stored = await Keep(bytes);
        var path = Path.Combine(site.DataDirectory, "files", stored.Fingerprint[..2], stored.Fingerprint[2..]);
        await File.WriteAllBytesAsync(path, bytes[..20_000], TestContext.Current.CancellationToken);
        var backup = Path.Combine(site.DataDirectory, "x.backup");
        var noticed = await Assert.ThrowsAnyAsync<Exception>(() => Backup.Write(site.OwnerConnection, Path.Combine(site.DataDirectory, "files"), BackupKey.New(), backup, site.Time.Now, TestContext.Current.CancellationToken));
        Assert.Contains("damaged", noticed.Message, StringComparison.Ordinal);
        await Keep(bytes);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    /// <summary>Killed while a file came in: what is left over is a name nobody asks for, and disturbs nothing.</summary>
    [Fact]
    public async Task Half_a_file_left_by_a_killed_process_disturbs_nothing()
    {
        Directory.CreateDirectory(Path.Combine(site.DataDirectory, "files"));
        await File.WriteAllBytesAsync(Path.Combine(site.DataDirectory, "files", "incoming-0123"), new byte[1000], TestContext.Current.CancellationToken);
        var stored = await Keep([1, 2, 3]);
        Assert.True(await site.Do(s => Task.FromResult(s.GetRequiredService<FileStore>().Has(stored))));
    }

    private Task<StoredFile> Keep(byte[] bytes) => site.Do(async services =>
    {
        var stored = (await services.GetRequiredService<FileStore>().Add(bytes, "x.pdf", "application/pdf", CancellationToken.None)).Value;
        await services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        return stored;
    });
}
