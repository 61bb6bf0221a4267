using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>What a backup holds, by name, size and SHA-256; its last entry.</summary>
/// <param name="Product">Always "prongsai".</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Changes">How many changes of all organisations the database held.</param>
/// <param name="Entries">Everything before this list, in order.</param>
internal sealed record BackupManifest(string Product, DateTimeOffset MadeAt, long Changes, IReadOnlyList<BackupEntry> Entries);

/// <summary>One file in a backup.</summary>
internal sealed record BackupEntry(string Name, long Size, string Sha256);

/// <summary>What came of a backup or a restore.</summary>
internal sealed record KeptReport(string Path, long Bytes, int Files, long Changes);

/// <summary>
/// Writes an installation into one sealed file, while it runs: first the database as one snapshot, then every file its rows name. Files are
/// never altered and come before their rows, so the two fit together. The keys of surveys that are open go along, or the answers that wait
/// could not be read after a restore; they are taken before the snapshot and again after it, so that none of the snapshot is missing.
/// </summary>
internal static class Backup
{
    public const string DatabaseEntry = "database.dump";
    public const string ManifestEntry = "manifest.json";
    public const string FilesPrefix = "files/";
    public const string KeysPrefix = "survey-keys/";

    /// <param name="ownerConnection">Of the database.</param>
    /// <param name="filesDirectory">The store of files.</param>
    /// <param name="key">What it is sealed with.</param>
    /// <param name="target">Written under another name first: a backup that has its name is whole.</param>
    /// <param name="now">The moment it is of.</param>
    /// <param name="stop">Ends the work; nothing is left behind.</param>
    /// <exception cref="InstallationException">The database could not be dumped, or a file is missing or damaged in the store.</exception>
    public static async Task<KeptReport> Write(string ownerConnection, string filesDirectory, BackupKey key, string target, DateTimeOffset now, CancellationToken stop)
    {
        var unfinished = target + ".unfinished";
        var dump = target + ".dump";
        try
        {
            long changes;
            var keys = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
            await TakeKeys(keys, filesDirectory, stop);
            await using (var file = new FileStream(dump, Private(FileMode.Create)))
            {
                await PostgresPrograms.Find().Pipe("pg_dump", ["--format=custom", "--compress=6", "--no-password"], ownerConnection, null, file, stop);
            }
            await TakeKeys(keys, filesDirectory, stop);
            var entries = new List<BackupEntry>();
            await using (var file = new FileStream(unfinished, Private(FileMode.Create)))
            {
                await using (var sealing = SealedStream.Seal(file, key))
                await using (var tar = new TarWriter(sealing, TarEntryFormat.Pax, leaveOpen: true))
                {
                    entries.Add(await Add(tar, DatabaseEntry, dump, now, stop));
                    (changes, var fingerprints) = await Contents(ownerConnection, stop);
                    foreach (var sha256 in fingerprints)
                    {
                        var path = Path.Combine(filesDirectory, sha256[..2], sha256[2..]);
                        if (!File.Exists(path))
                        {
                            throw new InstallationException($"The store has lost the file {sha256}. The office sees which one at Settings, or restore it from an earlier backup; then back up again.");
                        }
                        var entry = await Add(tar, FilesPrefix + sha256, path, now, stop);
                        if (!string.Equals(entry.Sha256, sha256, StringComparison.Ordinal))
                        {
                            throw new InstallationException($"The file {sha256} in the store was damaged. Restore it from an earlier backup; then back up again.");
                        }
                        entries.Add(entry);
                    }
                    foreach (var (name, bytes) in keys)
                    {
                        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, KeysPrefix + name) { DataStream = new MemoryStream(bytes), ModificationTime = now }, stop);
                        entries.Add(new(KeysPrefix + name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
                    }
                    var manifest = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(new BackupManifest("prongsai", now, changes, entries), JsonSerializerOptions.Web));
                    await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, ManifestEntry) { DataStream = manifest, ModificationTime = now }, stop);
                }
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, target, overwrite: true);
            DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(target))!);
            return new(target, new FileInfo(target).Length, entries.Count(e => e.Name.StartsWith(FilesPrefix, StringComparison.Ordinal)), changes);
        }
        finally
        {
            File.Delete(unfinished);
            File.Delete(dump);
        }
    }

    /// <summary>Beside the store of files, see PoolKeys of the surveys.</summary>
    private static async Task TakeKeys(SortedDictionary<string, byte[]> keys, string filesDirectory, CancellationToken stop)
    {
        var folder = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(filesDirectory)) ?? filesDirectory, KeysPrefix.TrimEnd('/'));
        foreach (var path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            try
            {
                keys[Path.GetFileName(path)] = await File.ReadAllBytesAsync(path, stop);
            }
            catch (FileNotFoundException)
            {
                // Its survey closed this moment, and the key is gone for good, as it should be.
                continue;
            }
        }
    }

    private static FileStreamOptions Private(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }

    private static async Task<BackupEntry> Add(TarWriter tar, string name, string path, DateTimeOffset now, CancellationToken stop)
    {
        await using var content = File.OpenRead(path);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, stop));
        content.Position = 0;
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, ModificationTime = now }, stop);
        return new(name, content.Length, sha256);
    }

    private static async Task<(long Changes, IReadOnlyList<string> Fingerprints)> Contents(string ownerConnection, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(ownerConnection);
        await connection.OpenAsync(stop);
        await using var count = new NpgsqlCommand("select count(*) from changes", connection);
        var changes = (long)(await count.ExecuteScalarAsync(stop))!;
        await using var read = new NpgsqlCommand("select distinct encode(sha256, 'hex') from files order by 1", connection);
        await using var rows = await read.ExecuteReaderAsync(stop);
        var found = new List<string>();
        while (await rows.ReadAsync(stop))
        {
            found.Add(rows.GetString(0));
        }
        return (changes, found);
    }
}

