using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Prongsai.Informants.Format;

/// <summary>
/// Bytes sealed to a public key: version, kind, sealed one-time key, secretstream header, chunks of 64 KiB of which the last says so. Each
/// chunk is bound to the report and the item it belongs to, so that no envelope can stand in for another. docs/informant-format.md, section 3.
/// </summary>
internal static class Envelope
{
    public const byte Version = 1;
    public const byte KindItem = (byte)'I';
    private const int SealedKeyBytes = Sodium.KeyBytes + Sodium.SealBytes;
    private const int Head = 2 + SealedKeyBytes;

    public static byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> publicKey, Guid report, Guid item)
    {
        var padded = Padding.Pad(content);
        var envelope = new byte[Head + Chunks.LengthOf(padded.Length)];
        envelope[0] = Version;
        envelope[1] = KindItem;
        var key = RandomNumberGenerator.GetBytes(Sodium.KeyBytes);
        KeyPair.SealKey(key, publicKey).CopyTo(envelope, 2);
        Chunks.Seal(padded, key, Context(report, item), envelope.AsSpan(2 + SealedKeyBytes));
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(padded);
        return envelope;
    }

    /// <returns>What was sealed; null when anything at all is not as it was: the key, a bit, the length, the report, the item.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> envelope, KeyPair pair, Guid report, Guid item)
    {
        if (envelope.Length <= Head || envelope[0] != Version || envelope[1] != KindItem || pair.OpenKey(envelope.Slice(2, SealedKeyBytes)) is not { } key)
        {
            return null;
        }
        var padded = Chunks.Open(envelope[(2 + SealedKeyBytes)..], key, Context(report, item));
        CryptographicOperations.ZeroMemory(key);
        return padded is null ? null : Padding.Strip(padded);
    }

    private static byte[] Context(Guid report, Guid item)
    {
        var context = new byte[34];
        context[0] = Version;
        context[1] = KindItem;
        report.TryWriteBytes(context.AsSpan(2), bigEndian: true, out _);
        item.TryWriteBytes(context.AsSpan(18), bigEndian: true, out _);
        return context;
    }
}

/// <summary>A secretstream in chunks of 64 KiB, each bound to a context, the last of which says so; its header stands before them.</summary>
internal static class Chunks
{
    private const int Chunk = 64 * 1024;

    /// <summary>With the header.</summary>
    public static int LengthOf(int content) => Sodium.StreamHeaderBytes + content + ((content + Chunk - 1) / Chunk * Sodium.StreamExtraBytes);

    public static void Seal(ReadOnlySpan<byte> content, byte[] key, byte[] context, Span<byte> to)
    {
        var state = Sodium.NewStreamState();
        Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_init_push(state, to[..Sodium.StreamHeaderBytes], key));
        to = to[Sodium.StreamHeaderBytes..];
        while (content.Length > 0)
        {
            var part = content[..Math.Min(Chunk, content.Length)];
            var tag = part.Length == content.Length ? Sodium.TagFinal : Sodium.TagMessage;
            Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_push(state, to, 0, part, (ulong)part.Length, context, (ulong)context.Length, tag));
            content = content[part.Length..];
            to = to[(part.Length + Sodium.StreamExtraBytes)..];
        }
        CryptographicOperations.ZeroMemory(state);
    }

    /// <returns>What was sealed; null when anything was changed, is missing, or follows.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> from, byte[] key, byte[] context)
    {
        if (from.Length <= Sodium.StreamHeaderBytes + Sodium.StreamExtraBytes)
        {
            return null;
        }
        var state = Sodium.NewStreamState();
        Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, from[..Sodium.StreamHeaderBytes], key));
        var rest = from[Sodium.StreamHeaderBytes..];
        var content = new byte[rest.Length];
        var length = 0;
        byte tag = Sodium.TagMessage;
        while (rest.Length > 0)
        {
            var part = rest[..Math.Min(Chunk + Sodium.StreamExtraBytes, rest.Length)];
            if (tag == Sodium.TagFinal || part.Length <= Sodium.StreamExtraBytes
                || Sodium.crypto_secretstream_xchacha20poly1305_pull(state, content.AsSpan(length), 0, out tag, part, (ulong)part.Length, context, (ulong)context.Length) != 0)
            {
                return null;
            }
            length += part.Length - Sodium.StreamExtraBytes;
            rest = rest[part.Length..];
        }
        CryptographicOperations.ZeroMemory(state);
        return tag == Sodium.TagFinal ? content[..length] : null;
    }
}

/// <summary>Sizes tell stories: everything is filled up to 1 KiB, 4 KiB, 16 KiB … before it is sealed.</summary>
internal static class Padding
{
    private const int Smallest = 1024;
    private const int LengthBytes = 8;

    public static int Bucket(int length)
    {
        long bucket = Smallest;
        while (bucket < (long)length + LengthBytes)
        {
            bucket *= 4;
        }
        return checked((int)bucket);
    }

    /// <summary>Of a package somebody carries: a multiple of 4 KiB, above 64 KiB of 64 KiB, above 1 MiB of 1 MiB.</summary>
    public static int PackageBucket(int length)
    {
        var needed = (long)length + LengthBytes;
        var step = needed <= 1 << 16 ? 1 << 12 : needed <= 1 << 20 ? 1 << 16 : 1 << 20;
        return checked((int)((needed + step - 1) / step * step));
    }

    public static byte[] Pad(ReadOnlySpan<byte> content) => Pad(content, Bucket);

    public static byte[] Pad(ReadOnlySpan<byte> content, Func<int, int> bucket)
    {
        var padded = new byte[bucket(content.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(padded, content.Length);
        content.CopyTo(padded.AsSpan(LengthBytes));
        return padded;
    }

    public static byte[]? Strip(ReadOnlySpan<byte> padded) => Strip(padded, Bucket);

    public static byte[]? Strip(ReadOnlySpan<byte> padded, Func<int, int> bucket)
    {
        if (padded.Length < LengthBytes)
        {
            return null;
        }
        var length = BinaryPrimitives.ReadInt64LittleEndian(padded);
        return length >= 0 && length <= padded.Length - LengthBytes && bucket((int)length) == padded.Length && !padded[(LengthBytes + (int)length)..].ContainsAnyExcept((byte)0)
            ? padded.Slice(LengthBytes, (int)length).ToArray()
            : null;
    }
}
