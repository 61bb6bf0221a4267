using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>Everything that is or may become public, year by year.</summary>
[Authorize("publication.read")]
internal sealed class IndexModel(Standings standings, PublicRoot root, CycleTrack cycle) : PageModel
{
    public IReadOnlyList<Standing> All { get; private set; } = [];

    public string Root { get; private set; } = "";

    public YearTrack Track { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        All = await standings.All(stop);
        Root = await root.Href(stop);
        Track = await cycle.Of(await cycle.UsualYear(stop), 6, stop);
    }
}
