using System.Numerics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Watching;

/// <summary>What the monitor found at the public address of one item on one day in Bangkok: a bit for each hour.</summary>
internal sealed class ItemWatch : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    /// <summary>7 of O7.</summary>
    public required short Number { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Bit 0 is the hour after midnight: it was asked for in that hour.</summary>
    public int Asked { get; set; }

    /// <summary>The page was given in that hour.</summary>
    public int Answered { get; set; }

    /// <summary>The slowest answer of the day in milliseconds.</summary>
    public int Slowest { get; set; }

    public int HoursAsked => BitOperations.PopCount((uint)Asked);

    public int HoursAnswered => BitOperations.PopCount((uint)Answered);

    /// <summary>Enters what was found in an hour. Of two visits in one hour, the page was there if either found it.</summary>
    public void Enter(int hour, bool answered, int milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hour);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hour, 23);
        Asked |= 1 << hour;
        if (answered)
        {
            Answered |= 1 << hour;
            Slowest = Math.Max(Slowest, milliseconds);
        }
    }
}

/// <summary>An hour in which an item's page was not given, and why.</summary>
internal sealed class ItemFailure : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required short Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null where nothing answered.</summary>
    public required short? Status { get; init; }

    /// <summary>Thai.</summary>
    public required string Why { get; init; }
}

internal sealed class ItemWatchMapping : IEntityTypeConfiguration<ItemWatch>, IEntityTypeConfiguration<ItemFailure>
{
    public void Configure(EntityTypeBuilder<ItemWatch> entity)
    {
        entity.ToTable("item_watches");
        entity.HasKey(w => new { w.OrganisationId, w.Year, w.Number, w.Day });
        entity.Ignore(w => w.HoursAsked);
        entity.Ignore(w => w.HoursAnswered);
    }

    public void Configure(EntityTypeBuilder<ItemFailure> entity) => entity.ToTable("item_failures");
}

internal static class ItemWatchSets
{
    extension(AppDbContext db)
    {
        public DbSet<ItemWatch> ItemWatches => db.Set<ItemWatch>();

        public DbSet<ItemFailure> ItemFailures => db.Set<ItemFailure>();
    }
}
