using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>Draws editions up for the page of an item. What was withdrawn has nothing to show.</summary>
internal sealed class ShownAnswers(PublicEditions editions, IEnumerable<IApprovals> approvals, FileStore store) : IUseCase
{
    /// <param name="cards">Of one item.</param>
    /// <param name="root">Stands before addresses of this site: "" or /thung-tawan.</param>
    /// <param name="fileAddress">Where a file of an edition is fetched, below the root.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<IReadOnlyList<ShownAnswer>> Of(IEnumerable<EditionCard> cards, string root, Func<EditionCard, StoredFile, string> fileAddress, CancellationToken stop)
    {
        var shown = new List<ShownAnswer>();
        foreach (var card in cards)
        {
            if (await editions.Content(card, stop) is not { } content)
            {
                continue;
            }
            var files = new List<ShownFile>();
            foreach (var file in content.Files)
            {
                files.Add(new ShownFile(file, root + fileAddress(card, file), await Approval(file.Id, stop), !store.Has(file)));
            }
            shown.Add(new ShownAnswer(card, card.Title, card.IsItem ? ShownAnswer.Read(content.Data) : null, content.Html, files, root));
        }
        return shown;
    }

    /// <summary>The newest approval of a file by a memorandum; null where there is none.</summary>
    public async Task<ApprovalMark?> Approval(Guid file, CancellationToken stop)
    {
        foreach (var source in approvals)
        {
            if (await source.Of(file, stop) is { Approved: true } mark)
            {
                return mark;
            }
        }
        return null;
    }
}
