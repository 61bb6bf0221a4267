namespace Prongsai.Documents.Reading;

/// <summary>Turns a photo that browsers do not show (HEIC of phones) into a JPEG, with vips where it is installed, in the same cage as readers of papers.</summary>
public static class PicturePreview
{
    /// <summary>The longer side, in pixels.</summary>
    public const int Side = 1600;

    private const int MostBytes = 20_000_000;

    /// <returns>JPEG, or null when the program is missing or cannot read the photo.</returns>
    public static async Task<byte[]?> Jpeg(ReadOnlyMemory<byte> photo, CancellationToken stop)
    {
        using var made = new MemoryStream();
        var outcome = await ChildProcess.Run(
            "vipsthumbnail",
            ["stdin", "-s", "1600x1600>", "-o", ".jpg[Q=80,strip]"],
            photo,
            ReadingLimits.Default,
            TimeSpan.FromSeconds(60),
            async (output, token) =>
            {
                var buffer = new byte[81920];
                int read;
                while (made.Length < MostBytes && (read = await output.ReadAsync(buffer, token)) > 0)
                {
                    await made.WriteAsync(buffer.AsMemory(0, read), token);
                }
            },
            stop);
        return outcome is { End: ChildProcess.End.Finished, ExitCode: 0 } && made.Length is > 100 and < MostBytes ? made.ToArray() : null;
    }
}
