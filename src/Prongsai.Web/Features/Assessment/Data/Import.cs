using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Data;

internal enum ImportState
{
    /// <summary>The file is kept; a job reads it (optical recognition takes minutes).</summary>
    Waiting,
    Read,
    Failed,
}

/// <summary>A paper handed in, and what was read out of it.</summary>
internal sealed class Import : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid FileId { get; init; }

    public required string FileName { get; init; }

    public ImportState State { get; set; }

    public PaperReading? Reading { get; set; }

    /// <summary>The document as text, tables and positions, to be shown beside the values.</summary>
    public SourceDocument? Source { get; set; }

    /// <summary>The job that reads the scan, while it waits for one and after.</summary>
    public Guid? JobId { get; set; }

    public int? TookMilliseconds { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The position of who handed it in.</summary>
    public required string CreatedBy { get; init; }
}

internal sealed class ImportMapping : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> entity)
    {
        entity.ToTable("imports");
        entity.Property(i => i.State).HasConversion(new KebabCase<ImportState>());
        entity.Property(i => i.Reading).HasColumnType("jsonb").HasConversion(JsonForm.Of<PaperReading>());
        entity.Property(i => i.Source).HasColumnType("jsonb").HasConversion(JsonForm.Of<SourceDocument>());
    }
}

internal static class ImportSet
{
    extension(AppDbContext db)
    {
        public DbSet<Import> Imports => db.Set<Import>();
    }
}
