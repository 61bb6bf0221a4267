using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;
using AngleSharp.Html.Parser;

namespace Prongsai.Web.Platform.Search;

/// <summary>Reads what stands at the addresses of the disclosure items into the search. Asked for by the database whenever an edition comes or goes.</summary>
internal sealed class IndexEditions(AppDbContext db, SearchIndex index) : IJob
{
    public const string Source = "edition";

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var cards = await db.Editions.AsNoTracking().Select(e => new { e.Id, e.Kind, e.Year, e.Number, e.Title, e.PublishedAt, Withdrawn = e.WithdrawnAt != null }).ToListAsync(stop);
        var standing = cards.GroupBy(c => (c.Kind, c.Year)).Select(g => g.MaxBy(c => c.Number)!).Where(c => !c.Withdrawn).ToList();
        var known = await db.SearchEntries.Where(e => e.Source == Source).Select(e => e.SourceId).ToListAsync(stop);
        foreach (var gone in known.Except(standing.Select(s => s.Id.ToString()), StringComparer.Ordinal))
        {
            await index.Remove(Source, gone, stop);
        }
        foreach (var card in standing.Where(s => !known.Contains(s.Id.ToString(), StringComparer.Ordinal)))
        {
            var html = await db.Editions.Where(e => e.Id == card.Id).Select(e => e.Html).FirstAsync(stop);
            var text = html is null ? "" : new HtmlParser().ParseDocument(html).Body?.TextContent ?? "";
            await index.Put(new SearchDocument(Source, card.Id.ToString(), "edition", card.Title, PublishedKinds.Address(card.Kind, card.Year), text, card.PublishedAt) { Year = (short)card.Year.Value }, stop);
        }
        await db.SaveChangesAsync(stop);
    }
}
