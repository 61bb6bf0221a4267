using System.Linq.Expressions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>
/// The database, as the current organisation sees it. Areas add their entities by an <c>IEntityTypeConfiguration</c> beside the entity and
/// an extension property for the set; this class is not touched.
/// </summary>
internal sealed class AppDbContext(DbContextOptions<AppDbContext> options, CurrentOrganisation organisation, CurrentPerson person, TimeProvider clock)
    : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>The organisation whose rows are seen, or the empty id, which no row has.</summary>
    internal Guid OrganisationId => organisation.IdOrNone;

    /// <summary>The account signed in, or the empty id.</summary>
    internal Guid AccountId => person.AccountId ?? Guid.Empty;

    /// <summary>
    /// Writes down who did what to what, why, in the <c>SaveChanges</c> of the deed itself.
    /// </summary>
    /// <param name="kind">noun.past, owned by the area: <c>assessment.confirmed</c>.</param>
    /// <param name="subjectType">The entity's name in the glossary, lower case: <c>assessment</c>.</param>
    /// <param name="subjectId">Its id, as text.</param>
    /// <param name="reason">Why, in the person's words; null where the deed speaks for itself.</param>
    /// <param name="data">What was changed, from and to; serialised as JSON. No personal data that must one day be forgotten.</param>
    public Change Record(string kind, string subjectType, string subjectId, string? reason = null, object? data = null)
    {
        var change = Change.Of(kind, subjectType, subjectId, person.PersonId, person.Position, clock.GetUtcNow(), reason, data);
        Add(change);
        return change;
    }

    /// <inheritdoc cref="Record(string, string, string, string?, object?)"/>
    public Change Record(string kind, string subjectType, Guid subjectId, string? reason = null, object? data = null) =>
        Record(kind, subjectType, subjectId.ToString(), reason, data);

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Claim();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Claim();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IOfOrganisation))).ToList())
        {
            builder.Entity(entity.ClrType).HasQueryFilter(OfCurrentOrganisation(entity.ClrType));
            builder.Entity(entity.ClrType).HasOne(typeof(Organisation)).WithMany().HasForeignKey(nameof(IOfOrganisation.OrganisationId));
        }
        SnakeCase.Apply(builder.Model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Prongsai.Domain.FiscalYear>().HaveConversion<FiscalYearConverter>();
    }

    private LambdaExpression OfCurrentOrganisation(Type entity)
    {
        var row = Expression.Parameter(entity, "row");
        return Expression.Lambda(
            Expression.Equal(Expression.Property(row, nameof(IOfOrganisation.OrganisationId)), Expression.Property(Expression.Constant(this), nameof(OrganisationId))),
            row);
    }

    /// <summary>Gives new rows to the current organisation, and lets none of another pass.</summary>
    private void Claim()
    {
        ChangeTracker.DetectChanges();
        foreach (var entry in ChangeTracker.Entries<IOfOrganisation>())
        {
            if (entry.State is EntityState.Added && entry.Entity.OrganisationId == Guid.Empty)
            {
                entry.Entity.OrganisationId = organisation.Id;
            }
            else if (entry.State is not EntityState.Unchanged and not EntityState.Detached && entry.Entity.OrganisationId != organisation.Id)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another organisation was about to be saved.");
            }
        }
    }
}
