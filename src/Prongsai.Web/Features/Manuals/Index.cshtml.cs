using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Every manual of the office, drafts too.</summary>
[Authorize(ManualsModule.Read)]
internal sealed class IndexModel(AppDbContext db, PublicRoot root) : PageModel
{
    internal sealed record Row(Guid Id, string Title, string Unit, string? Total, ManualState State, DateTimeOffset ChangedAt, string ChangedBy, DateOnly? PublishOn)
    {
        public StopState Tag => State switch { ManualState.Published => StopState.Done, ManualState.Changed => StopState.Due, ManualState.Withdrawn => StopState.Late, _ => StopState.Wait };
    }

    public Listing Ask { get; private set; } = null!;

    public PageOf<Row> Rows { get; private set; } = null!;

    public bool IsFiltered { get; private set; }

    public string Root { get; private set; } = "";

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public IReadOnlyList<Choice> States { get; } = [.. Enum.GetValues<ManualState>().Select(s => new Choice(KebabCase<ManualState>.Write(s), ManualWords.Of(s)))];

    public async Task OnGet(string? q, string? unit, string? state, CancellationToken stop)
    {
        Ask = Listing.Of(Request, ["title", "unit", "-changed"]);
        Root = await root.Href(stop);
        IsFiltered = q is { Length: > 0 } || unit is { Length: > 0 } || state is { Length: > 0 };
        var newest = ManualSets.Newest(db);
        var all = await db.Manuals.AsNoTracking()
            .GroupJoin(newest, m => m.Id, e => e.ManualId, (m, e) => new { Manual = m, Editions = e })
            .SelectMany(r => r.Editions.DefaultIfEmpty(), (r, e) => new { r.Manual, Version = e == null ? (int?)null : e.Version, Withdrawn = e != null && e.WithdrawnAt != null })
            .ToListAsync(stop);
        Units = [.. all.Select(r => r.Manual.Unit).Where(u => u.Length > 0).Distinct().Order(StringComparer.CurrentCulture).Select(u => new Choice(u, u))];
        var rows = all.Select(r => new Row(r.Manual.Id, r.Manual.Title, r.Manual.Unit, r.Manual.Content.Total(), ManualWords.StateOf(r.Manual.Version, r.Version, r.Withdrawn), r.Manual.ChangedAt, r.Manual.ChangedBy, r.Manual.IsPlanStale ? null : r.Manual.PublishOn))
            .Where(r => (q is not { Length: > 0 } || r.Title.Contains(q.Trim(), StringComparison.CurrentCultureIgnoreCase))
                && (unit is not { Length: > 0 } || r.Unit == unit) && (state is not { Length: > 0 } || KebabCase<ManualState>.Write(r.State) == state));
        var sorted = Ask.Sort switch
        {
            "unit" => rows.OrderBy(r => r.Unit, StringComparer.CurrentCulture).ThenBy(r => r.Title, StringComparer.CurrentCulture),
            "changed" => rows.OrderBy(r => r.ChangedAt),
            _ => rows.OrderBy(r => r.Title, StringComparer.CurrentCulture),
        };
        Rows = PageOf.Cut([.. Ask.Descending ? sorted.Reverse() : sorted], Ask);
    }
}

/// <summary>What the screen calls things.</summary>
internal static class ManualWords
{
    public static string Of(ManualState state) => typeof(ManualState).GetField(state.ToString())!.GetCustomAttribute<DisplayAttribute>()!.Name!;

    /// <param name="version">Of the manual as it is now.</param>
    /// <param name="published">Of the newest edition; null when there is none.</param>
    /// <param name="isWithdrawn">Whether that edition was withdrawn.</param>
    public static ManualState StateOf(int version, int? published, bool isWithdrawn) =>
        published is null ? ManualState.Draft : isWithdrawn ? ManualState.Withdrawn : published == version ? ManualState.Published : ManualState.Changed;
}
