using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>Where the public side of the current organisation begins, for links from the office.</summary>
internal sealed class PublicRoot(OrganisationDirectory directory, CurrentOrganisation organisation, IHttpContextAccessor http) : IUseCase
{
    /// <summary>To put before /ita/2567: "" with one organisation, /thung-tawan with several, https://its.host when it has a host of its own.</summary>
    public async Task<string> Href(CancellationToken stop)
    {
        var (card, request) = (organisation.Card, http.HttpContext!.Request);
        if (card.Host is { } host)
        {
            return string.Equals(request.Host.Host, host, StringComparison.OrdinalIgnoreCase) ? "" : $"{request.Scheme}://{host}";
        }
        return (await directory.All(stop)).Count > 1 ? "/" + card.Slug : "";
    }

    /// <summary>The address as people write it down: thungtawan.example/ita/2567.</summary>
    public async Task<string> Written(string path, CancellationToken stop)
    {
        var root = await Href(stop);
        return root.Contains("://", StringComparison.Ordinal) ? root[(root.IndexOf("://", StringComparison.Ordinal) + 3)..] + path : http.HttpContext!.Request.Host.Value + root + path;
    }
}
