namespace Prongsai.Web.Platform.Files;

/// <summary>
/// Writes a small file that must never be half there: keys and what the product remembers beside the database. Written whole under another name
/// first, flushed, and only then given its name, which outlives a power cut too. Readable by its owner alone.
/// </summary>
internal static class PrivateFile
{
    /// <param name="path">Its folder is there.</param>
    /// <param name="content">The whole file.</param>
    /// <param name="replace">False: one that is there stays, also when another process is a moment faster.</param>
    /// <param name="stop">Ends the work; the file is then as it was.</param>
    public static async Task Write(string path, ReadOnlyMemory<byte> content, bool replace, CancellationToken stop)
    {
        var fresh = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        try
        {
            await using (var file = new FileStream(fresh, options))
            {
                await file.WriteAsync(content, stop);
                file.Flush(flushToDisk: true);
            }
            File.Move(fresh, path, replace);
            DurableFolder.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            // Another process was first; its file is the one.
            return;
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
