using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

/// <summary>A notice or manual that goes round (แจ้งเวียน). A standing one also goes to those who come later.</summary>
internal sealed class Circular : IOfOrganisation
{
    public const int TitleMaxLength = 300;
    public const int BodyMaxLength = 10_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Title { get; init; }

    public required string Body { get; init; }

    public Guid? FileId { get; init; }

    /// <summary>Empty means everyone.</summary>
    public required Guid[] UnitIds { get; init; }

    public required bool IsStanding { get; init; }

    public DateOnly? DueOn { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>A position.</summary>
    public required string SentBy { get; init; }

    public DateTimeOffset? ClosedAt { get; set; }

    public string? ClosedBecause { get; set; }

    /// <summary>Whether it is for this person: of a department it goes to, and there when it was sent, or later where it is standing.</summary>
    public bool IsFor(Person person) =>
        person.Active && (UnitIds.Length == 0 || (person.UnitId is { } unit && UnitIds.Contains(unit))) && (IsStanding || person.CreatedAt <= SentAt);
}

internal sealed class CircularReceipt : IOfOrganisation
{
    public required Guid CircularId { get; init; }

    public required Guid PersonId { get; init; }

    public Guid OrganisationId { get; set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The position of who entered it, when it was signed on paper.</summary>
    public string? EnteredBy { get; init; }
}

internal sealed class CircularMapping : IEntityTypeConfiguration<Circular>, IEntityTypeConfiguration<CircularReceipt>
{
    public void Configure(EntityTypeBuilder<Circular> entity)
    {
        entity.ToTable("circulars");
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.FileId);
    }

    public void Configure(EntityTypeBuilder<CircularReceipt> entity)
    {
        entity.ToTable("circular_receipts");
        entity.HasKey(r => new { r.CircularId, r.PersonId });
        entity.HasOne<Circular>().WithMany().HasForeignKey(r => r.CircularId);
        entity.HasOne<Person>().WithMany().HasForeignKey(r => r.PersonId);
    }
}

internal static class CircularSets
{
    extension(AppDbContext db)
    {
        public DbSet<Circular> Circulars => db.Set<Circular>();

        public DbSet<CircularReceipt> CircularReceipts => db.Set<CircularReceipt>();
    }
}
