using System.Formats.Tar;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>Single files out of the backups of this installation, newest backup first.</summary>
internal static class FilesInBackups
{
    /// <summary>Hands every wanted file that a backup holds to <paramref name="take"/>, which says whether it was good; stops when all were found.</summary>
    /// <param name="folder">Where the backups lie.</param>
    /// <param name="dataDirectory">Where their key lies.</param>
    /// <param name="wanted">SHA-256 in lower-case hexadecimal digits.</param>
    /// <param name="take">Gets the bytes of one of them, under its fingerprint.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Those that were found and good.</returns>
    public static async Task<IReadOnlyCollection<string>> Find(BackupFolder folder, string dataDirectory, IEnumerable<string> wanted, Func<string, Stream, Task<bool>> take, CancellationToken stop)
    {
        var left = wanted.ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        if (folder.Path is not { } place || !Directory.Exists(place))
        {
            return found;
        }
        foreach (var backup in Directory.GetFiles(place, "prongsai-*.backup").OrderDescending(StringComparer.Ordinal).TakeWhile(_ => left.Count > 0))
        {
            // Outside: a damaged key is told, and not taken for damaged backups.
            var key = await BackupKey.ThatOpens(backup, dataDirectory, stop);
            try
            {
                await using var file = File.OpenRead(backup);
                await using var opened = SealedStream.Open(file, key);
                await using var tar = new TarReader(opened, leaveOpen: true);
                while (left.Count > 0 && await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
                {
                    if (entry.Name.StartsWith(Backup.FilesPrefix, StringComparison.Ordinal) && entry.DataStream is { } data && entry.Name[Backup.FilesPrefix.Length..] is var name && left.Contains(name) && await take(name, data))
                    {
                        left.Remove(name);
                        found.Add(name);
                    }
                }
            }
            catch (Exception damaged) when (damaged is InstallationException or IOException or InvalidDataException)
            {
                // An older backup may hold it whole; the drill says which one is damaged.
                continue;
            }
        }
        return found;
    }
}
