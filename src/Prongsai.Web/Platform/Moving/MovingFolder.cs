using System.Text.Json;

namespace Prongsai.Web.Platform.Moving;

/// <summary>What somebody asked for on a page: an organisation packed, or a package taken in. Lies on the disk until it is done, closed to others.</summary>
/// <param name="Slug">Of the organisation to pack; of the one to take in, its address here, or null for its own.</param>
/// <param name="Key">What the package is sealed with, as written on paper.</param>
/// <param name="Signer">The fingerprint it must be signed with; null for packing.</param>
internal sealed record MovingOrder(string? Slug, string Key, string? Signer);

/// <summary>What came of it.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Ok">Whether it is done; nothing was changed otherwise.</param>
/// <param name="Words">What went wrong, English, for the person who looks after the machine.</param>
/// <param name="Report">What was packed or taken in.</param>
/// <param name="Link">Path of a one-time link for the administrator of what was taken in; null when there is nobody.</param>
internal sealed record MovingResult(DateTimeOffset At, bool Ok, string? Words = null, PackageReport? Report = null, string? Link = null);

/// <summary>Where an order stands.</summary>
internal enum MovingState
{
    None,
    Waiting,
    Ended,
}

/// <summary>
/// Packages on their way: <c>packages/</c> in the data folder, which only the user of the service may enter. The web's database role cannot read
/// whole organisations, so a page leaves an order here and <see cref="MovingKeeper"/>, beside the web, carries it out.
/// </summary>
internal sealed class MovingFolder(string dataDirectory)
{
    /// <summary>How long a package or a result waits to be fetched.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    public string Path { get; } = System.IO.Path.Combine(dataDirectory, "packages");

    /// <summary>Where the package of this name lies or will lie.</summary>
    public string PackageOf(string name) => System.IO.Path.Combine(Path, name + ".prongsai");

    /// <summary>The name of what leaves.</summary>
    public static string Out(Guid organisation) => "out-" + organisation.ToString("N");

    /// <summary>The name of what comes in.</summary>
    public static string In(Guid id) => "in-" + id.ToString("N");

    public MovingState StateOf(string name) =>
        File.Exists(In(name, "order")) || File.Exists(In(name, "doing")) ? MovingState.Waiting : File.Exists(In(name, "result")) ? MovingState.Ended : MovingState.None;

    public async Task<MovingResult?> ResultOf(string name, CancellationToken stop) =>
        File.Exists(In(name, "result")) ? JsonSerializer.Deserialize<MovingResult>(await File.ReadAllBytesAsync(In(name, "result"), stop), JsonSerializerOptions.Web) : null;

    /// <summary>Leaves an order; what came of an earlier one of that name is forgotten.</summary>
    public async Task Ask(string name, MovingOrder order, CancellationToken stop)
    {
        Make();
        File.Delete(In(name, "result"));
        await Write(In(name, "order"), JsonSerializer.SerializeToUtf8Bytes(order, JsonSerializerOptions.Web), stop);
    }

    /// <summary>Keeps a package that came in, unread.</summary>
    public async Task Receive(string name, Stream package, CancellationToken stop)
    {
        Make();
        await using var file = new FileStream(PackageOf(name), Closed(FileMode.CreateNew));
        await package.CopyToAsync(file, stop);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Takes an order over; null when there is none or another process was quicker.</summary>
    internal async Task<(string Name, MovingOrder Order)?> Take(CancellationToken stop)
    {
        foreach (var path in Directory.Exists(Path) ? Directory.GetFiles(Path, "*.order") : [])
        {
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            try
            {
                File.Move(path, In(name, "doing"));
            }
            catch (FileNotFoundException)
            {
                continue; // another process took it
            }
            if (JsonSerializer.Deserialize<MovingOrder>(await File.ReadAllBytesAsync(In(name, "doing"), stop), JsonSerializerOptions.Web) is { } order)
            {
                return (name, order);
            }
        }
        return null;
    }

    /// <summary>Writes down what came of an order, and forgets its key.</summary>
    internal async Task End(string name, MovingResult result, CancellationToken stop)
    {
        await Write(In(name, "result"), JsonSerializer.SerializeToUtf8Bytes(result, JsonSerializerOptions.Web), stop);
        File.Delete(In(name, "doing"));
    }

    /// <summary>What a process that died had in hand.</summary>
    internal IEnumerable<string> LeftBehind() => Directory.Exists(Path) ? Directory.GetFiles(Path, "*.doing").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)) : [];

    internal void Sweep(DateTimeOffset now)
    {
        foreach (var path in Directory.Exists(Path) ? Directory.GetFiles(Path) : [])
        {
            if (now.UtcDateTime - File.GetLastWriteTimeUtc(path) > Waits)
            {
                File.Delete(path);
            }
        }
    }

    public void Forget(string name)
    {
        File.Delete(PackageOf(name));
        File.Delete(In(name, "result"));
    }

    private string In(string name, string ending) => System.IO.Path.Combine(Path, name + "." + ending);

    private void Make()
    {
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task Write(string path, byte[] bytes, CancellationToken stop)
    {
        await using (var file = new FileStream(path + ".new", Closed(FileMode.Create)))
        {
            await file.WriteAsync(bytes, stop);
        }
        File.Move(path + ".new", path, overwrite: true);
    }

    private static FileStreamOptions Closed(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        return options;
    }
}
