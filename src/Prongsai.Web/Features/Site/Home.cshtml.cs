using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>What a visitor sees first: whose site this is, what can be done here, and what is new.</summary>
[PublicSide]
internal sealed class HomeModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content) : SitePage(editions, organisation)
{
    /// <summary>The sections a visitor most often wants.</summary>
    public static readonly string[] Doors = ["services", "manuals", "procurement", "budget", "integrity", "structure"];

    public IReadOnlyList<ContentPiece> News { get; private set; } = [];

    public IReadOnlyList<ContentPiece> Documents { get; private set; } = [];

    public SiteFace Face { get; private set; } = new();

    public async Task OnGet(CancellationToken stop)
    {
        await LoadResults(stop);
        News = await content.News.Take(5).ToListAsync(stop);
        Documents = await content.All.Where(c => c.Kind == ContentKind.Document).OrderByDescending(c => c.Day).ThenByDescending(c => c.Number).Take(4).ToListAsync(stop);
        Face = await content.Face(stop);
    }
}
