using System.Globalization;
using Prongsai.Domain;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>Backs the installation up into one sealed file; also while it runs.</summary>
internal sealed class BackupCommand : ICommand
{
    public string Name => "backup";

    public string Help => "Write everything into one sealed file: backup FILE. Print the key first: backup key. A new key, when the sheet was seen or is lost: backup key new";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        if (rest is ["key"] or ["key", "new"])
        {
            var (sheet, former) = rest.Length == 1
                ? (await BackupKey.Of(options.DataDirectory, stop), null)
                : await BackupKey.Change(options.DataDirectory, ThaiDate.InBangkok(TimeProvider.System.GetUtcNow()), stop);
            await stdout.WriteLineAsync(
                $"""
                RECOVERY KEY OF THIS INSTALLATION OF PRONGSAI
                Print this, keep it in a safe away from the machine. Whoever has it and a backup can read everything;
                without it no backup can be read by anyone.

                {sheet.Written}
                """);
            if (former is not null)
            {
                await stdout.WriteLineAsync(
                    $"""

                    Backups from now on open with this key. Those made until now open with the old sheet, and with {former}:
                    keep both until the last of them is gone. If somebody else has the old sheet, make a backup now and delete the old ones.
                    {(FarPlace.Repository is null ? "" : "The repository of restic opens with the old key too: name a new one in PRONGSAI_RESTIC, or tonight's backup cannot be sent there.")}
                    """.TrimEnd());
            }
            return 0;
        }
        if (rest is not [var target])
        {
            throw new UsageException("backup wants the name of a file, or key.");
        }
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        var report = await Backup.Write(
            installation.OwnerConnection, Path.Combine(options.DataDirectory, "files"), await BackupKey.Of(options.DataDirectory, stop), Path.GetFullPath(target), TimeProvider.System.GetUtcNow(), stop);
        await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{report.Path}: {report.Bytes:N0} bytes, {report.Files} files, {report.Changes} changes. Print the recovery key once: prongsai backup key"));
        return 0;
    }
}

/// <summary>Brings a backup back on an empty data folder, or only tries whether it could.</summary>
internal sealed class RestoreCommand : ICommand
{
    public string Name => "restore";

    public string Help => "Bring a backup back on an empty data folder: restore FILE --data DIR [--key-file F]. Only try it: restore drill FILE";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        string? keyFile = null;
        if (Array.IndexOf(rest, "--key-file") is >= 0 and var at)
        {
            keyFile = at + 1 < rest.Length ? rest[at + 1] : throw new UsageException("--key-file needs a file.");
            rest = [.. rest[..at], .. rest[(at + 2)..]];
        }
        var drill = rest is ["drill", _];
        if (rest is not [var source] && rest is not ["drill", _])
        {
            throw new UsageException("restore wants the name of a backup.");
        }
        var file = Path.GetFullPath(rest[^1]);
        if (!File.Exists(file))
        {
            throw new InstallationException($"There is no file {file}.");
        }
        var key = keyFile is not null ? BackupKey.Parse(await File.ReadAllTextAsync(keyFile, stop))
            : Environment.GetEnvironmentVariable("PRONGSAI_BACKUP_KEY") is { Length: > 0 } typed ? BackupKey.Parse(typed)
            : drill ? await BackupKey.ThatOpens(file, options.DataDirectory, stop)
            : await Typed(stdout, stop);
        var report = drill
            ? await Restore.Drill(file, key, Path.GetTempPath(), [], stop)
            : await Restore.Read(file, key, options.DataDirectory, [], stop);
        await stdout.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{(drill ? "The backup can be restored" : $"Restored into {report.Path}")}: {report.Files} files, {report.Changes} changes, every hash and every chain holds."));
        return 0;
    }

    /// <summary>From who sits at the machine: on the command line it would stay in the shell's history.</summary>
    private static async Task<BackupKey> Typed(TextWriter stdout, CancellationToken stop)
    {
        await stdout.WriteLineAsync("Type the recovery key from the sheet, 17 groups of 4 characters, then Enter:");
        return await Console.In.ReadLineAsync(stop) is { Length: > 0 } line
            ? BackupKey.Parse(line)
            : throw new UsageException("restore needs the recovery key: type it when asked, name a file with --key-file, or set PRONGSAI_BACKUP_KEY.");
    }
}
