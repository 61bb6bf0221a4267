using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports.Data;

internal enum PaperKind
{
    MeasuresPlan,
    MeasuresResult,
}

/// <summary>A plan or a result report as it went out.</summary>
internal sealed class IssuedPaper : IOfOrganisation
{
    public const int NoteMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required PaperKind Kind { get; init; }

    /// <summary>The year of the measures.</summary>
    public required FiscalYear Year { get; init; }

    /// <summary>1, 2, 3 … of this kind in this year.</summary>
    public required int Number { get; init; }

    public required string Layout { get; init; }

    public required int LayoutVersion { get; init; }

    public required DigitStyle Digits { get; init; }

    /// <summary>SHA-256 of the content in its HTML form.</summary>
    public required byte[] ContentSha256 { get; init; }

    public required string Html { get; init; }

    public required Guid DocxFileId { get; init; }

    public required Guid PdfFileId { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>A position.</summary>
    public required string IssuedBy { get; init; }
}

/// <summary>A person's words in a result report.</summary>
internal sealed class ReportWords : IOfOrganisation
{
    public const int MaxLength = 4000;

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required string Key { get; init; }

    public required string Text { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public required string UpdatedBy { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class ReportsMapping : IEntityTypeConfiguration<IssuedPaper>, IEntityTypeConfiguration<ReportWords>
{
    public void Configure(EntityTypeBuilder<IssuedPaper> entity)
    {
        entity.ToTable("issued_papers");
        entity.Property(p => p.Kind).HasConversion(new KebabCase<PaperKind>());
        entity.Property(p => p.Digits).HasConversion(new KebabCase<DigitStyle>());
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.DocxFileId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.PdfFileId);
    }

    public void Configure(EntityTypeBuilder<ReportWords> entity)
    {
        entity.ToTable("report_words");
        entity.HasKey(w => new { w.OrganisationId, w.Year, w.Key });
        entity.Property(w => w.Version).IsConcurrencyToken();
    }
}

internal static class ReportSets
{
    extension(AppDbContext db)
    {
        public DbSet<IssuedPaper> IssuedPapers => db.Set<IssuedPaper>();

        public DbSet<ReportWords> ReportWords => db.Set<ReportWords>();
    }
}
