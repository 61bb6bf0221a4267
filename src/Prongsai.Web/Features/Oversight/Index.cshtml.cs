using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;

namespace Prongsai.Web.Features.Oversight;

/// <summary>The figures of the country, a province or a district.</summary>
[Authorize(OversightModule.See)]
internal sealed class IndexModel(OversightQuery query, CarryFigures carry, CycleTrack cycle) : PageModel
{
    public Place Place { get; private set; } = new(null, null);

    public FiscalYear Year { get; private set; }

    public IReadOnlyList<FiscalYear> Years { get; private set; } = [];

    public AreaFigures Whole { get; private set; } = new("", 0, 0, null, 0, 0, 0, 0, 0, 0);

    public IReadOnlyList<AreaFigures> Areas { get; private set; } = [];

    public IReadOnlyList<(string Level, int Members)> Levels { get; private set; } = [];

    public IReadOnlyList<(FiscalYear Year, decimal? Mean)> Trend { get; private set; } = [];

    public IReadOnlyList<decimal?> Indicators { get; private set; } = [];

    public PageOf<MemberFigures> Members { get; private set; } = new([], 1, Listing.UsualSize, 0);

    public Listing Ask { get; private set; } = null!;

    /// <summary>The way up, as far as one may go.</summary>
    public Place? Above { get; private set; }

    public bool ShowsMap => Place.Province is null;

    public async Task<IActionResult> OnGet(string? province, string? district, int? year, CancellationToken stop)
    {
        if (query.Within(province, district) is not { } place)
        {
            return NotFound();
        }
        Place = place;
        Ask = Listing.Of(Request, ["name", "total", "late"]);
        Years = await query.Years(stop);
        // The latest year most members have a result of is usually the last one, not the running one.
        Year = Years.Where(y => y.Value == year).Concat(Years.Where(y => y.CompareTo(cycle.ThisYear) < 0)).Append(cycle.ThisYear.Previous).First();
        Whole = await query.Whole(Year, Place, stop);
        Levels = await query.Levels(Year, Place, stop);
        Trend = await query.Trend(Year, Place, stop);
        Indicators = await query.Indicators(Year, Place, stop);
        if (Place.District is null)
        {
            Areas = await query.Areas(Year, Place, stop);
        }
        if (Place.Province is not null)
        {
            var (rows, count) = await query.Members(Year, Place, (Ask.Descending ? "-" : "") + Ask.Sort, Ask.Skip, Ask.Size, stop);
            Members = new(rows, Ask, count);
        }
        Above = Place.District is not null && query.Within(Place.Province, null) is { District: null } up ? up : Place.Province is not null && query.Within(null, null) is { Province: null } top ? top : null;
        return Page();
    }

    /// <summary>All that is seen, signed, to be carried on to who oversees more.</summary>
    public async Task<IActionResult> OnPostPackage(CancellationToken stop)
    {
        if (query.Within(null, null) is not { } place)
        {
            return NotFound();
        }
        return File(await carry.Make(await carry.Seen(place, stop), stop), "application/json", $"ตัวเลข-{place.Province ?? "ทั้งประเทศ"}.prongsai.json");
    }
}
