using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// Turns away what no browser of a person sends: methods the product does not know (a page would answer TRACE as it answers GET), the
/// character NUL, which no text in the database may hold, and, where PRONGSAI_HOSTS names the installation's hosts, any other host: links
/// that are mailed or copied name the host that was called.
/// </summary>
internal sealed class PlainRequests(RequestDelegate next, OrganisationDirectory directory, IConfiguration settings)
{
    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal) { "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" };

    private readonly HashSet<string> hosts = (settings["PRONGSAI_HOSTS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Methods.Contains(request.Method))
        {
            SmellsOfAttack.Log(context, "a method the product does not know");
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        var nul = (request.QueryString.Value ?? "").Contains("%00", StringComparison.Ordinal) || (request.Path.Value ?? "").Contains('\0', StringComparison.Ordinal);
        if (nul || !await IsOurs(request.Host.Host, context.RequestAborted))
        {
            SmellsOfAttack.Log(context, nul ? "the character NUL in the address" : "a host that is not ours");
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }

    private async ValueTask<bool> IsOurs(string host, CancellationToken stop) =>
        hosts.Count == 0 || hosts.Contains(host) || host is "127.0.0.1" or "localhost" || (await directory.All(stop)).Any(o => string.Equals(o.Host, host, StringComparison.OrdinalIgnoreCase));

    /// <summary>The same for what a form brings, once it has been read for the page.</summary>
    internal sealed class NoNul : IPageFilter
    {
        public void OnPageHandlerSelected(PageHandlerSelectedContext context)
        {
            // Nothing is read yet.
        }

        public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
        {
            // Only what was read already: reading may fail, and on the page that says so it must not fail again.
            if (context.HttpContext.Features.Get<IFormFeature>()?.Form is { } form && form.Any(f => f.Key.Contains('\0', StringComparison.Ordinal) || f.Value.Any(v => v?.Contains('\0', StringComparison.Ordinal) == true)))
            {
                SmellsOfAttack.Log(context.HttpContext, "the character NUL in a form");
                context.Result = new BadRequestResult();
            }
        }

        public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
        {
            // What was done is done.
        }
    }
}
