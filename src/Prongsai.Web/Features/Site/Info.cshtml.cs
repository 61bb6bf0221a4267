using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>One section of the site: its prose, its people, its documents by year, its links.</summary>
[PublicSide]
internal sealed class InfoModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content, IEnumerable<IPublicAddresses> others) : SitePage(editions, organisation)
{
    private const int Most = 200;

    public Section Section { get; private set; } = Section.All[0];

    public ContentPiece? Prose { get; private set; }

    public SiteFace Face { get; private set; } = new();

    /// <summary>The newest first.</summary>
    public IReadOnlyList<IGrouping<short?, ContentPiece>> Documents { get; private set; } = [];

    public IReadOnlyList<ContentPiece> People { get; private set; } = [];

    public IReadOnlyList<ContentPiece> Links { get; private set; } = [];

    /// <summary>What other areas show that belongs in this section.</summary>
    public IReadOnlyList<PublicEntry> Entries { get; private set; } = [];

    public bool IsEmpty => Entries.Count == 0 && Prose is null && Documents.Count == 0 && People.Count == 0 && Links.Count == 0;

    public async Task<IActionResult> OnGet(string section, CancellationToken stop)
    {
        if (Section.Find(section) is not { } found)
        {
            return NotHere();
        }
        Section = found;
        var all = await content.All.Where(c => c.Section == section).OrderBy(c => c.Sort).ThenByDescending(c => c.Day).ThenByDescending(c => c.Number).Take(Most).ToListAsync(stop);
        Prose = all.Find(c => c.Kind == ContentKind.Page);
        People = [.. all.Where(c => c.Kind == ContentKind.Person)];
        Links = [.. all.Where(c => c.Kind == ContentKind.Link)];
        Documents = [.. all.Where(c => c.Kind == ContentKind.Document).GroupBy(c => c.Year).OrderByDescending(g => g.Key)];
        Face = await content.Face(stop);
        foreach (var other in others)
        {
            Entries = [.. Entries, .. (await other.All(stop)).Where(e => e.Section == section)];
        }
        return Page();
    }
}
