using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Data;

/// <summary>What came of a step, or of a measure as a whole when <see cref="StepId"/> is null.</summary>
internal sealed class WorkResult : IOfOrganisation
{
    public const int TextMaxLength = 4000;
    public const int UnitMaxLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required Guid MeasureId { get; init; }

    public Guid? StepId { get; init; }

    /// <summary>The step as it was called when the result was written, for the day it is taken out of the plan.</summary>
    public string StepTitle { get; set; } = "";

    public DateOnly? DoneOn { get; set; }

    /// <summary>Given up as not successful.</summary>
    public bool Failed { get; set; }

    public decimal? Quantity { get; set; }

    public string QuantityUnit { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>What was done (ผลการดำเนินการ).</summary>
    public string Result { get; set; } = "";

    public string Output { get; set; } = "";

    public string Outcome { get; set; } = "";

    public string Suggestion { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>A position.</summary>
    public string UpdatedBy { get; set; } = "";

    public int Version { get; set; }
}

internal enum EvidenceKind
{
    File,

    /// <summary>An address outside.</summary>
    Link,

    /// <summary>An address within the product.</summary>
    Record,
}

/// <summary>Something that shows that a step was done. Kept for good; a withdrawn one says why.</summary>
internal sealed class Evidence : IOfOrganisation
{
    public const int TitleMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required Guid MeasureId { get; init; }

    public Guid? StepId { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required string Title { get; set; }

    public string Address { get; init; } = "";

    public Guid? FileId { get; init; }

    public StoredFile? File { get; init; }

    /// <summary>The same picture in a form every browser shows.</summary>
    public Guid? PreviewFileId { get; set; }

    /// <summary>The day it is about, declared by whoever hands it in.</summary>
    public required DateOnly EffectiveOn { get; set; }

    /// <summary>When it came in, by the clock.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A position.</summary>
    public required string ReceivedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public string? WithdrawnBecause { get; set; }

    public int Version { get; set; } = 1;

    public bool IsBackDated(Prongsai.Domain.Doing.FollowUpRules rules) => rules.IsBackDated(EffectiveOn, ThaiDate.InBangkok(ReceivedAt));
}

/// <summary>A file on its way in pieces.</summary>
internal sealed class Upload : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid MeasureId { get; init; }

    public Guid? StepId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Name { get; init; }

    /// <summary>Bytes it will have.</summary>
    public required long Size { get; init; }

    public string Title { get; init; } = "";

    public required DateOnly EffectiveOn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset TouchedAt { get; set; }
}

internal sealed class DoingMapping : IEntityTypeConfiguration<WorkResult>, IEntityTypeConfiguration<Evidence>, IEntityTypeConfiguration<Upload>
{
    public void Configure(EntityTypeBuilder<WorkResult> entity)
    {
        entity.ToTable("work_results");
        entity.Property(r => r.Quantity).HasColumnType("numeric(14,2)");
        entity.Property(r => r.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Evidence> entity)
    {
        entity.ToTable("evidence");
        entity.Property(e => e.Kind).HasConversion(new KebabCase<EvidenceKind>());
        entity.Property(e => e.Version).IsConcurrencyToken();
        entity.HasOne(e => e.File).WithMany().HasForeignKey(e => e.FileId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.PreviewFileId);
    }

    public void Configure(EntityTypeBuilder<Upload> entity)
    {
        entity.ToTable("uploads");
        entity.HasOne<Person>().WithMany().HasForeignKey(u => u.PersonId);
    }
}

internal static class DoingSets
{
    extension(AppDbContext db)
    {
        public DbSet<WorkResult> WorkResults => db.Set<WorkResult>();

        /// <summary>Also what was withdrawn.</summary>
        public DbSet<Evidence> AllEvidence => db.Set<Evidence>();

        public DbSet<Upload> Uploads => db.Set<Upload>();
    }
}
