using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Assessment;

/// <summary>The years with a result, and the drafts that wait.</summary>
[Authorize("assessment.read")]
internal sealed class IndexModel(AppDbContext db, IConfirmedResults confirmed) : PageModel
{
    public IReadOnlyList<YearRow> Years { get; private set; } = [];

    public IReadOnlyList<DraftRow> Drafts { get; private set; } = [];

    internal sealed record YearRow(FiscalYear Year, decimal? Total, string Level, IReadOnlyDictionary<string, decimal?> Tools, bool AllAgree, int Edition, DateTimeOffset ConfirmedAt, string ConfirmedBy);

    internal sealed record DraftRow(Guid Id, FiscalYear Year, string? FileName, string? Organisation, DateTimeOffset UpdatedAt, string By);

    public async Task OnGet(CancellationToken stop)
    {
        var results = await confirmed.All(stop);
        Years = [.. results.OrderByDescending(r => r.Year).Select(r => new YearRow(
            r.Year,
            r.Total,
            r.LevelName,
            r.Verification.Tools.ToDictionary(t => t.Tool, t => t.Printed ?? t.Computed, StringComparer.Ordinal),
            r.Verification.AllAgree,
            r.Edition,
            r.ConfirmedAt,
            r.ConfirmedBy))];
        Drafts = await (from draft in db.Drafts.AsNoTracking()
                        where draft.State == DraftState.Open
                        join import in db.Imports on draft.ImportId equals import.Id into imports
                        from import in imports.DefaultIfEmpty()
                        orderby draft.UpdatedAt descending
                        select new DraftRow(draft.Id, draft.Year, import == null ? null : import.FileName, draft.OrganisationRead, draft.UpdatedAt, draft.CreatedBy)).Take(20).ToListAsync(stop);
    }
}
