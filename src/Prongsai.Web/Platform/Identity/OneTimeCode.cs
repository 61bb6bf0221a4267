using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// The six digits of an authenticator app: RFC 6238 with SHA-1, 30 seconds, which is what every app understands. A step is taken once: a
/// code read over the shoulder is worthless a moment later.
/// </summary>
internal static class OneTimeCode
{
    public const int KeyBytes = 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Seconds = 30;

    /// <summary>The code of a time step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238 as the apps on people's phones know it; collisions of SHA-1 do not weaken a keyed hash.")]
    public static string At(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(key, counter);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / Seconds;

    /// <summary>The step whose code was typed, one before or after now included; null when none is, or it was taken before.</summary>
    /// <param name="key">Of the account.</param>
    /// <param name="typed">Thai digits and blanks are read too.</param>
    /// <param name="now">From the clock.</param>
    /// <param name="lastTaken">The step last taken. One that is yet to come was taken while the clock was wrong, and locks nobody out.</param>
    public static long? Match(byte[] key, string typed, DateTimeOffset now, long? lastTaken)
    {
        var digits = new string([.. Prongsai.Domain.ThaiDigits.ToArabic(typed).Where(c => !char.IsWhiteSpace(c) && c is not '-')]);
        long? found = null;
        foreach (var step in new[] { StepOf(now) - 1, StepOf(now), StepOf(now) + 1 })
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(At(key, step)), Encoding.UTF8.GetBytes(digits)) && (step > (lastTaken ?? long.MinValue) || IsToCome(lastTaken, now)))
            {
                found = step;
            }
        }
        return found;
    }

    /// <summary>Whether a step lies further ahead than any code that is taken now could.</summary>
    private static bool IsToCome(long? step, DateTimeOffset now) => step > LatestOf(now);

    /// <summary>The latest step whose code is taken now.</summary>
    public static long LatestOf(DateTimeOffset now) => StepOf(now) + 1;

    /// <summary>As apps and people take keys.</summary>
    public static string Base32(byte[] bytes)
    {
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in bytes)
        {
            buffer = ((buffer << 8) | b) & 0xFFFFF;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                text.Append(Alphabet[(buffer >> bits) & 31]);
            }
        }
        if (bits > 0)
        {
            text.Append(Alphabet[(buffer << (5 - bits)) & 31]);
        }
        return text.ToString();
    }

    /// <summary>What the QR code says to the app.</summary>
    public static string Address(byte[] key, string userName, string issuer) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(userName)}?secret={Base32(key)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits=6&period={Seconds}";
}
