using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>By what a session was entered.</summary>
internal enum SignInWay
{
    Password,
    Code,
    RecoveryCode,
    Passkey,
    Link,
    Provider,
}

/// <summary>One place where an account is signed in. Neither the address nor the whole name of the browser is kept.</summary>
internal sealed class AccountSession
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid AccountId { get; init; }

    public required SignInWay Way { get; set; }

    /// <summary>More than a password was shown: a code, a passkey, or an outside provider that says so.</summary>
    public required bool IsStrong { get; set; }

    /// <summary>Thai, from what the browser says of itself: Chrome บน Windows.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When the person last showed that it is he: at sign-in, or before a dangerous act.</summary>
    public required DateTimeOffset ProvenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>A code on paper for the day the phone is lost.</summary>
internal sealed class RecoveryCode
{
    public required byte[] Hash { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>, IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<AccountSession> entity)
    {
        entity.ToTable("account_sessions");
        entity.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        entity.Property(s => s.Way).HasConversion(new KebabCase<SignInWay>());
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> entity)
    {
        entity.ToTable("account_recovery_codes");
        entity.HasKey(c => c.Hash);
        entity.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
    }
}

internal static class AccountSessionSets
{
    extension(AppDbContext db)
    {
        public DbSet<AccountSession> Sessions => db.Set<AccountSession>();

        public DbSet<RecoveryCode> RecoveryCodes => db.Set<RecoveryCode>();
    }
}
