using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>Whether an element of an item was seen on the website.</summary>
/// <param name="Text">As the rules word it; a later edition that words it anew asks again.</param>
/// <param name="IsThere">It was seen, and was what the rules ask for.</param>
internal sealed record ElementDecision(string Text, bool IsThere);

/// <summary>What another unit, playing the assessor, decided on one item: complete or not, as the assessor decides.</summary>
internal sealed class RehearsalDecision : IOfOrganisation
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    /// <summary>O28</summary>
    public required string Item { get; init; }

    public bool IsComplete { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Element by element; empty where the rules hold no elements of the item.</summary>
    public List<ElementDecision> Elements { get; set; } = [];

    /// <summary>A position.</summary>
    public required string DecidedBy { get; set; }

    /// <summary>The unit of who decided, by its name then; empty where they are of none.</summary>
    public string DecidedUnit { get; set; } = "";

    public required DateTimeOffset DecidedAt { get; set; }
}

/// <summary>The units that play the assessor in a year's rehearsal.</summary>
internal sealed class RehearsalAssessor : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required Guid UnitId { get; set; }

    /// <summary>For the items the first unit owns itself; null: any other unit.</summary>
    public Guid? SecondUnitId { get; set; }

    /// <summary>A position.</summary>
    public required string AssignedBy { get; set; }

    public required DateTimeOffset AssignedAt { get; set; }
}

/// <summary>A prediction as it was on a day.</summary>
internal sealed class KeptRehearsal : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    /// <summary>By target, unrounded but the total.</summary>
    public required Dictionary<string, decimal> Scores { get; init; }

    public string? Level { get; init; }

    public required string RulebookId { get; init; }

    public required string RulebookSha256 { get; init; }

    /// <summary>A position.</summary>
    public required string KeptBy { get; init; }

    public required DateTimeOffset KeptAt { get; init; }
}

internal sealed class RehearsalMapping : IEntityTypeConfiguration<RehearsalDecision>, IEntityTypeConfiguration<RehearsalAssessor>, IEntityTypeConfiguration<KeptRehearsal>
{
    public void Configure(EntityTypeBuilder<RehearsalDecision> entity)
    {
        entity.ToTable("rehearsal_decisions");
        entity.Property(d => d.Elements).HasColumnType("jsonb").HasConversion(new JsonText<List<ElementDecision>>(), new JsonComparer<List<ElementDecision>>());
    }

    public void Configure(EntityTypeBuilder<RehearsalAssessor> entity)
    {
        entity.ToTable("rehearsal_assessors");
        entity.HasKey(a => new { a.OrganisationId, a.Year });
        entity.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId);
        entity.HasOne<Unit>().WithMany().HasForeignKey(a => a.SecondUnitId);
    }

    public void Configure(EntityTypeBuilder<KeptRehearsal> entity)
    {
        entity.ToTable("rehearsals");
        entity.Property(r => r.Scores).HasColumnType("jsonb").HasConversion(new JsonText<Dictionary<string, decimal>>(), new JsonComparer<Dictionary<string, decimal>>());
    }
}

internal static class RehearsalSets
{
    extension(AppDbContext db)
    {
        public DbSet<RehearsalDecision> RehearsalDecisions => db.Set<RehearsalDecision>();

        public DbSet<RehearsalAssessor> RehearsalAssessors => db.Set<RehearsalAssessor>();

        public DbSet<KeptRehearsal> KeptRehearsals => db.Set<KeptRehearsal>();
    }
}
