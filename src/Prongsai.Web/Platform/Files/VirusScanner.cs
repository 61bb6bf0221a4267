using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Prongsai.Domain;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Files;

/// <summary>The scanner knows the file as harmful.</summary>
internal sealed record FileIsInfected(string Name)
    : Refusal($"โปรแกรมตรวจไวรัสพบไวรัสในไฟล์ “{Name}” ระบบจึงไม่รับไว้ ตรวจไวรัสในเครื่องที่ใช้ส่ง แล้วส่งไฟล์ที่สะอาด");

/// <summary>The operator demands scanning and the scanner says nothing; a file that nobody looked at is not taken in.</summary>
internal sealed record ScannerIsAway()
    : Refusal("โปรแกรมตรวจไวรัสของเครื่องไม่ตอบ ระบบจึงยังไม่รับไฟล์ ลองส่งใหม่ในอีกสักครู่ ถ้ายังไม่ได้ แจ้งผู้ดูแลเครื่อง");

/// <summary>The scanner was set to look at smaller files only.</summary>
internal sealed record FileIsTooLargeToScan(string Name)
    : Refusal($"ไฟล์ “{Name}” ใหญ่เกินที่โปรแกรมตรวจไวรัสของเครื่องรับตรวจ ลดขนาดหรือแบ่งไฟล์แล้วส่งใหม่ หรือแจ้งผู้ดูแลเครื่องให้รับตรวจไฟล์ใหญ่ขึ้น");

/// <summary>
/// Shows every file that people hand in to the ClamAV daemon on this machine, where the operator named one, before it is kept: the command
/// INSTREAM of clamd(8). Its protocol has neither encryption nor a password, so a daemon elsewhere is not spoken to.
/// </summary>
/// <param name="at">Where clamd listens; null looks at nothing.</param>
/// <param name="log">Gets what was found, never the name of the file.</param>
internal sealed class VirusScanner(EndPoint? at, ILogger<VirusScanner> log)
{
    /// <summary><c>/run/clamav/clamd.ctl</c> or <c>127.0.0.1:3310</c>.</summary>
    public const string Setting = "PRONGSAI_CLAMD";

    private const int Piece = 64 * 1024;

    /// <summary>A scanner under load takes its time; one that hangs keeps nobody for ever. And a second more for each 2 MB.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public bool IsSet => at is not null;

    /// <exception cref="InstallationException">The setting names nothing on this machine.</exception>
    public static EndPoint? At(string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return null;
        }
        return said.StartsWith('/')
            ? new UnixDomainSocketEndPoint(said)
            : IPEndPoint.TryParse(said, out var found) && found.Port > 0 && IPAddress.IsLoopback(found.Address)
                ? found
                : throw new InstallationException($"{Setting} wants the socket of clamd on this machine, such as /run/clamav/clamd.ctl or 127.0.0.1:3310, not \"{said}\".");
    }

    /// <summary>Whether the daemon answers; true where none is wanted.</summary>
    public async Task<bool> Answers(CancellationToken stop) =>
        at is null || await Ask("zPING\0", null, TimeSpan.FromSeconds(3), stop) is "PONG";

    /// <summary>Null when the content is clean, or nothing is looked at.</summary>
    /// <param name="content">Read from where it stands to its end.</param>
    /// <param name="name">As the person calls the file; for the refusal, not for clamd or the log.</param>
    /// <param name="stop">Ends the scan.</param>
    public async Task<Refusal?> Scan(Stream content, string name, CancellationToken stop)
    {
        if (at is null)
        {
            return null;
        }
        var answer = await Ask("zINSTREAM\0", content, Patience + TimeSpan.FromSeconds(content.Length / (2 * 1024 * 1024)), stop);
        switch (answer)
        {
            case "stream: OK":
                return null;
            case not null when answer.EndsWith(" FOUND", StringComparison.Ordinal):
                log.LogWarning("A file was refused: the scanner found {Signature}", PlainWord(answer));
                return new FileIsInfected(name);
            case not null when answer.Contains("size limit exceeded", StringComparison.Ordinal):
                return new FileIsTooLargeToScan(name);
            default:
                log.LogWarning("A file could not be scanned: clamd said {Answer}", answer is null ? "nothing" : PlainWord(answer));
                return new ScannerIsAway();
        }
    }

    /// <summary>What clamd answers, or null when it cannot be reached, breaks off or takes too long.</summary>
    private async Task<string?> Ask(string command, Stream? content, TimeSpan patience, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(patience);
        try
        {
            using var socket = at is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(at!, soon.Token);
            await using var wire = new NetworkStream(socket);
            await wire.WriteAsync(Encoding.ASCII.GetBytes(command), soon.Token);
            // Listened to from the beginning: a daemon that has read enough says why and closes, and what it said is lost to who listens only then.
            var answer = Answer(wire, soon.Token);
            if (content is not null)
            {
                await Send(content, wire, answer, soon.Token);
            }
            return await answer;
        }
        catch (Exception away) when (away is SocketException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Pieces, each after its length in four bytes; none ends. Sends no more once there is an answer.</summary>
    private static async Task Send(Stream content, NetworkStream wire, Task answer, CancellationToken stop)
    {
        var piece = new byte[sizeof(int) + Piece];
        int read;
        try
        {
            while (!answer.IsCompleted && (read = await content.ReadAsync(piece.AsMemory(sizeof(int)), stop)) > 0)
            {
                BinaryPrimitives.WriteInt32BigEndian(piece, read);
                await wire.WriteAsync(piece.AsMemory(0, sizeof(int) + read), stop);
            }
            await wire.WriteAsync(new byte[sizeof(int)], stop);
        }
        catch (IOException)
        {
            // It closed on us; its answer says why, or there is none.
            await answer;
        }
    }

    /// <summary>What is said until a NUL or the end; null when that is nothing.</summary>
    private static async Task<string?> Answer(NetworkStream wire, CancellationToken stop)
    {
        var answer = new byte[1024];
        var length = 0;
        try
        {
            int read;
            while (length < answer.Length && !answer.AsSpan(0, length).Contains((byte)0) && (read = await wire.ReadAsync(answer.AsMemory(length), stop)) > 0)
            {
                length += read;
            }
        }
        catch (IOException) when (length > 0)
        {
            // Broken off behind its answer.
            return Plain();
        }
        return Plain();

        string? Plain() => length == 0 ? null : Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private static string PlainWord(string answer) => new([.. answer.Take(100).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ' ' or ':')]);
}
