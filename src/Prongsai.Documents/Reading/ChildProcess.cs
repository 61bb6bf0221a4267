using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Runs a foreign program on hostile bytes: input by standard input, output by standard output, within limits on time, memory, processor
/// and output; without network and as nobody where the system allows. The program sees no file of ours.
/// </summary>
internal static class ChildProcess
{
    private static readonly string[] s_folders = ["/usr/bin/", "/bin/", "/usr/local/bin/"];
    private static readonly Lazy<string[]> s_wrapping = new(FindWrapping);

    /// <summary>What ended a run.</summary>
    public enum End
    {
        Finished,
        TimedOut,
        TooMuchOutput,
        Missing,
    }

    public sealed record Outcome(End End, int ExitCode, string Error);

    /// <summary>Whether a program of this name can be started.</summary>
    public static bool Exists(string tool) => Find(tool) is not null;

    /// <summary>
    /// Starts the tool, feeds it the input and gives its output to <paramref name="read"/> as it comes. When the reader has enough it
    /// returns, and the program is stopped.
    /// </summary>
    public static async Task<Outcome> Run(
        string tool,
        IReadOnlyList<string> arguments,
        ReadOnlyMemory<byte> input,
        ReadingLimits limits,
        TimeSpan time,
        Func<Stream, CancellationToken, Task> read,
        CancellationToken stop)
    {
        if (Find(tool) is not { } path)
        {
            return new Outcome(End.Missing, -1, string.Empty);
        }
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        string[] command =
        [
            .. s_wrapping.Value.Select(w => w
                .Replace("{memory}", limits.ChildMemoryBytes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{seconds}", ((int)Math.Ceiling(time.TotalSeconds) + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
            path,
            .. arguments,
        ];
        start.FileName = command[0];
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["HOME"] = "/nonexistent";
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        // Its compiler of vector code writes a file to make memory executable, and no child may write files.
        start.Environment["VIPS_NOVECTOR"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        using var process = Process.Start(start)!;
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(time);
        // A pipe's read may not heed a token; ending the program ends the read.
        await using var killing = timed.Token.Register(() => Kill(process));
        var feeding = Feed(process, input, timed.Token);
        var errors = ReadSome(process.StandardError, timed.Token);
        var output = new BoundedStream(process.StandardOutput.BaseStream, limits.ChildOutputBytes);
        var end = End.Finished;
        try
        {
            await read(output, timed.Token);
            end = output.Exceeded ? End.TooMuchOutput : End.Finished;
            if (output.AtEnd)
            {
                await process.WaitForExitAsync(timed.Token);
            }
            if (timed.IsCancellationRequested)
            {
                stop.ThrowIfCancellationRequested();
                end = End.TimedOut;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            end = End.TimedOut;
        }
        finally
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        await feeding;
        return new Outcome(end, process.ExitCode, await errors);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException gone)
        {
            Debug.WriteLine(gone.Message);
        }
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, stop);
            process.StandardInput.Close();
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The program ended before it read everything; its exit code tells the rest.
            Debug.WriteLine(fault.Message);
        }
    }

    private static async Task<string> ReadSome(StreamReader errors, CancellationToken stop)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[2_048];
        try
        {
            int read;
            while ((read = await errors.ReadAsync(buffer, stop)) > 0)
            {
                if (kept.Length < 8_000)
                {
                    kept.Append(buffer, 0, read);
                }
            }
        }
        catch (OperationCanceledException)
        {
            return kept.ToString();
        }
        return kept.ToString();
    }

    private static string? Find(string tool) => s_folders.Select(folder => folder + tool).FirstOrDefault(File.Exists);

    /// <summary>The commands put in front: limits always; no network and no privileges as far as this system lets us.</summary>
    private static string[] FindWrapping()
    {
        string[] limits = Find("prlimit") is { } prlimit
            ? [prlimit, "--as={memory}", "--cpu={seconds}", "--core=0", "--fsize=0", "--"]
            : ["/bin/sh", "-c", "ulimit -t {seconds}; ulimit -c 0; ulimit -f 0; exec \"$@\"", "sh"];
        string[] network = [];
        if (Find("unshare") is { } unshare)
        {
            network = Works([unshare, "-n", "--", "/bin/true"]) ? [unshare, "-n", "--"]
                : Works([unshare, "-r", "-n", "--", "/bin/true"]) ? [unshare, "-r", "-n", "--"]
                : [];
        }
        string[] nobody = [];
        if (Environment.IsPrivilegedProcess && Find("setpriv") is { } setpriv)
        {
            string[] drop = [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--"];
            nobody = Works([.. drop, "/bin/true"]) ? drop : [];
        }
        return [.. network, .. nobody, .. limits];
    }

    private static bool Works(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }
        try
        {
            using var process = Process.Start(start);
            if (process is null)
            {
                return false;
            }
            if (!process.WaitForExit(3_000))
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Ends the stream when the program has said more than it may.</summary>
    private sealed class BoundedStream(Stream inner, long limit) : Stream
    {
        private long _read;

        public bool Exceeded { get; private set; }

        public bool AtEnd { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Note(Exceeded ? 0 : inner.Read(buffer, offset, count), count);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Note(Exceeded ? 0 : await inner.ReadAsync(buffer, cancellationToken), buffer.Length);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        private int Note(int read, int asked)
        {
            _read += read;
            AtEnd |= read == 0 && asked > 0 && !Exceeded;
            Exceeded |= _read > limit;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
