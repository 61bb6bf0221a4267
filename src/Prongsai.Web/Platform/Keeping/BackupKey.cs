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
