using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Watching;
using Prongsai.Web.Features.Storage;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Moving;
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

    /// <summary>What was asked for, or taken up by a process that died, in the year the clock showed is done when it shows the right one.</summary>
    [Fact]
    public async Task No_job_waits_for_the_year_a_wrong_clock_showed()
    {
        var right = site.Time.Now;
        site.Time.Advance(TimeSpan.FromDays(365));
        await Ask();
        await Ask();
        await using (var owner = Npgsql.NpgsqlDataSource.Create(site.OwnerConnection))
        {
            await using var died = owner.CreateCommand("update jobs set state = 'running', attempts = 1, started_at = $1, taken_until = $2 where id = (select id from jobs where kind = 'check-files-now' limit 1)");
            died.Parameters.Add(new() { Value = site.Time.Now });
            died.Parameters.Add(new() { Value = site.Time.Now.AddMinutes(10) });
            await died.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        site.Time.Now = right;
        await Ask();
        await site.RunJobs();
        Assert.Equal([JobState.Done, JobState.Done, JobState.Done], await site.Query(db => db.Jobs.Where(j => j.Kind == "check-files-now").Select(j => j.State).ToListAsync()));
        Task<int> Ask() => site.Do(services =>
        {
            services.GetRequiredService<JobQueue>().Add<CheckFilesNow>();
            return services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        });
    }

    /// <summary>Nobody stays signed in, proven or locked out until the year comes that a wrong clock showed; an hour back disturbs nobody.</summary>
    [Fact]
    public async Task A_clock_that_was_wrong_locks_nobody_out_and_lets_nobody_stay()
    {
        var right = site.Time.Now;
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", ["organisation.manage"]);
        using var officer = await site.Anyone();
        await officer.SignIn("somsri", Site.Password);
        site.Time.Now = right.AddHours(-1);
        Assert.Equal(HttpStatusCode.OK, (await officer.Get("/account/sessions")).Status);

        site.Time.Now = right.AddYears(1);
        using var ahead = await site.Anyone();
        await ahead.SignIn("somsri", Site.Password);
        Assert.Equal(HttpStatusCode.OK, (await ahead.Get("/account")).Status);
        using var guesser = await site.Anyone();
        for (var i = 0; i < SignInThrottle.PerAccountAndAddress; i++)
        {
            await guesser.Post("/sign-in", ("UserName", "somsri"), ("Password", "ผิดทุกครั้งไป"));
        }
        Assert.NotEqual("/", (await guesser.Post("/sign-in", ("UserName", "somsri"), ("Password", Site.Password))).Location);
        var link = await site.Do(async services =>
        {
            var path = services.GetRequiredService<SignInLinks>().Add(LinkPurpose.FirstAdministrator, null, null, null, TimeSpan.FromDays(1));
            await services.GetRequiredService<AppDbContext>().SaveChangesAsync();
            return path;
        });

        site.Time.Now = right;
        Assert.StartsWith("/sign-in", (await ahead.Get("/account")).Location, StringComparison.Ordinal);
        Assert.Equal("/", (await guesser.Post("/sign-in", ("UserName", "somsri"), ("Password", Site.Password))).Location);
        Assert.Null(await site.Do(services => services.GetRequiredService<SignInLinks>().Find(link["/link/".Length..], CancellationToken.None)));
    }

    [Fact]
    public void A_code_of_the_app_is_taken_after_one_was_taken_in_a_year_to_come_and_still_only_once()
    {
        var key = "12345678901234567890"u8.ToArray();
        var now = site.Time.Now;
        var step = OneTimeCode.StepOf(now);
        Assert.Equal(step, OneTimeCode.Match(key, OneTimeCode.At(key, step), now, OneTimeCode.StepOf(now.AddYears(1))));
        Assert.Null(OneTimeCode.Match(key, OneTimeCode.At(key, step), now, step));
        Assert.Null(OneTimeCode.Match(key, OneTimeCode.At(key, step), now, step + 1));
    }

    /// <summary>The hour that comes twice counts once, and was answered if either visit found the page.</summary>
    [Fact]
    public void The_monitor_counts_an_hour_once_that_a_clock_set_back_brings_again()
    {
        var watch = new ItemWatch { Year = new(2568), Number = 7, Day = new(2025, 4, 9) };
        watch.Enter(9, false, 0);
        watch.Enter(8, true, 40);
        watch.Enter(9, true, 50);
        watch.Enter(9, false, 0);
        Assert.Equal((2, 2, 50), (watch.HoursAsked, watch.HoursAnswered, watch.Slowest));
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

    /// <summary>Killed while a file came in: what is left over is a name nobody asks for, disturbs nothing, and is swept when it is a day old.</summary>
    [Fact]
    public async Task Half_a_file_left_by_a_killed_process_disturbs_nothing_and_is_swept()
    {
        var files = Directory.CreateDirectory(Path.Combine(site.DataDirectory, "files")).FullName;
        var (old, young) = (Path.Combine(files, "incoming-0123"), Path.Combine(files, "incoming-4567"));
        var uploads = Directory.CreateDirectory(Path.Combine(files, "uploads", site.Organisation.ToString("N"))).FullName;
        var nameless = Path.Combine(uploads, Guid.NewGuid().ToString("N"));
        foreach (var half in new[] { old, young, nameless })
        {
            await File.WriteAllBytesAsync(half, new byte[1000], TestContext.Current.CancellationToken);
        }
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-25));
        File.SetLastWriteTimeUtc(nameless, DateTime.UtcNow.AddDays(-4));
        var stored = await Keep([1, 2, 3]);
        Assert.True(await site.Do(s => Task.FromResult(s.GetRequiredService<FileStore>().Has(stored))));
        await site.RunPeriodicJobs();
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.False(File.Exists(nameless));
    }

    /// <summary>A power cut may leave half of a file. A key is never made anew over one that is there: what is sealed with it could not be opened.</summary>
    [Fact]
    public async Task Half_a_key_is_said_and_never_replaced()
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateDirectory(Path.Combine(site.DataDirectory, "keys")).FullName;
        var whole = await BackupKey.Of(folder, stop);
        Assert.Equal(whole.Written, (await BackupKey.Of(folder, stop)).Written);
        var file = Path.Combine(folder, BackupKey.FileName);
        await File.WriteAllTextAsync(file, whole.Written[..20], stop);
        Assert.Contains("recovery sheet", (await Assert.ThrowsAsync<InstallationException>(() => BackupKey.Of(folder, stop))).Message, StringComparison.Ordinal);
        Assert.Equal(whole.Written[..20], await File.ReadAllTextAsync(file, stop));
        await File.WriteAllTextAsync(file, whole.Written.ToUpperInvariant(), stop);
        Assert.Equal(whole.Bytes, (await BackupKey.Of(folder, stop)).Bytes);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PackageFormat.KeyOf(folder, stop)));
        Assert.Single(made.Select(k => Convert.ToHexStringLower(k.ExportSubjectPublicKeyInfo())).Distinct());
        await File.WriteAllBytesAsync(Path.Combine(folder, "package.key"), made[0].ExportPkcs8PrivateKey()[..30], stop);
        Assert.Contains("damaged", (await Assert.ThrowsAsync<InstallationException>(() => PackageFormat.KeyOf(folder, stop))).Message, StringComparison.Ordinal);
        Assert.All(made, k => k.Dispose());
        Assert.Equal([file, Path.Combine(folder, "package.key")], Directory.GetFiles(folder).Order(StringComparer.Ordinal));
    }

    private Task<StoredFile> Keep(byte[] bytes) => site.Do(async services =>
    {
        var stored = (await services.GetRequiredService<FileStore>().Add(bytes, "x.pdf", "application/pdf", CancellationToken.None)).Value;
        await services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        return stored;
    });
}
