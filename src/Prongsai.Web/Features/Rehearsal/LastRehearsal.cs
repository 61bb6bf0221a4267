using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Rehearsal;

internal sealed class LastRehearsal(AppDbContext db) : ILastRehearsal
{
    public async Task<PastRehearsal?> Of(FiscalYear year, CancellationToken stop) =>
        await db.KeptRehearsals.AsNoTracking().Where(r => r.Year == year).OrderByDescending(r => r.KeptAt).FirstOrDefaultAsync(stop) is { } kept ? new(kept.Year, kept.KeptAt, kept.Scores) : null;
}
