using System.IO.Compression;
using System.Text;

namespace Prongsai.Bench.Fuzzing;

/// <summary>
/// Alters bytes as accidents and attackers do: bits, ranges, words of the format in question, pieces of a neighbour. All of it follows from
/// one seed, so every input can be made again. A zip container is also opened, altered inside and closed again: damage to the packed bytes
/// alone would hardly ever get past the checksum.
/// </summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "O1", "O43", "o๑", "i30", "e14", "IIT", "EIT", "OIT", "ตัวชี้วัดที่ 1", "ตัวชี้วัดที่ ๑๐", "คะแนน", "ร้อยละ", "ปีงบประมาณ พ.ศ. 2567", "พ.ศ. ๒๕๖๘", "100.00", "๑๐๐.๐๐", "-1", "99999999999999999999", "0.000000000001", "1e309", "NaN", "88.1.4", "88,14", "๘๘.๑๔",
            "มาตรการ", "ข้อ 1.", "1.1.1.1.1.1.1.1", "(1)", "- ", "• ", "\t", "\t\t\t\t", "\r", "\r\n", "\n\n\n", "\u200b", "\u0e31\u0e31\u0e31\u0e31", "\u0e33", "\u0e4d\u0e32", "\ufeff", "\u202e", "\ud83d\ude00", "\0", "\"", "\"\"", ",", ";", "|", "|---|", "<table><tr><td>", "</td>", "<p>", "<br>", "&#x0;", "&lt;", "<!DOCTYPE x [<!ENTITY a \"b\">]>", "&a;",
            "<w:p>", "</w:p>", "<w:tbl>", "<w:tc>", "<w:gridSpan w:val=\"99999\"/>", "<w:vMerge/>", "<w:t xml:space=\"preserve\">", "<c r=\"ZZZ9999999\" t=\"s\"><v>99999999</v></c>", "<row r=\"0\">", "<mergeCell ref=\"A1:XFD1048576\"/>", "t=\"s\"", "t=\"e\"", "<f>1/0</f>", "w:numId w:val=\"-5\"",
            "null", "{}", "[]", "{\"", "\":", "true", "1e999", "\\u0000", "[[[[[[[[[[[[[[[[", "%PDF-1.7", "xref", "endobj", "stream", "/Length 99999999", "PK\u0003\u0004", "PRONGSAI-BACKUP 1\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x7F, 0xFF, 0xFF, 0xFF], [0xA1, 0xD2, 0xC3],
    ];

    private readonly Random random = new(seed);

    public int Next(int below) => random.Next(below);

    /// <param name="input">Is not altered.</param>
    /// <param name="neighbour">Another input of the same kind, from which pieces are taken.</param>
    /// <param name="longest">The result is cut there.</param>
    public byte[] Alter(byte[] input, byte[] neighbour, int longest)
    {
        if (input.AsSpan().StartsWith("PK"u8) && random.Next(8) != 0 && Inside(input, longest) is { } repacked)
        {
            return repacked;
        }
        var bytes = input;
        for (var times = 1 + random.Next(random.Next(2) == 0 ? 2 : 8); times > 0; times--)
        {
            bytes = Once(bytes, neighbour);
        }
        return bytes.Length > longest ? bytes[..longest] : bytes;
    }

    private byte[] Once(byte[] bytes, byte[] neighbour)
    {
        if (bytes.Length == 0)
        {
            return Words[random.Next(Words.Length)];
        }
        var at = random.Next(bytes.Length);
        var length = 1 + random.Next(Math.Min(bytes.Length - at, random.Next(4) == 0 ? 400 : 12));
        switch (random.Next(11))
        {
            case 0:
                var flipped = (byte[])bytes.Clone();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                var set = (byte[])bytes.Clone();
                set[at] = (byte)random.Next(256);
                return set;
            case 2:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
            case 3:
                return [.. bytes.AsSpan(0, at + length), .. bytes.AsSpan(at)];
            case 4:
            case 5:
                return [.. bytes.AsSpan(0, at), .. Words[random.Next(Words.Length)], .. bytes.AsSpan(at)];
            case 6:
                return [.. bytes.AsSpan(0, at), .. Words[random.Next(Words.Length)], .. bytes.AsSpan(at + length)];
            case 7:
                return bytes[..at];
            case 8:
                return neighbour.Length == 0 ? bytes : [.. bytes.AsSpan(0, at), .. neighbour.AsSpan(random.Next(neighbour.Length))];
            case 9:
                // A digit becomes another, or many.
                var digit = Array.FindIndex(bytes, at, b => b is >= (byte)'0' and <= (byte)'9');
                return digit < 0 ? bytes : [.. bytes.AsSpan(0, digit), .. Enumerable.Repeat((byte)('0' + random.Next(10)), random.Next(12) == 0 ? 60 : random.Next(4)), .. bytes.AsSpan(digit + 1)];
            default:
                // A run of the same, as a stuck key or a nested structure makes it.
                var piece = bytes.AsSpan(at, Math.Min(length, 24)).ToArray();
                return [.. bytes.AsSpan(0, at), .. Enumerable.Repeat(piece, 2 + random.Next(random.Next(10) == 0 ? 200 : 8)).SelectMany(p => p), .. bytes.AsSpan(at)];
        }
    }

    /// <summary>Null when the container cannot be opened.</summary>
    private byte[]? Inside(byte[] container, int longest)
    {
        try
        {
            using var source = new ZipArchive(new MemoryStream(container, writable: false), ZipArchiveMode.Read);
            if (source.Entries.Count is 0 or > 200)
            {
                return null;
            }
            var chosen = random.Next(source.Entries.Count);
            var what = random.Next(12);
            var result = new MemoryStream();
            using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            {
                for (var i = 0; i < source.Entries.Count; i++)
                {
                    var entry = source.Entries[i];
                    if (entry.Length > longest || (i == chosen && what == 0))
                    {
                        continue;
                    }
                    using var content = entry.Open();
                    var bytes = new byte[entry.Length];
                    content.ReadExactly(bytes);
                    if (i == chosen || random.Next(6) == 0)
                    {
                        for (var times = 1 + random.Next(4); times > 0; times--)
                        {
                            bytes = Once(bytes, []);
                        }
                    }
                    var name = i == chosen && what == 1 ? "../" + entry.FullName : i == chosen && what == 2 ? entry.FullName.ToUpperInvariant() : entry.FullName;
                    using (var into = target.CreateEntry(name, CompressionLevel.Fastest).Open())
                    {
                        into.Write(bytes.AsSpan(0, Math.Min(bytes.Length, longest)));
                    }
                    if (i == chosen && what == 3)
                    {
                        using var twice = target.CreateEntry(name, CompressionLevel.NoCompression).Open();
                        twice.Write(bytes.AsSpan(0, Math.Min(bytes.Length, longest) / 2));
                    }
                }
            }
            return result.ToArray();
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or NotSupportedException or IOException)
        {
            // Altered before so that it opens no more: it is altered as plain bytes then.
            return null;
        }
    }
}
