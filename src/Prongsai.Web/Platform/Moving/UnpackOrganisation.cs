using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Moving;

/// <summary>
/// Takes an organisation out of a package into this installation, whole or not at all: every hash, every count and the chain of changes are
/// checked before anything is kept. A package of an older version goes through a database of that version, which is then brought to this one.
/// </summary>
internal static class UnpackOrganisation
{
    private static readonly JsonSerializerOptions Readable = JsonSerializerOptions.Web;

    /// <param name="ownerConnection">Of the database, migrated.</param>
    /// <param name="dataDirectory">Where files lie.</param>
    /// <param name="source">The package.</param>
    /// <param name="key">What it was sealed with.</param>
    /// <param name="signer">The fingerprint it must be signed with, or null to accept any.</param>
    /// <param name="slug">Its address here, or null to keep its own.</param>
    /// <param name="now">Noted in its chain.</param>
    /// <param name="stop">Ends the work; nothing is left behind.</param>
    /// <returns>What came in, and the path of a one-time link for someone who rules over people in it; null when there is nobody.</returns>
    /// <exception cref="InstallationException">It was altered, is of another signer or of a newer version, or its address or it itself is here already.</exception>
    public static async Task<(PackageReport Report, string? Link)> Read(string ownerConnection, string dataDirectory, string source, BackupKey key, string? signer, string? slug, DateTimeOffset now, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-package-").FullName;
        try
        {
            var (manifest, by) = await Open(source, key, folder, stop);
            if (signer is not null && !string.Equals(signer, by, StringComparison.OrdinalIgnoreCase))
            {
                throw new InstallationException($"The package is signed by {by}, not by {signer}. Ask where it comes from before taking it in.");
            }
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
            await connection.OpenAsync(stop);
            var tables = await ToThisVersion(ownerConnection, connection, manifest, folder, stop);
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await PutRows(connection, manifest, tables, folder, slug, stop);
            await CheckChain(connection, manifest, stop);
            await Note(connection, manifest, by, now, stop);
            var link = await Invite(connection, manifest.Id, now, stop);
            PutFiles(manifest, folder, dataDirectory);
            await transaction.CommitAsync(stop);
            var files = manifest.Entries.Count(e => e.Name.StartsWith(PackageFormat.FilesPrefix, StringComparison.Ordinal));
            await using var whole = File.OpenRead(source);
            return (new(source, whole.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(whole, stop)), manifest.Id, manifest.ShortName, tables.Sum(t => t.Rows), files, manifest.Changes, by), link);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Unpacks below <paramref name="folder"/>, checking every byte against the signed list.</summary>
    internal static async Task<(PackageManifest Manifest, string Signer)> Open(string source, BackupKey key, string folder, CancellationToken stop)
    {
        await using var file = File.OpenRead(source);
        await using var opened = SealedStream.Open(file, key);
        await using var tar = new TarReader(opened, leaveOpen: true);
        var found = new List<BackupEntry>();
        byte[] manifest = [], signature = [];
        while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
        {
            if (entry.Name is PackageFormat.ManifestEntry or PackageFormat.SignatureEntry)
            {
                var bytes = new MemoryStream();
                await entry.DataStream!.CopyToAsync(bytes, stop);
                _ = entry.Name is PackageFormat.ManifestEntry ? manifest = bytes.ToArray() : signature = bytes.ToArray();
                continue;
            }
            var name = entry.Name.Replace('/', '_');
            if (name.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_')) || name.StartsWith('.'))
            {
                throw new InstallationException("The package holds a name that no package of ours has.");
            }
            await using (var target = new FileStream(Path.Combine(folder, name), FileMode.CreateNew))
            {
                if (entry.DataStream is { } data)
                {
                    await data.CopyToAsync(target, stop);
                }
            }
            await using var written = File.OpenRead(Path.Combine(folder, name));
            found.Add(new(entry.Name, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, stop))));
        }
        await opened.CopyToAsync(Stream.Null, stop);
        var signer = PackageFormat.Verify(manifest, signature);
        var list = JsonSerializer.Deserialize<PackageManifest>(manifest, Readable);
        return list is { Product: PackageFormat.Product } && list.Entries.SequenceEqual(found)
            ? (list, signer)
            : throw new InstallationException(list is { Product: PackageFormat.Product } ? "What is in the package is not what its list says. Use another copy." : "This is no package of an organisation.");
    }

