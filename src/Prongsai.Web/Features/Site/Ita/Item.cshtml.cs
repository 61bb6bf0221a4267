using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site.Ita;

/// <summary>The permanent page of one item of a year: what answers it now, what did before, or what the rules ask where nothing does yet.</summary>
[PublicSide]
internal sealed class ItemModel(PublicEditions editions, CurrentOrganisation organisation, RulebookSet rules, ShownAnswers answers) : SitePage(editions, organisation)
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Number { get; set; }

    /// <summary>Of an earlier edition; null shows what stands.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Edition { get; set; }

    public PublicItem Item { get; private set; } = null!;

    /// <summary>The item before and after in the assessor's order; null at the ends.</summary>
    public (PublicItem? Before, PublicItem? After) Beside { get; private set; }

    public IReadOnlyList<ShownAnswer> Answers { get; private set; } = [];

    /// <summary>An earlier edition that is being read.</summary>
    public EditionCard? Earlier { get; private set; }

    public bool HasTables => Answers.Any(a => a.Item is { } item && AnswerTables.Of(item.Body).Count > 0);

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        var all = ModelState.IsValid ? PublicItems.Of(Year, rules.Find(Year), Editions) : [];
        var at = all.Select((item, place) => (item, place)).FirstOrDefault(i => i.item.Number == Number);
        if (at.item is null)
        {
            return NotHere();
        }
        (Item, Beside) = (at.item, (at.place > 0 ? all[at.place - 1] : null, at.place + 1 < all.Count ? all[at.place + 1] : null));
        var wanted = Item.Open;
        if (Edition is { } number)
        {
            Earlier = Item.History.FirstOrDefault(e => e.Kind == PublishedKinds.Item(Number) && e.Number == number);
            if (Earlier is null)
            {
                return NotHere();
            }
            wanted = Earlier.IsWithdrawn ? [] : [Earlier];
        }
        Answers = await answers.Of(wanted, Request.PathBase.ToUriComponent(), (card, file) => OpenData.FileAddress(card.Year, file), stop);
        var isGone = Earlier is { } old ? old.IsWithdrawn : Item.State is PublicItemState.Withdrawn;
        return isGone ? new PageResult { StatusCode = StatusCodes.Status410Gone } : Page();
    }
}
