using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>The items of a year in the office: how ready each is, who owns it, by when, and which is worth most.</summary>
[Authorize("items.read")]
internal sealed class IndexModel(ItemsOf items, RulebookSet rules, CycleTrack cycle, PublicRoot root, TimeProvider clock) : PageModel
{
    public FiscalYear Year { get; private set; }

    public IReadOnlyList<FiscalYear> Years => [.. rules.Years.OrderDescending()];

    public OfficeYear? All { get; private set; }

    public IReadOnlyList<OfficeItem> Rows { get; private set; } = [];

    public ReadyScore Score { get; private set; } = new(null, [], 0);

    public string Root { get; private set; } = "";

    public YearTrack Track { get; private set; } = null!;

    public DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    public IReadOnlyList<Choice> States { get; } = [.. Enum.GetValues<ItemState>().Select(s => new Choice(KebabCase<ItemState>.Write(s), NameOf(s)))];

    public IReadOnlyList<Choice> Units => [.. (All?.Items ?? []).Select(i => i.Unit).Where(u => u.Length > 0).Distinct(StringComparer.Ordinal).Select(u => new Choice(u, u))];

    public IEnumerable<(string Heading, IReadOnlyList<OfficeItem> Items)> Groups => Rows.GroupBy(i => i.Rule.SubIndicator)
        .Select(g => (All!.Rules.Indicators.SelectMany(i => i.SubIndicators).FirstOrDefault(s => s.No == g.Key) is { } sub ? $"{sub.No} {sub.Name}" : g.Key, (IReadOnlyList<OfficeItem>)[.. g]));

    public static string NameOf(ItemState state) => state switch
    {
        ItemState.Published => "เผยแพร่แล้ว",
        ItemState.Stale => "ต้องดูใหม่",
        ItemState.Checked => "รอเผยแพร่",
        ItemState.Preparing => "กำลังจัดทำ",
        _ => "ยังไม่เริ่ม",
    };

    public int Count(ItemState state) => All!.Items.Count(i => i.State == state);

    public async Task<IActionResult> OnGet(int? year, string? state, string? unit, CancellationToken stop)
    {
        if (year is < 2500 or > 2700)
        {
            return NotFound();
        }
        var usual = await cycle.UsualYear(stop);
        Year = year is { } said ? new FiscalYear(said) : rules.Find(usual) is not null ? usual : rules.Years[^1];
        All = await items.Of(Year, stop);
        if (All is not null)
        {
            Score = ReadyScore.Of(All);
            Rows = [.. All.Items.Where(i => (string.IsNullOrEmpty(state) || KebabCase<ItemState>.Write(i.State) == state) && (string.IsNullOrEmpty(unit) || i.Unit == unit))];
        }
        Root = await root.Href(stop);
        Track = await cycle.Of(Year, 6, stop);
        return Page();
    }
}
