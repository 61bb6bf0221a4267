using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Tests.Keeping;

/// <summary>Backups go on through restic, opened by the one key of the recovery sheet, and come back to the byte.</summary>
public sealed class SendingFarAway
{
    [Fact]
    public async Task Comes_back_to_the_byte_and_opens_with_the_key_of_the_sheet_alone()
    {
        if (!File.Exists("/usr/bin/restic"))
        {
            Assert.Skip("restic is not installed: apt-get install restic");
        }
        var folder = Directory.CreateTempSubdirectory("prongsai-far-").FullName;
        try
        {
            var (data, far) = (Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Path.Combine(folder, "far"));
            var backup = Path.Combine(folder, "prongsai-2025-03-01.backup");
            await File.WriteAllBytesAsync(backup, System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000));
            await FarPlace.Send(far, data, backup, CancellationToken.None);
            await File.WriteAllBytesAsync(backup, System.Security.Cryptography.RandomNumberGenerator.GetBytes(200_000));
            await FarPlace.Send(far, data, backup, CancellationToken.None);

            // Another machine: nothing but the sheet and the repository.
            var sheet = (await BackupKey.Of(data, CancellationToken.None)).Written;
            var fresh = Directory.CreateDirectory(Path.Combine(folder, "fresh")).FullName;
            await BackupKey.Parse(sheet).Keep(fresh, CancellationToken.None);
            await FarPlace.Fetch(far, fresh, Path.Combine(folder, "back"), CancellationToken.None);
            var back = Assert.Single(Directory.GetFiles(Path.Combine(folder, "back"), "*.backup", SearchOption.AllDirectories));
            Assert.Equal(await File.ReadAllBytesAsync(backup), await File.ReadAllBytesAsync(back));

            var stranger = Directory.CreateDirectory(Path.Combine(folder, "stranger")).FullName;
            await BackupKey.New().Keep(stranger, CancellationToken.None);
            var refused = await Assert.ThrowsAsync<InstallationException>(() => FarPlace.Fetch(far, stranger, Path.Combine(folder, "no"), CancellationToken.None));
            Assert.Contains("restic restore", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