/// <summary>Brings a backup back on an empty data folder, checking every byte.</summary>
internal static class Restore
{
    /// <param name="source">The backup.</param>
    /// <param name="key">From the recovery sheet.</param>
    /// <param name="dataDirectory">Missing or empty.</param>
    /// <param name="settings">Lines for the new cluster's postgresql.conf; tests trade safety for speed.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="InstallationException">The folder is not empty, the key is wrong, or the backup is damaged; nothing usable is left behind.</exception>
    public static async Task<KeptReport> Read(string source, BackupKey key, string dataDirectory, IReadOnlyList<string> settings, CancellationToken stop)
    {
        if (Directory.Exists(dataDirectory) && Directory.EnumerateFileSystemEntries(dataDirectory).Any())
        {
            throw new InstallationException($"{dataDirectory} is not empty. Restore into a new folder, so that nothing that is there can be lost.");
        }
        var unpacked = Path.Combine(dataDirectory, "restoring");
        Directory.CreateDirectory(unpacked);
        try
        {
            var manifest = await Unpack(source, key, unpacked, stop);
            var cluster = await PrivateCluster.Open(dataDirectory, settings, stop);
            await cluster.Start(stop);
            try
            {
                await cluster.CreateDatabase(stop);
                var owner = cluster.ConnectionString();
                await Migrator.Roles(owner, new DatabaseLogins(owner), stop);
                await using (var dump = File.OpenRead(Path.Combine(unpacked, Backup.DatabaseEntry)))
                {
                    await PostgresPrograms.Find().Pipe("pg_restore", ["--no-owner", "--exit-on-error", "--no-password", string.Create(CultureInfo.InvariantCulture, $"--dbname={PrivateCluster.DatabaseName}")], owner, dump, null, stop);
                }
                var (holding, broken) = await ChangeChain.Verify(owner, stop);
                if (broken.Count > 0 || holding < manifest.Changes)
                {
                    throw new InstallationException(broken.Count > 0
                        ? $"The changes in this backup do not hold: {broken[0].Organisation}, change {broken[0].Number}: {broken[0].Why}."
                        : $"The backup holds {holding} changes and should hold {manifest.Changes}.");
                }
                var files = Path.Combine(dataDirectory, "files");
                foreach (var entry in manifest.Entries.Where(e => e.Name.StartsWith(Backup.FilesPrefix, StringComparison.Ordinal)))
                {
                    var folder = Path.Combine(files, entry.Sha256[..2]);
                    Directory.CreateDirectory(folder);
                    File.Move(Path.Combine(unpacked, entry.Sha256), Path.Combine(folder, entry.Sha256[2..]), overwrite: true);
                }
                foreach (var entry in manifest.Entries.Where(e => e.Name.StartsWith(Backup.KeysPrefix, StringComparison.Ordinal)))
                {
                    var folder = Directory.CreateDirectory(Path.Combine(dataDirectory, Backup.KeysPrefix.TrimEnd('/'))).FullName;
                    var name = entry.Name[Backup.KeysPrefix.Length..];
                    File.Move(Path.Combine(unpacked, name), Path.Combine(folder, name), overwrite: true);
                    if (!OperatingSystem.IsWindows())
                    {
                        File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
                    }
                }
                await key.Keep(dataDirectory, stop);
                return new(dataDirectory, new FileInfo(source).Length, manifest.Entries.Count(e => e.Name.StartsWith(Backup.FilesPrefix, StringComparison.Ordinal)), holding);
            }
            finally
            {
                NpgsqlConnection.ClearAllPools();
                await cluster.Stop(immediately: false, CancellationToken.None);
            }
        }
        finally
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    /// <summary>Restores into a scratch folder below <paramref name="scratch"/>, looks at everything, and takes it away again.</summary>
    public static async Task<KeptReport> Drill(string source, BackupKey key, string scratch, IReadOnlyList<string> settings, CancellationToken stop)
    {
        var folder = Path.Combine(scratch, $"drill-{Guid.NewGuid():N}");
        try
        {
            return await Read(source, key, folder, settings, stop);
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<BackupManifest> Unpack(string source, BackupKey key, string folder, CancellationToken stop)
    {
        await using var file = File.OpenRead(source);
        await using var opened = SealedStream.Open(file, key);
        await using var tar = new TarReader(opened, leaveOpen: true);
        var found = new List<BackupEntry>();
        BackupManifest? manifest = null;
        while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
        {
            if (string.Equals(entry.Name, Backup.ManifestEntry, StringComparison.Ordinal))
            {
                manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(entry.DataStream!, JsonSerializerOptions.Web, stop);
                continue;
            }
            var name = new[] { Backup.FilesPrefix, Backup.KeysPrefix }.FirstOrDefault(p => entry.Name.StartsWith(p, StringComparison.Ordinal)) is { } prefix ? entry.Name[prefix.Length..] : entry.Name;
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) || name.StartsWith('.'))
            {
                throw new InstallationException("The backup holds a name that no backup of ours has.");
            }
            var path = Path.Combine(folder, name);
            await using (var target = new FileStream(path, FileMode.CreateNew))
            {
                if (entry.DataStream is { } data)
                {
                    await data.CopyToAsync(target, stop);
                }
            }
            await using var written = File.OpenRead(path);
            found.Add(new(entry.Name, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop))));
        }
        // Whatever follows the archive is read too: only the sealed end proves that nothing was cut off.
        await opened.CopyToAsync(Stream.Null, stop);
        return manifest is not null && manifest.Entries.SequenceEqual(found)
            ? manifest
            : throw new InstallationException("What is in the backup is not what its list says. Use another copy.");
    }
}
