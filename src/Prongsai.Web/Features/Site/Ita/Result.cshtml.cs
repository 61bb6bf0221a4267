using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The result of a year as it was published.</summary>
[PublicSide]
internal sealed class ResultModel(PublicEditions editions, CurrentOrganisation organisation) : EditionPage(editions, organisation, PublishedKinds.Result)
{
    /// <summary>Null when it was withdrawn.</summary>
    public PublishedResult? Result { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var answer = await Show(stop);
        Result = Shown is null ? null : Read<PublishedResult>(Shown.Data);
        await LoadResults(stop);
        return answer;
    }
}
