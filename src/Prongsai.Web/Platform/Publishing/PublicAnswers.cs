using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// On a public page that is drawn from nothing but its address and tables with <c>shown_to_public</c>: it may be kept under
/// <see cref="PublicMarks"/>. Never on a page that looks at the visitor, at a cookie or at anything typed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptUnderMarkAttribute : Attribute;

/// <summary>
/// Answers public pages that were drawn before and did not change since. Everyone may keep a public page but asks about it before each use
/// (ETag, no-cache), so what was withdrawn is gone everywhere at the next look. Pages without a query are kept here too, as the bytes that went
/// out, one for each compression. The key holds all the answer depends on, the host name as it was called too: no asker can put anything under
/// the address of another.
/// </summary>
internal sealed class PublicAnswers(RequestDelegate next, PublicMarks marks) : IDisposable
{
    private const long MemoryLimit = 64L * 1024 * 1024;
    private const int AnswerLimit = 512 * 1024;

    /// <summary>Another build draws other pages.</summary>
    private static readonly string Build = $"{typeof(PublicAnswers).Module.ModuleVersionId}{typeof(UiAssets).Module.ModuleVersionId}";

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MemoryLimit });

    public async Task InvokeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (context.GetEndpoint()?.Metadata.GetMetadata<KeptUnderMarkAttribute>() is null || context.Features.Get<PublicOrganisation>() is not { } found
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            await next(context);
            return;
        }
        var tag = TagOf(request, found.Card, await marks.Of(found.Card.Id, context.RequestAborted));
        response.Headers.CacheControl = "public, no-cache";
        response.OnStarting(() =>
        {
            // "Not found" and "withdrawn" are asked again.
            if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            {
                response.GetTypedHeaders().ETag = tag;
            }
            return Task.CompletedTask;
        });
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (request.QueryString.HasValue || !HttpMethods.IsGet(request.Method))
        {
            await next(context);
            return;
        }
        var key = tag.Tag + Encoding(request);
        if (kept.TryGetValue(key, out Answer? answer) && answer is not null)
        {
            await Give(response, answer);
            return;
        }
        await Draw(context, key);
    }

    public void Dispose() => kept.Dispose();

    /// <summary>What the answer depends on: build, address, organisation, and its public state.</summary>
    private static EntityTagHeaderValue TagOf(HttpRequest request, OrganisationCard organisation, string mark)
    {
        var all = $"{Build}\n{request.Scheme} {request.Host} {request.PathBase} {request.Path} {request.QueryString}\n{organisation}\n{mark}";
        // Weak: the same page may come compressed or not.
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(all)))[..32]}\"", isWeak: true);
    }

    /// <summary>The compressions the asker takes, as the compressor tells them apart.</summary>
    private static string Encoding(HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding.ToString();
        var (brotli, gzip) = (accepted.Contains("br", StringComparison.OrdinalIgnoreCase), accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase));
        // Preferences, weights, refusals: rare, and not worth a mistake.
        return accepted.Contains(';', StringComparison.Ordinal) || accepted.Contains('*', StringComparison.Ordinal) ? " as said: " + accepted : (brotli ? " br" : "") + (gzip ? " gzip" : "");
    }

    private static Task Give(HttpResponse response, Answer answer)
    {
        response.ContentType = answer.ContentType;
        response.Headers.ContentEncoding = answer.ContentEncoding;
        // Beside what was said about this address before: the front door looks at the cookie.
        response.Headers.Vary = StringValues.Concat(response.Headers.Vary, answer.Vary);
        response.ContentLength = answer.Bytes.Length;
        return response.Body.WriteAsync(answer.Bytes).AsTask();
    }

    private async Task Draw(HttpContext context, string key)
    {
        var (response, body) = (context.Response, context.Response.Body);
        var vary = response.Headers.Vary;
        var copy = new MemoryStream();
        response.Body = copy;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = body;
        }
        var bytes = copy.ToArray();
        if (response.StatusCode is StatusCodes.Status200OK && bytes.Length is > 0 and <= AnswerLimit && response.Headers.SetCookie.Count == 0 && !response.HasStarted)
        {
            var answer = new Answer(bytes, response.ContentType, response.Headers.ContentEncoding, new StringValues([.. response.Headers.Vary.Except(vary)]));
            kept.Set(key, answer, new MemoryCacheEntryOptions { Size = bytes.Length + 1024, SlidingExpiration = TimeSpan.FromMinutes(30) });
        }
        if (bytes.Length > 0)
        {
            await body.WriteAsync(bytes, context.RequestAborted);
        }
    }

    private sealed record Answer(byte[] Bytes, string? ContentType, StringValues ContentEncoding, StringValues Vary);
}
