using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Informants.Format;

/// <summary>
/// One file with a report and its attachments, for an office outside: sealed to that office's public key, or under 24 digits the informant
/// carries apart from it. docs/informant-format.md, section 7.
/// </summary>
internal static class Package
{
    public const byte Version = 1;
    public const byte KindKey = (byte)'P';
    public const byte KindCode = (byte)'C';
    private const int SealedKeyBytes = Sodium.KeyBytes + Sodium.SealBytes;

    private static ReadOnlySpan<byte> Magic => "PRONGSAI"u8;

    private static int Front => Magic.Length + 2;

    public static byte[] SealTo(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content)
    {
        var key = RandomNumberGenerator.GetBytes(Sodium.KeyBytes);
        return Seal([.. Magic, Version, KindKey, .. KeyPair.SealKey(key, publicKey)], key, content);
    }

    /// <summary>Takes a slow hash: call it in a lane.</summary>
    public static byte[] SealUnder(string digits, ReadOnlySpan<byte> content)
    {
        var salt = RandomNumberGenerator.GetBytes(Sodium.SaltBytes);
        return Seal([.. Magic, Version, KindCode, .. salt], Slow.Hash(Encoding.ASCII.GetBytes(digits), salt, Sodium.KeyBytes), content);
    }

    /// <summary>What opens it: <see cref="KindKey"/>, <see cref="KindCode"/>, or 0 for what is no package of this version.</summary>
    public static byte KindOf(ReadOnlySpan<byte> package) =>
        package.Length > Front && package.StartsWith(Magic) && package[Magic.Length] == Version && package[Magic.Length + 1] is KindKey or KindCode ? package[Magic.Length + 1] : (byte)0;

    /// <returns>The content; null for another key, and when one bit is not as it was.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> package, KeyPair pair) =>
        KindOf(package) is KindKey && package.Length > Front + SealedKeyBytes && pair.OpenKey(package.Slice(Front, SealedKeyBytes)) is { } key ? Open(package, Front + SealedKeyBytes, key) : null;

    /// <returns>The content; null for other digits, and when one bit is not as it was.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> package, string digits) =>
        KindOf(package) is KindCode && package.Length > Front + Sodium.SaltBytes
            ? Open(package, Front + Sodium.SaltBytes, Slow.Hash(Encoding.ASCII.GetBytes(digits), package.Slice(Front, Sodium.SaltBytes), Sodium.KeyBytes))
            : null;

    private static byte[] Seal(byte[] head, byte[] key, ReadOnlySpan<byte> content)
    {
        var padded = Padding.Pad(content, Padding.PackageBucket);
        var package = new byte[head.Length + Chunks.LengthOf(padded.Length)];
        head.CopyTo(package, 0);
        Chunks.Seal(padded, key, head, package.AsSpan(head.Length));
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(padded);
        return package;
    }

    /// <summary>The whole head is bound into every chunk.</summary>
    private static byte[]? Open(ReadOnlySpan<byte> package, int head, byte[] key)
    {
        var padded = Chunks.Open(package[head..], key, package[..head].ToArray());
        CryptographicOperations.ZeroMemory(key);
        return padded is null ? null : Padding.Strip(padded, Padding.PackageBucket);
    }
}

/// <summary>A public key as people hand it on: a name, 64 hexadecimal digits and 8 more by which a slip is noticed.</summary>
internal static class PublicKeyText
{
    private const string Name = "prongsai-key-1";
    private const int CheckBytes = 4;

    public static string Write(ReadOnlySpan<byte> publicKey) => $"{Name}:{Convert.ToHexStringLower(publicKey)}{Convert.ToHexStringLower(Check(publicKey))}";

    /// <summary>Reads it out of whatever stands around: line breaks, spaces, capitals.</summary>
    /// <returns>Null when there is no whole key in it, or one nothing may be sealed to.</returns>
    public static byte[]? Read(string? text)
    {
        var plain = string.Concat((text ?? "").Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        var at = plain.IndexOf(Name + ":", StringComparison.Ordinal);
        var hex = at < 0 ? "" : string.Concat(plain[(at + Name.Length + 1)..].TakeWhile(char.IsAsciiHexDigit));
        if (hex.Length != 2 * (Sodium.KeyBytes + CheckBytes))
        {
            return null;
        }
        var bytes = Convert.FromHexString(hex);
        var key = bytes[..Sodium.KeyBytes];
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(Sodium.KeyBytes), Check(key)) && KeyPair.IsUsable(key) ? key : null;
    }

    private static byte[] Check(ReadOnlySpan<byte> publicKey) => SHA256.HashData([.. Encoding.ASCII.GetBytes(Name), .. publicKey])[..CheckBytes];
}
