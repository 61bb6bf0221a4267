using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Who sits at which post today: whoever acts for it by an order in force, else whoever holds it.</summary>
internal sealed class Seats(AppDbContext db, TimeProvider clock) : IUseCase
{
    public DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    public async Task<Func<ChainStep, Holder?>> Now(CancellationToken stop)
    {
        var people = await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).Select(p => new { p.Id, p.Position }).ToListAsync(stop);
        var acting = (await InForce(Today).ToListAsync(stop)).Where(a => people.Exists(p => p.Id == a.PersonId)).ToList();
        return step =>
        {
            if (step.PersonId is { } certain)
            {
                return people.Find(p => p.Id == certain) is { } named ? new Holder(named.Id, named.Position, null) : null;
            }
            var post = step.Post.Trim();
            if (acting.Find(a => a.Post == post) is { } stands)
            {
                return new Holder(stands.PersonId, people.Find(p => p.Id == stands.PersonId)!.Position, new ActingFor(stands.Id, stands.Kind, stands.OrderNumber));
            }
            return people.Find(p => p.Position.Trim() == post) is { } holder ? new Holder(holder.Id, holder.Position, null) : null;
        };
    }

    /// <summary>The latest order first, as the later one replaces the earlier.</summary>
    public IQueryable<ActingAppointment> InForce(DateOnly day) =>
        db.Acting.AsNoTracking().Where(a => a.EndedBecause == null && a.StartsOn <= day && (a.EndsOn == null || a.EndsOn >= day)).OrderByDescending(a => a.StartsOn).ThenByDescending(a => a.CreatedAt);
}
