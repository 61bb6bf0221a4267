using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Documents.Checking;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Papers.Checks;

/// <summary>What the check found in one content, by the rules of that day.</summary>
internal sealed class KeptCheck : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required byte[] FileSha256 { get; init; }

    public string FileName { get; set; } = "";

    public bool AboutIta { get; set; }

    public bool Recognised { get; set; }

    public CheckFinding[] Findings { get; set; } = [];

    /// <summary>Fingerprint of the rules it was checked by.</summary>
    public string Rules { get; set; } = "";

    public DateTimeOffset CheckedAt { get; set; }
}

/// <summary>A finding a person decided not to mend.</summary>
internal sealed class Dismissal : IOfOrganisation
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    /// <summary>Null for every paper.</summary>
    public byte[]? FileSha256 { get; init; }

    /// <summary>Key of the finding in its file, or of its rule and words for every paper.</summary>
    public required string Finding { get; init; }

    public required string Rule { get; init; }

    public required string Message { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset DismissedAt { get; init; }

    /// <summary>A position.</summary>
    public required string DismissedBy { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }
}

internal sealed class ChecksMapping : IEntityTypeConfiguration<KeptCheck>, IEntityTypeConfiguration<Dismissal>
{
    public void Configure(EntityTypeBuilder<KeptCheck> entity)
    {
        entity.ToTable("paper_checks");
        entity.Property(c => c.Findings).HasColumnType("jsonb").HasConversion(new JsonText<CheckFinding[]>(), new JsonComparer<CheckFinding[]>());
    }

    public void Configure(EntityTypeBuilder<Dismissal> entity) => entity.ToTable("finding_dismissals");
}

internal static class CheckSets
{
    extension(AppDbContext db)
    {
        public DbSet<KeptCheck> PaperChecks => db.Set<KeptCheck>();

        public DbSet<Dismissal> Dismissals => db.Set<Dismissal>();
    }
}
