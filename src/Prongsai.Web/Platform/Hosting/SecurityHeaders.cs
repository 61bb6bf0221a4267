using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// What every answer says to the browser: load nothing from elsewhere, run nothing inline, be framed by nobody, tell nobody where the
/// reader came from, keep nothing of the office. An endpoint may set stricter ones of its own.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(
            static state =>
            {
                var http = (HttpContext)state;
                var headers = http.Response.Headers;
                if (headers.CacheControl.Count == 0 && http.GetEndpoint()?.Metadata.GetMetadata<PublicSideAttribute>() is null)
                {
                    // A file with a tag may lie in the person's own browser, and is asked about before each use.
                    headers.CacheControl = headers.ETag.Count > 0 ? "private, no-cache" : "no-store";
                }
                headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.Count == 0 ? Policy : headers.ContentSecurityPolicy;
                headers.XContentTypeOptions = "nosniff";
                if (http.Request.IsHttps)
                {
                    // Who came by https once is never led to http by anyone on the way.
                    headers.StrictTransportSecurity = "max-age=31536000";
                }
                headers["Referrer-Policy"] = headers["Referrer-Policy"].Count == 0 ? "same-origin" : headers["Referrer-Policy"];
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }
}
