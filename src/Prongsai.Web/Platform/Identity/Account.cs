using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>Who signs in. What he or she may do hangs on the <see cref="Person"/> in each organisation.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public const int UserNameMaxLength = 64;
    public const int PasswordMinLength = 12;

    public Account() => Id = Guid.CreateVersion7();

    /// <summary>May add organisations to this installation.</summary>
    public bool IsInstallationAdministrator { get; set; }

    public bool Active { get; set; } = true;

    /// <summary>The last time step whose code of the authenticator app was taken.</summary>
    public long? AuthenticatorStep { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Someone who holds a position in an organisation; with an account, someone who can sign in. Shown by position.</summary>
internal sealed class Person : IOfOrganisation
{
    public const int NameMaxLength = 120;
    public const int PositionMaxLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public Guid? UnitId { get; set; }

    public Guid? AccountId { get; set; }

    public string Name { get; set; } = "";

    public required string Position { get; set; }

    public int Sort { get; set; }

    /// <summary>In office. Who left stays in the records by position.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The last day in office; null for who is in office.</summary>
    public DateOnly? LeftOn { get; set; }

    /// <summary>Where an invitation is sent; forgotten when the account is opened, which then has it.</summary>
    public string? Email { get; set; }

    /// <summary>When the name was taken away, on request or by rule; the position stays in the records.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<Role> Roles { get; } = [];
}

/// <summary>A set of permissions under a name of the organisation's choice.</summary>
internal sealed class Role : IOfOrganisation
{
    public const int NameMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Name { get; set; }

    public string[] Permissions { get; set; } = [];

    /// <summary>Who holds it works only in a session entered with more than a password.</summary>
    public bool DemandsSecondFactor { get; set; }

    public List<Person> People { get; } = [];
}

internal sealed class PersonRole : IOfOrganisation
{
    public required Guid PersonId { get; init; }

    public required Guid RoleId { get; init; }

    public Guid OrganisationId { get; set; }
}

internal enum LinkPurpose
{
    FirstAdministrator,
    Invitation,
    NewPassword,
}

/// <summary>A one-time link. The token itself is known only to whom it was given.</summary>
internal sealed class SignInLink
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required byte[] TokenHash { get; init; }

    public required LinkPurpose Purpose { get; init; }

    public Guid? OrganisationId { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class IdentityMapping :
    IEntityTypeConfiguration<Account>,
    IEntityTypeConfiguration<IdentityUserClaim<Guid>>,
    IEntityTypeConfiguration<IdentityUserLogin<Guid>>,
    IEntityTypeConfiguration<IdentityUserToken<Guid>>,
    IEntityTypeConfiguration<IdentityUserPasskey<Guid>>,
    IEntityTypeConfiguration<Person>,
    IEntityTypeConfiguration<Role>,
    IEntityTypeConfiguration<PersonRole>,
    IEntityTypeConfiguration<SignInLink>
{
    public void Configure(EntityTypeBuilder<Account> entity) => entity.ToTable("accounts");

    public void Configure(EntityTypeBuilder<IdentityUserClaim<Guid>> entity) => entity.ToTable("account_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> entity) => entity.ToTable("account_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> entity) => entity.ToTable("account_tokens");

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> entity)
    {
        entity.ToTable("account_passkeys");
        entity.OwnsOne(p => p.Data, data => data.ToJson("data"));
    }

    public void Configure(EntityTypeBuilder<Person> entity)
    {
        entity.ToTable("people");
        entity.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId);
        entity.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        entity.HasMany(p => p.Roles).WithMany(r => r.People).UsingEntity<PersonRole>(
            right => right.HasOne<Role>().WithMany().HasForeignKey(p => p.RoleId),
            left => left.HasOne<Person>().WithMany().HasForeignKey(p => p.PersonId),
            join => join.HasKey(p => new { p.PersonId, p.RoleId }));
    }

    public void Configure(EntityTypeBuilder<Role> entity) => entity.ToTable("roles");

    public void Configure(EntityTypeBuilder<PersonRole> entity) => entity.ToTable("person_roles");

    public void Configure(EntityTypeBuilder<SignInLink> entity)
    {
        entity.ToTable("sign_in_links");
        entity.HasOne<Organisation>().WithMany().HasForeignKey(l => l.OrganisationId);
        entity.HasOne<Person>().WithMany().HasForeignKey(l => l.PersonId);
        entity.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        entity.Property(l => l.Purpose).HasConversion(new KebabCase<LinkPurpose>());
    }
}

internal static class IdentitySets
{
    extension(AppDbContext db)
    {
        public DbSet<Person> People => db.Set<Person>();

        public DbSet<Role> Roles => db.Set<Role>();

        public DbSet<PersonRole> PersonRoles => db.Set<PersonRole>();

        public DbSet<SignInLink> SignInLinks => db.Set<SignInLink>();
    }
}
