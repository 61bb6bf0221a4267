using System.Buffers.Binary;

namespace Prongsai.Informants.Store;

/// <summary>What the first bytes tell of a file, for a kind word about it; nothing is unpacked.</summary>
internal static class FileKinds
{
    /// <summary>A packed file or PDF that opens with a password only: no clean copy can be made of it.</summary>
    public static bool IsLocked(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF"u8))
        {
            return content.IndexOf("/Encrypt"u8) >= 0;
        }
        if (content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            // An Office file under a password is an old container with this stream in it, in UTF-16.
            return content.IndexOf("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8) >= 0;
        }
        // ZIP: bit 0 of the flags in any local header.
        for (var at = 0; at + 30 <= content.Length && content[at..].StartsWith("PK\x03\x04"u8);)
        {
            if ((content[at + 6] & 1) != 0)
            {
                return true;
            }
            var next = at + 30L + BinaryPrimitives.ReadUInt16LittleEndian(content[(at + 26)..]) + BinaryPrimitives.ReadUInt16LittleEndian(content[(at + 28)..]) + BinaryPrimitives.ReadUInt32LittleEndian(content[(at + 18)..]);
            if (next >= content.Length)
            {
                break;
            }
            at = (int)next;
        }
        return false;
    }
}
