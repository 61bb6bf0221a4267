using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>A page about one item of a year.</summary>
internal abstract class ItemPage(ItemsOf items, PublicRoot root, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public int ItemNumber { get; set; }

    public OfficeItem Item { get; private set; } = null!;

    /// <summary>Every item of the year, for neighbours and choices.</summary>
    public OfficeYear All { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    /// <summary>The address as people write it down.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The address as a link.</summary>
    public string PublicHref { get; private set; } = "";

    /// <summary>Stands before addresses of the public side.</summary>
    public string Root { get; private set; } = "";

    public IReadOnlyList<Crumb> Crumbs(string? here = null) => here is null
        ? [new("ข้อ OIT", $"/items/{Year}"), new(Item.Public.Code)]
        : [new("ข้อ OIT", $"/items/{Year}"), new(Item.Public.Code, Item.Href), new(here)];

    /// <summary>False when the rules of the year have no such item.</summary>
    protected async Task<bool> Load(CancellationToken stop)
    {
        if (ModelState.GetFieldValidationState(nameof(Year)) is Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid
            || await items.Of(Year, stop) is not { } all || all.Find(ItemNumber) is not { } item)
        {
            return false;
        }
        var path = PublicItem.AddressOf(Year, ItemNumber);
        Root = await root.Href(stop);
        (All, Item, Address, PublicHref) = (all, item, await root.Written(path, stop), Root + path);
        Track = await cycle.Of(Year, 6, stop);
        return true;
    }
}
