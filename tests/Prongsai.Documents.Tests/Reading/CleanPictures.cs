using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Tests.Writing;

namespace Prongsai.Documents.Tests.Reading;

/// <summary>A photo of an office's work, as it comes from a telephone, and as it goes to the public.</summary>
public sealed class CleanPictures
{
    private const string Place = "TAKEN-AT-A-HOUSE";

    [Fact]
    public async Task Are_small_and_say_nothing_of_place_or_camera()
    {
        Tools.Need("vips", "vipsthumbnail");
        using var scratch = new Scratch();
        var plain = scratch.File("plain.jpg", []);
        Tools.Run("vips", "black", plain, "2400", "1600", "--bands", "3");
        var photo = WithPlace(await File.ReadAllBytesAsync(plain, TestContext.Current.CancellationToken));
        Assert.Contains(Place, Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        var (outcome, clean) = await PictureCleaner.Clean(photo, 1200, TestContext.Current.CancellationToken);

        Assert.Equal(PictureOutcome.Clean, outcome);
        var written = Encoding.Latin1.GetString(clean);
        Assert.Equal("WEBP", written[8..12]);
        Assert.DoesNotContain(Place, written, StringComparison.Ordinal);
        Assert.DoesNotContain("EXIF", written, StringComparison.Ordinal);
        Assert.Equal("1200", Tools.Run("vipsheader", "-f", "width", scratch.File("clean.webp", clean)).Trim());
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("no picture")]
    [InlineData("")]
    public async Task Are_pictures_of_points_only(string content) =>
        Assert.Equal(PictureOutcome.Unreadable, (await PictureCleaner.Clean(Encoding.UTF8.GetBytes(content), 480, TestContext.Current.CancellationToken)).Outcome);

    [Fact]
    public async Task Are_refused_when_they_break_off()
    {
        Tools.Need("vips", "vipsthumbnail");
        byte[] begins = [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10, .. "JFIF"u8, 0x00, 0x01, 0x01, 0x00];
        Assert.Equal(PictureOutcome.Unreadable, (await PictureCleaner.Clean(begins, 480, TestContext.Current.CancellationToken)).Outcome);
    }

    /// <summary>Puts an EXIF part with a description behind the first marker.</summary>
    private static byte[] WithPlace(byte[] jpeg)
    {
        byte[] words = [.. Encoding.ASCII.GetBytes(Place), 0];
        byte[] exif =
        [
            .. "Exif\0\0"u8, .. "II"u8, 0x2A, 0, 8, 0, 0, 0,
            1, 0, 0x0E, 0x01, 2, 0, (byte)words.Length, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0,
            .. words,
        ];
        return [jpeg[0], jpeg[1], 0xFF, 0xE1, (byte)((exif.Length + 2) >> 8), (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }
}
