using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

[Authorize("surveys.read")]
internal sealed class IndexModel(AppDbContext db) : PageModel
{
    public sealed record Row(Guid Id, string Title, SurveyKind Kind, FiscalYear Year, DateOnly? OpensOn, DateOnly? ClosesOn, SurveyState State);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) =>
        Rows = await db.Surveys.OrderByDescending(s => s.Year).ThenBy(s => s.Title).Take(500)
            .Select(s => new Row(s.Id, s.Title, s.Kind, s.Year, s.OpensOn, s.ClosesOn, s.State)).ToListAsync(stop);
}
