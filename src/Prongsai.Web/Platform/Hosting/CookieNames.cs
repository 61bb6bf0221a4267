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
    private const string Ours = "prongsai";

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
            cookie.StartsWith(Ours, StringComparison.OrdinalIgnoreCase) ? ""
            : cookie.StartsWith(Host + Ours, StringComparison.Ordinal) ? cookie[Host.Length..]
            : cookie.StartsWith(Secure + Ours, StringComparison.Ordinal) ? cookie[Secure.Length..]
            : cookie).Where(c => c.Length > 0));

    private static string Outwards(string cookie)
    {
        if (!cookie.StartsWith(Ours, StringComparison.Ordinal))
        {
            return cookie;
        }
        var attributes = cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList();
        var guard = attributes.Exists(a => a.Equals("path=/", StringComparison.OrdinalIgnoreCase)) && !attributes.Exists(a => a.StartsWith("domain=", StringComparison.OrdinalIgnoreCase)) ? Host : Secure;
        return guard + cookie + (attributes.Exists(a => a.Equals("secure", StringComparison.OrdinalIgnoreCase)) ? "" : "; secure");
    }
}
