using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>
/// Begins an organisation with the standard roles and whoever asked for it as its administrator. Done in a scope of its own: the scope of
/// the request belongs to another organisation.
/// </summary>
internal sealed class StartOrganisation(IServiceScopeFactory scopes, CurrentPerson person, CurrentOrganisation current, OrganisationDirectory directory, PublicWords words, TimeProvider clock) : IUseCase
{
    /// <summary>One organisation more.</summary>
    public async Task<Result<OrganisationCard>> Add(NewOrganisation input, CancellationToken stop)
    {
        if (words.AreOurs(input.Slug!))
        {
            return new AddressIsOurs();
        }
        var organisation = new Organisation
        {
            Name = input.Name!.Trim(),
            ShortName = input.ShortName!.Trim(),
            Kind = input.Kind!.Value,
            Size = input.Size!.Value,
            District = input.District?.Trim() ?? "",
            Province = input.Province?.Trim() ?? "",
            Slug = input.Slug!,
            CreatedAt = clock.GetUtcNow(),
        };
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Organisations.Add(organisation);
            try
            {
                await db.SaveChangesAsync(stop);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
            {
                return new AddressIsTaken(IsHost: false);
            }
        }
        directory.Forget();
        var card = await directory.Find(organisation.Id, stop) ?? throw new InvalidOperationException("The organisation was saved but cannot be found.");
        await Furnish(card, stop);
        return card;
    }

    /// <summary>The office's own organisation in place of the worked example, which goes with everything in it.</summary>
    public async Task<Result<OrganisationCard>> Begin(NewOrganisation input, CancellationToken stop)
    {
        if (!current.Card.IsExample)
        {
            return new IsNoExample();
        }
        var started = await Add(input, stop);
        if (started.IsOk)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RemoveExample>().Remove(current.Id, stop);
        }
        return started;
    }

    private async Task Furnish(OrganisationCard card, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var me = new Person { Position = person.Position, AccountId = person.AccountId, CreatedAt = clock.GetUtcNow() };
        db.People.Add(me);
        var administrator = StandardRoles.Add(db, scope.ServiceProvider.GetRequiredService<Product>())[0];
        db.PersonRoles.Add(new PersonRole { PersonId = me.Id, RoleId = administrator.Id });
        scope.ServiceProvider.GetRequiredService<CurrentPerson>().Is(me.Id, null, me.Position, person.Permissions, []);
        db.Record("organisation.started", "organisation", card.Id, data: new { card.Name, card.ShortName, kind = card.Kind.ToString() });
        await db.SaveChangesAsync(stop);
    }
}

internal sealed record IsNoExample() : Refusal("องค์กรนี้เป็นข้อมูลจริง ลบด้วยวิธีนี้ไม่ได้");