    /// <summary>The tables as this version has them: those of the package, or, when it is older, what came of them in a database that was brought from there to here.</summary>
    private static async Task<IReadOnlyList<PackageTable>> ToThisVersion(string ownerConnection, NpgsqlConnection connection, PackageManifest manifest, string folder, CancellationToken stop)
    {
        var here = Migrator.All().Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        if (manifest.Migrations.FirstOrDefault(m => !here.Contains(m)) is { } unknown)
        {
            throw new InstallationException($"The package comes from a newer version, which has {unknown}. Upgrade this installation first.");
        }
        if (manifest.Migrations.Count == here.Count)
        {
            return manifest.Tables;
        }
        var name = $"prongsai_move_{Guid.NewGuid():N}";
        await Execute(connection, $"create database {name}", stop);
        var scratch = new NpgsqlConnectionStringBuilder(ownerConnection) { Database = name, Pooling = false }.ConnectionString;
        try
        {
            await Migrator.Migrate(scratch, new DatabaseLogins(ownerConnection), stop, manifest.Migrations.ToHashSet(StringComparer.Ordinal));
            await using (var there = new NpgsqlConnection(scratch))
            {
                await there.OpenAsync(stop);
                await using var transaction = await there.BeginTransactionAsync(stop);
                await PutRows(there, manifest, manifest.Tables, folder, null, stop);
                await transaction.CommitAsync(stop);
            }
            await Migrator.Migrate(scratch, new DatabaseLogins(ownerConnection), stop);
            await using var brought = new NpgsqlConnection(scratch);
            await brought.OpenAsync(stop);
            return await PackOrganisation.TakeRows(brought, manifest.Id, folder, stop);
        }
        finally
        {
            await Execute(connection, $"drop database if exists {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task PutRows(NpgsqlConnection connection, PackageManifest manifest, IReadOnlyList<PackageTable> tables, string folder, string? slug, CancellationToken stop)
    {
        var own = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, PackageFormat.OrganisationEntry), stop))!.AsObject();
        var seal = own["seal_file_id"]?.GetValue<string>();
        own["seal_file_id"] = null;
        own["slug"] = slug ?? own["slug"]?.GetValue<string>();
        await using (var taken = new NpgsqlCommand("select case when id = $1 then 'it is here already' when slug = $2 then 'the address ' || slug || ' is taken; name another with --slug' else 'the host name ' || host || ' is taken; take it from the other organisation first' end from organisations where id = $1 or slug = $2 or host = $3 order by id = $1 desc limit 1", connection)
        {
            Parameters = { new() { Value = manifest.Id }, new() { Value = own["slug"]?.GetValue<string>() ?? "" }, new() { Value = own["host"]?.GetValue<string>() ?? "" } },
        })
        {
            if (await taken.ExecuteScalarAsync(stop) is string why)
            {
                throw new InstallationException($"{manifest.ShortName} cannot come in: {why}.");
            }
        }
        await using (var insert = new NpgsqlCommand("insert into organisations select (jsonb_populate_record(null::organisations, $1::jsonb)).*", connection) { Parameters = { new() { Value = own.ToJsonString() } } })
        {
            await insert.ExecuteNonQueryAsync(stop);
        }
        await Execute(connection, "create temporary table incoming_keys (id uuid, public_key bytea, created_at timestamptz) on commit drop", stop);
        await CopyIn(connection, "copy incoming_keys from stdin", Path.Combine(folder, PackageFormat.KeysEntry), stop);
        // Their secret half stayed behind: they check what was decided there and sign nothing here.
        await Execute(connection, "insert into signing_keys (id, public_key, sealed_private_key, created_at, retired_at) select id, public_key, '', created_at, now() from incoming_keys on conflict do nothing", stop);
        var here = (await TablesOfAnOrganisation.All(connection, stop)).ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var table in here.Values)
        {
            if (tables.FirstOrDefault(t => string.Equals(t.Name, table.Name, StringComparison.Ordinal)) is not { } incoming)
            {
                continue;
            }
            if (incoming.Columns.FirstOrDefault(c => !table.Columns.Contains(c, StringComparer.Ordinal)) is { } unknown)
            {
                throw new InstallationException($"The package has a column {unknown} in {incoming.Name}, which this version has not.");
            }
            // Numbers and hashes come as they were; nothing is chained, announced or counted anew.
            await Execute(connection, $"alter table {table.Name} disable trigger user", stop);
            var rows = await CopyIn(connection, $"copy {table.Name} ({string.Join(", ", incoming.Columns)}) from stdin", Path.Combine(folder, incoming.Entry.Replace('/', '_')), stop);
            await Execute(connection, $"alter table {table.Name} enable trigger user", stop);
            if (rows != incoming.Rows)
            {
                throw new InstallationException($"{incoming.Name} should have {incoming.Rows} rows and has {rows}.");
            }
        }
        if (tables.FirstOrDefault(t => !here.ContainsKey(t.Name)) is { Rows: > 0 } lost)
        {
            throw new InstallationException($"The package has a table {lost.Name}, which this version has not.");
        }
        if (seal is not null)
        {
            await using var set = new NpgsqlCommand("update organisations set seal_file_id = $2 where id = $1", connection) { Parameters = { new() { Value = manifest.Id }, new() { Value = Guid.Parse(seal) } } };
            await set.ExecuteNonQueryAsync(stop);
        }
    }

    private static async Task CheckChain(NpgsqlConnection connection, PackageManifest manifest, CancellationToken stop)
    {
        var (holding, last, broken) = await ChangeChain.Walk(connection, manifest.Id, stop);
        if (broken.Count > 0 || holding != manifest.Changes || !string.Equals(last, manifest.LastHash, StringComparison.Ordinal))
        {
            throw new InstallationException(broken.Count > 0 ? $"The changes in the package do not hold: change {broken[0].Number}: {broken[0].Why}." : $"The package holds {holding} changes and should hold {manifest.Changes}.");
        }
    }

    private static async Task Note(NpgsqlConnection connection, PackageManifest manifest, string signer, DateTimeOffset now, CancellationToken stop)
    {
        await using var note = new NpgsqlCommand(
            "insert into changes (id, organisation_id, number, kind, subject_type, subject_id, actor, at, data, previous_hash, hash) values ($1, $2, 0, 'organisation.moved-in', 'organisation', $3, $4, $5, $6::json, '', '')", connection)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7() }, new() { Value = manifest.Id }, new() { Value = manifest.Id.ToString() }, new() { Value = Identity.CurrentPerson.Program },
                new() { Value = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero) }, new() { Value = JsonSerializer.Serialize(new { signer, madeAt = manifest.MadeAt, manifest.Changes }, Readable) },
            },
        };
        await note.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Nobody has an account here yet: a link for someone who may rule over people, the administrator for one.</summary>
    private static async Task<string?> Invite(NpgsqlConnection connection, Guid organisation, DateTimeOffset now, CancellationToken stop)
    {
        await using var find = new NpgsqlCommand(
            """
            select p.id from people p join person_roles pr on pr.person_id = p.id join roles r on r.id = pr.role_id
            where p.organisation_id = $1 and p.active and r.permissions && array['*', 'people.manage'] order by p.sort, p.created_at limit 1
            """,
            connection)
        { Parameters = { new() { Value = organisation } } };
        if (await find.ExecuteScalarAsync(stop) is not Guid person)
        {
            return null;
        }
        var token = RandomNumberGenerator.GetBytes(32);
        await using var add = new NpgsqlCommand("insert into sign_in_links (id, token_hash, purpose, organisation_id, person_id, created_at, expires_at) values ($1, $2, 'invitation', $3, $4, $5, $6)", connection)
        {
            Parameters = { new() { Value = Guid.CreateVersion7() }, new() { Value = SHA256.HashData(token) }, new() { Value = organisation }, new() { Value = person }, new() { Value = now }, new() { Value = now + Identity.SignInLinks.InvitationLasts } },
        };
        await add.ExecuteNonQueryAsync(stop);
        return "/link/" + System.Buffers.Text.Base64Url.EncodeToString(token);
    }

    private static void PutFiles(PackageManifest manifest, string folder, string dataDirectory)
    {
        foreach (var entry in manifest.Entries)
        {
            if (entry.Name.StartsWith(PackageFormat.FilesPrefix, StringComparison.Ordinal))
            {
                var target = Directory.CreateDirectory(Path.Combine(dataDirectory, "files", entry.Sha256[..2])).FullName;
                // The name of a file is its hash, which was checked: one that is there already is the same.
                File.Move(Path.Combine(folder, entry.Name.Replace('/', '_')), Path.Combine(target, entry.Sha256[2..]), overwrite: true);
            }
            else if (entry.Name.StartsWith(PackageFormat.SurveyKeysPrefix, StringComparison.Ordinal))
            {
                var target = Path.Combine(Directory.CreateDirectory(Path.Combine(dataDirectory, "survey-keys")).FullName, entry.Name[PackageFormat.SurveyKeysPrefix.Length..]);
                File.Move(Path.Combine(folder, entry.Name.Replace('/', '_')), target, overwrite: true);
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(target, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }
            }
        }
    }

    private static async Task<long> CopyIn(NpgsqlConnection connection, string copy, string path, CancellationToken stop)
    {
        long rows = 0;
        await using var writer = await connection.BeginTextImportAsync(copy, stop);
        using var reader = new StreamReader(path, new UTF8Encoding(false));
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            await writer.WriteAsync(line.AsMemory(), stop);
            await writer.WriteAsync("\n".AsMemory(), stop);
            rows++;
        }
        return rows;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
