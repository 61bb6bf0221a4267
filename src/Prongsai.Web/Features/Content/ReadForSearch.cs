using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Search;

namespace Prongsai.Web.Features.Content;

/// <summary>What the search is told of a piece.</summary>
internal static class ContentSearch
{
    public const string Name = "content";

    /// <param name="piece">Published, or about to be.</param>
    /// <param name="fileText">Of the document's file, once it was read.</param>
    public static SearchDocument Of(ContentPiece piece, string fileText) =>
        new(Name, piece.Id.ToString(), piece.Kind.ToString().ToLowerInvariant(), piece.Title, piece.Address, string.Join('\n', piece.Details.Position ?? "", piece.Summary, SafeMarkdown.Text(piece.Body), piece.Details.Unit ?? "", fileText), piece.PublishedAt ?? piece.ChangedAt)
        {
            Year = piece.Year,
            From = piece.VisibleFrom,
            Until = piece.VisibleUntil,
        };
}

/// <summary>Reads a document's file, so that its words can be found and its editor is told when it holds only pictures of words.</summary>
internal sealed class ReadForSearch(AppDbContext db, FileStore files, SearchIndex search) : IJob
{
    internal sealed record What(Guid Id);

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var id = run.Arguments<What>().Id;
        // Withdrawn since: it left the search then, and stays out.
        if (await db.Contents.FirstOrDefaultAsync(c => c.Id == id && c.State == ContentState.Published, stop) is not { FileId: { } fileId } piece)
        {
            return;
        }
        var file = await db.Files.AsNoTracking().FirstAsync(f => f.Id == fileId, stop);
        if (!files.Has(file))
        {
            await run.Report(100, "ไม่พบไฟล์ในที่เก็บ", stop);
            return;
        }
        var source = await DocumentReader.Read(await files.Read(file, stop), file.Name, null, stop);
        var text = string.Join('\n', source.Blocks.SelectMany(Texts));
        // Two editors: the version is not counted up, for nothing of what a person typed changed.
        piece.Details = piece.Details with { HasText = source.Format is not "pdf" || (text.Length > 0 && source.Confidence >= 1) };
        await search.Put(ContentSearch.Of(piece, text), stop);
        await db.SaveChangesAsync(stop);
    }

    private static IEnumerable<string> Texts(SourceBlock block) => block switch
    {
        SourceParagraph paragraph => [paragraph.Text],
        SourceTable table => table.Rows.Select(r => string.Join(' ', r.Cells.Select(c => c.Text))),
        _ => [],
    };
}
