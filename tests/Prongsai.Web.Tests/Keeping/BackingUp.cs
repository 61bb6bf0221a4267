using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Keeping;

/// <summary>A backup made of a running installation comes back whole on an empty folder, or says why it cannot.</summary>
public sealed class BackingUp : IAsyncLifetime
{
    private static readonly string[] Hasty = ["fsync = off", "synchronous_commit = off", "full_page_writes = off"];
    private readonly Site site = new();
    private readonly BackupKey key = BackupKey.New();
    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-backup-").FullName;
    private byte[] fingerprint = [];

    private string File => Path.Combine(folder, "office.backup");

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        await site.Ready();
        fingerprint = await site.Do(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var stored = (await services.GetRequiredService<FileStore>().Add("หลักฐานของจริง"u8.ToArray(), "หลักฐาน.txt", "text/plain", CancellationToken.None)).Value;
            db.Record("organisation.started", "organisation", "1", "ทดสอบสำรองข้อมูล");
            await db.SaveChangesAsync();
            return stored.Sha256;
        });
        Directory.CreateDirectory(Path.Combine(site.DataDirectory, "survey-keys"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(site.DataDirectory, "survey-keys", "0f3a-2568"), "key of an open survey");
        await Backup.Write(site.OwnerConnection, Path.Combine(site.DataDirectory, "files"), key, File, site.Time.GetUtcNow(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Comes_back_row_by_row_and_byte_by_byte()
    {
        var data = Path.Combine(folder, "new");
        var report = await Restore.Read(File, key, data, Hasty, CancellationToken.None);
        Assert.Equal(1, report.Files);
        var name = Convert.ToHexStringLower(fingerprint);
        Assert.Equal("หลักฐานของจริง", await System.IO.File.ReadAllTextAsync(Path.Combine(data, "files", name[..2], name[2..])));
        Assert.Equal("key of an open survey", await System.IO.File.ReadAllTextAsync(Path.Combine(data, "survey-keys", "0f3a-2568")));
        Assert.Equal(key.Written, (await BackupKey.Of(data, CancellationToken.None)).Written);

        var cluster = await PrivateCluster.Open(data, Hasty, CancellationToken.None);
        await cluster.Start(CancellationToken.None);
        try
        {
            Assert.Equal(await Rows(site.OwnerConnection), await Rows(cluster.ConnectionString()));
            Assert.Equal(await Rights(site.OwnerConnection), await Rights(cluster.ConnectionString()));
            // The web signs in as itself and still sees no organisation's rows without being told whose.
            var web = new DatabaseLogins(cluster.ConnectionString()).WebConnection;
            Assert.Equal(0L, await Scalar(web, "select count(*) from files"));
            Assert.Empty((await ChangeChain.Verify(cluster.ConnectionString(), CancellationToken.None)).Broken);
            Assert.Empty(await Migrator.Migrate(cluster.ConnectionString(), new DatabaseLogins(cluster.ConnectionString()), CancellationToken.None));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await cluster.Stop(immediately: true, CancellationToken.None);
        }
    }

    /// <summary>The sheet was seen by somebody who left: backups go on with a new key, and what the old one sealed can still be opened here.</summary>
    [Fact]
    public async Task Goes_on_with_a_new_key_and_still_opens_what_the_old_one_sealed()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "keys")).FullName;
        await key.Keep(data, CancellationToken.None);
        var (first, formerFile) = await BackupKey.Change(data, new DateOnly(2025, 4, 9), CancellationToken.None);
        var (second, nextFile) = await BackupKey.Change(data, new DateOnly(2025, 4, 9), CancellationToken.None);
        Assert.Equal(3, new[] { key.Written, first.Written, second.Written }.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(second.Written, (await BackupKey.Of(data, CancellationToken.None)).Written);
        Assert.Equal(["backup.key.until-2025-04-09", "backup.key.until-2025-04-09-2"], new[] { formerFile, nextFile }.Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var former in new[] { formerFile, nextFile })
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(former));
            }
        }
        // A file named like a key that is none keeps nobody from the others.
        await System.IO.File.WriteAllTextAsync(Path.Combine(data, "backup.key.until-2026-01-01"), "not a key");
        Assert.Equal(key.Written, (await BackupKey.ThatOpens(File, data, CancellationToken.None)).Written);
        var nights = new BackupFolder(Directory.CreateDirectory(Path.Combine(folder, "old")).FullName, true);
        System.IO.File.Copy(File, Path.Combine(nights.Path!, "prongsai-2025-04-08.backup"));
        var wanted = Convert.ToHexStringLower(fingerprint);
        Assert.Equal([wanted], await FilesInBackups.Find(nights, data, [wanted], (_, _) => Task.FromResult(true), CancellationToken.None));
        // One that no key beside the data opens is told as such by whoever opens it with the present one.
        System.IO.File.Delete(formerFile);
        Assert.Equal(second.Written, (await BackupKey.ThatOpens(File, data, CancellationToken.None)).Written);
        // A damaged key is told, and not taken for backups that are damaged.
        await System.IO.File.WriteAllTextAsync(Path.Combine(data, BackupKey.FileName), "0f3a-torn");
        var damaged = await Assert.ThrowsAsync<InstallationException>(() => FilesInBackups.Find(nights, data, [wanted], (_, _) => Task.FromResult(true), CancellationToken.None));
        Assert.Contains("is damaged", damaged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_the_new_sheet_and_says_what_becomes_of_the_old()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "printed")).FullName;
        using var stdout = new StringWriter();
        using var stderr = new StringWriter();
        Assert.Equal(0, await new BackupCommand().Run(["key", "--data", data], stdout, stderr, CancellationToken.None));
        var before = (await BackupKey.Of(data, CancellationToken.None)).Written;
        Assert.Contains(before, stdout.ToString(), StringComparison.Ordinal);
        stdout.GetStringBuilder().Clear();
        Assert.Equal(0, await new BackupCommand().Run(["key", "new", "--data", data], stdout, stderr, CancellationToken.None));
        var after = (await BackupKey.Of(data, CancellationToken.None)).Written;
        Assert.NotEqual(before, after);
        Assert.Contains(after, stdout.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(before, stdout.ToString(), StringComparison.Ordinal);
        Assert.Contains("backup.key.until-", stdout.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_tried_by_a_drill_that_leaves_nothing()
    {
        var scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
        Assert.Equal(1, (await Restore.Drill(File, key, scratch, Hasty, CancellationToken.None)).Files);
        Assert.Empty(Directory.EnumerateFileSystemEntries(scratch));
    }

    [Fact]
    public async Task Goes_by_itself_each_night_and_is_tried_each_month()
    {
        var place = new BackupFolder(Directory.CreateDirectory(Path.Combine(folder, "nights")).FullName, true);
        var keeper = new BackupKeeper(place, site.DataDirectory, site.OwnerConnection, site.Time, Hasty);
        await keeper.Look(CancellationToken.None);
        var first = BackupKeeper.State(place);
        Assert.True(first.Backup!.Ok, first.Backup.Words);
        Assert.True(first.Drill!.Ok, first.Drill.Words);
        await keeper.Look(CancellationToken.None);
        Assert.Single(Directory.GetFiles(place.Path!, "*.backup"));
        for (var night = 0; night < 8; night++)
        {
            site.Time.Advance(TimeSpan.FromDays(1));
            await keeper.Look(CancellationToken.None);
        }
        Assert.Equal(BackupKeeper.Kept, Directory.GetFiles(place.Path!, "*.backup").Length);
        Assert.Equal(first.Drill.At, BackupKeeper.State(place).Drill!.At);

        var twin = new BackupKeeper(place, site.DataDirectory, site.OwnerConnection, new Later(site.Time), Hasty);
        await twin.Look(CancellationToken.None);
        Assert.True(BackupKeeper.State(place).Drill!.Ok);
        Assert.NotEqual(first.Drill.At, BackupKeeper.State(place).Drill!.At);
    }

    /// <summary>A week of backups named after a year to come would be the newest for a year, and push out each night's.</summary>
    [Fact]
    public async Task Goes_on_after_a_clock_that_was_a_year_ahead_for_a_week_and_sweeps_what_a_killed_one_left()
    {
        var place = new BackupFolder(Directory.CreateDirectory(Path.Combine(folder, "wrong-clock")).FullName, true);
        for (var day = 1; day <= BackupKeeper.Kept; day++)
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(place.Path!, $"prongsai-2026-05-0{day}.backup"), "of a year to come");
        }
        await System.IO.File.WriteAllTextAsync(Path.Combine(place.Path!, "prongsai-2025-04-08.backup.dump"), "not sealed");
        await System.IO.File.WriteAllTextAsync(Path.Combine(place.Path!, "prongsai-2025-04-08.backup.unfinished"), "half");
        await System.IO.File.WriteAllTextAsync(Path.Combine(place.Path!, "state.json"), "{\"drill\":{\"at\":\"20");
        var keeper = new BackupKeeper(place, site.DataDirectory, site.OwnerConnection, site.Time, Hasty);
        await keeper.Look(CancellationToken.None);
        var state = BackupKeeper.State(place);
        Assert.True(state.Backup!.Ok, state.Backup.Words);
        Assert.True(state.Drill!.Ok, state.Drill.Words);
        Assert.Equal("prongsai-2025-04-09.backup", state.Drill.File);
        var names = Directory.GetFiles(place.Path!).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["prongsai-2025-04-09.backup", .. Enumerable.Range(2, 6).Select(d => $"prongsai-2026-05-0{d}.backup"), "state.json"], names);
    }

    /// <summary>The disk for backups is not plugged in: that night is lost, and not every one after it.</summary>
    [Fact]
    public async Task Goes_on_when_its_place_is_there_again()
    {
        var away = Path.Combine(folder, "disk");
        await System.IO.File.WriteAllTextAsync(away, "in the way");
        var place = new BackupFolder(Path.Combine(away, "backups"), true);
        var keeper = new BackupKeeper(place, site.DataDirectory, site.OwnerConnection, site.Time, Hasty);
        var said = new StringWriter();
        await keeper.Try(said, CancellationToken.None);
        Assert.Contains("looked at again in ten minutes", said.ToString(), StringComparison.Ordinal);
        System.IO.File.Delete(away);
        await keeper.Try(said, CancellationToken.None);
        Assert.True(BackupKeeper.State(place).Backup!.Ok, BackupKeeper.State(place).Backup!.Words);
    }

    [Fact]
    public async Task Says_that_its_key_is_damaged_and_goes_on_when_it_is_put_back()
    {
        var place = new BackupFolder(Directory.CreateDirectory(Path.Combine(folder, "half-key")).FullName, true);
        var keeper = new BackupKeeper(place, site.DataDirectory, site.OwnerConnection, site.Time, Hasty);
        var path = Path.Combine(site.DataDirectory, BackupKey.FileName);
        await System.IO.File.WriteAllTextAsync(path, key.Written[..11]);
        await keeper.Look(CancellationToken.None);
        Assert.False(BackupKeeper.State(place).Backup!.Ok);
        Assert.Contains("recovery sheet", BackupKeeper.State(place).Backup!.Words, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(place.Path!, "*.backup"));
        await key.Keep(site.DataDirectory, CancellationToken.None);
        await keeper.Look(CancellationToken.None);
        Assert.True(BackupKeeper.State(place).Backup!.Ok, BackupKeeper.State(place).Backup!.Words);
    }

    [Fact]
    public async Task Tells_the_officer_and_nobody_else()
    {
        var page = await (await site.As("organisation.manage")).Page("/administration/keeping");
        Assert.Contains("ฉบับสำรองอยู่ในดิสก์เดียวกับข้อมูล", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ใบกุญแจกู้คืน", page.Body.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("/no-permission", (await (await site.As("measures.read")).Get("/administration/keeping")).Location, StringComparison.Ordinal);
    }

    /// <summary>A month on.</summary>
    private sealed class Later(TimeProvider now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.GetUtcNow() + TimeSpan.FromDays(31);
    }

    [Fact]
    public async Task Never_touches_a_folder_that_holds_something()
    {
        var data = Directory.CreateDirectory(Path.Combine(folder, "used")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(data, "mine"), "x");
        var refused = await Assert.ThrowsAsync<InstallationException>(() => Restore.Read(File, key, data, Hasty, CancellationToken.None));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("x", await System.IO.File.ReadAllTextAsync(Path.Combine(data, "mine")));
    }

    [Fact]
    public async Task Is_noise_without_its_key()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("หลักฐาน"u8));
        Assert.Equal(-1, bytes.AsSpan().IndexOf("ustar"u8));
        var refused = await Assert.ThrowsAsync<InstallationException>(() => Restore.Read(File, BackupKey.New(), Path.Combine(folder, "other"), Hasty, CancellationToken.None));
        Assert.Contains("key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_a_bit_was_turned_or_the_end_cut_off()
    {
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        var random = new Random(2568);
        for (var i = 0; i < 40; i++)
        {
            var harmed = bytes.ToArray();
            if (i % 4 == 0)
            {
                harmed = harmed[..random.Next(harmed.Length)];
            }
            else
            {
                harmed[random.Next(harmed.Length)] ^= (byte)(1 << random.Next(8));
            }
            var path = Path.Combine(folder, "harmed");
            await System.IO.File.WriteAllBytesAsync(path, harmed);
            await Assert.ThrowsAsync<InstallationException>(() => Restore.Read(path, key, Path.Combine(folder, $"harmed-{i}"), Hasty, CancellationToken.None));
        }
    }

    [Fact]
    public async Task Says_which_file_the_store_has_lost()
    {
        var name = Convert.ToHexStringLower(fingerprint);
        System.IO.File.Delete(Path.Combine(site.DataDirectory, "files", name[..2], name[2..]));
        var refused = await Assert.ThrowsAsync<InstallationException>(() =>
            Backup.Write(site.OwnerConnection, Path.Combine(site.DataDirectory, "files"), key, Path.Combine(folder, "second.backup"), site.Time.GetUtcNow(), CancellationToken.None));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
        Assert.Equal([File], Directory.GetFiles(folder));
    }

    [Fact]
    public void Takes_the_key_as_people_type_it_and_finds_a_slip()
    {
        Assert.Equal(key.Bytes, BackupKey.Parse("  " + key.Written.ToUpperInvariant().Replace('-', ' ') + "\n").Bytes);
        var slip = (key.Written[0] == 'a' ? 'b' : 'a') + key.Written[1..];
        Assert.Contains("mistyped", Assert.Throws<InstallationException>(() => BackupKey.Parse(slip)).Message, StringComparison.Ordinal);
        Assert.Contains("missing", Assert.Throws<InstallationException>(() => BackupKey.Parse(key.Written[..^4])).Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> Rows(string connection)
    {
        var tables = await List(connection, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public', 'informants') order by 1");
        var counted = new List<string>();
        foreach (var table in tables)
        {
            counted.Add($"{table} {await Scalar(connection, $"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t")}");
        }
        return counted;
    }

    private static Task<IReadOnlyList<string>> Rights(string connection) =>
        List(connection, "select table_schema || '.' || table_name || ' ' || grantee || ' ' || privilege_type from information_schema.role_table_grants where grantee like 'prongsai\\_%' order by 1");

    private static async Task<IReadOnlyList<string>> List(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var rows = await new NpgsqlCommand(sql, open).ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }
        return found;
    }

    private static async Task<object?> Scalar(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return await command.ExecuteScalarAsync();
    }
}
