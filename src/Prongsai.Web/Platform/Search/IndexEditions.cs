using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Platform.Search;

/// <summary>Reads what stands at the addresses of the disclosure items into the search. Asked for by the database whenever an edition comes or goes.</summary>
internal sealed class IndexEditions(AppDbContext db, SearchIndex index, FileStore files) : IJob
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
            var kept = await db.Editions.Where(e => e.Id == card.Id).Select(e => new { e.Html, e.Data }).FirstAsync(stop);
            var text = kept.Html is null ? "" : new HtmlParser().ParseDocument(kept.Html).Body?.TextContent ?? "";
            if (PublishedKinds.ItemNumber(card.Kind) is not null)
            {
                var answer = ShownAnswer.Read(kept.Data);
                text = string.Join('\n', [string.Join(' ', answer.Items), answer.Where, SafeMarkdown.Text(answer.Body), .. answer.Links.Select(l => l.Title)]);
            }
            text = string.Join('\n', [text, .. await FileTexts(card.Id, stop)]);
            await index.Put(new SearchDocument(Source, card.Id.ToString(), "edition", card.Title, PublishedKinds.Address(card.Kind, card.Year), text, card.PublishedAt) { Year = (short)card.Year.Value }, stop);
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The words of the edition's files, as far as they can be read; a file that cannot is found by its name.</summary>
    private async Task<IReadOnlyList<string>> FileTexts(Guid edition, CancellationToken stop)
    {
        var held = await (from f in db.EditionFiles where f.EditionId == edition orderby f.Sort join s in db.Files on f.FileId equals s.Id select s).AsNoTracking().ToListAsync(stop);
        var texts = new List<string>();
        foreach (var file in held)
        {
            texts.Add(file.Name);
            // A PDF beside the Word file it was printed from says the same.
            if (!(file.ContentType is "application/pdf" && held.Exists(f => f.Name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase))))
            {
                texts.Add(await Read(file, stop));
            }
        }
        return texts;
    }

    private async Task<string> Read(StoredFile file, CancellationToken stop)
    {
        if (!files.Has(file))
        {
            return "";
        }
        var source = await DocumentReader.Read(await files.Read(file, stop), file.Name, null, stop);
        return string.Join('\n', source.Blocks.SelectMany(b => b switch
        {
            SourceParagraph paragraph => (IEnumerable<string>)[paragraph.Text],
            SourceTable table => table.Rows.Select(r => string.Join(' ', r.Cells.Select(c => c.Text))),
            _ => [],
        }));
    }
}
