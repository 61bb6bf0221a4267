using System.Buffers.Binary;
using System.Security.Cryptography;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Keeping;

/// <summary>
/// A file sealed in pieces with AES-256-GCM, so that a piece altered, moved, removed or cut off is noticed: the line
/// "PRONGSAI-BACKUP 1", 32 random bytes from which, with the backup key, the key of this file is made (HKDF-SHA-256), then pieces of at most
/// 1 MiB, each as 4 bytes of length, the sealed bytes and a tag of 16. The nonce is the number of the piece and whether it is the last.
/// </summary>
internal static class SealedStream
{
    private const int Piece = 1024 * 1024;
    private const int TagSize = 16;
    private const int SaltSize = 32;

    private static ReadOnlySpan<byte> Magic => "PRONGSAI-BACKUP 1\n"u8;

    /// <summary>What is written to it goes sealed to the target; disposing writes the last piece and leaves the target open.</summary>
    public static Stream Seal(Stream target, BackupKey key)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        target.Write(Magic);
        target.Write(salt);
        return new Sealing(target, Cipher(key, salt));
    }

    /// <summary>Reads what was sealed. Every byte it gives was checked; the end is only an end when it was sealed as one.</summary>
    /// <exception cref="InstallationException">It is no backup, the key is another one, or it was altered or cut off.</exception>
    public static Stream Open(Stream source, BackupKey key)
    {
        var head = new byte[Magic.Length + SaltSize];
        if (source.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw new InstallationException("This file is not a backup of Prongsai, or its beginning is missing.");
        }
        return new Opening(source, Cipher(key, head[Magic.Length..]));
    }

    private static AesGcm Cipher(BackupKey key, byte[] salt) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, 32, salt, "prongsai-backup-1"u8.ToArray()), TagSize);

    private static byte[] Nonce(long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[11] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    private abstract class OneWay : Stream
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class Sealing(Stream target, AesGcm cipher) : OneWay
    {
        private readonly byte[] buffer = new byte[Piece];
        private int filled;
        private long number;
        private bool closed;

        public override bool CanRead => false;

        public override bool CanWrite => true;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            while (buffer.Length > 0)
            {
                if (filled == Piece)
                {
                    WritePiece(last: false);
                }
                var taken = Math.Min(buffer.Length, Piece - filled);
                buffer[..taken].CopyTo(this.buffer.AsSpan(filled));
                filled += taken;
                buffer = buffer[taken..];
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !closed)
            {
                closed = true;
                WritePiece(last: true);
                cipher.Dispose();
            }
            base.Dispose(disposing);
        }

        private void WritePiece(bool last)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, last ? filled | int.MinValue : filled);
            var sealedBytes = new byte[filled];
            var tag = new byte[TagSize];
            cipher.Encrypt(Nonce(number++, last), buffer.AsSpan(0, filled), sealedBytes, tag, length);
            target.Write(length);
            target.Write(sealedBytes);
            target.Write(tag);
            filled = 0;
        }
    }

    private sealed class Opening(Stream source, AesGcm cipher) : OneWay
    {
        private byte[] piece = [];
        private int given;
        private long number;
        private bool ended;

        public override bool CanRead => true;

        public override bool CanWrite => false;

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            while (given == piece.Length)
            {
                if (ended)
                {
                    return 0;
                }
                Next();
            }
            var taken = Math.Min(buffer.Length, piece.Length - given);
            piece.AsSpan(given, taken).CopyTo(buffer);
            given += taken;
            return taken;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                cipher.Dispose();
            }
            base.Dispose(disposing);
        }

        private void Next()
        {
            Span<byte> head = stackalloc byte[4];
            if (source.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4)
            {
                throw new InstallationException("The backup is cut off: its end is missing. Use another copy.");
            }
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            ended = length < 0;
            length &= int.MaxValue;
            var rest = new byte[length > Piece ? 0 : length + TagSize];
            if (length > Piece || source.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
            {
                throw new InstallationException("The backup is damaged or cut off. Use another copy.");
            }
            piece = new byte[length];
            given = 0;
            try
            {
                cipher.Decrypt(Nonce(number++, ended), rest.AsSpan(0, length), rest.AsSpan(length), piece, head);
            }
            catch (AuthenticationTagMismatchException wrong)
            {
                throw new InstallationException(number == 1 ? "The recovery key is not the key of this backup, or the backup was altered." : "The backup was altered after it was made. Use another copy.", wrong);
            }
        }
    }
}
