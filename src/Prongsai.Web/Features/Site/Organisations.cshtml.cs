using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Site;

/// <summary>The organisations of the installation, for a visitor whose address names none.</summary>
[AllowAnonymous]
internal sealed class OrganisationsModel(OrganisationDirectory directory) : PageModel
{
    public IReadOnlyList<OrganisationCard> All { get; private set; } = [];

    public string Scheme => Request.Scheme;

    public async Task OnGet(CancellationToken stop) => All = [.. (await directory.All(stop)).OrderBy(o => o.Province, StringComparer.Ordinal).ThenBy(o => o.Name, StringComparer.Ordinal)];
}
