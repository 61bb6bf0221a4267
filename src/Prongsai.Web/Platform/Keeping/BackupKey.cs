using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>
/// The key backups of an installation are sealed with: 32 random bytes beside the data, and on a printed recovery sheet. A backup without it
/// is noise, also for us.
/// </summary>
internal sealed class BackupKey
{
    public const string FileName = "backup.key";
    private const string FormerName = FileName + ".until-";

    private BackupKey(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    /// <summary>As printed: sixteen groups of four hexadecimal digits and a group that checks them.</summary>
    public string Written => string.Join('-', Convert.ToHexStringLower([.. Bytes, .. Check(Bytes)]).Chunk(4).Select(g => new string(g)));

    /// <summary>The key of a data folder, made on first use and readable by its owner alone. One that is damaged is never replaced: backups are sealed with it.</summary>
    /// <exception cref="InstallationException">The file is there and does not hold a key; the message says what to do.</exception>
    public static async Task<BackupKey> Of(string dataDirectory, CancellationToken stop)
    {
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataDirectory);
            await PrivateFile.Write(path, New().AsFile, replace: false, stop);
        }
        try
        {
            return Parse(await File.ReadAllTextAsync(path, stop));
        }
        catch (InstallationException damaged)
        {
            throw new InstallationException($"{path} is damaged: it does not hold the key of the backups. Write the 17 groups of the recovery sheet into it. If there is no sheet, move the file away: a new key is made, and backups made before can no longer be opened.", damaged);
        }
    }

    /// <summary>
    /// Gives the installation a new key, because somebody saw the old one or its sheet is lost. The old one stays beside it under the day it
    /// served until, as long as there are backups it opens; those are not sealed anew.
    /// </summary>
    /// <param name="dataDirectory">Of the installation, which may be running: its next backup is sealed with the new key.</param>
    /// <param name="today">The day in Bangkok.</param>
    /// <param name="stop">Ends the work before the new key is in its place.</param>
    /// <returns>The new key, and the file the old one is in.</returns>
    /// <exception cref="InstallationException">The old key is damaged.</exception>
    public static async Task<(BackupKey Fresh, string Former)> Change(string dataDirectory, DateOnly today, CancellationToken stop)
    {
        var old = await Of(dataDirectory, stop);
        var former = "";
        for (var i = 1; former.Length == 0 || File.Exists(former); i++)
        {
            former = Path.Combine(dataDirectory, string.Create(CultureInfo.InvariantCulture, $"{FormerName}{today:yyyy-MM-dd}{(i == 1 ? "" : $"-{i}")}"));
        }
        await PrivateFile.Write(former, old.AsFile, replace: false, stop);
        var fresh = New();
        await fresh.Keep(dataDirectory, stop);
        return (fresh, former);
    }

    /// <summary>The key that opens this backup, of those beside the data; the present one when none does, so that opening says what is wrong.</summary>
    /// <exception cref="InstallationException">The present key is damaged.</exception>
    public static async Task<BackupKey> ThatOpens(string backup, string dataDirectory, CancellationToken stop)
    {
        var present = await Of(dataDirectory, stop);
        if (await Opens(present))
        {
            return present;
        }
        foreach (var former in Directory.GetFiles(dataDirectory, FormerName + "*").OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                var key = Parse(await File.ReadAllTextAsync(former, stop));
                if (await Opens(key))
                {
                    return key;
                }
            }
            catch (InstallationException)
            {
                // Not a key, whatever it is called.
                continue;
            }
        }
        return present;

        async Task<bool> Opens(BackupKey key)
        {
            try
            {
                await using var file = File.OpenRead(backup);
                await using var opened = SealedStream.Open(file, key);
                return await opened.ReadAsync(new byte[1], stop) == 1;
            }
            catch (Exception unopened) when (unopened is InstallationException or IOException)
            {
                return false;
            }
        }
    }

    public static BackupKey New() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads a key as a person types it from the sheet: blanks, hyphens and capitals do not matter.</summary>
    /// <exception cref="InstallationException">It is not a key; the message says whether a digit is wrong or missing.</exception>
    public static BackupKey Parse(string typed)
    {
        var digits = new string([.. typed.Where(c => !char.IsWhiteSpace(c) && c is not '-')]);
        if (digits.Length != 68 || !digits.All(char.IsAsciiHexDigit))
        {
            throw new InstallationException("The recovery key is 17 groups of 4 characters, 0–9 and a–f. Some are missing or are other characters.");
        }
        var bytes = Convert.FromHexString(digits);
        return bytes.AsSpan(32).SequenceEqual(Check(bytes.AsSpan(0, 32)))
            ? new(bytes[..32])
            : throw new InstallationException("The recovery key has a mistyped character: its last group does not fit the others. Compare it with the sheet.");
    }

    /// <summary>Writes the key beside the data.</summary>
    public Task Keep(string dataDirectory, CancellationToken stop) => PrivateFile.Write(Path.Combine(dataDirectory, FileName), AsFile, replace: true, stop);

    private byte[] AsFile => Encoding.ASCII.GetBytes(Written + "\n");

    private static byte[] Check(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes)[..2];
}
