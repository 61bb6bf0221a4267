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
    private const int Chunk = 64 * 1024;
    private const int SealedKeyBytes = Sodium.KeyBytes + Sodium.SealBytes;
    private const int Head = 2 + SealedKeyBytes + Sodium.StreamHeaderBytes;

    public static byte[] Seal(ReadOnlySpan<byte> content, ReadOnlySpan<byte> publicKey, Guid report, Guid item)
    {
        var padded = Padding.Pad(content);
        var context = Context(report, item);
        var chunks = (padded.Length + Chunk - 1) / Chunk;
        var envelope = new byte[Head + padded.Length + (chunks * Sodium.StreamExtraBytes)];
        envelope[0] = Version;
        envelope[1] = KindItem;
        var key = RandomNumberGenerator.GetBytes(Sodium.KeyBytes);
        KeyPair.SealKey(key, publicKey).CopyTo(envelope, 2);
        var state = Sodium.NewStreamState();
        Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_init_push(state, envelope.AsSpan(2 + SealedKeyBytes, Sodium.StreamHeaderBytes), key));
        var at = Head;
        for (var i = 0; i < chunks; i++)
        {
            var part = padded.AsSpan(i * Chunk, Math.Min(Chunk, padded.Length - (i * Chunk)));
            var tag = i == chunks - 1 ? Sodium.TagFinal : Sodium.TagMessage;
            Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_push(state, envelope.AsSpan(at), 0, part, (ulong)part.Length, context, (ulong)context.Length, tag));
            at += part.Length + Sodium.StreamExtraBytes;
        }
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(state);
        CryptographicOperations.ZeroMemory(padded);
        return envelope;
    }

    /// <returns>What was sealed; null when anything at all is not as it was: the key, a bit, the length, the report, the item.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> envelope, KeyPair pair, Guid report, Guid item)
    {
        if (envelope.Length <= Head + Sodium.StreamExtraBytes || envelope[0] != Version || envelope[1] != KindItem || pair.OpenKey(envelope.Slice(2, SealedKeyBytes)) is not { } key)
        {
            return null;
        }
        var context = Context(report, item);
        var state = Sodium.NewStreamState();
        var header = envelope.Slice(2 + SealedKeyBytes, Sodium.StreamHeaderBytes);
        Sodium.Must(Sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key));
        var rest = envelope[Head..];
        var padded = new byte[rest.Length];
        var length = 0;
        byte tag = Sodium.TagMessage;
        while (rest.Length > 0)
        {
            var part = rest[..Math.Min(Chunk + Sodium.StreamExtraBytes, rest.Length)];
            if (tag == Sodium.TagFinal || part.Length <= Sodium.StreamExtraBytes
                || Sodium.crypto_secretstream_xchacha20poly1305_pull(state, padded.AsSpan(length), 0, out tag, part, (ulong)part.Length, context, (ulong)context.Length) != 0)
            {
                return null;
            }
            length += part.Length - Sodium.StreamExtraBytes;
            rest = rest[part.Length..];
        }
        CryptographicOperations.ZeroMemory(key);
        return tag == Sodium.TagFinal ? Padding.Strip(padded.AsSpan(0, length)) : null;
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

    public static byte[] Pad(ReadOnlySpan<byte> content)
    {
        var padded = new byte[Bucket(content.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(padded, content.Length);
        content.CopyTo(padded.AsSpan(LengthBytes));
        return padded;
    }

    public static byte[]? Strip(ReadOnlySpan<byte> padded)
    {
        if (padded.Length < LengthBytes)
        {
            return null;
        }
        var length = BinaryPrimitives.ReadInt64LittleEndian(padded);
        return length >= 0 && length <= padded.Length - LengthBytes && Bucket((int)length) == padded.Length && !padded[(LengthBytes + (int)length)..].ContainsAnyExcept((byte)0)
            ? padded.Slice(LengthBytes, (int)length).ToArray()
            : null;
    }
}
