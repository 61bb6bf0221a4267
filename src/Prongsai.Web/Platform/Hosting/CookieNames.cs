using Microsoft.Extensions.Primitives;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// Gives our cookies the names that browsers guard when the request came by https: <c>__Host-</c> (this host only, every path), or <c>__Secure-</c>
/// where a cookie belongs to a narrower path. A neighbouring host, or somebody on the way who speaks plain http, can then plant none of them.
/// Within the product they keep their plain names: the same program also serves plain http on one PC, where browsers would refuse these.
/// </summary>
internal sealed class CookieNames(RequestDelegate next)
{
    public const string Host = "__Host-";
    public const string Secure = "__Secure-";

    /// <summary>How our names begin, and those the framework gives while somebody comes in by a provider.</summary>
    private static readonly string[] Ours = ["prongsai", ".AspNetCore.", "Identity."];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.IsHttps)
        {
            if (context.Request.Headers.Cookie.Count > 0)
            {
                context.Request.Headers.Cookie = Inwards(context.Request.Headers.Cookie);
            }
            context.Response.OnStarting(
                static state =>
                {
                    var headers = ((HttpContext)state).Response.Headers;
                    headers.SetCookie = new StringValues([.. headers.SetCookie.Select(c => Outwards(c ?? ""))]);
                    return Task.CompletedTask;
                },
                context);
        }
        return next(context);
    }

    /// <summary>Guarded names become plain ones; ours without a guard are left out, whoever sent them.</summary>
    private static string Inwards(StringValues sent) =>
        string.Join("; ", sent.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(cookie =>
            IsOurs(cookie) ? ""
            : cookie.StartsWith(Host, StringComparison.Ordinal) && IsOurs(cookie[Host.Length..]) ? cookie[Host.Length..]
            : cookie.StartsWith(Secure, StringComparison.Ordinal) && IsOurs(cookie[Secure.Length..]) ? cookie[Secure.Length..]
            : cookie).Where(c => c.Length > 0));

    private static bool IsOurs(string cookie) => Ours.Any(name => cookie.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    private static string Outwards(string cookie)
    {
        if (!IsOurs(cookie))
        {
            return cookie;
        }
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList();
        var guard = attributes.Exists(a => a.Equals("path=/", StringComparison.OrdinalIgnoreCase)) && !attributes.Exists(a => a.StartsWith("domain=", StringComparison.OrdinalIgnoreCase)) ? Host : Secure;
        return guard + cookie + (attributes.Exists(a => a.Equals("secure", StringComparison.OrdinalIgnoreCase)) ? "" : "; secure");
    }
}
