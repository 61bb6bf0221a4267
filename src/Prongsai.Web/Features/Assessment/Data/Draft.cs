using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment.Data;

internal enum DraftState
{
    Open,
    Confirmed,
    Discarded,
}

internal enum FigureState
{
    /// <summary>As the paper has it; nobody has touched it.</summary>
    Read,

    /// <summary>A person looked and let it stand, though something spoke against it.</summary>
    Kept,

    /// <summary>A person put another value in its place.</summary>
    Corrected,

    /// <summary>Not in the paper; typed by a person.</summary>
    Added,

    /// <summary>Read, but no figure of this result; a person dropped it.</summary>
    Dropped,
}

/// <summary>
/// One figure of a draft. <see cref="Value"/> is what counts (null when dropped); <see cref="Read"/> is what the paper has.
/// </summary>
internal sealed record DraftFigure(string Target, decimal? Read, decimal? Value, FigureState State, Place? Place, double Confidence, string? Reason);

/// <summary>Figures a person is checking before they become a result.</summary>
internal sealed class Draft : IOfOrganisation
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public Guid? ImportId { get; init; }

    public string? Part { get; init; }

    public required FiscalYear Year { get; set; }

    /// <summary>The organisation's name as most often printed in the paper.</summary>
    public string? OrganisationRead { get; init; }

    public required string RulebookId { get; set; }

    public required string RulebookSha256 { get; set; }

    public required IReadOnlyList<DraftFigure> Figures { get; set; }

    public string? LevelRead { get; init; }

    public string? Level { get; set; }

    public Place? LevelPlace { get; init; }

    /// <summary>The confirmed result this draft corrects, if it does.</summary>
    public Guid? Corrects { get; init; }

    public DraftState State { get; set; } = DraftState.Open;

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Grows with every write; a form that shows an older one is told so.</summary>
    public int Version { get; set; } = 1;

    [JsonIgnore]
    public Figures AsFigures => new()
    {
        Year = Year,
        Scores = Figures.Where(f => f.Value is not null).ToDictionary(f => f.Target, f => f.Value!.Value, StringComparer.Ordinal),
        Level = Level,
    };

    public DraftFigure? Figure(string target) => Figures.FirstOrDefault(f => f.Target == target);

    /// <summary>Puts the figure in the place of the one with the same target, or adds it.</summary>
    public void Put(DraftFigure figure)
    {
        var figures = Figures.ToList();
        var index = figures.FindIndex(f => f.Target == figure.Target);
        if (index >= 0)
        {
            figures[index] = figure;
        }
        else
        {
            figures.Add(figure);
        }
        Figures = figures;
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> entity)
    {
        entity.ToTable("drafts");
        entity.Property(d => d.State).HasConversion(new KebabCase<DraftState>());
        entity.Property(d => d.Figures).HasColumnType("jsonb").HasConversion(new JsonText<IReadOnlyList<DraftFigure>>(), new JsonComparer<IReadOnlyList<DraftFigure>>());
        entity.Property(d => d.LevelPlace).HasColumnType("jsonb").HasConversion(JsonForm.Of<Place>());
        entity.Property(d => d.Version).IsConcurrencyToken();
        entity.Ignore(d => d.AsFigures);
    }
}

internal static class DraftSet
{
    extension(AppDbContext db)
    {
        public DbSet<Draft> Drafts => db.Set<Draft>();
    }
}
