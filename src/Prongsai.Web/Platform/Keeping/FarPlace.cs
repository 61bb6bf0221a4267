using System.Diagnostics;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>
/// Sends each night's backup on to a place far away with restic, which reaches a mounted disk, SFTP, S3 and more. The repository is named by
/// PRONGSAI_RESTIC and opened with the key of the recovery sheet, so that one sheet of paper opens everything; what restic keeps is sealed twice.
/// </summary>
internal static class FarPlace
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>/mnt/far/prongsai, sftp:user@host:/prongsai, s3:https://…; null when none is set.</summary>
    public static string? Repository => Environment.GetEnvironmentVariable("PRONGSAI_RESTIC") is { Length: > 0 } named ? named : null;

    /// <summary>Sends one backup, making the repository on first use, and lets old ones go: 7 days, 5 weeks, 12 months stay.</summary>
    /// <exception cref="InstallationException">restic is not installed, or says no; the message has its words.</exception>
    public static async Task<KeptReport> Send(string repository, string dataDirectory, string backup, CancellationToken stop)
    {
        _ = await BackupKey.Of(dataDirectory, stop);
        if (await Run(repository, dataDirectory, ["cat", "config"], stop) is { Status: not 0 })
        {
            await Required(repository, dataDirectory, ["init"], stop);
        }
        await Required(repository, dataDirectory, ["backup", "--tag", "prongsai", "--host", "prongsai", backup], stop);
        await Required(repository, dataDirectory, ["forget", "--tag", "prongsai", "--group-by", "tags", "--keep-daily", "7", "--keep-weekly", "5", "--keep-monthly", "12", "--prune"], stop);
        return new(repository, new FileInfo(backup).Length, 1, 0);
    }

    /// <summary>Fetches the newest backup from there.</summary>
    public static async Task Fetch(string repository, string dataDirectory, string folder, CancellationToken stop) =>
        await Required(repository, dataDirectory, ["restore", "latest", "--tag", "prongsai", "--target", folder], stop);

    private static async Task Required(string repository, string dataDirectory, string[] arguments, CancellationToken stop)
    {
        var (status, words) = await Run(repository, dataDirectory, arguments, stop);
        if (status != 0)
        {
            throw new InstallationException($"restic {arguments[0]} ended with {status}: {words}");
        }
    }

    private static async Task<(int Status, string Words)> Run(string repository, string dataDirectory, string[] arguments, CancellationToken stop)
    {
        var start = new ProcessStartInfo("restic") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--quiet", "--no-cache", "--repo", repository, "--password-file", Path.Combine(dataDirectory, BackupKey.FileName), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }
        try
        {
            using var process = Process.Start(start) ?? throw new InstallationException("restic could not be started.");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Longest);
            try
            {
                var (said, wrong) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                await said;
                var words = (await wrong).Trim();
                return (process.ExitCode, words.Length > 400 ? words[^400..] : words);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                stop.ThrowIfCancellationRequested();
                return (124, $"it took longer than {Longest.TotalHours} hours");
            }
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InstallationException("PRONGSAI_RESTIC is set, but restic is not installed. On Debian: apt-get install restic.", missing);
        }
    }
}
