using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Data;

/// <summary>What the organisation calls strong, weak and urgent in a year's analysis.</summary>
internal sealed class YearAnalysis : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required Thresholds Thresholds { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; } = 1;
}

/// <summary>What of an <see cref="AnalysisText"/> is stored.</summary>
internal sealed record StoredText(IReadOnlyList<TextVersion> Versions, string? Dismissed);

/// <summary>A text a person wrote over a draft.</summary>
internal sealed class EditedText : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required string Key { get; init; }

    public required StoredText State { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public int Version { get; set; } = 1;

    public AnalysisText ToText() => AnalysisText.Restored(Key, State.Versions, null, State.Dismissed);
}

internal enum AdviceChangeKind
{
    Reword,
    Add,
    Hide,
}

/// <summary>The organisation's own change to the advice library.</summary>
internal sealed class AdviceChange : IOfOrganisation
{
    public const int TextMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public int Number { get; private set; }

    public required AdviceChangeKind Kind { get; init; }

    public required string AdviceId { get; init; }

    public string? Content { get; init; }

    public AdvicePiece? Piece { get; init; }

    public bool Active { get; set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public AdviceOverride ToOverride() => Kind switch
    {
        AdviceChangeKind.Reword => new AdviceOverride.Reword(AdviceId, Content!),
        AdviceChangeKind.Add => new AdviceOverride.Add(Piece!),
        AdviceChangeKind.Hide => new AdviceOverride.Hide(AdviceId),
        _ => throw new InvalidOperationException($"Not a kind of change: {Kind}."),
    };
}

/// <summary>A report as it went out.</summary>
internal sealed class IssuedReport : IOfOrganisation
{
    public const int NoteMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required int Number { get; init; }

    public required string Layout { get; init; }

    public required int LayoutVersion { get; init; }

    public required DigitStyle Digits { get; init; }

    /// <summary>SHA-256 of the content in its HTML form.</summary>
    public required byte[] ContentSha256 { get; init; }

    public required string Html { get; init; }

    public required Guid DocxFileId { get; init; }

    public Guid? PdfFileId { get; init; }

    public required Guid AssessmentId { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required string IssuedBy { get; init; }
}

internal sealed class AnalysisMapping : IEntityTypeConfiguration<YearAnalysis>, IEntityTypeConfiguration<EditedText>, IEntityTypeConfiguration<AdviceChange>, IEntityTypeConfiguration<IssuedReport>
{
    public void Configure(EntityTypeBuilder<YearAnalysis> entity)
    {
        entity.ToTable("analyses");
        entity.Property(a => a.Thresholds).HasColumnType("jsonb").HasConversion(new JsonText<Thresholds>());
        entity.Property(a => a.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<EditedText> entity)
    {
        entity.ToTable("analysis_texts");
        entity.HasKey(t => new { t.OrganisationId, t.Year, t.Key });
        entity.Property(t => t.State).HasColumnType("jsonb").HasConversion(new JsonText<StoredText>());
        entity.Property(t => t.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<AdviceChange> entity)
    {
        entity.ToTable("advice_changes");
        entity.Property(c => c.Kind).HasConversion(new KebabCase<AdviceChangeKind>());
        entity.Property(c => c.Number).ValueGeneratedOnAdd();
        entity.Property(c => c.Piece).HasColumnType("jsonb").HasConversion(JsonForm.Of<AdvicePiece>());
    }

    public void Configure(EntityTypeBuilder<IssuedReport> entity)
    {
        entity.ToTable("issued_reports");
        entity.Property(r => r.Digits).HasConversion(new KebabCase<DigitStyle>());
    }
}

internal static class AnalysisSets
{
    extension(AppDbContext db)
    {
        public DbSet<YearAnalysis> Analyses => db.Set<YearAnalysis>();

        public DbSet<EditedText> AnalysisTexts => db.Set<EditedText>();

        public DbSet<AdviceChange> AdviceChanges => db.Set<AdviceChange>();

        public DbSet<IssuedReport> IssuedReports => db.Set<IssuedReport>();
    }
}
