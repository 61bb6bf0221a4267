using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>The answer as the public would see it, for people of the office alone.</summary>
[Authorize("items.read")]
internal sealed class PreviewModel(ItemsOf items, PublicRoot root, CycleTrack cycle, ShownAnswers answers, FileStore store) : ItemPage(items, root, cycle)
{
    public ShownAnswer Answer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop) || Item.Work is not { HasAnswer: true } work)
        {
            return NotFound();
        }
        var files = new List<ShownFile>();
        foreach (var file in Item.Files)
        {
            files.Add(new ShownFile(file, $"{Item.Href}/files/{file.Id}", await answers.Approval(file.Id, stop), !store.Has(file)));
        }
        Answer = new ShownAnswer(null, Item.Title, AnswerContent.Of(work), null, files, Root);
        return Page();
    }
}
