using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Data;

internal enum AssessmentState
{
    Current,
    Replaced,
}

internal enum AssessmentSource
{
    Paper,
    Typed,
    Correction,
}

/// <summary>
/// A result a person confirmed. It pins the rulebook that scored it. A correction is a new edition; this one then says it was replaced.
/// </summary>
internal sealed class ConfirmedAssessment : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required int Edition { get; init; }

    public AssessmentState State { get; set; } = AssessmentState.Current;

    public required string RulebookId { get; init; }

    public required string RulebookSha256 { get; init; }

    public string? LevelPrinted { get; init; }

    /// <summary>The total that counts: printed, or computed where none was printed; two places. For lists and roll-ups.</summary>
    public decimal? Total { get; init; }

    /// <summary>The level's code in the rulebook, computed. For lists and roll-ups.</summary>
    public string? Level { get; init; }

    public required AssessmentSource Source { get; init; }

    public Guid? FileId { get; init; }

    public Guid? DraftId { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }

    public required string ConfirmedBy { get; init; }

    public List<AssessmentFigure> Figures { get; init; } = [];

    public Figures AsFigures => new()
    {
        Year = Year,
        Scores = Figures.ToDictionary(f => f.Target, f => f.Score, StringComparer.Ordinal),
        Level = LevelPrinted,
    };
}

/// <summary>How a confirmed figure came to be.</summary>
internal enum FigureOrigin
{
    Read,
    Corrected,
    Added,
}

internal sealed class AssessmentFigure : IOfOrganisation
{
    public Guid AssessmentId { get; init; }

    public required string Target { get; init; }

    public Guid OrganisationId { get; set; }

    public required decimal Score { get; init; }

    public decimal? ScoreRead { get; init; }

    public required FigureOrigin Origin { get; init; }

    public Place? Place { get; init; }

    public string? Reason { get; init; }
}

internal sealed class ConfirmedAssessmentMapping : IEntityTypeConfiguration<ConfirmedAssessment>, IEntityTypeConfiguration<AssessmentFigure>
{
    public void Configure(EntityTypeBuilder<ConfirmedAssessment> entity)
    {
        entity.ToTable("assessments");
        entity.Property(a => a.State).HasConversion(new KebabCase<AssessmentState>());
        entity.Property(a => a.Source).HasConversion(new KebabCase<AssessmentSource>());
        entity.Property(a => a.Total).HasColumnType("numeric(5,2)");
        entity.Ignore(a => a.AsFigures);
        entity.HasMany(a => a.Figures).WithOne().HasForeignKey(f => f.AssessmentId);
    }

    public void Configure(EntityTypeBuilder<AssessmentFigure> entity)
    {
        entity.ToTable("assessment_figures");
        entity.HasKey(f => new { f.AssessmentId, f.Target });
        entity.Property(f => f.Origin).HasConversion(new KebabCase<FigureOrigin>());
        entity.Property(f => f.Score).HasColumnType("numeric(7,4)");
        entity.Property(f => f.ScoreRead).HasColumnType("numeric(7,4)");
        entity.Property(f => f.Place).HasColumnType("jsonb").HasConversion(JsonForm.Of<Place>());
    }
}

internal static class ConfirmedAssessmentSet
{
    extension(AppDbContext db)
    {
        public DbSet<ConfirmedAssessment> Assessments => db.Set<ConfirmedAssessment>();
    }
}
