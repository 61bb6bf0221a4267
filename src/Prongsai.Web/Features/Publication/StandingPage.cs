using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>A page about one kind of one year.</summary>
internal abstract class StandingPage(Standings standings, PublicRoot root, CycleTrack cycle) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    public Standing Standing { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    /// <summary>The address as people write it down.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The address as a link.</summary>
    public string PublicHref { get; private set; } = "";

    /// <summary>False when there is nothing of this kind in this year.</summary>
    protected async Task<bool> Load(CancellationToken stop)
    {
        if (!PublishedKinds.IsKnown(Kind) || await standings.Of(Kind, Year, stop) is not { } standing)
        {
            return false;
        }
        var path = PublishedKinds.Address(Kind, Year);
        (Standing, Address, PublicHref) = (standing, await root.Written(path, stop), await root.Href(stop) + path);
        // What is published of a year belongs to the work of the next, but for the plan and report of the work itself, which belong to their own.
        var usual = await cycle.UsualYear(stop);
        Track = await cycle.Of(Year.Next > usual ? usual : Year.Next, 6, stop);
        return true;
    }
}
