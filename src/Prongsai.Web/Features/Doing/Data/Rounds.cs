using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Data;

internal enum RoundByHand
{
    Open,
    Closed,
}

/// <summary>What the office decided about a round, and what was announced of it. Without a decision the calendar holds.</summary>
internal sealed class FollowUpRound : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required RoundKind Kind { get; init; }

    public RoundByHand? ByHand { get; set; }

    public string Because { get; set; } = "";

    public DateTimeOffset? ChangedAt { get; set; }

    public string ChangedBy { get; set; } = "";

    public DateTimeOffset? OpeningToldAt { get; set; }

    public DateTimeOffset? ClosingToldAt { get; set; }
}

/// <summary>What a unit reports of its part of one measure in one round.</summary>
internal sealed class RoundReport : IOfOrganisation
{
    public const int TextMaxLength = 4000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required RoundKind Kind { get; init; }

    public required Guid MeasureId { get; init; }

    /// <summary>Whose part it tells of, whoever sent it; null when no unit answers for the measure.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>It tells of the whole measure: no other unit owes a part. So with the only unit of a measure, and where the first of several says so.</summary>
    public bool ForAll { get; set; }

    public ProgressState State { get; set; }

    public string Words { get; set; } = "";

    public string Problems { get; set; } = "";

    /// <summary>When it was first sent: this decides whether it is late.</summary>
    public required DateTimeOffset SentAt { get; init; }

    public required string SentBy { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string UpdatedBy { get; set; } = "";

    public int Version { get; set; }
}

/// <summary>Days the office set for rounds and evidence of a fiscal year and those after it, until a later one.</summary>
internal sealed class KeptFollowUpRules : IOfOrganisation
{
    public const int BecauseMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear FromYear { get; init; }

    public int DueAfter { get; set; }

    public int TakenFor { get; set; }

    public int BackDatedAfter { get; set; }

    public string Because { get; set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>A position.</summary>
    public string ChangedBy { get; set; } = "";

    public int Version { get; set; }

    public FollowUpRules Rules => new(DueAfter, TakenFor, BackDatedAfter);
}

internal sealed class RoundsMapping : IEntityTypeConfiguration<FollowUpRound>, IEntityTypeConfiguration<RoundReport>, IEntityTypeConfiguration<KeptFollowUpRules>
{
    public void Configure(EntityTypeBuilder<KeptFollowUpRules> entity)
    {
        entity.ToTable("follow_up_rules");
        entity.Ignore(r => r.Rules);
        entity.Property(r => r.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<FollowUpRound> entity)
    {
        entity.ToTable("follow_up_rounds");
        entity.Property(r => r.Kind).HasConversion(new KebabCase<RoundKind>());
        entity.Property(r => r.ByHand).HasConversion(new KebabCase<RoundByHand>());
    }

    public void Configure(EntityTypeBuilder<RoundReport> entity)
    {
        entity.ToTable("round_reports");
        entity.Property(r => r.Kind).HasConversion(new KebabCase<RoundKind>());
        entity.Property(r => r.State).HasConversion(new KebabCase<ProgressState>());
        entity.Property(r => r.Version).IsConcurrencyToken();
        entity.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId);
    }
}

internal static class RoundsSets
{
    extension(AppDbContext db)
    {
        public DbSet<FollowUpRound> FollowUpRounds => db.Set<FollowUpRound>();

        public DbSet<RoundReport> RoundReports => db.Set<RoundReport>();

        public DbSet<KeptFollowUpRules> FollowUpRules => db.Set<KeptFollowUpRules>();
    }
}
