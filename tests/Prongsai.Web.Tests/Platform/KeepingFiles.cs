using Prongsai.Testing;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Platform;

public sealed class KeepingFiles(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Holds_the_same_bytes_once_and_gives_them_back()
    {
        var bytes = "เนื้อหาเดียวกัน"u8.ToArray();
        var (first, second) = (await Add(bytes, "ก.txt"), await Add(bytes, "ข.txt"));
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Single(Directory.GetFiles(site.DataDirectory, first.Fingerprint[2..], SearchOption.AllDirectories));
        Assert.Equal(bytes, await site.Do(services => services.GetRequiredService<FileStore>().Read(second, CancellationToken.None)));
    }

    [Fact]
    public async Task Refuses_what_is_too_large_or_empty_and_leaves_nothing_behind()
    {
        var tooLarge = await site.Do(services => services.GetRequiredService<FileStore>().Add(new MemoryStream(new byte[1025]), "x", "text/plain", 1024, CancellationToken.None));
        Assert.IsType<FileIsTooLarge>(tooLarge.Refusal);
        var empty = await site.Do(services => services.GetRequiredService<FileStore>().Add(new MemoryStream(), "x", "text/plain", 1024, CancellationToken.None));
        Assert.IsType<FileIsEmpty>(empty.Refusal);
        Assert.Empty(Directory.GetFiles(site.DataDirectory, "incoming-*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ก\\รายงาน.docx", "รายงาน.docx")]
    [InlineData("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.exe")]
    [InlineData("...", "file")]
    public void Names_are_for_show_and_cannot_lead_anywhere(string sent, string kept) => Assert.Equal(kept, FileStore.SafeName(sent));

    [Fact]
    public void Downloads_carry_the_thai_name()
    {
        var header = FileStore.Disposition("รายงาน O28.pdf", inline: false);
        Assert.Equal("attachment; filename=\"_______O28.pdf\"; filename*=UTF-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%20O28.pdf", header);
    }

    private Task<StoredFile> Add(byte[] bytes, string name) => site.Do(async services =>
    {
        var added = await services.GetRequiredService<FileStore>().Add(bytes, name, "text/plain", CancellationToken.None);
        await services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        return added.Value;
    });

    /// <summary>The call reaches the system and its refusal is not swallowed; that names survive a power cut is for the disk to keep.</summary>
    [Fact]
    public void A_folder_that_cannot_be_flushed_is_told()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("There is no fsync of folders here.");
        }
        DurableFolder.Flush(Path.GetTempPath());
        Assert.Throws<IOException>(() => DurableFolder.Flush(Path.Combine(Path.GetTempPath(), "prongsai-none-" + Guid.NewGuid().ToString("N"))));
        // What is no folder of a disk refuses the flush itself.
        Assert.Throws<IOException>(() => DurableFolder.Flush("/proc/self/mountinfo"));
    }
}
