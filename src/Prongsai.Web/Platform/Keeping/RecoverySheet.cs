namespace Prongsai.Web.Platform.Keeping;

/// <summary>What stands on the printed recovery sheet: the key that opens every backup of this installation.</summary>
internal sealed class RecoverySheet(string dataDirectory)
{
    public Task<BackupKey> Key(CancellationToken stop) => BackupKey.Of(dataDirectory, stop);
}
