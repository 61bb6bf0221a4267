using System.Net;
using System.Net.Sockets;

namespace Prongsai.Web.Platform.Outside;

/// <summary>
/// What an installation allows beyond the public Internet: hosts of its own network by name and port, as PRONGSAI_OUTBOUND_ALLOW=hook.office.local:8080,10.1.2.3:443;
/// and, where PRONGSAI_OUTBOUND_ONLY=api.line.me,hook.example.go.th names any, the only public hosts there are for it.
/// </summary>
internal sealed record OutboundRules(IReadOnlySet<string> Allowed)
{
    /// <summary>Asks the name servers. Tests answer themselves.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = static (host, stop) => Dns.GetHostAddressesAsync(host, stop);

    /// <summary>Public hosts that may be called; empty is all.</summary>
    public IReadOnlySet<string> Only { get; init; } = new HashSet<string>();

    public static OutboundRules Of(IConfiguration settings) =>
        new(Names(settings["PRONGSAI_OUTBOUND_ALLOW"])) { Only = Names(settings["PRONGSAI_OUTBOUND_ONLY"]) };

    private static HashSet<string> Names(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public bool Allows(string host, int port) => Allowed.Contains(FormattableString.Invariant($"{host}:{port}"));
}

/// <summary>The address leads where the product does not go.</summary>
internal sealed class OutboundRefused(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>What came back, cut at the limit.</summary>
internal sealed record OutboundAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>
/// The only way the product asks anything of another machine over HTTP. An address of the public Internet, by https at its usual
/// port; the name is resolved here, once, and the connection goes to the very address that was looked at, so that a
/// name which answers differently a moment later gains nothing. Redirects are not followed, cookies and proxies not used, the answer is cut
/// at a limit, and all of it takes no longer than it is given.
/// </summary>
internal sealed class Outbound : IDisposable
{
    public const int LongestAnswer = 256 * 1024;

    private readonly OutboundRules rules;
    private readonly HttpClient client;

    public Outbound(OutboundRules rules)
    {
        this.rules = rules;
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 32,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = Connect,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => client.Dispose();

    /// <summary>Why this address will not be asked, in Thai; null when it may be tried. Names are only resolved when it is asked.</summary>
    public string? Refusal(string? address) =>
        address is not { Length: > 0 and <= 2000 } || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.HostNameType is UriHostNameType.Unknown or UriHostNameType.Basic ? "ที่อยู่ต้องขึ้นต้นด้วย https:// เช่น https://example.go.th/hook"
        : rules.Allows(uri.Host, uri.Port) ? null
        : rules.Only.Count > 0 && !rules.Only.Contains(uri.IdnHost) ? "ผู้ดูแลเครื่องอนุญาตให้ระบบติดต่อเฉพาะที่อยู่ที่กำหนดไว้ ที่อยู่นี้ไม่อยู่ในนั้น ขอให้เพิ่มใน PRONGSAI_OUTBOUND_ONLY"
        : uri.Scheme is not "https" ? "ที่อยู่ต้องขึ้นต้นด้วย https://"
        : uri.UserInfo.Length > 0 ? "ที่อยู่ต้องไม่มีชื่อผู้ใช้และรหัสผ่านอยู่ข้างใน"
        : !uri.IsDefaultPort ? "ที่อยู่ต้องไม่ระบุพอร์ต"
        : IPAddress.TryParse(uri.IdnHost.Trim('[', ']'), out var number) && !PublicAddresses.IsPublic(number) ? "ที่อยู่นี้เป็นของเครื่องหรือเครือข่ายภายใน ระบบไม่ส่งไป"
        : uri.Host is "localhost" || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".internal", StringComparison.OrdinalIgnoreCase) ? "ที่อยู่นี้เป็นของเครื่องหรือเครือข่ายภายใน ระบบไม่ส่งไป"
        : null;

    /// <exception cref="OutboundRefused">The address is none the product asks.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    /// <exception cref="TimeoutException">It took longer than given.</exception>
    public async Task<OutboundAnswer> Send(HttpRequestMessage request, TimeSpan time, CancellationToken stop)
    {
        if (Refusal(request.RequestUri?.ToString()) is { } why)
        {
            throw new OutboundRefused(why);
        }
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timed.CancelAfter(time);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timed.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(timed.Token);
            var bytes = new byte[LongestAnswer];
            var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, timed.Token);
            return new OutboundAnswer((int)answer.StatusCode, System.Text.Encoding.UTF8.GetString(bytes, 0, length), answer.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("The other machine took too long.", late);
        }
        catch (HttpRequestException failed) when (failed.InnerException is OutboundRefused refused)
        {
            throw new OutboundRefused(refused.Message, failed);
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host, out var number) ? [number] : await rules.Resolve(host, stop);
        var may = rules.Allows(host, port) ? found : [.. found.Where(PublicAddresses.IsPublic)];
        if (may.Length == 0)
        {
            throw new OutboundRefused("ที่อยู่นี้เป็นของเครื่องหรือเครือข่ายภายใน ระบบไม่ส่งไป");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(may, port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
