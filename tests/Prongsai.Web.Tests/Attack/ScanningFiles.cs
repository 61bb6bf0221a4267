using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Prongsai.Testing;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Tests.Attack;

/// <summary>Where the operator names a virus scanner, nothing handed in is kept that it did not see, and nothing it knows as harmful. clamd is played by a stand-in that follows clamd(8).</summary>
public sealed class ScanningFiles
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("\uFEFFเดือน,จำนวน\nตุลาคม,41\n");

    private static Site With(EndPoint scanner) =>
        new(product: p => p.ServiceActions.Add(s => s.AddSingleton(new VirusScanner(scanner, NullLogger<VirusScanner>.Instance))));

    [Fact]
    public async Task Shows_the_scanner_every_byte_and_keeps_what_is_clean()
    {
        await using var clamd = new Clamd(_ => "stream: OK");
        await using var site = With(clamd.At);
        var content = new byte[200_001];
        Random.Shared.NextBytes(content);
        var kept = await site.Do(async s => await s.GetRequiredService<FileStore>().Add(new MemoryStream(content), "หลักฐาน.bin", "application/octet-stream", content.Length, CancellationToken.None));
        Assert.True(kept.IsOk);
        Assert.Equal(content, Assert.Single(clamd.Seen));
        // What the product makes itself is not shown.
        await site.Do(async s => await s.GetRequiredService<FileStore>().AddOwn(Csv, "x.csv", "text/csv", CancellationToken.None));
        Assert.Single(clamd.Seen);
        await site.Do(async s => await s.GetRequiredService<FileStore>().Add(Csv, "x.csv", "text/csv", CancellationToken.None));
        Assert.Equal(Csv, clamd.Seen.Last());
        HtmlAssert.Shows(await (await site.As("organisation.manage")).Page("/administration/keeping"), "ผ่านโปรแกรมตรวจไวรัส");
    }

    [Theory]
    [InlineData("stream: Win.Test.Harmless-1 FOUND", "พบไวรัสในไฟล์ “สถิติ.csv”")]
    [InlineData("INSTREAM size limit exceeded. ERROR", "ไฟล์ “สถิติ.csv” ใหญ่เกินที่โปรแกรมตรวจไวรัส")]
    [InlineData("stream: Can't allocate memory ERROR", "ไม่ตอบ")]
    [InlineData("", "ไม่ตอบ")]
    [InlineData("UNKNOWN COMMAND stream: OK?", "ไม่ตอบ")]
    public async Task Keeps_nothing_the_scanner_did_not_call_clean_and_says_why(string answer, string told)
    {
        await using var clamd = new Clamd(_ => answer);
        await using var site = With(clamd.At);
        var officer = await site.As("items.read", "items.write");
        var refused = await officer.Post("/items/2568/9/edit", [("Summary", "ยังอยู่ครบ")], "main form[method=post]", ("Uploads", "สถิติ.csv", Csv));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        HtmlAssert.Shows(refused.Document, told);
        Assert.Contains("ยังอยู่ครบ", refused.Body, StringComparison.Ordinal);
        Assert.Equal(Csv, Assert.Single(clamd.Seen));
        Assert.Equal(0, await site.Query(db => db.Files.CountAsync()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.DataDirectory, "files"), "*", SearchOption.AllDirectories));
    }

    /// <summary>clamd that was told to look at smaller files only answers before it read everything, and closes on what is still being sent.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_why_when_the_scanner_reads_no_further(bool unix)
    {
        await using var clamd = new Clamd(_ => "INSTREAM size limit exceeded. ERROR", enough: 100_000, unix);
        await using var site = With(clamd.At);
        var content = new byte[8_000_000];
        var refused = await site.Do(async s => await s.GetRequiredService<FileStore>().Add(new MemoryStream(content), "ใหญ่.bin", "application/octet-stream", content.Length, CancellationToken.None));
        Assert.Equal(new FileIsTooLargeToScan("ใหญ่.bin"), refused.Refusal);
    }

    [Fact]
    public async Task Keeps_nothing_while_the_scanner_is_away_and_says_so_where_an_officer_looks()
    {
        var away = new Clamd(_ => "stream: OK");
        await using var site = With(away.At);
        await away.DisposeAsync();
        var refused = await site.Do(async s => await s.GetRequiredService<FileStore>().Add(new MemoryStream(Csv), "x.csv", "text/csv", Csv.Length, CancellationToken.None));
        Assert.Equal(new ScannerIsAway(), refused.Refusal);
        HtmlAssert.Shows(await (await site.As("organisation.manage")).Page("/administration/keeping"), "โปรแกรมตรวจไวรัสของเครื่องไม่ตอบ");
    }

    [Theory]
    [InlineData("/run/clamav/clamd.ctl")]
    [InlineData("127.0.0.1:3310")]
    [InlineData("[::1]:3310")]
    public void Speaks_to_a_scanner_on_this_machine(string said) => Assert.NotNull(VirusScanner.At(said));

    /// <summary>clamd has neither encryption nor a password.</summary>
    [Theory]
    [InlineData("10.0.0.5:3310")]
    [InlineData("clamd.example.go.th:3310")]
    [InlineData("127.0.0.1")]
    [InlineData("tcp://127.0.0.1:3310")]
    public void Speaks_to_none_elsewhere(string said) => Assert.Contains(said, Assert.Throws<InstallationException>(() => VirusScanner.At(said)).Message, StringComparison.Ordinal);

    [Fact]
    public void Looks_at_nothing_where_none_is_named() => Assert.Null(VirusScanner.At(null) ?? VirusScanner.At(" "));

    /// <summary>A daemon that answers PING, and INSTREAM once it has seen all; an empty answer is a closed connection.</summary>
    private sealed class Clamd : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("prongsai-clamd-").FullName;
        private readonly Socket listener;
        private readonly Task serving;
        private readonly int enough;

        public Clamd(Func<byte[], string> answer, int enough = int.MaxValue, bool unix = false)
        {
            this.enough = enough;
            listener = unix ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(unix ? new UnixDomainSocketEndPoint(Path.Combine(folder, "clamd.ctl")) : new IPEndPoint(IPAddress.Loopback, 0));
            At = listener.LocalEndPoint!;
            listener.Listen();
            serving = Serve(answer);
        }

        public EndPoint At { get; }

        public ConcurrentQueue<byte[]> Seen { get; } = new();

        public async ValueTask DisposeAsync()
        {
            listener.Dispose();
            await serving;
            Directory.Delete(folder, recursive: true);
        }

        private async Task Serve(Func<byte[], string> answer)
        {
            try
            {
                while (true)
                {
                    using var caller = await listener.AcceptAsync();
                    await using var wire = new NetworkStream(caller);
                    var command = new List<byte>();
                    while (wire.ReadByte() is > 0 and var next)
                    {
                        command.Add((byte)next);
                    }
                    var said = Encoding.ASCII.GetString([.. command]) switch
                    {
                        "zPING" => "PONG",
                        "zINSTREAM" => answer(await Content(wire)),
                        _ => "UNKNOWN COMMAND",
                    };
                    if (said.Length > 0)
                    {
                        await wire.WriteAsync(Encoding.ASCII.GetBytes(said + "\0"));
                    }
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // The daemon was stopped.
            }
        }

        private async Task<byte[]> Content(NetworkStream wire)
        {
            var whole = new MemoryStream();
            var length = new byte[sizeof(int)];
            while (true)
            {
                await wire.ReadExactlyAsync(length);
                var piece = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
                if (piece.Length == 0 || whole.Length > enough)
                {
                    Seen.Enqueue(whole.ToArray());
                    return whole.ToArray();
                }
                await wire.ReadExactlyAsync(piece);
                await whole.WriteAsync(piece);
            }
        }
    }
}
