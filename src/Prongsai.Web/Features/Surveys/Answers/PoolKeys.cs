using System.Collections.Concurrent;
using System.Security.Cryptography;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// The keys under which answers wait. Each lies in a file of its own beside the store of files, outside the database, and is destroyed when the
/// survey closes: what old pages, logs and backups of the database then still hold of single answers cannot be read by anyone.
/// </summary>
internal sealed class PoolKeys(FileFolder files)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;
    private readonly string folder = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(files.Path)) ?? files.Path, "survey-keys");
    private readonly ConcurrentDictionary<(Guid, DateOnly), byte[]> held = new();

    /// <summary>Makes the key now, so that nobody's answer waits for it.</summary>
    public void Prepare(Guid survey, DateOnly period) => _ = Key(survey, period, create: true);

    /// <summary>Nonce, tag, cipher text.</summary>
    public byte[] Seal(Guid survey, DateOnly period, ReadOnlySpan<byte> plain)
    {
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceLength));
        using var aes = new AesGcm(Key(survey, period, create: true), TagLength);
        aes.Encrypt(sealedBytes.AsSpan(0, NonceLength), plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), survey.ToByteArray());
        return sealedBytes;
    }

    /// <exception cref="FileNotFoundException">The key is not there: the database was restored without the folder of keys.</exception>
    public byte[] Open(Guid survey, DateOnly period, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(Key(survey, period, create: false), TagLength);
        aes.Decrypt(sealedBytes[..NonceLength], sealedBytes[(NonceLength + TagLength)..], sealedBytes.Slice(NonceLength, TagLength), plain, survey.ToByteArray());
        return plain;
    }

    /// <summary>Ends the key for good. Harmless when it is gone already.</summary>
    public void Destroy(Guid survey, DateOnly period)
    {
        held.TryRemove((survey, period), out _);
        var file = FileOf(survey, period);
        if (File.Exists(file))
        {
            using (var open = File.OpenWrite(file))
            {
                open.Write(RandomNumberGenerator.GetBytes(KeyLength));
                open.Flush(flushToDisk: true);
            }
            File.Delete(file);
            DurableFolder.Flush(folder);
        }
    }

    private byte[] Key(Guid survey, DateOnly period, bool create)
    {
        if (held.TryGetValue((survey, period), out var known))
        {
            return known;
        }
        var file = FileOf(survey, period);
        if (create && !File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            var fresh = Path.Combine(folder, "new-" + Path.GetRandomFileName());
            try
            {
                using (var open = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
                {
                    if (!OperatingSystem.IsWindows())
                    {
                        File.SetUnixFileMode(open.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                    }
                    open.Write(RandomNumberGenerator.GetBytes(KeyLength));
                    open.Flush(flushToDisk: true);
                }
                File.Move(fresh, file, overwrite: false);
                // Answers sealed under it are acknowledged next: its name must outlive a power cut too.
                DurableFolder.Flush(folder);
            }
            catch (IOException) when (File.Exists(file))
            {
                // Another process was first; its key is the one.
                File.Delete(fresh);
            }
            catch (IOException)
            {
                File.Delete(fresh);
                throw;
            }
        }
        return held.GetOrAdd((survey, period), File.ReadAllBytes(file));
    }

    private string FileOf(Guid survey, DateOnly period) => Path.Combine(folder, $"{survey:N}-{period.ToString("yyyyMM", System.Globalization.CultureInfo.InvariantCulture)}");
}
