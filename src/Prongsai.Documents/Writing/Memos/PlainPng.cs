using System.Buffers.Binary;
using System.IO.Compression;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>The one picture the product draws in place of an emblem: a dashed square. Nobody's garuda is drawn here.</summary>
internal static class PlainPng
{
    private const int Side = 180;

    /// <summary>A square outline of this size, to be replaced by the office's own file.</summary>
    public static Picture Outline(decimal cm) => new(Png.Value, "image/png", cm, cm, "ที่สำหรับตราครุฑ");

    private static readonly Lazy<byte[]> Png = new(Write);

    private static byte[] Write()
    {
        var rows = new byte[Side * (Side + 1)];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var edge = x < 2 || y < 2 || x >= Side - 2 || y >= Side - 2;
                rows[(y * (Side + 1)) + 1 + x] = edge && ((x + y) / 8) % 2 == 0 ? (byte)0x80 : (byte)0xFF;
            }
        }
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Side);
        header[8] = 8; // bits of grey
        Chunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(rows);
        }
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. type, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    /// <summary>CRC-32 as PNG counts it (ISO 3309).</summary>
    private static uint Crc(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var b in data)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }
        return ~crc;
    }
}
