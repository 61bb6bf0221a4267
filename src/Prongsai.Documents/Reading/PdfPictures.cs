using System.Buffers.Binary;
using System.Globalization;

namespace Prongsai.Documents.Reading;

/// <summary>Draws the pages of a PDF as pictures, in the cage of foreign programs: nothing in them runs, links or names its maker.</summary>
public static class PdfPictures
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="pdf">The file.</param>
    /// <param name="most">Pages drawn at most.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>PNGs in order; empty when it could not be drawn. More says that there are further pages.</returns>
    public static async Task<(IReadOnlyList<byte[]> Pages, bool More)> Draw(byte[] pdf, int most, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pdf);
        using var all = new MemoryStream();
        var outcome = await ChildProcess.Run(
            "pdftoppm", ["-png", "-scale-to", "1300", "-l", (most + 1).ToString(CultureInfo.InvariantCulture), "-"], pdf,
            ReadingLimits.Default with { ChildOutputBytes = 60_000_000 }, TimeSpan.FromSeconds(40), (output, token) => output.CopyToAsync(all, token), stop);
        var pages = outcome.End is ChildProcess.End.Finished or ChildProcess.End.TimedOut ? Split(all.GetBuffer().AsSpan(0, (int)all.Length)) : [];
        return (pages.Take(most).ToList(), pages.Count > most);
    }

    /// <summary>Cuts pictures written one after the other; one that is not whole is left out.</summary>
    private static List<byte[]> Split(ReadOnlySpan<byte> written)
    {
        var pictures = new List<byte[]>();
        while (written.StartsWith(Signature))
        {
            var at = 8L;
            var whole = false;
            while (!whole && at + 12 <= written.Length)
            {
                whole = written.Slice((int)at + 4, 4).SequenceEqual("IEND"u8);
                at += 12L + BinaryPrimitives.ReadUInt32BigEndian(written[(int)at..]);
            }
            if (!whole || at > written.Length)
            {
                break;
            }
            pictures.Add(written[..(int)at].ToArray());
            written = written[(int)at..];
        }
        return pictures;
    }
}
