using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// A list of passwords that leaked elsewhere, where the operator has one: a text file with the SHA-1 of a password in capital hexadecimal digits on each
/// line, in order, with or without <c>:</c> and a count behind it, as Have I Been Pwned gives it out. It may have a thousand million lines: it is
/// searched where it lies, nothing of it is kept in memory, and nothing is asked of anyone.
/// </summary>
/// <param name="path">Null: there is none, and nothing is found.</param>
internal sealed class LeakedPasswords(string? path)
{
    public const string Setting = "PRONGSAI_LEAKED_PASSWORDS";
    private const int DigestLength = 40;
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789ABCDEF"u8);

    /// <summary>A line has forty digits, a colon and at most ten of a count.</summary>
    private const int LongestLine = 64;

    /// <exception cref="InstallationException">The file cannot be read, or is no such list.</exception>
    public static LeakedPasswords Of(IConfiguration settings)
    {
        var found = new LeakedPasswords(settings[Setting] is { Length: > 0 } named ? named : null);
        try
        {
            _ = found.Contains("");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InstallationException($"{Setting}: {unreadable.Message}", unreadable);
        }
        return found;
    }

    /// <exception cref="InvalidDataException">A line is not as it should be; the message says where.</exception>
    public bool Contains(string password)
    {
        if (path is null)
        {
            return false;
        }
        // SHA-1 because the public lists are made so; it protects nothing here.
#pragma warning disable CA5350
        var wanted = Encoding.ASCII.GetBytes(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password))));
#pragma warning restore CA5350
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        // The first line that is not below what is wanted begins at low or after it and not after high.
        var (low, high) = (0L, file.Length);
        var digest = new byte[DigestLength];
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var (start, next) = LineFrom(file, middle, digest);
            if (start >= high || wanted.AsSpan().SequenceCompareTo(digest) <= 0)
            {
                if (start < high && wanted.AsSpan().SequenceEqual(digest))
                {
                    return true;
                }
                high = middle;
            }
            else
            {
                low = next;
            }
        }
        return false;
    }

    /// <summary>The first line that begins at <paramref name="from"/> or after it.</summary>
    /// <returns>Where it begins, and where the one after it does; the end of the file when there is none.</returns>
    private (long Start, long Next) LineFrom(FileStream file, long from, byte[] digest)
    {
        var begin = Math.Max(0, from - 1);
        Span<byte> window = stackalloc byte[2 * LongestLine];
        file.Position = begin;
        window = window[..file.ReadAtLeast(window, window.Length, throwOnEndOfStream: false)];
        var skipped = 0;
        if (from > 0)
        {
            skipped = window.IndexOf((byte)'\n') + 1;
            if (skipped == 0)
            {
                return begin + window.Length >= file.Length ? (file.Length, file.Length) : throw Wrong(begin);
            }
        }
        var line = window[skipped..];
        if (line.IsEmpty)
        {
            return (file.Length, file.Length);
        }
        var end = line.IndexOf((byte)'\n');
        if (line.Length < DigestLength || (end < 0 && begin + window.Length < file.Length) || line[..DigestLength].ContainsAnyExcept(Digits) || (line.Length > DigestLength && line[DigestLength] is not ((byte)':' or (byte)'\r' or (byte)'\n')))
        {
            throw Wrong(begin + skipped);
        }
        line[..DigestLength].CopyTo(digest);
        return (begin + skipped, end < 0 ? file.Length : begin + skipped + end + 1);
    }

    private InvalidDataException Wrong(long at) => new($"{path} is not a list of leaked passwords: at byte {at} there is no line of 40 capital hexadecimal digits.");
}
