using System.Data;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Platform.Moving;

/// <summary>
/// Writes everything of one organisation into one sealed, signed file, from one snapshot of the database: its rows of every table, the files
/// they name, its chain of changes, the keys of its open surveys, and what informants wrote, which stays sealed to their recipients. Accounts stay:
/// a password of this installation should open nothing elsewhere; people are invited anew.
/// </summary>
internal static class PackOrganisation
{
    /// <exception cref="InstallationException">There is no such organisation, or the store has lost a file.</exception>
    public static async Task<PackageReport> Write(string ownerConnection, string dataDirectory, string slug, BackupKey key, string target, DateTimeOffset now, CancellationToken stop)
    {
        var rows = target + ".rows";
        var unfinished = target + ".unfinished";
        Directory.CreateDirectory(rows);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(rows, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
            await connection.OpenAsync(stop);
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
            var organisation = await Find(connection, slug, stop);
            var taken = await TakeRows(connection, organisation.Id, rows, stop);
            var fingerprints = await List(connection, "select distinct encode(sha256, 'hex') from files where organisation_id = $1 order by 1", organisation.Id, stop);
            var last = await List(connection, "select number || ' ' || encode(hash, 'hex') from changes where organisation_id = $1 order by number desc limit 1", organisation.Id, stop) is [var found] ? found.Split(' ') : ["0", ""];
            var migrations = await List(connection, "select name from migrations order by name", null, stop);
            var surveys = await List(connection, "select replace(id::text, '-', '') from surveys where organisation_id = $1", organisation.Id, stop);

            var entries = new List<BackupEntry>();
            string signer;
            await using (var file = new FileStream(unfinished, Private()))
            {
                await using (var sealing = SealedStream.Seal(file, key))
                await using (var tar = new TarWriter(sealing, TarEntryFormat.Pax, leaveOpen: true))
                {
                    foreach (var entry in taken.Select(t => t.Entry).Append(PackageFormat.OrganisationEntry).Append(PackageFormat.KeysEntry))
                    {
                        entries.Add(await Add(tar, entry, Path.Combine(rows, entry.Replace('/', '_')), now, stop));
                    }
                    foreach (var sha256 in fingerprints)
                    {
                        var path = Path.Combine(dataDirectory, "files", sha256[..2], sha256[2..]);
                        var entry = File.Exists(path) ? await Add(tar, PackageFormat.FilesPrefix + sha256, path, now, stop) : throw new InstallationException($"The store has lost the file {sha256}. Restore it from a backup; then pack again.");
                        entries.Add(string.Equals(entry.Sha256, sha256, StringComparison.Ordinal) ? entry : throw new InstallationException($"The file {sha256} in the store was damaged. Restore it from a backup; then pack again."));
                    }
                    foreach (var path in SurveyKeys(dataDirectory, surveys))
                    {
                        entries.Add(await Add(tar, PackageFormat.SurveyKeysPrefix + Path.GetFileName(path), path, now, stop));
                    }
                    var manifest = JsonSerializer.SerializeToUtf8Bytes(
                        new PackageManifest(PackageFormat.Product, now, organisation.Id, organisation.Name, organisation.ShortName, slug, long.Parse(last[0], System.Globalization.CultureInfo.InvariantCulture), last[1], migrations, taken, entries), JsonSerializerOptions.Web);
                    using var signing = await PackageFormat.KeyOf(dataDirectory, stop);
                    signer = PackageFormat.FingerprintOf(signing.ExportSubjectPublicKeyInfo());
                    await Add(tar, PackageFormat.ManifestEntry, manifest, now, stop);
                    await Add(tar, PackageFormat.SignatureEntry, JsonSerializer.SerializeToUtf8Bytes(PackageFormat.Sign(signing, manifest), JsonSerializerOptions.Web), now, stop);
                }
                file.Flush(flushToDisk: true);
            }
            await snapshot.CommitAsync(stop);
            File.Move(unfinished, target, overwrite: true);
            await using var whole = File.OpenRead(target);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, stop));
            await using var note = new NpgsqlCommand("update organisations set packaged_at = $2, package_sha256 = $3 where id = $1", connection) { Parameters = { new() { Value = organisation.Id }, new() { Value = now }, new() { Value = Convert.FromHexString(hash) } } };
            await note.ExecuteNonQueryAsync(stop);
            return new(target, whole.Length, hash, organisation.Id, organisation.ShortName, taken.Sum(t => t.Rows), fingerprints.Count, long.Parse(last[0], System.Globalization.CultureInfo.InvariantCulture), signer);
        }
        finally
        {
            File.Delete(unfinished);
            Directory.Delete(rows, recursive: true);
        }
    }

    /// <summary>Writes the rows of the organisation below <paramref name="folder"/>, one file for each table, and its own row and the public halves of the signing keys beside them.</summary>
    internal static async Task<IReadOnlyList<PackageTable>> TakeRows(NpgsqlConnection connection, Guid organisation, string folder, CancellationToken stop)
    {
        var taken = new List<PackageTable>();
        foreach (var table in await TablesOfAnOrganisation.All(connection, stop))
        {
            var count = await CopyOut(connection, table.Copy.Replace("$1", $"'{organisation}'", StringComparison.Ordinal), Path.Combine(folder, table.Entry.Replace('/', '_')), stop);
            taken.Add(new(table.Entry, table.Name, table.Columns, count));
        }
        await using (var own = new NpgsqlCommand("select (to_jsonb(o) - 'suspended_at' - 'suspended_because' - 'packaged_at' - 'package_sha256')::text from organisations o where id = $1", connection) { Parameters = { new() { Value = organisation } } })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, PackageFormat.OrganisationEntry), (string)(await own.ExecuteScalarAsync(stop))!, stop);
        }
        await CopyOut(connection, $"select id, public_key, created_at from signing_keys k where exists (select from memo_steps s where s.key_id = k.id and s.organisation_id = '{organisation}')", Path.Combine(folder, PackageFormat.KeysEntry), stop);
        return taken;
    }

    private static async Task<long> CopyOut(NpgsqlConnection connection, string select, string path, CancellationToken stop)
    {
        long rows = 0;
        using var reader = await connection.BeginTextExportAsync($"copy ({select}) to stdout", stop);
        await using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            await writer.WriteAsync(line.AsMemory(), stop);
            await writer.WriteAsync("\n".AsMemory(), stop);
            rows++;
        }
        return rows;
    }

    private static async Task<(Guid Id, string Name, string ShortName)> Find(NpgsqlConnection connection, string slug, CancellationToken stop)
    {
        await using var read = new NpgsqlCommand("select id, name, short_name from organisations where slug = $1", connection) { Parameters = { new() { Value = slug } } };
        await using var row = await read.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetGuid(0), row.GetString(1), row.GetString(2)) : throw new InstallationException($"There is no organisation with the address \"{slug}\". See: prongsai organisation list");
    }

    private static async Task<List<string>> List(NpgsqlConnection connection, string sql, Guid? organisation, CancellationToken stop)
    {
        await using var read = new NpgsqlCommand(sql, connection);
        if (organisation is { } id)
        {
            read.Parameters.Add(new() { Value = id });
        }
        await using var row = await read.ExecuteReaderAsync(stop);
        var all = new List<string>();
        while (await row.ReadAsync(stop))
        {
            all.Add(row.GetString(0));
        }
        return all;
    }

    /// <summary>Keys of open surveys of these ids, however their names write the id.</summary>
    private static IEnumerable<string> SurveyKeys(string dataDirectory, List<string> surveys)
    {
        var folder = Path.Combine(dataDirectory, "survey-keys");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder).Where(p => surveys.Exists(s => Path.GetFileName(p).Replace("-", "", StringComparison.Ordinal).StartsWith(s, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal)
            : [];
    }

    private static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
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

    private static Task Add(TarWriter tar, string name, byte[] content, DateTimeOffset now, CancellationToken stop) =>
        tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content), ModificationTime = now }, stop);
}
