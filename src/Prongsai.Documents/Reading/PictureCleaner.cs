using System.Buffers.Binary;
using System.Globalization;

namespace Prongsai.Documents.Reading;

/// <summary>What became of a picture.</summary>
public enum PictureOutcome
{
    Clean,

    /// <summary>It is not a picture the program reads, or too much for its limits.</summary>
    Unreadable,

    /// <summary>The program (Debian's libvips-tools) is not installed.</summary>
    ProgramMissing,
}

/// <summary>
/// Makes a small WebP of an uploaded picture without place, camera and other hidden data. The work is done by <c>vipsthumbnail</c>, a child
/// process limited in time, memory and output, which sees no file of ours.
/// </summary>
public static class PictureCleaner
{
    private const int MaxOutput = 4 * 1024 * 1024;

    /// <summary>Whether pictures can be cleaned on this machine.</summary>
    public static bool IsInstalled => ChildProcess.Exists("vipsthumbnail");

    /// <param name="bytes">JPEG, PNG, WebP or GIF.</param>
    /// <param name="width">Largest width in pixels; smaller pictures keep theirs. Height may be at most twice that.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>WebP, when clean.</returns>
    public static async Task<(PictureOutcome Outcome, byte[] Picture)> Clean(byte[] bytes, int width, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (FileFormat.Detect(bytes) != FileKind.Image)
        {
            return (PictureOutcome.Unreadable, []);
        }
        var size = string.Create(CultureInfo.InvariantCulture, $"{width}x{width * 2}>");
        var result = new MemoryStream();
        var outcome = await ChildProcess.Run("vipsthumbnail", ["stdin", "-s", size, "-o", ".webp[strip,Q=78]"], bytes, ReadingLimits.Default, TimeSpan.FromSeconds(15), (output, token) => output.CopyToAsync(result, token), stop);
        return outcome.End == ChildProcess.End.Missing ? (PictureOutcome.ProgramMissing, [])
            : outcome is { End: ChildProcess.End.Finished, ExitCode: 0 } && result.Length is > 12 and <= MaxOutput && Bare(result.ToArray()) is { } bare ? (PictureOutcome.Clean, bare)
            : (PictureOutcome.Unreadable, []);
    }

    /// <summary>
    /// Keeps the chunks of a WebP that draw it and leaves every other out: libvips 8.14 writes the EXIF of the source into a WebP although it is
    /// told to strip it.
    /// </summary>
    /// <returns>Null when it is not a whole WebP.</returns>
    private static byte[]? Bare(ReadOnlySpan<byte> webp)
    {
        if (webp.Length < 12 || !webp.StartsWith("RIFF"u8) || !webp[8..12].SequenceEqual("WEBP"u8))
        {
            return null;
        }
        using var kept = new MemoryStream(webp.Length);
        kept.Write(webp[..12]);
        for (var at = 12; at < webp.Length;)
        {
            if (at + 8 > webp.Length)
            {
                return null;
            }
            var size = BinaryPrimitives.ReadUInt32LittleEndian(webp[(at + 4)..]);
            var end = at + 8L + size + (size & 1);
            if (end > webp.Length)
            {
                return null;
            }
            var chunk = webp[at..(int)end].ToArray();
            var name = webp.Slice(at, 4);
            if (name.SequenceEqual("VP8X"u8) && chunk.Length > 8)
            {
                chunk[8] &= 0b1101_0011; // no colour profile, EXIF or XMP follows
                kept.Write(chunk);
            }
            else if (name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ALPH"u8) || name.SequenceEqual("ANIM"u8) || name.SequenceEqual("ANMF"u8))
            {
                kept.Write(chunk);
            }
            at = (int)end;
        }
        var bare = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bare.AsSpan(4), (uint)(bare.Length - 8));
        return bare;
    }
}
