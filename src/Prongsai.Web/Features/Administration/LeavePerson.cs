using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

internal sealed record CannotLeaveOneself() : Refusal("ท่านปิดบัญชีของตนเองไม่ได้ ให้ผู้ดูแลระบบอีกคนทำให้");

/// <summary>
/// Someone leaves the office: signed out everywhere, links dead, roles gone, the account closed unless it works elsewhere. What he held is not
/// taken away by the program: orders and memoranda are changed by orders and people. It is listed, and the successor is told.
/// </summary>
internal sealed class LeavePerson(AppDbContext db, Administrators administrators, Sessions sessions, SignInLinks links, Notices notices, IEnumerable<IHeldDuties> duties, CurrentOrganisation organisation, CurrentPerson me, TimeProvider clock) : IUseCase
{
    public async Task<IReadOnlyList<HeldDuty>> Held(Guid id, CancellationToken stop)
    {
        var held = new List<HeldDuty>();
        foreach (var source in duties)
        {
            held.AddRange(await source.Of(id, ThaiDate.InBangkok(clock.GetUtcNow()), stop));
        }
        return held;
    }

    public async Task<Result<Person>> Do(Guid id, DateOnly lastDay, string reason, Guid? successor, CancellationToken stop)
    {
        if (id == me.PersonId)
        {
            return new CannotLeaveOneself();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.People.Include(p => p.Roles).FirstOrDefaultAsync(p => p.Id == id && p.Active, stop) is not { } person)
        {
            return new NobodyToInvite();
        }
        var held = await Held(id, stop);
        db.Record("person.left", "person", id, reason, new { on = lastDay, roles = person.Roles.Select(r => r.Name).Order(StringComparer.Ordinal), held = held.Select(h => h.Href).Distinct(StringComparer.Ordinal), successor });
        (person.Active, person.LeftOn, person.Email) = (false, lastDay, null);
        person.Roles.Clear();
        await links.Withdraw(LinkPurpose.Invitation, id, null, stop);
        if (person.AccountId is { } account)
        {
            await links.Withdraw(LinkPurpose.NewPassword, null, account, stop);
            if (!await db.Database.SqlQuery<bool>($"select account_works_elsewhere({account}, {organisation.Id}) as \"Value\"").SingleAsync(stop))
            {
                await sessions.EndAll(account, null, stop);
                await db.Users.Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.Active, false), stop);
            }
        }
        if (successor is { } next && held.Count > 0 && await db.People.AnyAsync(p => p.Id == next && p.Active, stop))
        {
            foreach (var duty in held.Take(20))
            {
                notices.Tell(next, $"รับช่วงจาก{person.Position}: {duty.What}", duty.Href);
            }
        }
        await db.SaveChangesAsync(stop);
        if (!await administrators.Remain(stop))
        {
            return new LastAdministrator();
        }
        await transaction.CommitAsync(stop);
        return person;
    }

    /// <summary>Comes back, without roles; the account, if any, opens again.</summary>
    public async Task<bool> Return(Guid id, CancellationToken stop)
    {
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && !p.Active, stop) is not { } person)
        {
            return false;
        }
        (person.Active, person.LeftOn) = (true, null);
        await db.Users.Where(a => a.Id == person.AccountId).ExecuteUpdateAsync(set => set.SetProperty(a => a.Active, true), stop);
        db.Record("person.returned", "person", id);
        await db.SaveChangesAsync(stop);
        return true;
    }
}
