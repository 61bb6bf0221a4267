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

    /// <summary>The address as people write it down: thungtawan.example/ita/2567. Outside a request an organisation without a host of its own is named by its path alone.</summary>
    public async Task<string> Written(string path, CancellationToken stop)
    {
        if (http.HttpContext is null)
        {
            return (organisation.Card.Host ?? "") + path;
        }
        var root = await Href(stop);
        return root.Contains("://", StringComparison.Ordinal) ? root[(root.IndexOf("://", StringComparison.Ordinal) + 3)..] + path : http.HttpContext.Request.Host.Value + root + path;
    }
}
