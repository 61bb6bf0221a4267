using System.Globalization;
using Npgsql;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Platform.Moving;

/// <summary>Which organisations are here.</summary>
internal sealed class ListOrganisationsCommand : ICommand
{
    public string Name => "organisation list";

    public string Help => "Name the organisations of this installation: address, short name, suspended or not.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out _);
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        await using var connection = new NpgsqlConnection(installation.OwnerConnection);
        await connection.OpenAsync(stop);
        await using var read = new NpgsqlCommand("select slug, short_name, suspended_at is not null from organisations order by slug", connection);
        await using var row = await read.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            await stdout.WriteLineAsync($"{row.GetString(0)}\t{row.GetString(1)}{(row.GetBoolean(2) ? "\tsuspended" : "")}");
        }
        return 0;
    }
}

/// <summary>Packs an organisation, so that it can leave.</summary>
internal sealed class ExportOrganisationCommand : ICommand
{
    public string Name => "organisation export";

    public string Help => "Pack everything of one organisation into a sealed, signed file: organisation export ADDRESS FILE";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        if (rest is not [var slug, var target])
        {
            throw new UsageException("organisation export wants the address of the organisation and the name of a file.");
        }
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        var key = BackupKey.New();
        var report = await PackOrganisation.Write(installation.OwnerConnection, options.DataDirectory, slug, key, Path.GetFullPath(target), TimeProvider.System.GetUtcNow(), stop);
        await stdout.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {report.Path}: {report.ShortName}, {report.Rows} rows, {report.Files} files, {report.Changes} changes, {report.Bytes:N0} bytes
            Its key, shown once; hand it over on another way than the file:  {key.Written}
            Signed by this installation:  {report.Signer}
            Where it goes:  prongsai organisation import FILE --signer {report.Signer} --key-file KEYFILE
            """));
        return 0;
    }
}

/// <summary>Takes in an organisation that comes in a package.</summary>
internal sealed class ImportOrganisationCommand : ICommand
{
    public string Name => "organisation import";

    public string Help => "Take in a packed organisation: organisation import FILE --key-file F [--signer FINGERPRINT] [--slug ADDRESS]";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        while (Array.FindIndex(rest, r => r is "--key-file" or "--signer" or "--slug") is >= 0 and var at)
        {
            given[rest[at]] = at + 1 < rest.Length ? rest[at + 1] : throw new UsageException($"{rest[at]} needs a value.");
            rest = [.. rest[..at], .. rest[(at + 2)..]];
        }
        if (rest is not [var source])
        {
            throw new UsageException("organisation import wants the name of a package.");
        }
        if (!File.Exists(source))
        {
            throw new InstallationException($"There is no file {Path.GetFullPath(source)}.");
        }
        if (given.GetValueOrDefault("--slug") is { } slug && !System.Text.RegularExpressions.Regex.IsMatch(slug, "^[a-z][a-z0-9-]{1,62}$", System.Text.RegularExpressions.RegexOptions.NonBacktracking))
        {
            throw new UsageException("--slug wants lower case letters, digits and hyphens, beginning with a letter.");
        }
        var key = given.GetValueOrDefault("--key-file") is { } file ? BackupKey.Parse(await File.ReadAllTextAsync(file, stop))
            : Environment.GetEnvironmentVariable("PRONGSAI_PACKAGE_KEY") is { Length: > 0 } typed ? BackupKey.Parse(typed)
            : throw new UsageException("organisation import needs the key that came with the package: name a file with --key-file, or set PRONGSAI_PACKAGE_KEY.");
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        var (report, link) = await UnpackOrganisation.Read(installation.OwnerConnection, options.DataDirectory, Path.GetFullPath(source), key, given.GetValueOrDefault("--signer"), given.GetValueOrDefault("--slug"), TimeProvider.System.GetUtcNow(), stop);
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.ShortName} is here: {report.Rows} rows, {report.Files} files, {report.Changes} changes; every hash and its chain hold. Signed by {report.Signer}."));
        await stdout.WriteLineAsync(link is null ? "Nobody in it may rule over people; add one with SQL or ask whom it came from." : string.Create(CultureInfo.InvariantCulture, $"Its administrator opens an account here (works once, for seven days): http://{options.Address}:{options.Port}{link}"));
        return 0;
    }
}
