using System.Runtime.InteropServices;

namespace Prongsai.Web.Platform.Files;

/// <summary>
/// Makes the names in a folder survive a power cut. A file that was flushed can still be gone afterwards when the folder that names it was
/// not; .NET has no call for that, so this is fsync(2) on the folder. Does nothing where there is no such thing.
/// </summary>
internal static class DurableFolder
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"The folder could not be flushed to the disk (error {Marshal.GetLastPInvokeError()}).");
        }
        var status = Sync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(handle);
        if (status != 0)
        {
            throw new IOException($"The folder could not be flushed to the disk (error {error}).");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Close(int handle);
}
