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
            : outcome is { End: ChildProcess.End.Finished, ExitCode: 0 } && result.Length is > 12 and <= MaxOutput ? (PictureOutcome.Clean, result.ToArray())
            : (PictureOutcome.Unreadable, []);
    }
}
