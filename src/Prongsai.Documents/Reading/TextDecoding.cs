using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>Finds the encoding of a text file: UTF-8, UTF-16, UTF-32 or the Thai single-byte sets (windows-874, TIS-620).</summary>
internal static class TextDecoding
{
    private static readonly Encoding s_windows874 = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    /// <summary>The text, and whether some bytes could not be read. Null when the bytes are no text.</summary>
    public static (string Text, bool Damaged)? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Finish(Encoding.UTF8.GetString(bytes[3..]));
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) && bytes.Length % 4 == 0)
        {
            return Finish(Encoding.UTF32.GetString(bytes[4..]));
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return Finish(Encoding.Unicode.GetString(bytes[2..]));
        }
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return Finish(Encoding.BigEndianUnicode.GetString(bytes[2..]));
        }
        if (Utf16WithoutMark(bytes) is { } utf16)
        {
            return Finish(utf16.GetString(bytes));
        }
        if (IsBinary(bytes))
        {
            return null;
        }
        var (whole, broken) = Utf8Sequences(bytes);
        if (broken == 0)
        {
            // A letter cut off by the end of the file is dropped.
            return Finish(Unscramble(Encoding.UTF8.GetString(bytes).TrimEnd('\uFFFD')));
        }
        return whole > broken * 5 ? (Encoding.UTF8.GetString(bytes), true) : (s_windows874.GetString(bytes), false);
    }

    private static (string Text, bool Damaged)? Finish(string text) => (text, text.Contains('\uFFFD'));

    private static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, 4_000) & ~1)];
        if (sample.Length < 8)
        {
            return null;
        }
        // Thai stands at U+0E00 and ASCII at U+0000: every second byte is 0x0E or 0x00.
        int little = 0, big = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            little += sample[i + 1] is 0 or 0x0E ? 1 : 0;
            big += sample[i] is 0 or 0x0E ? 1 : 0;
        }
        var most = sample.Length / 2 * 9 / 10;
        return sample.IndexOf((byte)0) < 0 && !sample.Contains((byte)0x0E) ? null
            : little > most && big < most ? Encoding.Unicode
            : big > most && little < most ? Encoding.BigEndianUnicode
            : null;
    }

    private static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 64_000)];
        var controls = 0;
        foreach (var b in sample)
        {
            controls += b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x0B) ? 1 : 0;
        }
        return controls * 20 > sample.Length;
    }

    /// <summary>How many whole multi-byte sequences and how many broken places. A sequence cut by the end of the file is not counted.</summary>
    private static (int Whole, int Broken) Utf8Sequences(ReadOnlySpan<byte> bytes)
    {
        int whole = 0, broken = 0;
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] < 0x80)
            {
                i++;
                continue;
            }
            var status = Rune.DecodeFromUtf8(bytes[i..], out _, out var used);
            if (status == System.Buffers.OperationStatus.Done)
            {
                whole++;
            }
            else if (status == System.Buffers.OperationStatus.InvalidData)
            {
                broken++;
            }
            i += Math.Max(1, used);
        }
        return (whole, broken);
    }

    /// <summary>Undoes text that was UTF-8, was taken for windows-874 and saved again (every letter became "เธ…").</summary>
    private static string Unscramble(string text)
    {
        var signs = 0;
        var letters = 0;
        var sample = text.AsSpan(0, Math.Min(text.Length, 20_000));
        for (var i = 0; i + 1 < sample.Length; i++)
        {
            letters += sample[i] > 0x7F ? 1 : 0;
            signs += sample[i] == 'เ' && sample[i + 1] is 'ธ' or 'น' ? 1 : 0;
        }
        if (letters < 30 || signs * 4 < letters)
        {
            return text;
        }
        var strict = Encoding.GetEncoding("utf-8", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback("\uFFFD"));
        var back = strict.GetString(s_windows874.GetBytes(text));
        return back.Count(c => c == '\uFFFD') * 20 < back.Length ? back : text;
    }
}
