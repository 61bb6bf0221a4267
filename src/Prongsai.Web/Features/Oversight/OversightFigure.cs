using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Oversight;

/// <summary>Where the figures of a member came from.</summary>
internal enum FigureCame
{
    Here,
    Package,
}

/// <summary>What oversight knows of one member in one year: figures only.</summary>
internal sealed class OversightFigure : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who put it here: the member itself, or who took its package in.</summary>
    public Guid OrganisationId { get; set; }

    public required Guid MemberId { get; init; }

    public required FiscalYear Year { get; init; }

    /// <summary>Short name.</summary>
    public required string Name { get; set; }

    public required string Kind { get; set; }

    public required string District { get; set; }

    public required string Province { get; set; }

    /// <summary>0–100; null without a confirmed result.</summary>
    public decimal? Total { get; set; }

    /// <summary>In the words of that year.</summary>
    public string? Level { get; set; }

    /// <summary>IIT, EIT, OIT.</summary>
    public required decimal?[] Tools { get; set; }

    public required decimal?[] Indicators { get; set; }

    /// <summary>Items of disclosure somebody has checked.</summary>
    public short Items { get; set; }

    public short ItemsComplete { get; set; }

    /// <summary>Steps of the measures of the year.</summary>
    public int Steps { get; set; }

    public int StepsProven { get; set; }

    public int StepsLate { get; set; }

    /// <summary>Readiness and follow-up may be shown of this member alone.</summary>
    public bool IsOpen { get; set; }

    public required FigureCame Came { get; init; }

    public required DateTimeOffset AsOf { get; set; }
}

/// <summary>A signer of packages this overseer has seen.</summary>
internal sealed class OversightMember : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    /// <summary>Fingerprint of its key.</summary>
    public required string Signer { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset FirstSeenAt { get; init; }
}

internal sealed class OversightMapping : IEntityTypeConfiguration<OversightFigure>, IEntityTypeConfiguration<OversightMember>
{
    public void Configure(EntityTypeBuilder<OversightFigure> entity)
    {
        entity.ToTable("oversight_figures");
        entity.Property(f => f.Total).HasColumnType("numeric(5,2)");
        entity.Property(f => f.Tools).HasColumnType("numeric(5,2)[]");
        entity.Property(f => f.Indicators).HasColumnType("numeric(5,2)[]");
        entity.Property(f => f.Came).HasConversion(new KebabCase<FigureCame>());
    }

    public void Configure(EntityTypeBuilder<OversightMember> entity)
    {
        entity.ToTable("oversight_members");
        entity.HasKey(m => new { m.OrganisationId, m.Signer });
    }
}

internal static class OversightSets
{
    extension(AppDbContext db)
    {
        public DbSet<OversightFigure> OversightFigures => db.Set<OversightFigure>();

        public DbSet<OversightMember> OversightMembers => db.Set<OversightMember>();
    }
}
