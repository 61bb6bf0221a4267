using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// A public address typed with capitals, Thai digits, a doubled or a trailing slash leads, for good, to the one address of the page.
/// </summary>
internal sealed class TidyAddress(RequestDelegate next)
{
    private static readonly string[] Roots = ["/ita", "/info", "/news", "/documents", "/services", "/search", "/site-map", "/home", "/data"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            var path = request.Path.Value ?? "";
            var tidy = Tidy(path);
            var slug = context.Features.Get<PublicOrganisation>() is { Card.Slug: var own } && string.Equals(request.PathBase.Value, "/" + own, StringComparison.OrdinalIgnoreCase) ? new PathString("/" + own) : request.PathBase;
            if (tidy != path || slug.Value != request.PathBase.Value)
            {
                context.Response.Redirect(slug.Add(new PathString(tidy)).ToUriComponent() + request.QueryString.ToUriComponent(), permanent: true);
                return Task.CompletedTask;
            }
        }
        return next(context);
    }

    /// <summary>The path as it should be. The name of a file at its end is left as it is.</summary>
    internal static string Tidy(string path)
    {
        if (!Array.Exists(Roots, root => path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] is '/' or '.')))
        {
            return path;
        }
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            // /ita/2567/files/{sha}/{name}
            if (i < 4 || !string.Equals(parts[2], "files", StringComparison.Ordinal))
            {
                parts[i] = ThaiDigits.ToArabic(parts[i]).ToLowerInvariant();
                parts[i] = i == 2 && string.Equals(parts[0], "ita", StringComparison.Ordinal) ? WithoutZeros(parts[i]) : parts[i];
            }
        }
        return "/" + string.Join('/', parts);
    }

    /// <summary>o07 is o7, also with .json behind it; anything else stays.</summary>
    private static string WithoutZeros(string part)
    {
        if (part.Length < 3 || part[0] != 'o' || part[1] != '0')
        {
            return part;
        }
        var number = part[1..].TrimStart('0');
        return number.Length > 0 && char.IsAsciiDigit(number[0]) ? "o" + number : part;
    }
}
