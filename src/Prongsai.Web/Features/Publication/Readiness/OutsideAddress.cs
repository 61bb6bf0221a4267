using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Readiness;

/// <summary>What came of asking for a public address.</summary>
/// <param name="Answered">The page was given: 200, as HTML.</param>
/// <param name="Status">Null where nothing answered.</param>
/// <param name="Milliseconds">Until the headers were there.</param>
/// <param name="Why">Thai; "" when it answered.</param>
internal sealed record Visit(bool Answered, int? Status, int Milliseconds, string Why);

/// <summary>
/// Asks for public addresses of this installation from outside, as a citizen would: through PRONGSAI_PUBLIC_ADDRESS (https://ita.example.go.th), or
/// the address the server listens on where that is not set. Nothing anyone typed into the product decides where it connects to: a host name of an
/// organisation is only put into the request, no redirect is followed, no cookie kept, and little is read.
/// </summary>
internal sealed class OutsideAddress(IServiceProvider services, OrganisationDirectory directory, TimeProvider clock) : IDisposable
{
    public const string Setting = "PRONGSAI_PUBLIC_ADDRESS";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
    })
    {
        Timeout = Patience,
    };

    /// <summary>What the installation's administrator said; null where nothing was.</summary>
    public string? Said { get; set; } = Environment.GetEnvironmentVariable(Setting);

    /// <summary>Where the installation is reached; null where neither is known.</summary>
    public Uri? Base =>
        Said is { Length: > 0 } said
            ? Uri.TryCreate(said, UriKind.Absolute, out var outside) && outside.Scheme is "http" or "https" ? outside : null
            : services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } own && Uri.TryCreate(own, UriKind.Absolute, out var inside) ? inside : null;

    /// <summary>The way goes through the address people use; otherwise only the server itself was asked.</summary>
    public bool IsOutside => Said is { Length: > 0 } && Base is { IsLoopback: false };

    /// <param name="organisation">Whose page.</param>
    /// <param name="path">Below the organisation's root: <see cref="PublicItem.Address"/>, or a link of this site.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <param name="mustName">An address the beginning of the page must name as its own: a parking page that answers 200 to everything does not.</param>
    public async Task<Visit> Ask(OrganisationCard organisation, string path, CancellationToken stop, string? mustName = null)
    {
        if (Base is not { } root)
        {
            return new Visit(false, null, 0, $"ยังไม่ได้ตั้งที่อยู่ภายนอกของระบบ ({Setting})");
        }
        var prefix = organisation.Host is null && (await directory.All(stop)).Count > 1 ? "/" + organisation.Slug : "";
        if (!Uri.TryCreate(root, prefix + path, out var target) || !path.StartsWith('/') || !string.Equals(target.Authority, root.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return new Visit(false, null, 0, "ที่อยู่นี้ออกนอกระบบ จึงไม่ถาม");
        }
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Host = organisation.Host;
        request.Headers.UserAgent.ParseAdd("Prongsai-Monitor/1.0");
        var began = clock.GetTimestamp();
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            var took = (int)clock.GetElapsedTime(began).TotalMilliseconds;
            var status = (int)answer.StatusCode;
            if (status == 200 && mustName is not null && !await Names(answer, mustName, stop))
            {
                return new Visit(false, status, took, "ตอบ 200 แต่ไม่ใช่หน้านี้");
            }
            return status == 200 ? new Visit(true, status, took, "") : new Visit(false, status, took, status switch
            {
                404 => "ไม่พบหน้า (404)",
                410 => "ถอนการเผยแพร่แล้ว (410)",
                >= 300 and < 400 => FormattableString.Invariant($"ถูกพาไปที่อื่น ({status})"),
                >= 500 => FormattableString.Invariant($"เครื่องแม่ข่ายขัดข้อง ({status})"),
                _ => FormattableString.Invariant($"ตอบ {status}"),
            });
        }
        catch (HttpRequestException)
        {
            return new Visit(false, null, (int)clock.GetElapsedTime(began).TotalMilliseconds, "ต่อเครื่องแม่ข่ายไม่ได้");
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return new Visit(false, null, (int)clock.GetElapsedTime(began).TotalMilliseconds, FormattableString.Invariant($"ไม่ตอบภายใน {Patience.TotalSeconds} วินาที"));
        }
    }

    /// <summary>Whether the first 32 kB hold the address as the end of an attribute, as a page's canonical link does.</summary>
    private static async Task<bool> Names(HttpResponseMessage answer, string address, CancellationToken stop)
    {
        var buffer = new byte[32 * 1024];
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, read).Contains(address + "\"", StringComparison.Ordinal);
    }

    public void Dispose() => http.Dispose();
}
