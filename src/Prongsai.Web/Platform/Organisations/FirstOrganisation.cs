using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>
/// In an installation begun without the worked example, the first administrator needs an organisation to be in: it is made without a name, and
/// the first steps (/setup) ask for everything.
/// </summary>
internal sealed class FirstOrganisation(IServiceScopeFactory scopes, OrganisationDirectory directory, TimeProvider clock) : IUseCase
{
    /// <summary>What it is called until someone says its name.</summary>
    public const string Unnamed = "องค์กรใหม่";

    public async Task<OrganisationCard> Make(CancellationToken stop)
    {
        var organisation = new Organisation
        {
            Name = Unnamed,
            ShortName = Unnamed,
            Kind = OrganisationKind.Subdistrict,
            Size = OrganisationSize.Medium,
            Slug = "office",
            CreatedAt = clock.GetUtcNow(),
        };
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Organisations.Add(organisation);
            await db.SaveChangesAsync(stop);
        }
        directory.Forget();
        var card = await directory.Find(organisation.Id, stop) ?? throw new InvalidOperationException("The organisation was saved but cannot be found.");
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            StandardRoles.Add(db, scope.ServiceProvider.GetRequiredService<Product>());
            db.Record("organisation.started", "organisation", card.Id);
            await db.SaveChangesAsync(stop);
        }
        return card;
    }
}
