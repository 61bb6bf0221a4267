using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Informants.Format;

/// <summary>
/// Random digits with two check digits (ISO 7064, MOD 97-10: every single slip and every swap of two neighbours is noticed), in groups of four.
/// A receipt has 20 digits (about 60 bits behind Argon2id), a package 24, a recovery sheet 40.
/// </summary>
internal static class DigitCode
{
    public const int ReceiptLength = 20;
    public const int SheetLength = 40;

    /// <summary>Of a sealed package; another length than a receipt's, so that one is not taken for the other.</summary>
    public const int PackageLength = 24;

    public static string New(int length)
    {
        var digits = new StringBuilder(length);
        for (var i = 0; i < length - 2; i++)
        {
            digits.Append((char)('0' + RandomNumberGenerator.GetInt32(10)));
        }
        var check = 98 - Remainder(digits.ToString() + "00");
        return digits.Append(check.ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>The digits of what was typed, Thai or Arabic, whatever stands between them.</summary>
    public static string Read(string? typed) =>
        string.Concat((typed ?? "").Where(char.IsDigit).Select(c => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))));

    public static bool IsWellFormed(string digits, int length) => digits.Length == length && digits.All(char.IsAsciiDigit) && Remainder(digits) == 1;

    public static string Show(string digits) => string.Join(' ', digits.Chunk(4).Select(c => new string(c)));

    private static int Remainder(string digits) => digits.Aggregate(0, (r, c) => ((r * 10) + (c - '0')) % 97);
}

/// <summary>What a receipt code opens: the row it finds, and the informant's pair. Made by one slow hash; neither tells the code.</summary>
internal sealed record ReceiptKey(byte[] Lookup, KeyPair Pair)
{
    /// <param name="digits">The receipt's digits, well formed or not: the work is the same.</param>
    /// <param name="salt">Of the office's channel, 16 bytes.</param>
    public static ReceiptKey From(string digits, ReadOnlySpan<byte> salt)
    {
        var hash = Slow.Hash(Encoding.ASCII.GetBytes(digits), salt, 64);
        var lookup = new byte[32];
        Sodium.Must(Sodium.crypto_generichash(lookup, 32, hash.AsSpan(32), 32, salt, (nuint)salt.Length));
        var pair = KeyPair.FromSeed(hash.AsSpan(0, 32));
        CryptographicOperations.ZeroMemory(hash);
        return new ReceiptKey(lookup, pair);
    }
}
