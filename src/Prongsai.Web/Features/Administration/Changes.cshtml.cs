using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Changes)]
internal sealed class ChangesModel(AppDbContext db, Product product) : PageModel
{
    private static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);

    public sealed record Row(long Number, DateTimeOffset At, string Actor, string Title, string Kind, string SubjectType, string SubjectId, string? Reason, string Data, string Fingerprint);

    public PageOf<Row> Rows { get; private set; } = new([], 1, Listing.UsualSize, 0);

    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    public IReadOnlyList<Choice> Actors { get; private set; } = [];

    public bool DateIsWrong { get; private set; }

    public async Task OnGet(string? kind, string? who, string? from, string? to, CancellationToken stop)
    {
        var listing = Listing.Of(Request, []);
        var changes = db.Changes.AsNoTracking();
        if (!string.IsNullOrEmpty(kind))
        {
            changes = changes.Where(c => c.Kind == kind);
        }
        if (!string.IsNullOrEmpty(who))
        {
            changes = changes.Where(c => c.Actor == who);
        }
        if (Midnight(from) is { } first)
        {
            changes = changes.Where(c => c.At >= first);
        }
        if (Midnight(to) is { } last)
        {
            var end = last.AddDays(1);
            changes = changes.Where(c => c.At < end);
        }
        var total = await changes.CountAsync(stop);
        var rows = await changes.OrderByDescending(c => c.Number).Skip(listing.Skip).Take(listing.Size).ToListAsync(stop);
        Rows = new([.. rows.Select(c => new Row(c.Number, c.At, c.Actor, product.TitleOf(c.Kind), c.Kind, c.SubjectType, c.SubjectId, c.Reason, c.Data, Convert.ToHexStringLower(c.Hash)))], listing, total);
        var kinds = await db.Changes.Select(c => c.Kind).Distinct().ToListAsync(stop);
        Kinds = [.. kinds.Select(k => new Choice(k, product.TitleOf(k))).OrderBy(k => k.Text, StringComparer.CurrentCulture)];
        Actors = await db.Changes.Select(c => c.Actor).Distinct().OrderBy(a => a).Select(a => new Choice(a, a, null, false)).ToListAsync(stop);
    }

    /// <summary>The moment that day begins in Bangkok.</summary>
    private DateTimeOffset? Midnight(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }
        if (ThaiDateInput.Read(text).Day is not { } day)
        {
            DateIsWrong = true;
            return null;
        }
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Bangkok).ToUniversalTime();
    }
}
