using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Data;

/// <summary>A measure of a year's plan as it is kept. A removed one stays, out of sight, with its history.</summary>
internal sealed class PlannedMeasure : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    /// <summary>Its number in the plan; a number that was given is not given again.</summary>
    public required int Number { get; init; }

    public string Title { get; private set; } = "";

    public string Guideline { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    public decimal? Budget { get; private set; }

    public string Output { get; private set; } = "";

    public string Outcome { get; private set; } = "";

    public string[] FollowUps { get; private set; } = [];

    public string[] Answers { get; private set; } = [];

    public Guid[] UnitIds { get; private set; } = [];

    public Guid[] PersonIds { get; private set; } = [];

    public string? LibraryId { get; private set; }

    /// <summary>The measure of an earlier year it was copied from.</summary>
    public Guid? CarriedFrom { get; init; }

    public DateTimeOffset? RemovedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>A position.</summary>
    public string UpdatedBy { get; private set; } = "";

    public int Version { get; private set; }

    public List<PlannedStep> Steps { get; } = [];

    public Measure ToMeasure() => new()
    {
        Year = Year,
        Title = Title,
        Guideline = Guideline,
        Steps = [.. Steps.OrderBy(s => s.Number).Select(s => new MeasureStep(s.Title, s.UnitId, s.PersonId, s.StartsOn, s.EndsOn))],
        UnitIds = UnitIds,
        PersonIds = PersonIds,
        From = StartsOn,
        Until = EndsOn,
        Budget = Budget,
        Output = Output,
        Outcome = Outcome,
        FollowUps = [.. FollowUps.Select(KebabCase<FollowUp>.Read)],
        Answers = [.. Answers.Select(Answer.Parse).OfType<Answer>()],
        LibraryId = LibraryId,
    };

    /// <summary>Takes over what the measure says. Steps keep their ids where <paramref name="stepIds"/> names one of this measure's.</summary>
    public void Take(Measure measure, IReadOnlyList<Guid?>? stepIds, string by, DateTimeOffset at)
    {
        (Title, Guideline, StartsOn, EndsOn, Budget) = (measure.Title.Trim(), measure.Guideline.Trim(), measure.From, measure.Until, measure.Budget);
        (Output, Outcome, LibraryId) = (measure.Output.Trim(), measure.Outcome.Trim(), measure.LibraryId);
        FollowUps = [.. measure.FollowUps.Distinct().Order().Select(KebabCase<FollowUp>.Write)];
        Answers = [.. measure.Answers.Distinct().Select(a => a.ToString())];
        UnitIds = [.. measure.UnitIds.Distinct()];
        PersonIds = [.. measure.PersonIds.Distinct()];
        var before = Steps.ToDictionary(s => s.Id);
        var kept = new List<PlannedStep>();
        foreach (var (step, i) in measure.Steps.Select((s, i) => (s, i)))
        {
            var row = stepIds is not null && i < stepIds.Count && stepIds[i] is { } id && before.Remove(id, out var old) ? old : new PlannedStep { MeasureId = Id };
            row.Take(i + 1, step);
            kept.Add(row);
        }
        Steps.RemoveAll(s => !kept.Contains(s));
        Steps.AddRange(kept.Except(Steps).ToList());
        (UpdatedAt, UpdatedBy) = (at, by);
        Version++;
    }
}

internal sealed class PlannedStep : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid MeasureId { get; init; }

    public int Number { get; private set; }

    public string Title { get; private set; } = "";

    public Guid? UnitId { get; private set; }

    public Guid? PersonId { get; private set; }

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    public void Take(int number, MeasureStep step) =>
        (Number, Title, UnitId, PersonId, StartsOn, EndsOn) = (number, step.Text.Trim(), step.UnitId, step.PersonId, step.From, step.Until);
}

/// <summary>A measure the organisation added to the library.</summary>
internal sealed class OwnLibraryMeasure : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required LibraryMeasure Content { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Since when it is no longer offered.</summary>
    public DateTimeOffset? HiddenAt { get; set; }
}

internal sealed class MeasuresMapping : IEntityTypeConfiguration<PlannedMeasure>, IEntityTypeConfiguration<PlannedStep>, IEntityTypeConfiguration<OwnLibraryMeasure>
{
    public void Configure(EntityTypeBuilder<PlannedMeasure> entity)
    {
        entity.ToTable("measures");
        entity.Property(m => m.Budget).HasColumnType("numeric(14,2)");
        entity.Property(m => m.Version).IsConcurrencyToken();
        entity.HasOne<PlannedMeasure>().WithMany().HasForeignKey(m => m.CarriedFrom);
        entity.HasMany(m => m.Steps).WithOne().HasForeignKey(s => s.MeasureId);
    }

    public void Configure(EntityTypeBuilder<PlannedStep> entity)
    {
        entity.ToTable("measure_steps");
        // The id is made here; without this EF would take a new step of a known measure for a stored one.
        entity.Property(s => s.Id).ValueGeneratedNever();
        entity.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId);
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }

    public void Configure(EntityTypeBuilder<OwnLibraryMeasure> entity)
    {
        entity.ToTable("library_measures");
        entity.Property(m => m.Content).HasColumnType("jsonb").HasConversion(new JsonText<LibraryMeasure>(), new JsonComparer<LibraryMeasure>());
    }
}

internal static class MeasuresSets
{
    extension(AppDbContext db)
    {
        /// <summary>Also those that were removed.</summary>
        public DbSet<PlannedMeasure> AllMeasures => db.Set<PlannedMeasure>();

        /// <summary>The measures that stand in a plan.</summary>
        public IQueryable<PlannedMeasure> Measures => db.Set<PlannedMeasure>().Where(m => m.RemovedAt == null);

        public DbSet<OwnLibraryMeasure> OwnLibraryMeasures => db.Set<OwnLibraryMeasure>();
    }
}
