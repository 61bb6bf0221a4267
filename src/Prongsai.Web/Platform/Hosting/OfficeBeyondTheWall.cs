using Microsoft.EntityFrameworkCore;
using Prongsai.Informants;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>Tells the informants' wall which office it is in and who works there. Nothing comes back.</summary>
internal sealed class OfficeBeyondTheWall(AppDbContext db, CurrentOrganisation organisation, CurrentPerson person, Notices notices, TimeProvider clock, IServiceProvider services) : IOffice
{
    public Guid OrganisationId => organisation.Id;

    public string Name => organisation.Card.ShortName;

    public bool IsExample => organisation.Card.IsExample;

    public Guid? Me => person.PersonId;

    public bool HasNoSignIn => false;

    public async Task<IReadOnlyList<OfficePerson>> People(CancellationToken stop)
    {
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, stop);
        var people = await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).ThenBy(p => p.Position).Select(p => new { p.Id, p.Position, p.UnitId }).ToListAsync(stop);
        return [.. people.Select(p => new OfficePerson(p.Id, p.Position, p.UnitId is { } unit ? units.GetValueOrDefault(unit) : null))];
    }

    public async Task Announce(IReadOnlyList<Guid> people, string kind, string text, CancellationToken stop)
    {
        foreach (var one in people)
        {
            notices.Tell(one, text, "/desk");
        }
        db.Record(kind, "informants", "recipients", text);
        await db.SaveChangesAsync(stop);
    }

    public async Task<IReadOnlyList<OfficeDuty>?> HoldersOf(string duty, CancellationToken stop) => services.GetService<IDutyHolders>() is { } holders
        ? [.. (await holders.Of(duty, Domain.ThaiDate.InBangkok(clock.GetUtcNow()), stop)).DistinctBy(h => h.PersonId).Select(h => new OfficeDuty(h.PersonId, h.OrderNumber))]
        : null;
}
